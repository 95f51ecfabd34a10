// A year as its months and weeks, and what each day is: from the loaded office calendar, or from the week alone.
import type { OfficeCalendar } from '../api/settings';

export interface Day { day: string; date: number; weekday: number; off: boolean; note: string; differs: boolean; special: boolean }
const DAY = 86_400_000;

export const addDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
export const addMonths = (day: string, n: number): string => {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(y, m - 1 + n + 1, 0)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + n, Math.min(d, last))).toISOString().slice(0, 10);
};

export function yearDays(year: number, calendar: OfficeCalendar): Day[] {
  const known = calendar.years.some((y) => y.year === year);
  const set = new Map((known ? calendar.days : calendar.special).map((d) => [d.day, d]));
  const special = new Set(calendar.special.map((d) => d.day));
  const out: Day[] = [];
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += DAY) {
    const date = new Date(at);
    const day = date.toISOString().slice(0, 10);
    const weekday = date.getUTCDay();
    const weekend = weekday === 0 || weekday === 6;
    const given = set.get(day);
    const off = given ? given.off : weekend;
    out.push({ day, date: date.getUTCDate(), weekday, off, note: given?.note ?? '', differs: off !== weekend, special: special.has(day) });
  }
  return out;
}

// The weeks of one month, empty places where another month's days would be.
export function weeksOf(days: Day[], month: number): (Day | undefined)[][] {
  const mine = days.filter((d) => Number(d.day.slice(5, 7)) === month);
  const cells: (Day | undefined)[] = [...Array.from({ length: mine[0]?.weekday ?? 0 }, () => undefined), ...mine];
  while (cells.length % 7) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}
