// The shapes of docs/tracking.md: cycles, who owes what, reports and their review.
import type { Stage } from './settings';
import type { ActionItem } from './meeting';
import type { RevisionEntry } from './revision';
import type { Decimal, Indicator, Target } from './types';

export type Phase = 'planned' | 'open' | 'grace' | 'locked';
export type ReportState = 'none' | 'draft' | 'submitted' | 'returned' | 'approved';
export type Level = 'none' | 'own' | 'ministry' | 'yuan';
export interface Said { zh: string; en: string }

export interface Rhythm {
  id: string; every: 'week' | 'month' | 'quarter' | 'half-year' | 'year'; scope?: string; kinds?: string[]; from?: string; until?: string;
  opens_after?: number; due_after?: number; remind_before?: number; grace?: number; auto_lock?: boolean;
}
export interface Cycle {
  id: string; rhythm: string; scope?: string; period: string; title: Said; first: string; last: string; opens: string; remind?: string; due: string;
  grace_until?: string; known: boolean; phase: Phase; edition?: number;
  marks?: { opened?: string; due?: string; locked?: boolean; reopened_until?: string; reason?: string; by?: string; recorded?: string };
}
export interface Cycles { today: string; rhythms: Rhythm[]; stages: Stage[]; cycles: { cycle: Cycle; filed: number; approved: number }[] }
export interface Counts { owed: number; none: number; draft: number; submitted: number; returned: number; approved: number; overdue: number; behind: number }
export interface Who { at: 'office' | 'stage' | 'done'; stage?: number; name?: Said; agency?: string; officer?: string }
export interface Obligation {
  plan: string; cycle: string; period: string; due: string; node: string; label?: string; title: string; kind?: string; agency: string; units?: string[];
  joint?: string[]; co?: string[]; officer?: string; level: Level; state: ReportState; who?: Who; overdue: boolean; late: boolean;
  planned?: Decimal; actual?: Decimal; behind?: boolean; version?: number; mine?: boolean;
}
export interface Load { agency: string; owed: number; overdue: number; waiting: number }
export interface Release { plan: string; node: string; title: string; reason: string; by: string; recorded: string }
export interface Work { today: string; owe: Obligation[]; returned: Obligation[]; waiting: Obligation[]; contribute: Obligation[]; releases: Release[]; revisions: RevisionEntry[]; decisions: ActionItem[]; confirmations: ActionItem[]; load: Load[] }

export type FieldValue = string | number | { value?: Decimal; text?: string } | null;
export interface Field { value: FieldValue; version: number; by: string; recorded: string }
export interface Fault { field: string; zh: string; en: string }
export interface Remark { id: number; field?: string; text: string; round: number; by: string; recorded: string }
export interface Step { act: string; stage: number; note?: string; on_behalf?: string; by: string; recorded: string }
export interface ReportIndicator { indicator: Indicator; last?: { cycle: string; period: string; value?: Decimal; text?: string } }
export interface Report {
  plan: string; cycle: Cycle; node: { id: string; label?: string; title: string; kind?: string }; obligation: Obligation; state: ReportState; version: number; round: number;
  who: Who; may: { file: boolean; contribute: string[]; review: boolean; withdraw: boolean }; fields: Record<string, Field>;
  money: { source: string; available?: Decimal; spent?: Decimal; rate?: number }[]; faults: Fault[]; comments: Remark[]; steps: Step[];
  indicators: ReportIndicator[]; previous?: { cycle: string; period: string; state: string; fields: Record<string, FieldValue> }; history: number[]; edition?: number; redefined: Redefinition[];
}
export interface Redefinition {
  indicator: string; title: string; cycle: string; node: string; edition: number; newest: number;
  was: { title: string; unit: string; targets: Target[] }; now: { title: string; unit: string; targets: Target[] };
}
export interface Conflict { field: string; yours: FieldValue; theirs: FieldValue; by: string; recorded: string; version: number }
export interface BoardNode { id: string; label?: string; title: string; kind?: string }
export interface Board { cycle: Cycle; counts: Counts; late: Obligation[]; behind: Obligation[]; unowned: BoardNode[]; without_target: BoardNode[]; not_started: Obligation[]; decisions: ActionItem[]; load: Load[] }
export interface SheetAnswer { rows: number; changed: number; unchanged: number; submitted: number; errors: { table?: string; cell?: string; column?: string; key?: string; zh: string; en: string }[] }

// A value as text for a field of a form, and back: empty is null, which empties the field.
export const shown = (value: FieldValue | undefined): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') return value.value !== undefined ? String(value.value) : value.text ?? '';
  return String(value);
};
export const noteOf = (value: FieldValue | undefined): string => (value && typeof value === 'object' && value.value !== undefined ? value.text ?? '' : '');
