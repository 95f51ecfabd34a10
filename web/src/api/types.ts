// The shapes of the HTTP API (docs/api.md, docs/plan-json.md). What is unknown is left out by the server.
export interface Source {
  document: string;
  page?: number;
  lines?: [number, number];
  block?: number;
  sheet?: string;
  cells?: string;
}
export type Sources = Source | Source[] | undefined;
export interface ScheduleEntry { start?: string; end?: string; phase?: string; text?: string }
export interface PlanNode {
  id: string; parent?: string; level: number; kind?: string; label?: string; labels?: string[]; title: string; text?: string;
  lead?: string[]; co?: string[]; units?: string[]; roles?: 'marked' | 'unmarked'; schedule?: ScheduleEntry[]; carried?: string[]; source?: Sources;
}
export interface Figure { text?: string; value?: Decimal; value_max?: Decimal; unit?: string; comparator?: Comparator; cumulative?: boolean }
export type Decimal = string | number;
export type Comparator = '=' | '>=' | '<=' | '~';
export interface Target extends Figure { period: string; text: string; every?: 'year' | 'quarter' | 'month'; due?: string; parts?: Figure[]; source?: Sources }
interface Placed { node?: string; node_title?: string; node_label?: string; source?: Sources }
export interface Indicator extends Placed {
  id: string; node: string; role?: 'kpi' | 'goal'; label?: string; title: string; unit?: string; lead?: string[]; co?: string[]; targets?: Target[]; same_as?: string[];
}
export interface Budget extends Placed { title?: string; period?: string; amount: Decimal; currency?: string; printed?: string; basis?: string; total?: boolean }
export interface Fact extends Placed { agency?: string; text: string; figure?: Decimal; figure_max?: Decimal; comparator?: Comparator; unit?: string; period?: string; cumulative?: boolean }
export type Severity = 'error' | 'warning' | 'note';
export interface Finding extends Placed { id: string; rule: string; severity: Severity; message: string; message_en?: string; nodes?: string[]; dismissed?: { reason: string; by?: string; recorded?: string } }

export interface DocumentInfo { name: string; sha256: string; media_type: string; bytes?: number; pages?: number; lines?: number; blocks?: number; plans?: string[]; recorded?: string }
export interface Counts { nodes: number; indicators: number; targets: number; budgets: number; facts: number; findings: number; agencies: number }
export interface Edition { edition: number; effective?: string; recorded?: string; by?: string; state?: string; reason?: string }
export interface PlanHead {
  id: string; title: string; issuer?: string; period?: { start?: string; end?: string }; state: 'draft' | 'published'; edition?: number; proofread: boolean; erased?: { reason: string };
  counts: Counts; kinds: { kind: string; count: number }[]; documents: DocumentInfo[]; recorded?: string; effective?: string; editions?: Edition[]; draft?: boolean;
}
export interface Outline {
  count: number; id: string[]; parent: number[]; kind: number[]; kinds: string[]; label: string[]; title: string[]; lead: string[][]; co: string[][];
  start: string[]; end: string[]; indicators: number[]; findings: number[];
}
export interface Brief { id: string; kind?: string; label?: string; title: string; lead?: string[]; count?: number; schedule?: ScheduleEntry[] }
export interface NodePage {
  node: PlanNode; ancestors: Brief[]; children: Brief[]; siblings: Brief[]; indicators: Indicator[]; budgets: Budget[]; facts: Fact[]; findings: Finding[];
  plan: PlanHead;
}
export interface PlanEvent { seq: number; recorded: string; effective?: string; actor?: string; type: string; summary: { zh: string; en: string } }
export interface AgencyRow { name: string; lead: number; co: number; indicators: number; plans: number }
export interface AgencyPage {
  name: string; parent?: string; also?: string[]; units?: string[];
  plans: { plan: { id: string; title: string }; lead: Brief[]; co: Brief[]; indicators: Indicator[] }[];
}
export type HitType = 'node' | 'indicator' | 'agency' | 'document' | 'fact' | 'plan';
export interface Piece { text: string; hit?: boolean }
export interface Hit {
  type: HitType; plan?: string; plan_title?: string; id: string; kind?: string; label?: string; title?: string; path?: string;
  title_pieces?: Piece[]; snippet?: Piece[]; source?: Sources;
}
export interface SearchAnswer { query: string; notes?: { zh: string; en: string }[]; total: number; exact: boolean; took_us: number; hits: Hit[]; facets: Partial<Record<'type' | 'plan' | 'kind' | 'agency', Record<string, number>>> }
export interface LinesAnswer { total: number; from: number; lines: string[] }
export interface TableCell { text: string; column: number; span?: number; rows?: number; header?: boolean; cells?: string; lines?: [number, number] }
export interface Block {
  kind: string; aside?: boolean; level?: number; marker?: string; text?: string; bold?: boolean; page?: number; lines?: [number, number]; block?: number;
  sheet?: string; cells?: string; table?: { columns: number; rows: TableCell[][] };
}
export interface BlocksAnswer { total: number; from: number; blocks: Block[] }
export interface ReadItem { plan: string; type: 'node' | 'indicator' | 'budget' | 'fact' | 'finding'; id: string; node?: string; kind?: string; label?: string; title: string; source: Source }
export interface Job { id: string; state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'; step?: string; done?: number; total?: number; result?: { plan: string; document: string; known?: boolean; resembles?: { plan: string; title: string }[] }; error?: Problem }
export interface Problem { type?: string; title?: string; status?: number; code?: string; detail?: string; mend?: string; where?: string; detail_en?: string; mend_en?: string }

export type Role = 'reader' | 'reporter' | 'reviewer' | 'officer' | 'admin';
export interface Grant { role: Role; agency?: string }
export interface Session { account: { name: string; display?: string; roles: Grant[] } | null; csrf: string; public_reading: boolean; head?: Head; version?: string; today?: string; demo?: boolean }
export interface Head { seq: number; hash: string }
export interface Account { name: string; display?: string; roles: Grant[]; disabled?: boolean; created?: string; last_sign_in?: string }
export interface RegisterEntry { name: string; names?: { name: string; from?: string; to?: string }[]; parent?: string; from?: string; to?: string; successor?: string; built_in?: boolean }

export const sourcesOf = (s: Sources): Source[] => (s === undefined ? [] : Array.isArray(s) ? s : [s]);
