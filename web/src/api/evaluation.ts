// The shapes of docs/evaluation.md: lights, each with its reason.
import type { Decimal } from './types';
import type { Definition } from './settings';
import type { Redefinition, Said } from './tracking';

export const LIGHTS = ['behind', 'not-reported', 'at-risk', 'undecidable', 'not-due', 'on-track', 'done', 'none'] as const;
export type LightName = (typeof LIGHTS)[number];
export interface Light { light: LightName; why: string; because: Said; achievement?: Decimal; coverage?: Decimal; behind_share?: Decimal; counts: Partial<Record<LightName, number>> }
export interface AgencyLight extends Light { agency: string; answers: number; default_shares: boolean; helps: number }
export interface PlanEvaluation {
  plan: string; edition: number; period?: string; today: string; at: string; basis: 'approved' | 'filed'; rules: Record<string, Decimal>; whole: Light;
  nodes: { id: string[]; light: LightName[]; computed: LightName[]; own: LightName[]; why: string[]; achievement: (Decimal | null)[]; coverage: Decimal[]; counts: Partial<Record<LightName, number>>[]; flags: string[][] };
  board: Record<BoardKind, string[]>; agencies: AgencyLight[];
}
export const BOARD = ['behind', 'late', 'at_risk', 'not_started', 'unowned', 'without_target', 'warned'] as const;
export type BoardKind = (typeof BOARD)[number] | 'undecidable';
export interface OverviewItem { node: string; kind?: string; label?: string; title: string; light: LightName; agencies: string[]; because: Said }
export interface Overview {
  today: string;
  plans: ({ plan: { id: string; title?: string; period?: { start?: string; end?: string } }; basis: string; whole: Light; agencies?: AgencyLight[] } & Record<(typeof BOARD)[number], { count: number; items: OverviewItem[] }>)[];
}
export interface IndicatorLight {
  id: string; label?: string; title: string; unit?: string; light: LightName; computed: LightName; because: Said; achievement?: Decimal;
  definition?: Definition;
  targets?: { period: string; text: string; due?: string; light: LightName; reasons?: { light: LightName; goal?: Decimal; value?: Decimal; unit?: string; period?: string; direction?: string }[] }[];
  forecast?: { on?: string; value?: Decimal; goal?: Decimal; misses?: boolean; reached?: string; days_late?: number; zh: string; en: string };
}
export interface NodeEvaluation {
  light: LightName; computed: LightName; override?: { light: LightName; reason: string; by: string; recorded: string }; flags: string[]; basis: string;
  answers: { agency: string; share: Decimal }[]; all: Light; own: Light; progress?: { light: LightName; because: Said; planned?: Decimal; actual?: Decimal; planned_by_dates?: boolean; reports_missed?: number };
  indicators: IndicatorLight[]; redefined: Redefinition[];
}
