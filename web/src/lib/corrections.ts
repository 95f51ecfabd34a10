// Corrections as the server takes them (src/state/corrections.hpp), made from what an officer typed.
import type { Budget, Fact, Indicator, PlanNode, ScheduleEntry, Target } from '../api/types';
import type { Lang } from './period';
import { readPeriod, readPoint, typedPeriod } from './rocdate';

export type Operation = { op: string; [member: string]: unknown };

export interface Range { start: string; end: string; phase: string; text: string }
export interface NodeForm {
  kind: string; label: string; title: string; text: string; labels: string[]; lead: string[]; co: string[]; units: string[]; unmarked: boolean; schedule: Range[];
}
export type Counting = '' | 'cumulative' | 'yearly' | 'year' | 'quarter' | 'month';
export interface TargetRow { at: number | undefined; period: string; text: string; value: string; max: string; unit: string; comparator: string; counting: Counting; due: string }
export interface IndicatorForm { label: string; title: string; unit: string; role: string; lead: string[]; co: string[]; targets: TargetRow[] }
export interface BudgetForm { title: string; period: string; amount: string; printed: string; basis: string; total: boolean }
export interface FactForm { text: string; figure: string; unit: string; period: string; agency: string }
// What cannot be sent as it stands: which field, and what was typed.
export interface Trouble { field: string; typed: string }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const kept = (list: string[]): string[] => [...new Set(list.map((x) => x.trim()).filter(Boolean))];

// What was typed over `base`, over what stands there `now`: fields that were left alone follow, and so do rows of a list
// that has as many rows as before.
export function rebased<F extends object>(base: F, typed: F, now: F): F {
  if (same(base, now)) return typed;
  const out = { ...now };
  for (const key of Object.keys(typed) as (keyof F)[]) {
    if (same(base[key], typed[key])) continue;
    const [was, mine, theirs] = [base[key], typed[key], now[key]] as unknown[];
    const rows = Array.isArray(was) && Array.isArray(mine) && Array.isArray(theirs) && !same(was, theirs);
    if (!rows) out[key] = typed[key];
    else if (was.length === mine.length && was.length === theirs.length) out[key] = mine.map((row, n) => (same(row, was[n]) ? theirs[n] : row)) as F[keyof F];
  }
  return out;
}

export function nodeForm(node: PlanNode, lang: Lang): NodeForm {
  return {
    kind: node.kind ?? '', label: node.label ?? '', title: node.title ?? '', text: node.text ?? '',
    labels: node.labels ?? [], lead: node.lead ?? [], co: node.co ?? [], units: node.units ?? [], unmarked: node.roles === 'unmarked',
    schedule: (node.schedule ?? []).map((s) => ({ start: typedPeriod(s.start, lang), end: typedPeriod(s.end, lang), phase: s.phase ?? '', text: s.text ?? '' })),
  };
}

function entryOf(range: Range, troubles: Trouble[]): ScheduleEntry | undefined {
  const entry: ScheduleEntry = {};
  for (const side of ['start', 'end'] as const) {
    if (!range[side].trim()) continue;
    const iso = readPoint(range[side]);
    if (iso) entry[side] = iso;
    else troubles.push({ field: side, typed: range[side] });
  }
  if (range.phase.trim()) entry.phase = range.phase.trim();
  if (!entry.start && !entry.end && range.text.trim()) entry.text = range.text.trim();
  return entry.start || entry.end || entry.text ? entry : undefined;
}

export function nodeOperations(node: PlanNode, form: NodeForm, lang: Lang): { operations: Operation[]; troubles: Trouble[] } {
  const was = nodeForm(node, lang);
  const operations: Operation[] = [];
  const troubles: Trouble[] = [];
  const set = (field: string, value: unknown) => operations.push({ op: 'set', node: node.id, field, value });
  for (const field of ['kind', 'label', 'title', 'text'] as const) if (form[field].trim() !== was[field].trim()) set(field, form[field].trim());
  for (const field of ['labels', 'lead', 'co', 'units'] as const) if (!same(kept(form[field]), was[field])) set(field, kept(form[field]));
  const agencies = kept(form.lead).length + kept(form.co).length > 0;
  if (agencies && form.unmarked !== was.unmarked) set('roles', form.unmarked ? 'unmarked' : '');
  if (!same(form.schedule, was.schedule)) {
    const entries = form.schedule.map((range) => entryOf(range, troubles)).filter((e) => e !== undefined);
    set('schedule', entries);
  }
  return { operations, troubles };
}

const countingOf = (t: Target): Counting => (t.every ? t.every : t.cumulative === true ? 'cumulative' : t.cumulative === false ? 'yearly' : '');

export function targetRow(t: Target, at: number | undefined, lang: Lang): TargetRow {
  return {
    at, period: typedPeriod(t.period, lang), text: t.text ?? '', value: t.value === undefined ? '' : String(t.value), max: t.value_max === undefined ? '' : String(t.value_max),
    unit: t.unit ?? '', comparator: t.comparator ?? '', counting: countingOf(t), due: typedPeriod(t.due, lang),
  };
}

export const newTarget = (period: string, unit = ''): TargetRow => ({ at: undefined, period, text: '', value: '', max: '', unit, comparator: '', counting: '', due: '' });

export function indicatorForm(indicator: Indicator, lang: Lang): IndicatorForm {
  return {
    label: indicator.label ?? '', title: indicator.title ?? '', unit: indicator.unit ?? '', role: indicator.role ?? '', lead: indicator.lead ?? [], co: indicator.co ?? [],
    targets: (indicator.targets ?? []).map((t, at) => targetRow(t, at, lang)),
  };
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const plainNumber = (text: string) => text.normalize('NFKC').replace(/[,\s]/g, '');

// Plan JSON has numbers; one that a double does not hold to the last digit is refused rather than rounded.
export function readNumber(typed: string): number | undefined {
  const text = plainNumber(typed);
  if (!NUMBER.test(text) || text.replace(/\D/g, '').replace(/^0+/, '').length > 15) return undefined;
  return Number(text);
}

// The target as it is to stand. What the form does not show (parts, source) stays while the printed text does.
export function targetOf(row: TargetRow, was: Target | undefined, troubles: Trouble[]): Target {
  const period = readPeriod(row.period);
  if (!period) troubles.push({ field: 'period', typed: row.period });
  const target: Target = { period: period ?? '', text: row.text.trim() };
  for (const [field, typed] of [['value', row.value], ['value_max', row.max]] as const) {
    if (!typed.trim()) continue;
    const number = readNumber(typed);
    if (number !== undefined) target[field] = number;
    else troubles.push({ field, typed });
  }
  if (row.unit.trim()) target.unit = row.unit.trim();
  if (target.value !== undefined && row.comparator) target.comparator = row.comparator as NonNullable<Target['comparator']>;
  if (row.counting === 'cumulative') target.cumulative = true;
  else if (row.counting) target.cumulative = false;
  if (row.counting === 'year' || row.counting === 'quarter' || row.counting === 'month') target.every = row.counting;
  if (row.due.trim()) {
    const due = readPoint(row.due);
    if (due) target.due = due;
    else troubles.push({ field: 'due', typed: row.due });
  }
  if (was?.parts && target.value === undefined && target.text === was.text) target.parts = was.parts;
  if (was?.source !== undefined) target.source = was.source;
  // A figure that was typed without its words is its own text.
  if (!target.text && target.value !== undefined) target.text = `${target.value}${target.unit ?? ''}`;
  return target;
}

export function indicatorOperations(indicator: Indicator, form: IndicatorForm, lang: Lang): { operations: Operation[]; troubles: Trouble[] } {
  const was = indicatorForm(indicator, lang);
  const operations: Operation[] = [];
  const troubles: Trouble[] = [];
  const set = (field: string, value: unknown) => operations.push({ op: 'set', indicator: indicator.id, field, value });
  for (const field of ['label', 'title', 'unit', 'role'] as const) if (form[field].trim() !== was[field].trim()) set(field, form[field].trim());
  for (const field of ['lead', 'co'] as const) if (!same(kept(form[field]), was[field])) set(field, kept(form[field]));
  const target = (at: number, value: Target | null) => operations.push({ op: 'target', indicator: indicator.id, at, value });
  const targets = indicator.targets ?? [];
  const stay = new Set<number>();
  const fresh: TargetRow[] = [];
  for (const row of form.targets) {
    if (row.at === undefined) { if (row.text.trim() || row.value.trim()) fresh.push(row); continue; }
    stay.add(row.at);
    if (!same(row, was.targets[row.at])) target(row.at, targetOf(row, targets[row.at], troubles));
  }
  // From the last on, so that the numbers of those before still hold.
  for (let at = targets.length - 1; at >= 0; at--) if (!stay.has(at)) target(at, null);
  fresh.forEach((row, n) => target(stay.size + n, targetOf(row, undefined, troubles)));
  return { operations, troubles };
}

export function budgetForm(budget: Budget, lang: Lang): BudgetForm {
  return { title: budget.title ?? '', period: typedPeriod(budget.period, lang), amount: String(budget.amount), printed: budget.printed ?? '', basis: budget.basis ?? '', total: budget.total ?? false };
}

export function budgetOperations(budget: Budget, at: number, form: BudgetForm, lang: Lang): { operations: Operation[]; troubles: Trouble[] } {
  if (same(form, budgetForm(budget, lang))) return { operations: [], troubles: [] };
  const troubles: Trouble[] = [];
  const { node_title: _title, node_label: _label, ...rest } = budget;
  const amount = readNumber(form.amount);
  if (amount === undefined) troubles.push({ field: 'amount', typed: form.amount });
  const value: Budget = { ...rest, amount: amount ?? budget.amount };
  const text = (field: 'title' | 'printed' | 'basis') => { if (form[field].trim()) value[field] = form[field].trim(); else delete value[field]; };
  text('title'); text('printed'); text('basis');
  const period = form.period.trim() ? readPeriod(form.period) : undefined;
  if (form.period.trim() && !period) troubles.push({ field: 'period', typed: form.period });
  if (period) value.period = period; else delete value.period;
  if (form.total) value.total = true; else delete value.total;
  return { operations: [{ op: 'budget', at, value }], troubles };
}

export function factForm(fact: Fact, lang: Lang): FactForm {
  return { text: fact.text, figure: fact.figure === undefined ? '' : String(fact.figure), unit: fact.unit ?? '', period: typedPeriod(fact.period, lang), agency: fact.agency ?? '' };
}

export function factOperations(fact: Fact, at: number, form: FactForm, lang: Lang): { operations: Operation[]; troubles: Trouble[] } {
  if (same(form, factForm(fact, lang))) return { operations: [], troubles: [] };
  const troubles: Trouble[] = [];
  const { node_title: _title, node_label: _label, figure: _figure, period: _period, unit: _unit, agency: _agency, ...rest } = fact;
  const value: Fact = { ...rest, text: form.text.trim() };
  const figure = form.figure.trim() ? readNumber(form.figure) : undefined;
  if (form.figure.trim() && figure === undefined) troubles.push({ field: 'figure', typed: form.figure });
  const period = form.period.trim() ? readPeriod(form.period) : undefined;
  if (form.period.trim() && !period) troubles.push({ field: 'period', typed: form.period });
  if (figure !== undefined) value.figure = figure;
  if (period) value.period = period;
  if (form.unit.trim()) value.unit = form.unit.trim();
  if (form.agency.trim()) value.agency = form.agency.trim();
  return { operations: [{ op: 'fact', at, value }], troubles };
}
