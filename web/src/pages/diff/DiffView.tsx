import { useMemo, useState } from 'react';
import { useApi } from '../../api/hooks';
import type { Change, ChangeCounts, PlanDiff } from '../../api/desk';
import type { Indicator, Outline, PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { CONTENT } from '../../components/Marks';
import { Empty } from '../../components/States';
import { useLanguage, type Text } from '../../i18n';
import { download, toCsv } from '../../lib/csv';
import { diffTree, flatDiff, passes, placesOf } from '../../lib/diffRows';
import { compareText, showDecimal } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';
import { fieldName } from '../desk/describe';
import { BudgetChanges } from './BudgetChanges';
import { ChangeTree, FieldList } from './ChangeTree';
import { IndicatorChanges } from './IndicatorChanges';

const CHANGES: Change[] = ['added', 'removed', 'changed', 'moved'];
export const changeName = (change: Change, t: Text): string => ({ added: t.diffAdded, removed: t.diffRemoved, changed: t.diffChanged, moved: t.diffMoved })[change];
export const changeSign = (change: Change): string => ({ added: '＋', removed: '－', changed: '±', moved: '→' })[change];

interface Props { diff: PlanDiff; plan: PlanHead; from: string; to: string }

export function DiffView({ diff, plan, from, to }: Props) {
  const { lang, t } = useLanguage();
  const path = `/plans/${encodeURIComponent(plan.id)}`;
  const before = useApi<Outline>(`${path}/outline`, { edition: from }, { now: true });
  const after = useApi<Outline>(`${path}/outline`, { edition: to }, { now: true });
  const promised = useApi<{ items: Indicator[] }>(`${path}/indicators`, { edition: to }, { now: true, enabled: diff.indicators.length > 0 });
  const places = useMemo(() => placesOf(before.data, after.data), [before.data, after.data]);
  const [changes, setChanges] = useState<ReadonlySet<Change>>(new Set());
  const [agency, setAgency] = useState('');
  const filter = useMemo(() => ({ changes, agency }), [changes, agency]);
  const rows = useMemo(() => diffTree(diff.nodes, places, filter), [diff, places, filter]);
  const indicators = useMemo(() => diff.indicators.filter((i) => passes(i.change, i.node, filter, places)), [diff, filter, places]);
  const budgets = useMemo(() => diff.budgets.filter((b) => passes(b.change, b.node, filter, places)), [diff, filter, places]);
  const agencies = useMemo(() => [...new Set([...diff.nodes.map((n) => n.id), ...diff.indicators.map((i) => i.node), ...diff.budgets.map((b) => b.node ?? '')].flatMap((id) => places.get(id)?.agencies ?? []))].sort(compareText), [diff, places]);
  const name = (id: string) => { const p = places.get(id); return p ? `${p.label} ${p.title}`.trim() : id; };
  const total = diff.nodes.length + diff.indicators.length + diff.budgets.length + (diff.header?.length ?? 0);
  if (!total) return <Empty title={t.diffNothing}><p>{t.diffNothingText}</p></Empty>;
  const csv = () => {
    const header = [t.what, t.diffKind, t.label, t.item, t.diffField, t.diffBefore, t.diffAfter];
    const lines = flatDiff({ ...diff, nodes: rows.flatMap((r) => (r.diff ? [r.diff] : [])), indicators, budgets }, lang, { header, node: t.item, indicator: t.indicator, budget: t.budgets, plan: t.plan, change: (c) => changeName(c, t), field: (f) => fieldName(f, t), period: (p) => formatPeriod(p, lang), name });
    download(`${plan.title}-${t.diff}-${from}-${to}.csv`, toCsv(header, lines));
  };
  const toggle = (c: Change) => setChanges((was) => { const next = new Set(was); if (next.has(c)) next.delete(c); else next.add(c); return next; });
  return (
    <>
      <table className="diff-counts">
        <caption className="unseen">{t.diffSummary}</caption>
        <thead><tr><th scope="col"><span className="unseen">{t.what}</span></th>{CHANGES.map((c) => <th key={c} scope="col"><span className={`change change-${c}`}>{changeSign(c)} {changeName(c, t)}</span></th>)}<th scope="col">{t.diffSame}</th></tr></thead>
        <tbody>
          <CountRow name={t.nodes} counts={diff.counts} />
          {diff.indicator_counts && <CountRow name={t.indicators} counts={diff.indicator_counts} />}
          {diff.budget_counts && <CountRow name={t.budgets} counts={diff.budget_counts} />}
        </tbody>
      </table>
      <div className="toolbar" role="group" aria-label={t.diffFilter}>
        <div className="diff-chips" role="group" aria-label={t.diffKind}>
          {CHANGES.map((c) => <button key={c} type="button" className={`chip change change-${c}`} aria-pressed={changes.has(c)} onClick={() => toggle(c)}>{changeSign(c)} {changeName(c, t)}</button>)}
        </div>
        {agencies.length > 0 && (
          <select className="input diff-agency" aria-label={t.agencyFilter} value={agency} lang={CONTENT} onChange={(e) => setAgency(e.target.value)}>
            <option value="">{t.allAgencies}</option>{agencies.map((a) => <option key={a}>{a}</option>)}
          </select>
        )}
        <p className="toolbar-count" role="status">{t.rowsAll(rows.filter((r) => r.diff).length + indicators.length + budgets.length)}</p>
        <Button icon="download" onPress={csv}>CSV</Button>
      </div>
      {(diff.header?.length ?? 0) > 0 && !agency && <section className="diff-section" aria-labelledby="diff-header"><h2 id="diff-header">{t.deskHeader}</h2><FieldList fields={diff.header!} name={name} /></section>}
      {rows.length > 0 && <section className="diff-section" aria-labelledby="diff-nodes"><h2 id="diff-nodes">{t.nodes}</h2><ChangeTree rows={rows} plan={plan.id} draft={to === 'draft'} linked={to !== 'proposal'} name={name} /></section>}
      {indicators.length > 0 && <section className="diff-section" aria-labelledby="diff-indicators"><h2 id="diff-indicators">{t.indicatorsAndTargets}</h2><IndicatorChanges items={indicators} now={promised.data?.items ?? []} name={name} /></section>}
      {budgets.length > 0 && <section className="diff-section" aria-labelledby="diff-budgets"><h2 id="diff-budgets">{t.budgets}</h2><BudgetChanges items={budgets} /></section>}
      {!rows.length && !indicators.length && !budgets.length && <Empty title={t.noneMatch} actions={<Button onPress={() => { setChanges(new Set()); setAgency(''); }}>{t.filterOff}</Button>} />}
    </>
  );
}

function CountRow({ name, counts }: { name: string; counts: ChangeCounts }) {
  return <tr><th scope="row">{name}</th>{[...CHANGES, 'same' as const].map((c) => <td key={c} className={`figure${counts[c] ? '' : ' quiet'}`}>{showDecimal(counts[c] ?? 0)}</td>)}</tr>;
}
