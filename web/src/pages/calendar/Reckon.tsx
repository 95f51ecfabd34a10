// Where n working days from a day lead.
import { useState } from 'react';
import { useApi } from '../../api/hooks';
import type { Reckoned } from '../../api/settings';
import { PeriodInput } from '../../components/PeriodInput';
import { Failure } from '../../components/States';
import { useLanguage } from '../../i18n';
import { formatPeriod } from '../../lib/period';
import { readPoint, typedPeriod } from '../../lib/rocdate';

export function Reckon({ today }: { today: string }) {
  const { lang, t } = useLanguage();
  const [from, setFrom] = useState(() => typedPeriod(today, lang));
  const [typed, setTyped] = useState('10');
  const day = readPoint(from) ?? '';
  const days = Number(typed);
  const good = /^\d{4}-\d{2}-\d{2}$/.test(day) && /^-?\d{1,4}$/.test(typed.trim()) && Math.abs(days) <= 1000;
  const reached = useApi<Reckoned>('/calendar/reckon', { from: day, days }, { enabled: good, keep: true });
  return (
    <section aria-labelledby="reckon" className="reckon">
      <h2 id="reckon">{t.calendarReckon}</h2>
      <div className="reckon-fields">
        <PeriodInput label={t.calendarFrom} value={from} onChange={setFrom} whole required />
        <label className="field"><span className="field-label">{t.calendarDaysCount}</span><input className="input" inputMode="numeric" value={typed} onChange={(e) => setTyped(e.target.value)} /></label>
      </div>
      {good && reached.error && <Failure error={reached.error} />}
      <p className="reckon-said" role="status">{good && reached.data && <><strong>{t.calendarResult(formatPeriod(reached.data.from, lang), reached.data.days, formatPeriod(reached.data.day, lang, true))}</strong>{!reached.data.known && <span className="quiet"> {t.calendarReckoned}</span>}</>}</p>
    </section>
  );
}
