// The shapes of docs/revision.md: revisions, legal acts.
import type { Operation } from '../lib/corrections';
import type { Said } from './tracking';

export type ActKind = 'decided' | 'endorsed' | 'noted' | 'granted';
export interface Act {
  id: number; act: ActKind; title: Said; agency: string; day: string; number: string; edition?: number; revision?: number; cycle?: string; node?: string;
  file?: string; file_name?: string; attached?: boolean; note?: string; by: string; recorded: string; withdrawn?: string;
}
export type RevisionState = 'draft' | 'proposed' | 'returned' | 'withdrawn' | 'approved';
interface RevisionHead {
  plan: string; number: number; state: RevisionState; title: string; reason: string; effective?: string; edition: number; became?: number; proposer: string; recorded: string;
  version: number; changes: number; behind: boolean; agencies: string[];
}
export interface RevisionEntry extends RevisionHead { conflicts: number; erased?: boolean }
export interface RevisionConflict { at: number; operation: Operation; reason: Said; applied: boolean }
export interface RevisionStep { act: string; note?: string; by: string; recorded: string }
export interface Revision extends RevisionHead {
  conflicts: RevisionConflict[]; newest: number; newest_effective: string; operations: Operation[]; nodes: string[]; overlaps: number[]; acts: Act[]; steps: RevisionStep[];
  may: { edit: boolean; propose: boolean; decide: boolean; withdraw: boolean };
}
export interface Revisions { plan: string; may_draft: boolean; office: boolean; revisions: RevisionEntry[] }

export const revisionAddress = (plan: string, number: number, tab = ''): string => `/plans/${encodeURIComponent(plan)}/revisions/${number}${tab ? `/${tab}` : ''}`;
