import { useId } from 'react';
import { useLanguage } from '../i18n';
import { formatPeriod } from '../lib/period';
import { readPeriod, readPoint } from '../lib/rocdate';

interface Props { label: string; hideLabel?: boolean; value: string; onChange: (typed: string) => void; range?: boolean; required?: boolean; whole?: boolean; quiet?: boolean }

// A date as people type it here (113年7月, 113/7, 113Q1, 2024-07), and beneath it how it was understood.
// `range`: also 全期 and 110~113; `whole`: only a full day will do; `quiet`: says something only when it is not understood.
export function PeriodInput({ label, hideLabel = false, value, onChange, range = false, required = false, whole = false, quiet = false }: Props) {
  const { lang, t } = useLanguage();
  const id = useId();
  const read = range ? readPeriod(value) : readPoint(value);
  const empty = value.trim() === '';
  const bad = empty ? required : read === undefined || (whole && !/^\d{4}-\d{2}-\d{2}$/.test(read));
  const said = bad && !empty ? (whole ? t.deskDayBad : t.deskDateBad) : read && !quiet ? `${formatPeriod(read, lang, true)}${lang === 'zh' ? ` ${read}` : ''}` : '';
  return (
    <span className="field period-input">
      <label className={hideLabel ? 'unseen' : 'field-label'} htmlFor={id}>{label}</label>
      <input id={id} className="input" value={value} onChange={(e) => onChange(e.target.value)} aria-invalid={bad && !empty} aria-describedby={`${id}-said`} required={required} autoComplete="off" {...(bad && !empty ? { 'data-invalid': true } : {})} />
      <span id={`${id}-said`} className={bad && !empty ? 'field-error' : 'field-hint'}>{said}</span>
    </span>
  );
}
