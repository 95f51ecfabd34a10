// The shapes of docs/warning.md: rules, alerts and their life.
import type { Said } from './tracking';
import type { Decimal } from './types';

export const LEVELS = ['severe', 'warning', 'watch'] as const;
export type AlertLevel = (typeof LEVELS)[number];
export type AlertMode = 'actual' | 'exercise' | 'test' | 'system';
export type AlertStage = 'open' | 'acknowledged' | 'resolved';
export interface Alert {
  id: string; rule: string; kind: string; level: AlertLevel; mode: AlertMode; stage: AlertStage; holds: boolean; headline: Said; because: Said;
  element: string; element_name?: Said; unit: string; unit_name?: Said; agency?: string; combination: string[]; value?: Decimal; line?: Decimal; unit_of_measure?: string;
  assignee?: string; opened: string; changed: string; silent_until?: string; escalations: number;
}
export interface AlertStep { act: string; at: string; by?: string; title: Said; because?: Said; to?: string; until?: string }
export interface AlertPoint { at: string; value: Decimal; line?: Decimal }
export interface AlertWhole extends Alert { steps: AlertStep[]; points: AlertPoint[]; may_handle: boolean }
export const KINDS = ['threshold', 'seasonal', 'rate', 'missing', 'forecast', 'range', 'stuck', 'spike'] as const;
export type WarningKind = (typeof KINDS)[number];
// A rule as docs/warning.md writes it; what its kind does not read is left out.
export interface WarningRule {
  id: string; name: Said; element: string; kind: WarningKind; units?: string[]; combination?: string[]; level?: AlertLevel; mode?: AlertMode; category?: string; off?: boolean; closes?: boolean; side?: 'under' | 'over' | 'either';
  limits?: { from?: string; value: Decimal }[]; tell?: string[]; escalate_hours?: number; escalate_to?: string[];
  [member: string]: unknown;
}
export interface WarningRules { rules: { rule: WarningRule; open: number; kind: Said; element_name?: Said }[] }
export interface Trials { series: { unit: string; combination: string[]; state: string; because: Said }[] }
export interface Alerts { counts: Record<AlertStage, number>; more: boolean; alerts: Alert[] }
