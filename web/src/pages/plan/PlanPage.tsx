import { useEffect } from 'react';
import { Outlet, useLocation, useParams } from 'react-router';
import { useApi } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { NavLink, planAddress } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { remember } from '../../lib/recent';
import { PlanTitle } from './PlanTitle';

export default function PlanPage() {
  const { plan: id = '' } = useParams();
  const query = useApi<PlanHead>(`/plans/${encodeURIComponent(id)}`);
  usePage(query.data?.title);
  return (
    <div className="page page-wide">
      <Async page query={query} skeleton={<Skeleton rows={10} wide />}>{(plan) => <Loaded plan={plan} />}</Async>
    </div>
  );
}

function Loaded({ plan }: { plan: PlanHead }) {
  const t = useText();
  const history = useLocation().pathname.endsWith('/history');
  useEffect(() => remember({ address: planAddress(plan.id), title: plan.title, under: plan.issuer ?? '' }), [plan]);
  const tabs: [string, string, number?][] = [
    ['', t.tree, plan.counts.nodes], ['table', t.table], ['schedule', t.schedule], ['indicators', t.indicators, plan.counts.indicators],
    ['budgets', t.budgets, plan.counts.budgets], ['facts', t.facts, plan.counts.facts], ['findings', t.findings, plan.counts.findings], ['evaluation', t.evaluation], ['cycles', t.cycles], ['history', t.history],
  ];
  return (
    <>
      <PlanTitle plan={plan} />
      <nav className="tabs" aria-label={t.planParts}>
        {tabs.map(([tab, name, count]) => (
          <NavLink key={tab} to={planAddress(plan.id, tab)} end className="tab">{name}{count !== undefined && <span className="tab-count">{showDecimal(count)}</span>}</NavLink>
        ))}
      </nav>
      <h2 className="print-only" lang={CONTENT}>{plan.title}</h2>
      {plan.erased && !history ? <Empty title={t.erased}>{plan.erased.reason}</Empty> : <Outlet context={plan} />}
    </>
  );
}
