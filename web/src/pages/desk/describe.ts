// A correction in words: what was done to what.
import type { Text } from '../../i18n';
import type { Operation } from '../../lib/corrections';

const text = (v: unknown): string => (typeof v === 'string' ? v : '');
type Names = (id: string) => string;

export function fieldName(field: string, t: Text): string {
  const names: Record<string, string> = {
    kind: t.kind, label: t.label, title: t.deskTitle, text: t.deskText, labels: t.alsoLabelled, lead: t.lead, co: t.co, units: t.units, roles: t.deskRoles, schedule: t.schedule, parent: t.under,
    unit: t.unit, role: t.role, node: t.item, issuer: t.deskIssuer, start: t.start, end: t.end, value: t.figure, value_max: t.deskUpTo, comparator: t.deskComparator, cumulative: t.counts, every: t.counts,
    due: t.due, period: t.period, amount: t.amount, printed: t.asPrinted, basis: t.basis, total: t.printedTotal, currency: t.deskCurrency, level: t.level, position: t.deskPosition, figure: t.figure, agency: t.agency,
    targets: t.indicatorsAndTargets, parts: t.figure, source: t.source, carried: t.carried, before: t.deskPosition,
  };
  return names[field] ?? field;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map((v) => (typeof v === 'object' && v !== null ? Object.values(v).filter((x) => typeof x === 'string').join('–') : String(v))).join('、');
  if (typeof value === 'object' && value !== null) return text((value as Record<string, unknown>).text) || text((value as Record<string, unknown>).title);
  return value === undefined || value === null ? '' : String(value);
}

export function describe(operation: Operation, t: Text, names: Names): string {
  const of = (member: string) => { const id = text(operation[member]); return id ? names(id) : ''; };
  const fresh = (member: string) => { const v = operation[member] as Record<string, unknown> | undefined; return v ? `${text(v.label)} ${text(v.title)}`.trim() : ''; };
  switch (operation.op) {
    case 'plan': return t.deskDidPlan(fieldName(text(operation.field), t), valueText(operation.value));
    case 'set': return t.deskDidSet(operation.indicator ? of('indicator') : of('node'), fieldName(text(operation.field), t), valueText(operation.value));
    case 'target': return operation.value === null ? t.deskDidTargetGone(of('indicator')) : t.deskDidTarget(of('indicator'), valueText((operation.value as Record<string, unknown>)?.period), valueText(operation.value));
    case 'budget': return t.deskDidBudget(valueText((operation.value as Record<string, unknown> | null)?.amount));
    case 'fact': return t.deskDidFact(valueText(operation.value));
    case 'add': return t.deskDidAdd(fresh('node') || fresh('indicator'));
    case 'move': return t.deskDidMove(of('node'), of('parent') || t.deskTopLevel);
    case 'split': return t.deskDidSplit(of('node'), fresh('new'));
    case 'merge': return t.deskDidMerge(of('node'), of('into'));
    case 'remove': return t.deskDidRemove(of('node') || of('indicator'));
    case 'identity': return t.deskDidIdentity(of('node'));
    default: return operation.op;
  }
}

// What checking wrote beside a correction is not the officer's doing.
export const ownOperations = (operations: Operation[]): Operation[] => operations.filter((o) => o.op !== 'findings');
