// Progress and words, with last period's at hand.
import { shown, type Report } from '../../api/tracking';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Fields';
import { CONTENT, Instant } from '../../components/Marks';
import { TextArea } from '../../components/TextArea';
import { useSession } from '../../api/hooks';
import { useLanguage, useText } from '../../i18n';
import { formatPeriod } from '../../lib/period';
import { useMedia } from '../../lib/useMedia';
import { FieldRemarks } from './FieldRemarks';
import type { Draft } from './useReport';

interface Props { draft: Draft; report: Report; disabled: boolean }

export function TextFields({ draft, report, disabled }: Props) {
  const t = useText();
  const behind = Number(shown(draft.value('actual')) || 'NaN') < Number(shown(draft.value('planned')) || 'NaN');
  const words: [string, string, number][] = [['text', t.reportText, 5], ['highlights', t.reportHighlights, 3], ['next', t.reportNext, 3], ['problems', t.reportProblems, 2], ['needs', t.reportNeeds, 2]];
  const before = report.previous;
  return (
    <section className="report-fields" aria-label={t.report}>
      <div className="report-progress">
        {([['planned', t.reportPlanned], ['actual', t.reportActual]] as const).map(([field, label]) => (
          <div key={field}>
            {disabled ? <Kept label={label} value={shown(draft.value(field)) || '–'} />
              : <TextField label={label} value={shown(draft.value(field))} onChange={(v) => draft.set(field, v.trim() === '' ? null : v)} inputMode="decimal" hint={before?.fields[field] !== undefined ? `${t.reportLast} ${shown(before.fields[field])}` : ''} />}
            <FieldRemarks field={field} />
          </div>
        ))}
        {behind && <p className="mark-behind" role="status">{t.workBehind}</p>}
      </div>
      {(behind || shown(draft.value('behind_reason')) || shown(draft.value('measures'))) && (
        <div className="report-behind">
          {([['behind_reason', t.reportReason], ['measures', t.reportMeasures]] as const).map(([field, label]) => <Words key={field} draft={draft} report={report} field={field} label={label} rows={2} disabled={disabled} />)}
        </div>
      )}
      {words.map(([field, label, rows]) => <Words key={field} draft={draft} report={report} field={field} label={label} rows={rows} disabled={disabled} />)}
    </section>
  );
}

// A field of words; beside it what was written last time, on a narrow page folded under it.
function Words({ draft, report, field, label, rows, disabled }: Props & { field: string; label: string; rows: number }) {
  const { lang, t } = useLanguage();
  const wide = useMedia('(min-width: 1000px)');
  const before = report.previous;
  const last = shown(before?.fields[field]);
  const value = shown(draft.value(field));
  if (disabled && !value && !last) return null;
  const said = before && last !== '' && (
    <>
      <p lang={CONTENT} className="prose">{last}</p>
      {!disabled && last !== value && <Button onPress={() => draft.set(field, last)} aria-label={`${t.reportUse}：${label}`}>{t.reportUse}</Button>}
    </>
  );
  return (
    <div className={`report-words${said && wide ? ' report-beside' : ''}`}>
      <div>
        <Area draft={draft} field={field} label={label} rows={rows} disabled={disabled} />
        <SetBy report={report} field={field} />
        <FieldRemarks field={field} name={label} />
      </div>
      {said && (wide
        ? <aside className="report-last" aria-label={`${label} ${t.reportPrevious(formatPeriod(before.period, lang))}`}><p className="quiet">{t.reportPrevious(formatPeriod(before.period, lang))}</p>{said}</aside>
        : <details className="report-before"><summary>{t.reportPrevious(formatPeriod(before.period, lang))}</summary>{said}</details>)}
    </div>
  );
}

// Whose words these are, where they are a colleague's.
export function SetBy({ report, field }: { report: Report; field: string }) {
  const me = useSession().data?.account?.name;
  const there = report.fields[field];
  if (!there || there.value === null || there.by === me || !me) return null;
  return <p className="quiet set-by">{there.by} <Instant at={there.recorded} /></p>;
}

function Area({ draft, field, label, rows = 3, disabled }: { draft: Draft; field: string; label: string; rows?: number; disabled: boolean }) {
  const value = shown(draft.value(field));
  if (disabled) return value ? <Kept label={label} value={value} /> : <Kept label={label} value="–" />;
  return <TextArea label={label} rows={rows} content value={value} onChange={(v) => draft.set(field, v === '' ? null : v)} maxLength={20_000} />;
}

// What may not be changed is text to read, not a field that refuses.
export function Kept({ label, value }: { label: string; value: string }) {
  return <div className="field"><span className="field-label">{label}</span><p className="prose" lang={CONTENT}>{value}</p></div>;
}
TextFields.Area = Area;
