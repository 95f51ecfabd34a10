// The item's indicators: what was promised, what it was last, what it is now.
import { segments } from '../../api/client';
import type { NodeEvaluation } from '../../api/evaluation';
import { useApi } from '../../api/hooks';
import type { Definition } from '../../api/settings';
import { noteOf, shown, type FieldValue, type Report, type ReportIndicator } from '../../api/tracking';
import type { Target } from '../../api/types';
import { CONTENT, Label, Period, TargetValue } from '../../components/Marks';
import { useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { spanOf } from '../../lib/period';
import { definitionName } from '../evaluation/Definitions';
import { FieldRemarks } from './FieldRemarks';
import { Kept, SetBy } from './TextFields';
import type { Draft } from './useReport';

// The targets that a value of this period is held against: the one whose span holds the period, and the overall one.
function targetsAt(targets: Target[], period: string): Target[] {
  const here = spanOf(period);
  return targets.filter((target) => {
    const span = spanOf(target.period);
    return target.period === 'overall' || (here && span && span.start < here.end && span.end >= here.end);
  });
}

const joined = (value: string, note: string): FieldValue => {
  if (!note) return value.trim() === '' ? null : value;
  return value.trim() === '' ? { text: note } : { value, text: note };
};

export function IndicatorFields({ draft, report, disabled }: { draft: Draft; report: Report; disabled: boolean }) {
  const t = useText();
  // What was planned for this very period, and how the value is read, stand in the evaluation's definitions.
  const light = useApi<NodeEvaluation>(`/plans/${encodeURIComponent(report.plan)}/evaluation/${segments(report.node.id)}`, {}, { now: true });
  const definitions = new Map((light.data?.indicators ?? []).map((i) => [i.id, i.definition]));
  return (
    <section aria-labelledby="report-indicators">
      <h2 id="report-indicators">{t.reportIndicators}</h2>
      <div className="indicator-rows">{report.indicators.map((row) => <Row key={row.indicator.id} row={row} draft={draft} report={report} definition={definitions.get(row.indicator.id)} disabled={disabled} />)}</div>
    </section>
  );
}

function Row({ row, draft, report, definition, disabled }: { row: ReportIndicator; draft: Draft; report: Report; definition: Definition | undefined; disabled: boolean }) {
  const t = useText();
  const { indicator, last } = row;
  const field = `observation/${indicator.id}`;
  const kept = draft.value(field);
  const words = typeof kept === 'object' && kept !== null && kept.value === undefined;
  const value = words ? '' : shown(kept);
  const note = words ? kept.text ?? '' : noteOf(kept);
  const { period } = report.cycle;
  const targets = targetsAt(indicator.targets ?? [], period);
  const planned = definition?.planned?.[period];
  return (
    <fieldset className="indicator-row">
      <legend lang={CONTENT}><Label text={indicator.label} /> {indicator.title}</legend>
      <dl className="indicator-facts">
        {targets.map((target, i) => <div key={i}><dt>{t.reportTarget} {target.period !== 'overall' && <Period period={target.period} />}</dt><dd><TargetValue target={target} /></dd></div>)}
        {planned !== undefined && <div><dt>{t.reportPlannedValue}</dt><dd><strong>{showDecimal(planned)}</strong></dd></div>}
        <div><dt>{t.reportLast} {last && <Period period={last.period} />}</dt><dd>{last ? <span lang={CONTENT}>{last.value !== undefined ? showDecimal(last.value) : last.text}</span> : <span className="quiet">{t.reportNoLast}</span>}</dd></div>
      </dl>
      {definition?.reading && <p className="quiet indicator-reading">{t.definitionReading}：{definitionName(t, 'reading', definition.reading)}</p>}
      {disabled ? <><Kept label={t.reportValue} value={value ? showDecimal(value) : '–'} />{note && <Kept label={t.reportNote} value={note} />}</> : <>
        <label className="field"><span className="field-label">{t.reportValue}{indicator.unit && <span lang={CONTENT}>（{indicator.unit}）</span>}</span><input className="input" inputMode="decimal" value={value} onChange={(e) => draft.set(field, joined(e.target.value, note))} /></label>
        <label className="field"><span className="field-label">{t.reportNote}</span><input className="input" lang={CONTENT} value={note} onChange={(e) => draft.set(field, joined(value, e.target.value))} /></label>
      </>}
      <SetBy report={report} field={field} />
      <FieldRemarks field={field} name={indicator.title} />
    </fieldset>
  );
}
