// What waits for an officer in a draft: findings of the rules and places that the reader itself doubts.
import { sourcesOf, type Finding, type Severity } from '../api/types';

export type TaskSort = 'document' | 'severity';
export type TaskShow = 'open' | 'all' | 'rules' | 'doubts';
export interface Task { finding: Finding; doubt: boolean; dismissed: boolean; seen: boolean; done: boolean }

const GRAVE: Severity[] = ['error', 'warning', 'note'];
export const isDoubt = (f: Finding): boolean => f.rule.startsWith('reading-');

export function tasksOf(findings: Finding[], seen: ReadonlySet<string>): Task[] {
  return findings.map((finding) => {
    const dismissed = finding.dismissed !== undefined;
    const looked = seen.has(finding.id);
    return { finding, doubt: isDoubt(finding), dismissed, seen: looked, done: dismissed || looked };
  });
}

// In document order by the rows of their nodes, else by the lines of their places; or the gravest first.
export function sorted(tasks: Task[], sort: TaskSort, rows: ReadonlyMap<string, number>): Task[] {
  const row = (t: Task) => Math.min(...(t.finding.nodes ?? []).map((id) => rows.get(id) ?? Infinity), Infinity);
  const line = (t: Task) => { const [s] = sourcesOf(t.finding.source); return s ? (s.page ?? 0) * 1e6 + (s.lines?.[0] ?? s.block ?? 0) : Infinity; };
  const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return [...tasks].sort((a, b) =>
    (sort === 'severity' ? order(GRAVE.indexOf(a.finding.severity), GRAVE.indexOf(b.finding.severity)) : 0)
    || order(row(a), row(b)) || order(line(a), line(b)) || order(GRAVE.indexOf(a.finding.severity), GRAVE.indexOf(b.finding.severity)));
}

export function shown(tasks: Task[], show: TaskShow): Task[] {
  return tasks.filter((t) => (show === 'open' ? !t.done : show === 'rules' ? !t.doubt : show === 'doubts' ? t.doubt : true));
}

// The next open task after `id` going round, or simply the next one when `open` is false; undefined: there is none.
export function nextTask(tasks: Task[], id: string | undefined, by: 1 | -1, open: boolean): Task | undefined {
  const at = tasks.findIndex((t) => t.finding.id === id);
  for (let step = 1; step <= tasks.length; step++) {
    const index = at < 0 ? (by > 0 ? step - 1 : tasks.length - step) : (at + by * step + tasks.length * 2) % tasks.length;
    const task = tasks[index]!;
    if (task.finding.id !== id && !(open && task.done)) return task;
  }
  return undefined;
}

// What an officer has looked at is a note to oneself: it stays in this browser.
const KEY = 'gangmu.seen';
type Seen = Record<string, string[]>;

function all(): Seen {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return value && typeof value === 'object' ? (value as Seen) : {};
  } catch {
    return {};
  }
}

export const seenIn = (plan: string): Set<string> => new Set(Array.isArray(all()[plan]) ? all()[plan] : []);

export function keepSeen(plan: string, ids: ReadonlySet<string>): void {
  try {
    const { [plan]: _, ...rest } = all();
    localStorage.setItem(KEY, JSON.stringify(ids.size ? { ...rest, [plan]: [...ids] } : rest));
  } catch { /* a private window: for this page only */ }
}
