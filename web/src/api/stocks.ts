import type { Decimal } from './types';

export interface Said { zh: string; en: string }
export type StockLight = 'unknown' | 'above' | 'near' | 'under';
export type Formula = 'last_year' | 'last_periods' | 'planned';
export interface Line { from: string; value: Decimal; note?: string }
export interface Use { formula: Formula; periods?: number; per_day?: Decimal; from?: string; to?: string; partial: boolean; why: Said }
export interface Exercise { id: string; name: string; scenario: string; copied: boolean; open: boolean; by: string; recorded: string; reason?: string }
export interface StockScope { today: string; mark?: string; exercise?: Exercise }
export interface Standing { stock?: Decimal; day?: string; oldest?: string; required?: Decimal; value?: number; light: StockLight; line: Line | null; use: Use; missing: string[] }
export interface Path { under: string | null; empty: string | null; over_capacity?: number; from?: string; values?: (number | null)[]; arrivals?: { day: string; shipment: string; quantity: Decimal }[] }
export interface TrendPoint { period: string; day: string; stock?: number; value?: number; line?: number; light: StockLight; carried: boolean }
export interface Site extends Standing {
  site: string; name: string; agency: string; tier: string; capacity?: Decimal; full?: number; last_period?: Said; late: number; reports: boolean; without?: Path; with?: Path;
}
export interface MaterialHead { id: string; name: Said; unit: string; group: string; owner: string; measure: 'days' | 'coverage' | 'quantity'; measure_name: Said; duty_name: Said; whole: boolean; manages: boolean }
export interface Mix { contract?: Decimal; spot?: Decimal; from?: string; to?: string; least?: Decimal; most?: Decimal; within?: boolean }
export interface Tier { tier: string; name: Said; sites: number; stock: Decimal; required?: Decimal; percent?: number }
export interface Projection { horizon: number; stock: Decimal; per_day: Decimal; without: Path; with: Path; overdue: string[] }
export interface MaterialView extends MaterialHead, Standing { mix?: Mix; tiers?: Tier[]; sites: Site[]; late: number; shortages: number; breaks: number; projection?: Projection; trend: TrendPoint[] }
export interface Board extends StockScope { manages: boolean; materials: MaterialView[] }
export interface Shipment {
  id: string; material: string; material_name?: Said; unit?: string; site: string; site_name: string; vessel: string; origin: string; route: string; quantity: Decimal; contract: boolean;
  state: 'planned' | 'under_way' | 'arrived' | 'lost' | 'cancelled'; eta: string; arrived?: string; overdue: boolean; note: string; may_change: boolean; by: string; recorded: string;
}
export type CaseState = 'notified' | 'assessed' | 'handled';
export type Severity = 'unknown' | 'none' | 'low' | 'medium' | 'high';
export interface Shortage {
  id: string; item: string; material: string; owner: string; agency: string; site: string; site_name: string; state: CaseState; severity: Severity; substitute: string; expected_end?: string; may_step: boolean;
  steps: { to: CaseState; reason: string; severity: Severity; by: string; recorded: string }[];
}
export interface StockFinding { kind: string; material: string; site: string; period: string; stated: Decimal; expected: Decimal; difference: Decimal; message?: Said }
export interface MaterialPage extends MaterialView, StockScope { lines: Line[]; shipments: Shipment[]; shortage_cases: Shortage[]; findings: StockFinding[]; note: string }
export interface Owed { period: string; title: Said; due: string; remind: string; known: boolean; state: 'open' | 'remind' | 'late' | 'returned' | 'returned_late' }
export interface Duty { material: string; name: Said; site: string; site_name: string; agency: string; owner: string; reports: boolean; owed: Owed; message: Said }
export interface StockReturn {
  period: string; title: Said; opening: Decimal; in: Decimal; out: Decimal; closing: Decimal; adjust?: Decimal; use?: Decimal; contract?: Decimal; spot?: Decimal; note?: string; quality: string;
  version: number; corrections: number; by: string; recorded: string;
}
export interface SitePage extends StockScope { material: MaterialHead; standing: Site; projection?: Projection; trend: TrendPoint[]; returns: StockReturn[]; owed: Owed[]; findings: StockFinding[] }
export interface WhatIf extends StockScope { routes: string[]; materials: (MaterialHead & Standing & { plan?: Path; changed?: Path; without?: Path })[] }
export interface Returned extends StockScope { seq: number; rows: number; changed: number; unchanged: number; errors: { row: number; field: string; zh: string; en: string }[]; findings: StockFinding[] }
export interface SheetReturned extends StockScope { rows: number; blank: number; changed: number; unchanged: number; errors: { cell: string; column: string; zh: string; en: string }[]; findings: StockFinding[] }
