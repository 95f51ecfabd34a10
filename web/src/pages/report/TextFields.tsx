// Progress and words, with last period's at hand.
import { shown, type Report } from '../../api/tracking';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Fields';
import { CONTENT } from '../../components/Marks';
import { TextArea } from '../../components/TextArea';
import { useLanguage } from '../../i18n';
import { formatPeriod } from '../../lib/period';
import type { Draft } from './useReport';

interface Props { draft: Draft; report: Report; disabled: boolean }

export function TextFields({ draft, report, disabled }: Props) {
  const { lang, t } = useLanguage();
  const behind = Number(shown(draft.value('actual')) || 'NaN') < Number(shown(draft.value('planned')) || 'NaN');
  const words: [string, string, number][] = [['text', t.reportText, 5], ['highlights', t.reportHighlights, 3], ['next', t.reportNext, 3], ['problems', t.reportProblems, 2], ['needs', t.reportNeeds, 2]];
  const before = report.previous;
  return (
    <section className="report-fields" aria-label={t.report}>
      <div className="report-progress">
        {([['planned', t.reportPlanned], ['actual', t.reportActual]] as const).map(([field, label]) => disabled ? <Kept key={field} label={label} value={shown(draft.value(field)) || '–'} /> : (
          <TextField key={field} label={label} value={shown(draft.value(field))} onChange={(v) => draft.set(field, v.trim() === '' ? null : v)} inputMode="decimal" hint={before?.fields[field] !== undefined ? `${t.reportLast} ${shown(before.fields[field])}` : ''} />
        ))}
        {behind && <p className="mark-behind" role="status">{t.workBehind}</p>}
      </div>
      {(behind || shown(draft.value('behind_reason')) || shown(draft.value('measures'))) && (
        <div className="report-behind">
          <Area draft={draft} field="behind_reason" label={t.reportReason} rows={2} disabled={disabled} />
          <Area draft={draft} field="measures" label={t.reportMeasures} rows={2} disabled={disabled} />
        </div>
      )}
      {words.map(([field, label, rows]) => (
        <div key={field} className="report-words">
          <Area draft={draft} field={field} label={label} rows={rows} disabled={disabled} />
          {before?.fields[field] !== undefined && (
            <details className="report-before">
              <summary>{t.reportPrevious(formatPeriod(before.period, lang))}</summary>
              <p lang={CONTENT} className="prose">{shown(before.fields[field])}</p>
              {!disabled && <Button onPress={() => draft.set(field, shown(before.fields[field]))}>{t.reportUse}</Button>}
            </details>
          )}
        </div>
      ))}
    </section>
  );
}

function Area({ draft, field, label, rows = 3, disabled }: { draft: Draft; field: string; label: string; rows?: number; disabled: boolean }) {
  const value = shown(draft.value(field));
  if (disabled) return value ? <Kept label={label} value={value} /> : null;
  return <TextArea label={label} rows={rows} content value={value} onChange={(v) => draft.set(field, v === '' ? null : v)} maxLength={20_000} />;
}

// What may not be changed is text to read, not a field that refuses.
export function Kept({ label, value }: { label: string; value: string }) {
  return <div className="field"><span className="field-label">{label}</span><p className="prose" lang={CONTENT}>{value}</p></div>;
}
TextFields.Area = Area;
