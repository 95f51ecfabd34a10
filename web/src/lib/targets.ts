// What of an indicator's targets can honestly share one axis: same unit, one figure each. The rest is words in the table.
import type { Indicator, Target } from '../api/types';
import { toNumber } from './numbers';
import { spanOf } from './period';

export type Meaning = 'cumulative' | 'yearly' | 'unsaid';
export interface Plotted { target: Target; period: string; value: number; max: number; meaning: Meaning }
export interface Plot { points: Plotted[]; words: Target[]; overall: Plotted | undefined; unit: string }

const meaningOf = (t: Target): Meaning => (t.cumulative === true ? 'cumulative' : t.cumulative === false || t.every ? 'yearly' : 'unsaid');

export function plotOf(indicator: Indicator): Plot {
  const targets = indicator.targets ?? [];
  const timed = targets.filter((t) => t.period !== 'overall').sort((a, b) => (spanOf(a.period)?.start ?? 0) - (spanOf(b.period)?.start ?? 0));
  // A cell with a bare number counts in the indicator's unit.
  const unitOf = (t: Target) => t.unit || indicator.unit || '';
  const first = timed.find((t) => t.value !== undefined) ?? targets.find((t) => t.value !== undefined);
  const unit = first ? unitOf(first) : '';
  const plot = (t: Target): Plotted | undefined => {
    const value = toNumber(t.value);
    if (value === undefined || unitOf(t) !== unit) return undefined;
    return { target: t, period: t.period, value, max: toNumber(t.value_max) ?? value, meaning: meaningOf(t) };
  };
  const points = timed.map(plot);
  const overall = targets.filter((t) => t.period === 'overall').map(plot).find((p) => p !== undefined);
  return { points: points.filter((p) => p !== undefined), words: timed.filter((_, i) => points[i] === undefined), overall, unit };
}

// All periods that the indicators of a plan use, in time; "overall" first.
export function periodsOf(indicators: Indicator[]): string[] {
  const periods = new Set(indicators.flatMap((i) => (i.targets ?? []).map((t) => t.period)));
  return [...periods].sort((a, b) => (a === 'overall' ? -1 : b === 'overall' ? 1 : (spanOf(a)?.start ?? 0) - (spanOf(b)?.start ?? 0)));
}

// The axis of one indicator. Years without a target keep their place, so that a slope is not drawn steeper than it is.
export function axisPeriods(periods: string[]): string[] {
  const timed = [...new Set(periods)].filter((p) => p !== 'overall').sort((a, b) => (spanOf(a)?.start ?? 0) - (spanOf(b)?.start ?? 0));
  const years = timed.map(Number);
  if (!years.length || years.some((y) => !Number.isInteger(y)) || years.at(-1)! - years[0]! > 30) return timed;
  return Array.from({ length: years.at(-1)! - years[0]! + 1 }, (_, i) => String(years[0]! + i));
}
