// What the overview adds up over plans.
import { LIGHTS, type AgencyLight, type LightName, type Overview, type OverviewItem } from '../api/evaluation';

export type Counts = Partial<Record<LightName, number>>;
export interface Listed extends OverviewItem { plan: string; planTitle: string }
export interface AgencySum { agency: string; counts: Counts; answers: number; plans: number }

export function addCounts(all: Counts[]): Counts {
  const out: Counts = {};
  for (const counts of all) for (const l of LIGHTS) if (counts[l]) out[l] = (out[l] ?? 0) + counts[l]!;
  return out;
}

export const troubled = (c: Counts): number => (c.behind ?? 0) + (c['not-reported'] ?? 0);
export const countOf = (c: Counts): number => Object.values(c).reduce((a, b) => a + b, 0);

// The worst first: by what is behind, then at risk, then by size.
export const byTrouble = (a: Counts, b: Counts): number => troubled(b) - troubled(a) || (b['at-risk'] ?? 0) - (a['at-risk'] ?? 0) || countOf(b) - countOf(a);

export function listed(overview: Overview, kind: keyof Overview['plans'][number] & ('behind' | 'late' | 'at_risk' | 'not_started' | 'unowned' | 'without_target' | 'warned')): { count: number; items: Listed[] } {
  return {
    count: overview.plans.reduce((sum, p) => sum + (p[kind]?.count ?? 0), 0),
    items: overview.plans.flatMap((p) => (p[kind]?.items ?? []).map((i) => ({ ...i, plan: p.plan.id, planTitle: p.plan.title ?? p.plan.id }))),
  };
}

export function agencySums(overview: Overview): AgencySum[] {
  const by = new Map<string, AgencyLight[]>();
  for (const p of overview.plans) for (const a of p.agencies ?? []) by.set(a.agency, [...(by.get(a.agency) ?? []), a]);
  return [...by].map(([agency, list]) => ({ agency, counts: addCounts(list.map((a) => a.counts)), answers: list.reduce((sum, a) => sum + Number(a.answers), 0), plans: list.length }))
    .sort((a, b) => byTrouble(a.counts, b.counts) || a.agency.localeCompare(b.agency, 'zh-Hant-TW'));
}
