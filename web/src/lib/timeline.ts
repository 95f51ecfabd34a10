// The calendar of a schedule: years and quarters over a span, and where an instant stands on it.
import type { Span } from './period';

export interface Tick { at: number; year: number; quarter: number }
export interface Timeline { span: Span; quarters: Tick[]; years: { year: number; from: number; to: number }[]; share: (instant: number) => number }

// Whole years around everything that is scheduled; far outliers (a lone 2050) are cut to `most` years.
export function timelineOf(spans: Span[], most = 16): Timeline | undefined {
  if (!spans.length) return undefined;
  const firstYear = new Date(Math.min(...bounds(spans, 'start'))).getUTCFullYear();
  const lastYear = new Date(Math.max(...bounds(spans, 'end')) - 1).getUTCFullYear();
  const end = Math.min(lastYear, firstYear + most - 1);
  const span = { start: Date.UTC(firstYear, 0, 1), end: Date.UTC(end + 1, 0, 1) };
  const share = (instant: number) => Math.max(0, Math.min(1, (instant - span.start) / (span.end - span.start)));
  const quarters: Tick[] = [];
  const years = [];
  for (let year = firstYear; year <= end; year++) {
    years.push({ year, from: share(Date.UTC(year, 0, 1)), to: share(Date.UTC(year + 1, 0, 1)) });
    for (let quarter = 1; quarter <= 4; quarter++) quarters.push({ at: share(Date.UTC(year, quarter * 3 - 3, 1)), year, quarter });
  }
  return { span, quarters, years, share };
}

// Math.min(...list) breaks on very long lists.
function bounds(spans: Span[], side: 'start' | 'end'): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (const s of spans) {
    if (s[side] < low) low = s[side];
    if (s[side] > high) high = s[side];
  }
  return [low, high];
}
