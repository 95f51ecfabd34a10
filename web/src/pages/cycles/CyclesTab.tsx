// The reporting cycles of a plan: what each asks, and how far it is.
import { useMemo, useState } from 'react';
import { useOutletContext } from 'react-router';
import { useApi, useRole } from '../../api/hooks';
import type { Cycle, Cycles } from '../../api/tracking';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link } from '../../components/Link';
import { Period } from '../../components/Marks';
import { Async, Empty } from '../../components/States';
import { useLanguage, type Text } from '../../i18n';
import { TrackingParts } from '../items/parts';
import { RhythmDialog } from './RhythmDialog';
import { Rhythms } from './Rhythms';
import { Stages } from './Stages';

export const cycleAddress = (plan: string, cycle: string): string => `/plans/${encodeURIComponent(plan)}/cycles/${encodeURIComponent(cycle)}`;
export const phaseName = (t: Text, phase: Cycle['phase']): string => t[`phase_${phase}`];

export default function CyclesTab() {
  const plan = useOutletContext<PlanHead>();
  const { t } = useLanguage();
  const cycles = useApi<Cycles>(`/plans/${encodeURIComponent(plan.id)}/cycles`, {}, { now: true });
  const officer = useRole('officer');
  const [setting, setSetting] = useState(false);
  const offer = officer && <Button icon="calendar" onPress={() => setSetting(true)}>{t.rhythmNew}</Button>;
  return (
    <section className="cycles">
      <TrackingParts plan={plan.id} at="cycles" />
      <h2 className="unseen">{t.cycles}</h2>
      <Async query={cycles}>
        {(data) => (
          <>
            {data.rhythms.length > 0 && <p className="lede">{t.cyclesLede} <Link to="/calendar">{t.calendar}</Link></p>}
            {data.cycles.length ? <CycleTable plan={plan.id} cycles={data.cycles} tools={offer} /> : <Empty title={t.cyclesNone} actions={offer}><p>{t.cyclesNoneText}</p></Empty>}
            {data.rhythms.length > 0 && <Rhythms plan={plan.id} rhythms={data.rhythms} today={data.today} />}
            <Stages plan={plan.id} stages={data.stages} issuer={plan.issuer} />
          </>
        )}
      </Async>
      {setting && <RhythmDialog plan={plan.id} onClose={() => setSetting(false)} />}
    </section>
  );
}

type Row = Cycles['cycles'][number];

function CycleTable({ plan, cycles, tools }: { plan: string; cycles: Row[]; tools: React.ReactNode }) {
  const { lang, t } = useLanguage();
  const columns = useMemo((): Column<Row>[] => [
    { id: 'cycle', header: t.cycle, value: ({ cycle: c }) => c.period, cell: ({ cycle: c }) => <Link to={cycleAddress(plan, c.id)}>{c.title[lang]}</Link> },
    { id: 'phase', header: t.cyclePhase, filter: 'choice', value: ({ cycle: c }) => phaseName(t, c.phase), cell: ({ cycle: c }) => <span className={`phase phase-${c.phase}`}>{phaseName(t, c.phase)}</span> },
    { id: 'opens', header: t.cycleOpens, value: ({ cycle: c }) => c.opens, cell: ({ cycle: c }) => <Period period={c.opens} full /> },
    { id: 'due', header: t.workDue, value: ({ cycle: c }) => c.due, cell: ({ cycle: c }) => <><Period period={c.due} full />{!c.known && <span className="quiet" title={t.cycleUnknown}> *</span>}</> },
    { id: 'filed', header: t.cycleFiled, value: (r) => r.filed, align: 'end', filter: 'none' },
    { id: 'approved', header: t.cycleApproved, value: (r) => r.approved, align: 'end', filter: 'none' },
  ], [t, lang, plan]);
  return (
    <>
      <DataTable label={t.cycles} rows={cycles} columns={columns} name={`cycles-${plan}`} tools={tools} />
      {cycles.some(({ cycle: c }) => !c.known) && <p className="quiet">* {t.cycleUnknown}</p>}
    </>
  );
}
