import { useMemo, useState } from 'react';
import type { Finding, PlanHead, Severity } from '../../api/types';
import { FindingList } from '../../components/FindingList';
import { Select } from '../../components/Fields';
import { SeverityMark } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { useItems, useOutline, usePlan } from './usePlan';

const GRAVE: Severity[] = ['error', 'warning', 'note'];

export default function FindingsTab() {
  const plan = usePlan();
  const items = useItems<Finding>(plan, 'findings');
  return <Async query={items} skeleton={<Skeleton rows={12} wide />}>{(data) => <Findings items={data.items} plan={plan} />}</Async>;
}

function Findings({ items, plan }: { items: Finding[]; plan: PlanHead }) {
  const t = useText();
  const outline = useOutline(plan).data;
  const names = useMemo(() => outline && new Map(outline.id.map((id, row) => [id, `${outline.label[row] ?? ''} ${outline.title[row] ?? ''}`.trim()])), [outline]);
  const [severity, setSeverity] = useState('');
  const groups = useMemo(() => {
    const shown = items.filter((f) => !severity || f.severity === severity);
    const rules = [...new Set(shown.map((f) => `${GRAVE.indexOf(f.severity)} ${f.rule}`))].sort();
    return rules.map((key) => ({ key, rule: key.slice(2), severity: GRAVE[Number(key[0])] ?? 'note', list: shown.filter((f) => `${GRAVE.indexOf(f.severity)} ${f.rule}` === key) }));
  }, [items, severity]);
  if (!items.length) return <Empty title={t.noFindings}><p>{t.noFindingsText}</p></Empty>;
  const count = (s: Severity) => items.filter((f) => f.severity === s).length;
  return (
    <div className="findings">
      <div className="toolbar" role="group" aria-label={t.findings}>
        <p className="toolbar-count severity-counts">{GRAVE.map((s) => count(s) > 0 && <span key={s}><SeverityMark severity={s} /> {count(s)}</span>)}</p>
        <Select label={t.severity} hideLabel value={severity} onChange={setSeverity} choices={[{ id: '', label: t.allSeverities }, { id: 'error', label: t.severityError }, { id: 'warning', label: t.severityWarning }, { id: 'note', label: t.severityNote }]} />
      </div>
      {groups.map((group) => (
        <section key={group.key} className="finding-group" aria-label={`${{ error: t.severityError, warning: t.severityWarning, note: t.severityNote }[group.severity]} ${group.rule}`}>
          <h2 className="finding-rule"><SeverityMark severity={group.severity} /><span className="mono">{group.rule}</span><span className="quiet">{t.rowsAll(group.list.length)}</span></h2>
          <FindingList items={group.list} plan={plan.id} names={names} bare />
        </section>
      ))}
    </div>
  );
}
