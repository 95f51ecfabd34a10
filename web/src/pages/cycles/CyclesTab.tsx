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
import { RhythmDialog } from './RhythmDialog';

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
      <h2 className="unseen">{t.cycles}</h2>
      <Async query={cycles}>
        {(data) => (
          <>
            {data.rhythms.length > 0 && <p className="lede">{t.cyclesLede}</p>}
            {data.cycles.length ? <CycleTable plan={plan.id} cycles={data.cycles} tools={offer} /> : <Empty title={t.cyclesNone} actions={offer}><p>{t.cyclesNoneText}</p></Empty>}
          </>
        )}
      </Async>
      {setting && <RhythmDialog plan={plan.id} onClose={() => setSetting(false)} />}
    </section>
  );
}

function CycleTable({ plan, cycles, tools }: { plan: string; cycles: Cycle[]; tools: React.ReactNode }) {
  const { lang, t } = useLanguage();
  const columns = useMemo((): Column<Cycle>[] => [
    { id: 'cycle', header: t.cycle, value: (c) => c.period, cell: (c) => <Link to={cycleAddress(plan, c.id)}>{c.title[lang]}</Link> },
    { id: 'phase', header: t.cyclePhase, filter: 'choice', value: (c) => phaseName(t, c.phase), cell: (c) => <span className={`phase phase-${c.phase}`}>{phaseName(t, c.phase)}</span> },
    { id: 'opens', header: t.cycleOpens, value: (c) => c.opens, cell: (c) => <Period period={c.opens} full /> },
    { id: 'due', header: t.workDue, value: (c) => c.due, cell: (c) => <><Period period={c.due} full />{!c.known && <span className="quiet" title={t.cycleUnknown}> *</span>}</> },
    { id: 'filed', header: t.cycleFiled, value: (c) => c.filed ?? 0, align: 'end', filter: 'none' },
    { id: 'approved', header: t.cycleApproved, value: (c) => c.approved ?? 0, align: 'end', filter: 'none' },
  ], [t, lang, plan]);
  return (
    <>
      <DataTable label={t.cycles} rows={cycles} columns={columns} name={`cycles-${plan}`} tools={tools} />
      {cycles.some((c) => !c.known) && <p className="quiet">* {t.cycleUnknown}</p>}
    </>
  );
}
