import { useMemo } from 'react';
import { segments, send } from '../../api/client';
import { useRole } from '../../api/hooks';
import type { EvaluationSettings } from '../../api/settings';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { LightMark, lightName } from '../../components/LightMark';

type Row = EvaluationSettings['overrides'][number];

export function Overrides({ plan, settings }: { plan: string; settings: EvaluationSettings }) {
  const t = useText();
  const officer = useRole('officer');
  const { run, error } = useWrite(async (o: Row) => {
    await send('POST', `/plans/${encodeURIComponent(plan)}/evaluation/${segments(o.node ?? o.item ?? '')}`, { reason: t.overrideBackReason, ...(o.indicator ? { indicator: o.indicator } : {}), ...(o.period ? { period: o.period } : {}) });
    tell(t.saved);
  });
  const columns = useMemo((): Column<Row>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (o) => o.title, cell: (o) => <><Link to={nodeAddress(plan, o.node ?? o.item ?? '')} lang={CONTENT}>{o.title}</Link>{o.indicator && <span className="tally">{t.indicator}</span>}</> },
    { id: 'light', header: t.light, filter: 'choice', value: (o) => lightName(t, o.light), cell: (o) => <LightMark light={o.light} /> },
    { id: 'period', header: t.overridePeriod, value: (o) => o.period ?? t.overrideAlways, cell: (o) => (o.period ? <Period period={o.period} /> : <span className="quiet">{t.overrideAlways}</span>) },
    { id: 'reason', header: t.deskReason, width: 'mid', value: (o) => o.reason, cell: (o) => <span lang={CONTENT}>{o.reason}</span> },
    { id: 'by', header: t.setBy, filter: 'choice', value: (o) => o.by },
    { id: 'day', header: t.setOn, value: (o) => o.day, cell: (o) => <Period period={o.day} /> },
    ...(officer ? [{ id: 'back', header: t.edit, filter: 'none' as const, value: () => '', cell: (o: Row) => <Button icon="undo" onPress={() => void run(o)} aria-label={`${t.overrideBack} ${o.title}`}>{t.overrideBack}</Button> }] : []),
  ], [t, plan, officer]); // eslint-disable-line
  return (
    <section aria-labelledby="overrides">
      <h2 id="overrides">{t.overrides}</h2>
      <p className="lede">{t.overridesText}</p>
      {error && <Failure error={error} />}
      <DataTable label={`${t.overrides} ${t.table}`} rows={settings.overrides} columns={columns} name={`overrides-${plan}`} empty={t.overridesNone} />
    </section>
  );
}
