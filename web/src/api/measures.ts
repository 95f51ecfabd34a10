// The shapes of docs/measuring.md: elements, reporting units, values, roll-ups.
import type { Decimal } from './types';

export interface Named { zh: string; en?: string }
export interface Element {
  id: string; version: number; name?: Named; about?: Named; unit?: string; decimals: number; rhythm: string; direction: string; over_time: string; over_units: string;
  dimensions?: { name: string; members: string[] }[]; least?: Decimal; most?: Decimal; formula?: string; plan?: string; indicator?: string; group?: string; retired?: boolean;
}
export interface Elements { total: number; elements: { element: Element; series: number }[]; next?: number }
export interface ReportingUnit { id: string; parent?: string; name?: Named; kind?: string; agency?: string; from?: string; to?: string; attributes?: Record<string, unknown> }
export interface Units { total: number; units: { unit: ReportingUnit; answers?: string; children: number }[]; next?: number }
export interface Recorded { given: number; changed: number; seq: number; errors: { at: number; place: string; code: string; zh: string; en: string; mend?: string; mend_en?: string }[] }
export interface MeasuredCell { period: string; value?: Decimal; quality?: string; version?: number }
export interface ValueSeries { unit: string; name: string; members: Record<string, string>; values: MeasuredCell[] }
export interface Values { element: Element; plane: string; series: ValueSeries[]; more: boolean }
export interface Rollup { by: string; measured: string; unit?: string; buckets: string[]; groups: { id: string; totals: { figure?: Decimal; present: number; expected?: number }[] }[] }
