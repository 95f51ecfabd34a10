import type { PlanHead } from '../../api/types';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Draft, Range, Unproofed } from '../../components/Marks';
import { useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';

// One plan in the list: what it is, whose, for when, and how much is in it.
export function PlanEntry({ plan }: { plan: PlanHead }) {
  const t = useText();
  const counts: [string, number, string][] = [
    [t.nodes, plan.counts.nodes, ''], [t.indicators, plan.counts.indicators, 'indicators'], [t.budgets, plan.counts.budgets, 'budgets'],
    [t.facts, plan.counts.facts, 'facts'], [t.findings, plan.counts.findings, 'findings'], [t.agencies, plan.counts.agencies, 'table'],
  ];
  return (
    <li className="entry">
      <h3 className="entry-title">
        <Link to={planAddress(plan.id)} lang={CONTENT}>{plan.title}</Link>
      </h3>
      <p className="meta">
        {plan.issuer && <span lang={CONTENT}>{plan.issuer}</span>}
        {plan.period && <Range start={plan.period.start} end={plan.period.end} full />}
        {plan.state === 'draft' ? <Draft /> : plan.edition !== undefined && <span>{t.edition(plan.edition)}</span>}
        {!plan.proofread && <Unproofed />}
      </p>
      <dl className="counts">
        {counts.filter(([, n]) => n > 0).map(([name, n, tab]) => (
          <div key={name}><dt>{name}</dt><dd><Link to={planAddress(plan.id, tab)} aria-label={`${name} ${showDecimal(n)}`}>{showDecimal(n)}</Link></dd></div>
        ))}
      </dl>
      {plan.kinds.length > 0 && <p className="kinds" lang={CONTENT}>{plan.kinds.map((k) => <span key={k.kind}>{k.kind} {showDecimal(k.count)}</span>)}</p>}
    </li>
  );
}
