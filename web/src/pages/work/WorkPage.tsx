// What the one who signed in owes, what waits for them, and what came back, over all plans.
import { useMemo, type ReactNode } from 'react';
import { ApiError } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import type { Obligation, Work } from '../../api/tracking';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { formatPeriod } from '../../lib/period';
import { cycleAddress } from '../cycles/CyclesTab';
import { LoadBars } from './LoadBars';
import { ActionList } from '../meetings/ActionList';
import { RevisionItems } from '../revision/RevisionItems';
import { Obligations } from './Obligations';

export default function WorkPage() {
  const t = useText();
  usePage(t.work);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page work-page">
      <div className="page-head"><div><h1>{t.work}</h1><p className="lede">{t.workLede}</p></div></div>
      {session.data?.account ? <Waiting /> : <Failure error={new ApiError(401, { detail: t.workSignIn })} />}
    </div>
  );
}

function Waiting() {
  const t = useText();
  const work = useApi<Work>('/work', {}, { now: true });
  const plans = useApi<{ plans: PlanHead[] }>('/plans', {}, { now: true });
  const titles = useMemo(() => new Map((plans.data?.plans ?? []).map((p) => [p.id, p.title ?? p.id])), [plans.data]);
  return (
    <Async query={work}>
      {(data) => {
        const groups: [string, string, Obligation[]][] = [
          ['returned', t.workReturned, data.returned], ['waiting', t.workWaiting, data.waiting], ['owe', t.workOwe, data.owe], ['contribute', t.workContribute, data.contribute],
        ];
        const nothing = groups.every(([, , list]) => !list.length) && !data.releases.length && !data.decisions.length && !data.confirmations.length && !data.revisions.length;
        return (
          <>
            {nothing && <Empty title={t.workNothing}><p>{t.workNothingText}</p></Empty>}
            {groups.filter(([, , list]) => list.length).map(([id, title, list]) => (
              <Section key={id} id={id} title={title} count={list.length}>{id === 'waiting' && <Together waiting={list} plans={titles} />}<Obligations items={list} today={data.today} plans={titles} /></Section>
            ))}
            {data.releases.length > 0 && (
              <Section id="releases" title={t.workReleases} count={data.releases.length}>
                <ul className="owed">{data.releases.map((r) => (
                  <li key={r.plan + r.node} className="owed-item">
                    <Link to={nodeAddress(r.plan, r.node)} className="owed-title" lang={CONTENT}>{r.title}</Link>
                    <span className="meta"><span lang={CONTENT}>{r.reason}</span><span>{t.workAsked(r.by)}</span><Instant at={r.recorded} /></span>
                  </li>
                ))}</ul>
              </Section>
            )}
            {data.decisions.length > 0 && <Section id="decisions" title={t.workDecisions} count={data.decisions.length}><ActionList items={data.decisions} today={data.today} /></Section>}
            {data.confirmations.length > 0 && <Section id="confirmations" title={t.workConfirmations} count={data.confirmations.length}><ActionList items={data.confirmations} today={data.today} /></Section>}
            {data.revisions.length > 0 && <Section id="revisions" title={t.workRevisions} count={data.revisions.length}><RevisionItems items={data.revisions} plans={titles} /></Section>}
            {data.load.length > 1 && <Section id="load" title={t.workLoad}><LoadBars load={data.load} /></Section>}
          </>
        );
      }}
    </Async>
  );
}

// Where several wait in one cycle, they can be approved together.
function Together({ waiting, plans }: { waiting: Obligation[]; plans: Map<string, string> }) {
  const { lang, t } = useLanguage();
  const cycles = new Map<string, Obligation[]>();
  for (const o of waiting) cycles.set(`${o.plan} ${o.cycle}`, [...(cycles.get(`${o.plan} ${o.cycle}`) ?? []), o]);
  const several = [...cycles.values()].filter((list) => list.length > 1);
  if (!several.length) return null;
  return (
    <p className="row together">{several.map(([o, ...rest]) => o && <Link key={`${o.plan} ${o.cycle}`} className="button" to={`${cycleAddress(o.plan, o.cycle)}/approvals`}>{t.approvals}：<span lang={CONTENT}>{plans.get(o.plan) ?? ''}</span> {formatPeriod(o.period, lang)}（{rest.length + 1}）</Link>)}</p>
  );
}

function Section({ id, title, count, children }: { id: string; title: string; count?: number; children: ReactNode }) {
  return (
    <section aria-labelledby={`work-${id}`}>
      <h2 id={`work-${id}`}>{title}{count !== undefined && <span className="tab-count">{count}</span>}</h2>
      {children}
    </section>
  );
}
