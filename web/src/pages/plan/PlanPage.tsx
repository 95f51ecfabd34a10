import { useEffect, useRef } from 'react';
import { Outlet, useLocation, useParams } from 'react-router';
import { useApi } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Link, planAddress } from '../../components/Link';
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

// Parts of a tab that have an address of their own.
const UNDER: Record<string, string> = { items: 'cycles', keys: 'cycles', heatmap: 'evaluation', standards: 'evaluation' };

function Loaded({ plan }: { plan: PlanHead }) {
  const t = useText();
  const here = useLocation().pathname.split('/')[3] ?? '';
  const history = here === 'history';
  const strip = useRef<HTMLElement>(null);
  // On a narrow page the strip of tabs scrolls: the one that is shown must be seen.
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>('.active');
    if (strip.current && tab) strip.current.scrollLeft = tab.offsetLeft - strip.current.offsetLeft - (strip.current.clientWidth - tab.clientWidth) / 2;
  }, [here]);
  useEffect(() => remember({ address: planAddress(plan.id), title: plan.title, under: plan.issuer ?? '' }), [plan]);
  const tabs: [string, string, number?][] = [
    ['', t.tree, plan.counts.nodes], ['table', t.table], ['schedule', t.schedule], ['indicators', t.indicators, plan.counts.indicators],
    ['budgets', t.budgets, plan.counts.budgets], ['facts', t.facts, plan.counts.facts], ['findings', t.findings, plan.counts.findings], ['evaluation', t.evaluation], ['cycles', t.cycles], ['revisions', t.revisions], ['meetings', t.meetings], ['history', t.history],
  ];
  return (
    <>
      <PlanTitle plan={plan} />
      <nav className="tabs" aria-label={t.planParts} ref={strip}>
        {tabs.map(([tab, name, count]) => (
          <Link key={tab} to={planAddress(plan.id, tab)} className={`tab${(UNDER[here] ?? here) === tab ? ' active' : ''}`} current={(UNDER[here] ?? here) === tab}>{name}{count !== undefined && <span className="tab-count">{showDecimal(count)}</span>}</Link>
        ))}
      </nav>
      {plan.erased && !history ? <Empty title={t.erased}>{plan.erased.reason}</Empty> : <Outlet context={plan} />}
    </>
  );
}
