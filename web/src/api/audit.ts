import type { Grant } from './types';

export interface AuditChange { field: string; title?: { zh: string; en: string }; before?: unknown; after: unknown }
export interface AuditEvent {
  seq: number; recorded: string; actor: string; type: string; plan?: string; subject: string;
  summary: { zh: string; en: string }; changes: AuditChange[]; hash: string; erased?: boolean;
}
export interface Audit { matching: number; events: AuditEvent[] }
export interface ReviewedAccount {
  name: string; display: string; roles: Grant[]; disabled: boolean; created: string; created_by: string;
  last_sign_in?: string; idle: boolean; without_agency: boolean; role_changed?: AuditEvent;
}
