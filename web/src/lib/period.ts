// Periods of plan JSON ("2021", "2021-H1", "2021-Q1", "2021-12", "2021-12-31", "2021/2024", "overall") as words and as
// spans of time. The ROC year is the Gregorian year less 1911.
export type Lang = 'zh' | 'en';

export interface Point { year: number; half?: number; quarter?: number; month?: number; day?: number }
// Milliseconds UTC, the end not included.
export interface Span { start: number; end: number }

const POINT = /^(\d{4})(?:-H([12])|-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/;

export function parsePoint(text: string): Point | undefined {
  const m = POINT.exec(text);
  if (!m) return undefined;
  const point: Point = { year: Number(m[1]) };
  if (m[2]) point.half = Number(m[2]);
  if (m[3]) point.quarter = Number(m[3]);
  if (m[4]) point.month = Number(m[4]);
  if (m[5]) point.day = Number(m[5]);
  if (point.month !== undefined && (point.month < 1 || point.month > 12)) return undefined;
  if (point.day !== undefined && (point.day < 1 || point.day > 31)) return undefined;
  return point;
}

function spanOfPoint(p: Point): Span {
  const at = (month: number, day = 1) => Date.UTC(p.year, month, day);
  if (p.day !== undefined && p.month !== undefined) return { start: at(p.month - 1, p.day), end: at(p.month - 1, p.day + 1) };
  if (p.month !== undefined) return { start: at(p.month - 1), end: at(p.month) };
  if (p.quarter !== undefined) return { start: at(p.quarter * 3 - 3), end: at(p.quarter * 3) };
  if (p.half !== undefined) return { start: at(p.half * 6 - 6), end: at(p.half * 6) };
  return { start: at(0), end: at(12) };
}

export function spanOf(period: string | undefined): Span | undefined {
  if (!period) return undefined;
  const [from = '', to = from] = period.split('/');
  const first = parsePoint(from);
  const last = parsePoint(to);
  if (!first || !last) return undefined;
  return { start: spanOfPoint(first).start, end: spanOfPoint(last).end };
}

// A schedule's span; an open side takes the given bound.
export function spanOfRange(start: string | undefined, end: string | undefined, bounds: Span): Span | undefined {
  const from = spanOf(start);
  const to = spanOf(end);
  if (!from && !to) return undefined;
  return { start: from ? from.start : Math.min(bounds.start, to!.start), end: to ? to.end : Math.max(bounds.end, from!.end) };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function rocYear(year: number): string {
  return year >= 1912 ? `${year - 1911}年` : `前${1912 - year}年`;
}

function pointZh(p: Point, withYear = true): string {
  const year = withYear ? rocYear(p.year) : '';
  if (p.day !== undefined) return `${year}${p.month}月${p.day}日`;
  if (p.month !== undefined) return `${year}${p.month}月`;
  if (p.quarter !== undefined) return `${year}第${p.quarter}季`;
  if (p.half !== undefined) return `${year}${p.half === 1 ? '上' : '下'}半年`;
  return year || rocYear(p.year);
}

function pointEn(p: Point): string {
  const month = p.month === undefined ? '' : MONTHS[p.month - 1];
  if (p.day !== undefined) return `${p.day} ${month} ${p.year}`;
  if (p.month !== undefined) return `${month} ${p.year}`;
  if (p.quarter !== undefined) return `Q${p.quarter} ${p.year}`;
  if (p.half !== undefined) return `H${p.half} ${p.year}`;
  return String(p.year);
}

// `full` writes the era (民國); tables leave it out.
export function formatPeriod(period: string | undefined, lang: Lang, full = false): string {
  if (!period) return '';
  if (period === 'overall') return lang === 'zh' ? '全期' : 'Overall';
  const [from = '', to] = period.split('/');
  return to === undefined ? formatPoint(from, lang, full) : formatRange(from, to, lang, full);
}

function formatPoint(text: string, lang: Lang, full: boolean): string {
  const point = parsePoint(text);
  if (!point) return text;
  return lang === 'en' ? pointEn(point) : (full ? '民國' : '') + pointZh(point);
}

export function formatRange(from: string | undefined, to: string | undefined, lang: Lang, full = false): string {
  if (!from && !to) return '';
  if (from === to) return formatPoint(from!, lang, full);
  const a = from ? formatPoint(from, lang, full) : '';
  const b = to ? formatPoint(to, lang, false) : '';
  if (lang === 'en') return a && b ? `${a} – ${b}` : a ? `from ${a}` : `until ${b}`;
  return a && b ? `${a}至${b}` : a ? `${a}起` : `至${full ? '民國' : ''}${b}`;
}

// The instants of the ledger are UTC; people read them on Taipei's clock.
export function formatInstant(iso: string | undefined, lang: Lang): string {
  if (!iso) return '';
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const part = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Taipei', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false })
    .formatToParts(date)
    .reduce<Record<string, string>>((all, p) => ({ ...all, [p.type]: p.value }), {});
  const day = formatPoint(`${part.year}-${part.month}-${part.day}`, lang, false);
  return `${day} ${part.hour === '24' ? '00' : part.hour}:${part.minute}`;
}

export function todayInTaipei(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Taipei', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
