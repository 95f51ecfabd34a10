// The shapes of what is set about a plan's year (docs/tracking.md, docs/evaluation.md).
import type { LightName } from './evaluation';
import type { Level } from './tracking';
import type { Decimal, Grant } from './types';

export interface CalendarDay { day: string; off: boolean; note?: string }
export interface OfficeCalendar { years: { year: number; off: number }[]; special: CalendarDay[]; days: CalendarDay[] }
export interface Reckoned { from: string; days: number; day: string; known: boolean }
export interface Delegation { id: string; from: string; to: string; start: string; end: string; reason: string; holds: boolean; by: string; recorded: string }
export interface Colleague { name: string; display?: string; roles: Grant[] }
export type ReleaseState = 'none' | 'asked' | 'released';
export interface ItemSettings { node: string; label?: string; title: string; level: Level; officer?: string; holder?: string; shares: Record<string, Decimal>; release: ReleaseState; release_reason?: string; release_answer?: string }
export interface AgencyKeys { column: string; keys: Record<string, string> }
export interface Stage { name: string; name_en?: string; scope: 'agency' | 'issuer' | 'named'; agency?: string }
export interface RuleRow { name: string; zh: string; en: string; least: Decimal; most: Decimal; usual: Decimal; whole: boolean }
export interface Definition { reading?: string; direction?: string; meaning?: string; weight?: Decimal; planned?: Record<string, Decimal> }
export interface EvaluationSettings {
  plan: string; rules: Record<string, Decimal>; rows: RuleRow[]; weights: { node: string; label?: string; title: string; weight: Decimal }[];
  definitions: { indicator: string; title: string; node: string; definition: Definition }[];
  overrides: { item?: string; indicator?: string; title: string; node?: string; light: LightName; reason: string; by: string; day: string; period?: string }[];
}
export interface LightPicture { plan: string; today: string; basis: string; legend: LightName[]; id: string[]; cycles: { id: string; period: string; lights: string }[]; now: string }
