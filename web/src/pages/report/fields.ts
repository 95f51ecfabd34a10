import type { Text } from '../../i18n';

// What a field of a report is called on the page.
export function fieldName(t: Text, field: string): string {
  const plain: Record<string, string> = {
    planned: t.reportPlanned, actual: t.reportActual, behind_reason: t.reportReason, measures: t.reportMeasures, text: t.reportText,
    highlights: t.reportHighlights, next: t.reportNext, problems: t.reportProblems, needs: t.reportNeeds, '': t.reportWhole,
  };
  if (field in plain) return plain[field]!;
  const [kind = '', ...rest] = field.split('/');
  const last = rest.at(-1) ?? '';
  if (kind === 'money') return `${rest.slice(0, -1).join('/')} ${last === 'spent' ? t.reportSpent : t.reportAvailable}`;
  if (kind === 'contribution') return t.reportContribution(rest.join('/'));
  if (kind === 'observation') return `${t.reportIndicators} ${rest.join('/').split('#').at(-1)}`;
  if (kind === 'evidence') return t.reportEvidence;
  return field;
}
