// What the one who signed in owes, what waits for them, and what came back, over all plans.
import { useMemo, type ReactNode } from 'react';
import { ApiError } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import type { Obligation, Work } from '../../api/tracking';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { DataTable, type Column } from '../../components/DataTable';
import { agencyAddress, Link, nodeAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import type { Load } from '../../api/tracking';
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
        const nothing = groups.every(([, , list]) => !list.length) && !data.releases.length;
        return (
          <>
            {nothing && <Empty title={t.workNothing}><p>{t.workNothingText}</p></Empty>}
            {groups.filter(([, , list]) => list.length).map(([id, title, list]) => (
              <Section key={id} id={id} title={title} count={list.length}><Obligations items={list} today={data.today} plans={titles} /></Section>
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
            {data.load.length > 1 && <Section id="load" title={t.workLoad}><LoadTable load={data.load} /></Section>}
          </>
        );
      }}
    </Async>
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

export function LoadTable({ load }: { load: Load[] }) {
  const t = useText();
  const columns = useMemo((): Column<Load>[] => [
    { id: 'agency', header: t.agency, value: (l) => l.agency, cell: (l) => <Link to={agencyAddress(l.agency)} lang={CONTENT}>{l.agency}</Link> },
    { id: 'owed', header: t.cycleOwed, value: (l) => l.owed, align: 'end', filter: 'none' },
    { id: 'overdue', header: t.workOverdue, value: (l) => l.overdue, align: 'end', filter: 'none' },
    { id: 'waiting', header: t.workWaiting, value: (l) => l.waiting, align: 'end', filter: 'none' },
  ], [t]);
  return <DataTable label={`${t.workLoad} ${t.table}`} rows={load} columns={columns} name="load" />;
}
