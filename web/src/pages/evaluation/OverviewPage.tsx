// The decision maker's one screen: every plan with its light, and what is late, will fail, or is done by nobody.
import { ApiError } from '../../api/client';
import { BOARD, type Overview, type OverviewItem } from '../../api/evaluation';
import { useApi, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { Agencies, CONTENT, Label, Period, Range } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { LightMark, LightStatement } from './Lights';

const FIRST = 12;

export default function OverviewPage() {
  const t = useText();
  usePage(t.overview);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page page-wide overview-page">
      <div className="page-head"><div><h1>{t.overview}</h1><p className="lede">{t.overviewLede}</p></div></div>
      {session.data?.account ? <Plans /> : <Failure error={new ApiError(401, { detail: t.overviewSignIn })} />}
    </div>
  );
}

function Plans() {
  const t = useText();
  const overview = useApi<Overview>('/overview', {}, { now: true });
  return (
    <Async query={overview} skeleton={<Skeleton rows={10} wide />}>
      {(data) => data.plans.length ? (
        <>
          <p className="quiet"><Period period={data.today} full /></p>
          {data.plans.map((p) => <PlanCard key={p.plan.id} entry={p} />)}
        </>
      ) : <Empty title={t.overviewNone} />}
    </Async>
  );
}

function PlanCard({ entry }: { entry: Overview['plans'][number] }) {
  const t = useText();
  return (
    <section className="overview-plan">
      <h2><Link to={planAddress(entry.plan.id, 'evaluation')} lang={CONTENT}>{entry.plan.title ?? entry.plan.id}</Link></h2>
      <p className="meta"><Range start={entry.plan.period?.start} end={entry.plan.period?.end} /><span>{entry.basis === 'filed' ? t.basisFiled : t.basisApproved}</span></p>
      <LightStatement of={entry.whole} />
      <div className="board">{BOARD.map((kind) => <Kind key={kind} title={t[`board_${kind}`]} count={entry[kind]?.count ?? 0} items={entry[kind]?.items ?? []} plan={entry.plan.id} />)}</div>
    </section>
  );
}

function Kind({ title, count, items, plan }: { title: string; count: number; items: OverviewItem[]; plan: string }) {
  const { lang, t } = useLanguage();
  if (!count) return <p className="board-none"><strong>{title}</strong> <span className="quiet">{t.boardClear}</span></p>;
  return (
    <details className="board-card">
      <summary><h3>{title}</h3><span className="board-count">{showDecimal(count)}</span></summary>
      <ul className="owed">{items.slice(0, FIRST).map((item) => (
        <li key={item.node} className="owed-item">
          <Link to={nodeAddress(plan, item.node)} className="owed-title" lang={CONTENT}><Label text={item.label} /> {item.title}</Link>
          <span className="meta"><LightMark light={item.light} /><Agencies names={item.agencies} /><span>{item.because[lang]}</span></span>
        </li>
      ))}</ul>
      {count > FIRST && <p className="row"><span className="quiet">{t.workShown(Math.min(FIRST, items.length), count)}</span><Link to={planAddress(plan, 'evaluation')} className="button">{t.workShowAll}</Link></p>}
    </details>
  );
}
