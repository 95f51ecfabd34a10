// The shapes of docs/meetings.md: groups, meetings, and what they decided for somebody to do.
import type { Said } from './tracking';

export type GroupKind = 'steering' | 'division' | 'advisory' | 'other';
export type MemberRole = 'chair' | 'vice' | 'secretary' | 'member';
export interface Member { account?: string; agency?: string; name?: string; role: MemberRole }
export interface NextMeeting { period: string; title: Said; due: string; scheduled?: string; missed?: string; missed_title?: Said }
export type Every = 'week' | 'month' | 'quarter' | 'half-year' | 'year';
export interface Group {
  id: number; name: string; kind: GroupKind; plan?: string; plan_title?: string; agency?: string; every?: Every; members: Member[]; ended: boolean; ended_reason?: string;
  meetings: number; open: number; late: number; last?: string; next?: NextMeeting; may: boolean; version: number;
}
export interface Groups { today: string; may_make: boolean; groups: Group[] }
export type MeetingState = 'planned' | 'held' | 'confirmed' | 'cancelled';
interface MeetingHead {
  id: number; group: number; group_name: string; number: number; title?: string; plan?: string; plan_title?: string; day: string; time?: string; place?: string; chair?: string;
  state: MeetingState; reason?: string;
}
export interface MeetingEntry extends MeetingHead { items: number; actions: number; open: number; late: number }
export interface NodeName { id: string; label?: string; title?: string }
export interface AgendaItem { title: string; text?: string; proposer?: string; resolution?: string; nodes: NodeName[] }
export interface Meeting extends MeetingHead {
  recorder?: string; attended: string[]; absent: string[]; minutes: boolean; agenda: AgendaItem[]; confirmed?: { by: string; recorded: string }; actions: ActionItem[]; may: boolean; version: number;
}
export type ActionState = 'open' | 'claimed' | 'done' | 'cancelled';
export interface ActionNote { act: string; text?: string; by: string; recorded: string }
export interface ActionItem {
  id: number; meeting: number; group: number; group_name: string; number: number; held: string; item?: number; text: string; agency?: string; account?: string; display?: string; due: string;
  plan?: string; plan_title?: string; node?: NodeName; state: ActionState; late: boolean; mine: boolean; may_report: boolean; may_decide: boolean; notes: ActionNote[]; version: number;
}

export const meetingAddress = (id: number): string => `/meetings/${id}`;
