// A difference of two editions as rows: changed items under their unchanged ancestors, filtered; and as a flat table.
import type { BudgetDiff, Change, FieldDiff, FieldValue, IndicatorDiff, NodeDiff, PlanDiff } from '../api/desk';
import type { Outline, ScheduleEntry, Target } from '../api/types';
import { formatRange, type Lang } from './period';

export interface Place { id: string; parent: string | undefined; label: string; title: string; kind: string; agencies: string[] }

// Items of both sides by id; the newer side's names win.
export function placesOf(...outlines: (Outline | undefined)[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const o of outlines) {
    if (!o) continue;
    o.id.forEach((id, row) => {
      const before = places.get(id)?.agencies ?? [];
      const parent = o.parent[row]!;
      places.set(id, { id, parent: parent < 0 ? undefined : o.id[parent], label: o.label[row] ?? '', title: o.title[row] ?? '', kind: o.kinds[o.kind[row]!] ?? '', agencies: [...new Set([...before, ...(o.lead[row] ?? []), ...(o.co[row] ?? [])])] });
    });
  }
  return places;
}

export interface DiffFilter { changes: ReadonlySet<Change>; agency: string }

export const passes = (change: Change, node: string | undefined, filter: DiffFilter, places: ReadonlyMap<string, Place>): boolean =>
  (!filter.changes.size || filter.changes.has(change)) && (!filter.agency || (node !== undefined && (places.get(node)?.agencies ?? []).includes(filter.agency)));

export type DiffRow = { depth: number; place: Place; diff?: undefined } | { depth: number; diff: NodeDiff; place?: undefined };

// In the order given; each changed item under the ancestors that are not changed themselves.
export function diffTree(nodes: readonly NodeDiff[], places: ReadonlyMap<string, Place>, filter: DiffFilter): DiffRow[] {
  const shown = nodes.filter((n) => passes(n.change, n.id, filter, places));
  const changed = new Map(shown.map((n) => [n.id, n]));
  const rows: DiffRow[] = [];
  const drawn = new Set<string>();
  const parentOf = (id: string) => changed.get(id)?.parent ?? places.get(id)?.parent;
  const pathOf = (id: string): string[] => {
    const path: string[] = [];
    for (let up = parentOf(id); up !== undefined && !path.includes(up); up = parentOf(up)) path.unshift(up);
    return path;
  };
  for (const node of shown) {
    const path = pathOf(node.id);
    path.forEach((id, depth) => {
      const place = places.get(id);
      if (drawn.has(id) || changed.has(id) || !place) return;
      drawn.add(id);
      rows.push({ depth, place });
    });
    rows.push({ depth: path.length, diff: node });
  }
  return rows;
}

export function valueLines(value: FieldValue, field: string, lang: Lang, name: (id: string) => string): string[] {
  if (value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map((v) => (typeof v === 'string' ? v : entryText(v, lang)));
  if (field === 'parent' || field === 'node') return [name(String(value))];
  return [String(value)];
}

export function entryText(entry: ScheduleEntry, lang: Lang): string {
  const range = formatRange(entry.start, entry.end, lang);
  return [entry.phase, range || entry.text].filter(Boolean).join(' ');
}

export const targetText = (t: Target | undefined): string => (t === undefined ? '' : t.text || String(t.value ?? ''));

export interface FlatHeads { header: string[]; node: string; indicator: string; budget: string; plan: string; change: (c: Change) => string; field: (f: string) => string; period: (p: string | undefined) => string; name: (id: string) => string }

// One line for each field that changed; an item that came or went has one of its own.
export function flatDiff(diff: PlanDiff, lang: Lang, heads: FlatHeads): string[][] {
  const lines: string[][] = [];
  const both = (what: string, change: Change, label: string, title: string, field: FieldDiff) =>
    lines.push([what, heads.change(change), label, title, heads.field(field.field), valueLines(field.before, field.field, lang, heads.name).join('；'), valueLines(field.after, field.field, lang, heads.name).join('；')]);
  for (const f of diff.header ?? []) both(heads.plan, 'changed', '', '', f);
  for (const n of diff.nodes) {
    if (!n.fields?.length || n.change === 'added' || n.change === 'removed') lines.push([heads.node, heads.change(n.change), n.label ?? '', n.title ?? '', '', '', '']);
    for (const f of n.fields ?? []) both(heads.node, n.change, n.label ?? '', n.title ?? '', f);
  }
  for (const i of diff.indicators) flatIndicator(i, both, lines, heads);
  for (const b of diff.budgets) flatBudget(b, lines, heads);
  return lines;
}

function flatIndicator(i: IndicatorDiff, both: (what: string, change: Change, label: string, title: string, field: FieldDiff) => void, lines: string[][], heads: FlatHeads): void {
  if (!i.fields?.length && !i.targets?.length) lines.push([heads.indicator, heads.change(i.change), i.label ?? '', i.title ?? '', '', '', '']);
  for (const f of i.fields ?? []) both(heads.indicator, i.change, i.label ?? '', i.title ?? '', f);
  for (const x of i.targets ?? []) lines.push([heads.indicator, heads.change(x.change), i.label ?? '', i.title ?? '', heads.period(x.period), targetText(x.before), targetText(x.after)]);
}

function flatBudget(b: BudgetDiff, lines: string[][], heads: FlatHeads): void {
  lines.push([heads.budget, heads.change(b.change), '', b.title || b.node_title || '', heads.period(b.period), String(b.before?.amount ?? ''), String(b.after?.amount ?? '')]);
}
