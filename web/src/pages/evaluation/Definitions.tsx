// How the plan's indicators are read: all of them, with what was set; an officer sets one at a time.
import { useMemo, useState } from 'react';
import { useRole } from '../../api/hooks';
import type { Definition, EvaluationSettings } from '../../api/settings';
import type { Indicator } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Label } from '../../components/Marks';
import { Async } from '../../components/States';
import { Switch } from '../../components/Switch';
import { useLanguage, type Text } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';
import { useItems, usePlan } from '../plan/usePlan';
import { DefinitionDialog } from './DefinitionDialog';

interface Row { indicator: Indicator; set: Definition | undefined }

export const definitionName = (t: Text, kind: 'reading' | 'direction' | 'meaning', value: string | undefined): string =>
  (value ? (t as unknown as Record<string, string>)[`${kind}_${value}`] ?? value : '');

export function Definitions({ plan, settings }: { plan: string; settings: EvaluationSettings }) {
  const { t } = useLanguage();
  const indicators = useItems<Indicator>(usePlan(), 'indicators');
  return (
    <section aria-labelledby="definitions">
      <h2 id="definitions">{t.definitions}</h2>
      <p className="lede">{t.definitionsText}</p>
      <Async query={indicators}>{(data) => <Table plan={plan} settings={settings} indicators={data.items} />}</Async>
    </section>
  );
}

function Table({ plan, settings, indicators }: { plan: string; settings: EvaluationSettings; indicators: Indicator[] }) {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const [which, setWhich] = useState<'all' | 'set'>('all');
  const [editing, setEditing] = useState<Row>();
  const all = useMemo(() => {
    const set = new Map(settings.definitions.map((d) => [d.indicator, d.definition]));
    return indicators.map((indicator): Row => ({ indicator, set: set.get(indicator.id) }));
  }, [settings, indicators]);
  const rows = useMemo(() => (which === 'set' ? all.filter((r) => r.set) : all), [all, which]);
  const columns = useMemo((): Column<Row>[] => {
    const kind = (k: 'reading' | 'direction' | 'meaning', header: string): Column<Row> => ({ id: k, header, filter: 'choice', value: (r) => definitionName(t, k, r.set?.[k]) || t.definitionUnset, cell: (r) => (r.set?.[k] ? <strong>{definitionName(t, k, r.set[k])}</strong> : <span className="quiet">{t.definitionUnset}</span>) });
    const planned = (r: Row) => Object.entries(r.set?.planned ?? {}).map(([p, v]) => `${formatPeriod(p, lang)} ${showDecimal(v)}`).join('、');
    return [
      { id: 'title', header: t.indicator, width: 'wide', value: (r) => `${r.indicator.label ?? ''} ${r.indicator.title}`.trim(), cell: (r) => <Link to={nodeAddress(plan, r.indicator.node)} lang={CONTENT}><Label text={r.indicator.label} />{r.indicator.title}</Link> },
      { id: 'unit', header: t.unit, value: (r) => r.indicator.unit ?? '', cell: (r) => <span lang={CONTENT}>{r.indicator.unit}</span> },
      kind('reading', t.definitionReading), kind('direction', t.definitionDirection), kind('meaning', t.definitionMeaning),
      { id: 'weight', header: t.definitionWeight, align: 'end', filter: 'none', value: (r) => (r.set?.weight === undefined ? '' : Number(r.set.weight)), cell: (r) => showDecimal(r.set?.weight) },
      { id: 'planned', header: t.definitionPlanned, value: planned },
      ...(officer ? [{ id: 'edit', header: t.edit, filter: 'none' as const, value: () => '', cell: (r: Row) => <Button onPress={() => setEditing(r)} aria-label={`${t.definitionEdit} ${r.indicator.title}`}>{t.definitionEdit}</Button> }] : []),
    ];
  }, [t, lang, plan, officer]);
  return (
    <>
      <DataTable label={`${t.definitions} ${t.table}`} rows={rows} columns={columns} name={`definitions-${plan}`} empty={t.noIndicators}
        tools={<Switch label={t.view} value={which} choices={[{ id: 'all', label: t.all }, { id: 'set', label: t.definitionsOnlySet }]} onChange={(id) => setWhich(id as 'all' | 'set')} />} />
      {editing && <DefinitionDialog plan={plan} indicator={editing.indicator} set={editing.set} onClose={() => setEditing(undefined)} />}
    </>
  );
}
