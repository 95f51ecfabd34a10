// Twelve months at a glance, on a phone the chosen day's month. A day off is shaded and, where it differs from the week, marked 休 or 班; one tab stop, the
// arrow keys go from day to day.
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { IconButton } from '../../components/Button';
import { useLanguage } from '../../i18n';
import { addDays, addMonths, weeksOf, type Day } from '../../lib/calendar';
import { formatPeriod } from '../../lib/period';
import { useMedia } from '../../lib/useMedia';

interface Props { days: Day[]; today: string; chosen: string; onChoose: (day: string) => void }

export function YearGrid({ days, today, chosen, onChoose }: Props) {
  const { lang, t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  useEffect(() => { if (byKey.current) box.current?.querySelector<HTMLElement>(`[data-day='${chosen}']`)?.focus(); byKey.current = false; }, [chosen]);
  const first = days[0]!.day;
  const last = days.at(-1)!.day;
  const onKeyDown = (event: KeyboardEvent) => {
    const to: Record<string, () => string> = {
      ArrowLeft: () => addDays(chosen, -1), ArrowRight: () => addDays(chosen, 1), ArrowUp: () => addDays(chosen, -7), ArrowDown: () => addDays(chosen, 7),
      PageUp: () => addMonths(chosen, -1), PageDown: () => addMonths(chosen, 1), Home: () => `${chosen.slice(0, 8)}01`, End: () => addDays(addMonths(`${chosen.slice(0, 8)}01`, 1), -1),
    };
    const next = to[event.key]?.();
    if (next === undefined) return;
    event.preventDefault();
    if (next < first || next > last) return;
    byKey.current = true;
    onChoose(next);
  };
  const narrow = useMedia('(max-width: 640px)');
  const turn = (by: number) => { const to = addMonths(chosen, by); if (to >= first && to <= last) onChoose(to); };
  const months = narrow ? [Number(chosen.slice(5, 7))] : Array.from({ length: 12 }, (_, i) => i + 1);
  const heads = [...t.weekdays];
  const names = t.weekdayNames.split(',');
  return (
    <div className="months" ref={box} onKeyDown={onKeyDown}>
      {narrow && <div className="month-turn"><IconButton icon="left" label={t.calendarPrevMonth} onPress={() => turn(-1)} isDisabled={addMonths(chosen, -1) < first} /><IconButton icon="right" label={t.calendarNextMonth} onPress={() => turn(1)} isDisabled={addMonths(chosen, 1) > last} /></div>}
      {months.map((month) => {
        const mine = days.filter((d) => Number(d.day.slice(5, 7)) === month);
        return (
          <table key={month} className="month">
            <caption>{formatPeriod(mine[0]!.day.slice(0, 7), lang)}<span className="quiet"> {t.calendarWorkingDays(mine.filter((d) => !d.off).length)}</span></caption>
            <thead><tr>{heads.map((h, i) => <th key={i} scope="col"><span aria-hidden="true">{h}</span><span className="unseen">{names[i]}</span></th>)}</tr></thead>
            <tbody>{weeksOf(days, month).map((week, w) => (
              <tr key={w}>{week.map((d, i) => (
                <td key={i}>{d && (
                  <button type="button" data-day={d.day} tabIndex={d.day === chosen ? 0 : -1} aria-pressed={d.day === chosen} {...(d.day === today ? { 'aria-current': 'date' as const } : {})}
                    className={`day${d.off ? ' day-off' : ''}${d.special ? ' day-special' : ''}`} title={d.note || undefined} onClick={() => onChoose(d.day)}>
                    <span className="unseen">{formatPeriod(d.day.slice(0, 7), lang)} </span>{d.date}{d.differs && <span className="day-mark" aria-hidden="true">{d.off ? t.calendarOffShort : t.calendarWorkShort}</span>}<span className="unseen"> {[names[d.weekday], d.off ? t.calendarOff : t.calendarWork, d.note].filter(Boolean).join(' ')}</span>
                  </button>
                )}</td>
              ))}</tr>
            ))}</tbody>
          </table>
        );
      })}
    </div>
  );
}
