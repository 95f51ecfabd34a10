// The shapes of the officer's desk (docs/api.md, "The officer's desk").
import type { Budget, Counts, PlanHead, ScheduleEntry, Target } from './types';
import type { Operation } from '../lib/corrections';

export type Change = 'added' | 'removed' | 'changed' | 'moved';
export type ChangeCounts = Partial<Record<Change | 'same', number>>;
export type FieldValue = string | boolean | string[] | ScheduleEntry[] | undefined;
export interface FieldDiff { field: string; before?: FieldValue; after?: FieldValue }
export interface NodeDiff {
  id: string; change: Change; kind?: string; label?: string; title?: string; parent?: string; level?: number; fields?: FieldDiff[]; uncertain?: boolean;
  split_from?: string; merged_into?: string; lead?: string[];
}
export interface TargetDiff { change: Change; period?: string; before?: Target; after?: Target; fields?: string[] }
export interface IndicatorDiff { id: string; change: Change; node: string; node_title?: string; label?: string; title?: string; fields?: FieldDiff[]; targets?: TargetDiff[] }
export interface BudgetDiff { change: Change; node?: string; node_title?: string; title?: string; period?: string; before?: Budget; after?: Budget; fields?: string[] }
export interface DiffSide { side: string; edition?: number; revision?: number; as_of?: string; on?: string }
export interface PlanDiff {
  plan: string; node?: string; from: DiffSide; to: DiffSide; counts: ChangeCounts; indicator_counts?: ChangeCounts; budget_counts?: ChangeCounts;
  header?: FieldDiff[]; nodes: NodeDiff[]; indicators: IndicatorDiff[]; budgets: BudgetDiff[];
}

// A draft in the list of what waits: the plan's head and how its work stands.
export interface DraftHead extends PlanHead {
  version?: number; from_edition?: number; corrections?: number; uncertain?: string[]; proposal?: boolean; resembles?: { plan: string; title: string }[]; open?: number;
}
export interface DeskHead extends PlanHead { version?: number; from_edition?: number; uncertain?: string[]; proposal?: boolean; resembles?: { plan: string; title: string }[] }

export interface Correction {
  seq: number; recorded: string; actor?: string; note?: string; operations: Operation[]; undoes?: number; undone_by?: number; current?: boolean;
}
export interface CorrectionLog { version: number; corrections: Correction[] }
export interface Corrected { version: number; nodes: string[] }
export interface Proposal {
  plan: string; version: number; made?: string; by?: string; documents?: string[]; counts: ChangeCounts; indicator_counts?: ChangeCounts; budget_counts?: ChangeCounts;
  corrections?: number; conflicts?: { seq: number; operation: Operation; reason: { zh: string; en: string }; applied: boolean }[]; stale?: boolean;
}
export interface Rule { rule: string; title?: { zh: string; en: string }; off?: { reason: string; by?: string; recorded?: string }; store?: boolean }
export type DeskCounts = Counts;
