// What an officer types for a date (113, 113/7, 113年第1季, 2024-07-01) as a period of plan JSON, and back.
import { formatPeriod, parsePoint, type Lang } from './period';

const QUARTERS = '一二三四';
const FORMS: [RegExp, (m: RegExpExecArray) => string][] = [
  [/^(\d{2,4})年?(?:底前?|度|全年)?$/, () => ''],
  [/^(\d{2,4})(?:年|-|\/)?第?([1-4一二三四])季$/, (m) => `-Q${quarter(m[2]!)}`],
  [/^(\d{2,4})-?Q([1-4])$/, (m) => `-Q${m[2]}`],
  [/^(\d{2,4})年?([上下])半年$/, (m) => `-H${m[2] === '上' ? 1 : 2}`],
  [/^(\d{2,4})-?H([12])$/, (m) => `-H${m[2]}`],
  [/^(\d{2,4})(?:年|[-/.])(\d{1,2})(?:月份?)?(?:底前?)?$/, (m) => `-${two(m[2]!)}`],
  [/^(\d{2,4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/, (m) => `-${two(m[2]!)}-${two(m[3]!)}`],
];
const two = (text: string) => text.padStart(2, '0');
const quarter = (text: string) => (QUARTERS.includes(text) ? QUARTERS.indexOf(text) + 1 : Number(text));

// Two and three digits are a year of the Republic, four a Gregorian one.
function yearOf(text: string): number | undefined {
  const year = Number(text);
  if (text.length === 4) return year >= 1912 && year <= 2199 ? year : undefined;
  return year >= 1 && year <= 288 ? year + 1911 : undefined;
}

function real(iso: string): boolean {
  const point = parsePoint(iso);
  if (!point) return false;
  if (point.day === undefined) return true;
  const date = new Date(Date.UTC(point.year, point.month! - 1, point.day));
  return date.getUTCMonth() === point.month! - 1;
}

// One point of time; undefined when it is not understood. Spaces, full-width digits and 民國 or 西元 do not matter.
export function readPoint(typed: string): string | undefined {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').replace(/^(民國|西元|公元)/, '').toUpperCase();
  for (const [form, rest] of FORMS) {
    const m = form.exec(text);
    if (!m) continue;
    const year = yearOf(m[1]!);
    if (year === undefined) return undefined;
    const iso = `${year}${rest(m)}`;
    return real(iso) ? iso : undefined;
  }
  return undefined;
}

// The period of a target: a point, a range of points, or the whole (全期).
export function readPeriod(typed: string): string | undefined {
  const text = typed.trim();
  if (/^(全期|overall)$/i.test(text)) return 'overall';
  const whole = readPoint(text);
  if (whole) return whole;
  const [from, to, more] = text.split(/[~～–—至]|(?<=年|月|日|季|\d)到/);
  if (from === undefined || to === undefined || more !== undefined) return undefined;
  // 110-113年: the year's word stands once, at the end.
  const first = readPoint(from);
  const last = readPoint(to);
  return first && last ? `${first}/${last}` : undefined;
}

// As the field shows it: in the reader's calendar, and readPeriod understands it.
export function typedPeriod(iso: string | undefined, lang: Lang): string {
  if (!iso) return '';
  return lang === 'zh' ? formatPeriod(iso, 'zh') : iso === 'overall' ? 'overall' : iso.replace('/', '~');
}
