import { useMemo } from 'react';
import type { Budget } from '../../api/types';
import { BudgetBars } from '../../charts/BudgetBars';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { Async, Skeleton } from '../../components/States';
import { sourcesOf } from '../../api/types';
import { useText } from '../../i18n';
import { budgetBars } from '../../lib/budgets';
import { showDecimal, toNumber } from '../../lib/numbers';
import { useItems, usePlan } from './usePlan';

export default function BudgetsTab() {
  const plan = usePlan();
  const items = useItems<Budget>(plan, 'budgets');
  return <Async query={items} skeleton={<Skeleton rows={12} wide />}>{(data) => <Budgets items={data.items} />}</Async>;
}

function Budgets({ items }: { items: Budget[] }) {
  const t = useText();
  const plan = usePlan();
  const bars = useMemo(() => budgetBars(items), [items]);
  const columns = useMemo((): Column<Budget>[] => [
    { id: 'title', header: t.budgetItem, width: 'wide', value: (b) => b.title || b.node_title || t.wholePlan, cell: (b) => <BudgetName budget={b} plan={plan.id} /> },
    { id: 'period', header: t.period, filter: 'choice', width: 'narrow', value: (b) => b.period ?? '', cell: (b) => <Period period={b.period} /> },
    { id: 'amount', header: t.amount, align: 'end', filter: 'none', value: (b) => toNumber(b.amount) ?? 0, cell: (b) => <span className="figure">{showDecimal(b.amount)}{b.currency && ` ${b.currency}`}</span> },
    { id: 'printed', header: t.asPrinted, value: (b) => b.printed ?? '', cell: (b) => <span lang={CONTENT}>{b.printed}</span> },
    { id: 'basis', header: t.basis, filter: 'choice', value: (b) => b.basis ?? '', cell: (b) => <span lang={CONTENT}>{b.basis}</span> },
    { id: 'total', header: t.printedTotal, filter: 'choice', width: 'narrow', value: (b) => (b.total ? t.yes : ''), },
    { id: 'source', header: t.source, filter: 'none', value: (b) => sourcesOf(b.source).map((s) => s.lines?.join('-') ?? s.page ?? '').join(' '), cell: (b) => sourcesOf(b.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />) },
  ], [plan.id, t]);
  return (
    <>
      <BudgetBars bars={bars} caption={t.budgetByPeriod} />
      <DataTable label={t.budgetsOf(plan.title)} rows={items} columns={columns} name={`${plan.title}-${t.budgets}`} empty={t.noBudgets} />
    </>
  );
}

function BudgetName({ budget, plan }: { budget: Budget; plan: string }) {
  const t = useText();
  const name = budget.title || budget.node_title || t.wholePlan;
  return budget.node ? <Link to={nodeAddress(plan, budget.node)} lang={CONTENT}>{name}</Link> : <span lang={CONTENT}>{name}</span>;
}
