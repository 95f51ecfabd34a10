// The decision maker's one screen: how the plans stand, what needs attention, and whose it is.
import { useMemo, useState } from 'react';
import { ApiError } from '../../api/client';
import { BOARD, type Overview } from '../../api/evaluation';
import { useApi, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Bar, LightBars, LightLegend } from '../../charts/LightBars';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { Agencies, AgencyName, CONTENT, Label, Period } from '../../components/Marks';
import { Problems, type Problem } from '../../components/Problems';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { Switch } from '../../components/Switch';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { addCounts, agencySums, byTrouble, countOf, listed, troubled, type AgencySum, type Counts, type Listed } from '../../lib/overview';
import { LightMark, lightName } from '../../components/LightMark';

const MOST_BARS = 16;
const PRINTED = 12;

export default function OverviewPage() {
  const t = useText();
  usePage(t.overview);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page page-wide overview-page">
      <div className="page-head">
        <div><h1>{t.overview}</h1><p className="lede">{t.overviewLede}</p></div>
        {session.data?.account && <div className="page-tools"><Button icon="print" onPress={() => window.print()}>{t.print}</Button></div>}
      </div>
      {session.data?.account ? <Whole /> : <Failure error={new ApiError(401, { detail: t.overviewSignIn })} />}
    </div>
  );
}

function Whole() {
  const t = useText();
  const overview = useApi<Overview>('/overview');
  return (
    <Async query={overview} skeleton={<Skeleton rows={10} wide />}>
      {(data) => data.plans.length ? <><Headline overview={data} /><Plans overview={data} /><Attention overview={data} /><Load overview={data} /></> : <Empty title={t.overviewNone} />}
    </Async>
  );
}

function Headline({ overview }: { overview: Overview }) {
  const t = useText();
  const counts = useMemo(() => addCounts(overview.plans.map((p) => p.whole.counts)), [overview]);
  const all = countOf(counts);
  return (
    <section className="headline" aria-label={t.overviewWhole}>
      <p className="headline-said">
        <strong>{t.overviewSaid(overview.plans.length, all)}</strong> <span className="quiet"><Period period={overview.today} full /></span>
        {overview.plans.every((p) => p.basis === 'filed') ? <span className="quiet">{t.basisFiled}</span> : overview.plans.every((p) => p.basis === 'approved') && <span className="quiet">{t.basisApproved}</span>}
      </p>
      <div className="headline-bar"><Bar counts={counts} of={all || 1} /></div>
      <LightLegend counts={counts} />
    </section>
  );
}

type PlanRow = Overview['plans'][number];

function Plans({ overview }: { overview: Overview }) {
  const { lang, t } = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const plans = useMemo(() => overview.plans.toSorted((a, b) => byTrouble(a.whole.counts, b.whole.counts)), [overview]);
  const columns = useMemo((): Column<PlanRow>[] => [
    { id: 'plan', header: t.plan, width: 'wide', value: (p) => p.plan.title ?? p.plan.id, cell: (p) => <Link to={planAddress(p.plan.id, 'evaluation')} lang={CONTENT}>{p.plan.title ?? p.plan.id}</Link> },
    { id: 'light', header: t.light, filter: 'choice', value: (p) => lightName(t, p.whole.light), cell: (p) => <LightMark light={p.whole.light} /> },
    { id: 'because', header: t.because, width: 'wide', value: (p) => p.whole.because[lang] },
    { id: 'achievement', header: `${t.achievement} %`, align: 'end', filter: 'none', value: (p) => (p.whole.achievement === undefined ? '' : Number(p.whole.achievement)) },
    { id: 'coverage', header: `${t.coverage} %`, align: 'end', filter: 'none', hidden: true, value: (p) => (p.whole.coverage === undefined ? '' : Number(p.whole.coverage)) },
    ...countColumns<PlanRow>(t, (p) => p.whole.counts),
  ], [t, lang]);
  return (
    <section aria-labelledby="overview-plans">
      <div className="section-head"><h2 id="overview-plans">{t.overviewPlans}</h2><Switch label={t.view} value={asTable ? 'table' : 'chart'} choices={[{ id: 'chart', label: t.chart }, { id: 'table', label: t.table }]} onChange={(id) => setAsTable(id === 'table')} /></div>
      {asTable ? <DataTable label={`${t.overviewPlans} ${t.table}`} rows={plans} columns={columns} name="overview-plans" /> : (
        <LightBars label={t.overviewPlans} bars={plans.map((p) => ({
          id: p.plan.id, counts: p.whole.counts,
          name: <><LightMark light={p.whole.light} /> <Link to={planAddress(p.plan.id, 'evaluation')} lang={CONTENT}>{p.plan.title ?? p.plan.id}</Link><span className="quiet light-bar-why">{p.whole.because[lang]}</span></>,
          note: p.whole.achievement === undefined ? <span className="quiet">{t.overviewNoAchievement}</span> : <><strong>{showDecimal(p.whole.achievement)} %</strong><span className="quiet"> {t.achievement}</span>{troubled(p.whole.counts) > 0 && <span className="mark-overdue light-bar-trouble">{t.overviewTroubled} {showDecimal(troubled(p.whole.counts))}</span>}</>,
        }))} />
      )}
    </section>
  );
}

const SHOWN = ['behind', 'not-reported', 'at-risk', 'undecidable', 'not-due', 'on-track', 'done'] as const;
const countColumns = <T,>(t: ReturnType<typeof useText>, of: (row: T) => Counts): Column<T>[] =>
  SHOWN.map((l) => ({ id: l, header: lightName(t, l), align: 'end' as const, filter: 'none' as const, hidden: l === 'undecidable' || l === 'not-due', value: (row: T) => of(row)[l] ?? 0 }));

function Attention({ overview }: { overview: Overview }) {
  const t = useText();
  const problems = useMemo(() => BOARD.map((kind): Problem => {
    const { count, items } = listed(overview, kind);
    return {
      id: kind, title: t[`board_${kind}`], count,
      body: () => (count ? <><Items items={items} kind={kind} />{items.length < count && <p className="quiet">{t.workShown(items.length, count)}</p>}</> : <Empty title={t.overviewClear(t[`board_${kind}`])} />),
      print: () => <PrintedItems items={items.slice(0, PRINTED)} count={count} />,
    };
  }), [overview, t]);
  return (
    <section aria-labelledby="attention">
      <div className="section-head"><h2 id="attention">{t.overviewAttention}</h2></div>
      <Problems label={t.overviewAttention} problems={problems} />
    </section>
  );
}

function Items({ items, kind }: { items: Listed[]; kind: string }) {
  const { lang, t } = useLanguage();
  const columns = useMemo((): Column<Listed>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (i) => `${i.label ?? ''} ${i.title}`.trim(), cell: (i) => <Link to={nodeAddress(i.plan, i.node)} lang={CONTENT}><Label text={i.label} />{i.title}</Link> },
    { id: 'light', header: t.light, filter: 'choice', value: (i) => lightName(t, i.light), cell: (i) => <LightMark light={i.light} /> },
    { id: 'because', header: t.because, width: 'wide', value: (i) => i.because[lang] },
    { id: 'agencies', header: t.agency, filter: 'choice', value: (i) => i.agencies.join('、'), cell: (i) => <Agencies names={i.agencies} /> },
    { id: 'plan', header: t.plan, filter: 'choice', width: 'mid', value: (i) => i.planTitle, cell: (i) => <Link to={planAddress(i.plan, 'evaluation')} lang={CONTENT}>{i.planTitle}</Link> },
  ], [t, lang]);
  return <DataTable label={t[`board_${kind}` as 'board_behind']} rows={items} columns={columns} name={`overview-${kind}`} />;
}

function PrintedItems({ items, count }: { items: Listed[]; count: number }) {
  const { lang, t } = useLanguage();
  return (
    <>
      <table className="table">
        <thead><tr><th>{t.item}</th><th>{t.agency}</th><th>{t.because}</th></tr></thead>
        <tbody>{items.map((i) => <tr key={i.plan + i.node}><th scope="row" lang={CONTENT}>{i.label} {i.title}<br /><span className="quiet">{i.planTitle}</span></th><td lang={CONTENT}>{i.agencies.join('、')}</td><td>{i.because[lang]}</td></tr>)}</tbody>
      </table>
      {items.length < count && <p>{t.workShown(items.length, count)}</p>}
    </>
  );
}

function Load({ overview }: { overview: Overview }) {
  const { t } = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const [all, setAll] = useState(false);
  const sums = useMemo(() => agencySums(overview), [overview]);
  const columns = useMemo((): Column<AgencySum>[] => [
    { id: 'agency', header: t.agency, value: (a) => a.agency || t.board_unowned, cell: (a) => <AgencyName name={a.agency} /> },
    { id: 'count', header: t.answersFor, align: 'end', filter: 'none', value: (a) => countOf(a.counts) },
    ...countColumns<AgencySum>(t, (a) => a.counts),
    { id: 'plans', header: t.plans, align: 'end', filter: 'none', value: (a) => a.plans },
  ], [t]);
  if (!sums.length) return null;
  const shown = all ? sums : sums.slice(0, MOST_BARS);
  return (
    <section aria-labelledby="load">
      <div className="section-head"><h2 id="load">{t.workLoad}</h2><Switch label={t.view} value={asTable ? 'table' : 'chart'} choices={[{ id: 'chart', label: t.chart }, { id: 'table', label: t.table }]} onChange={(id) => setAsTable(id === 'table')} /></div>
      {asTable ? <DataTable label={`${t.workLoad} ${t.table}`} rows={sums} columns={columns} name="overview-agencies" /> : (
        <>
          <LightBars scale="longest" label={t.workLoad} bars={shown.map((a) => ({ id: a.agency, counts: a.counts, name: <AgencyName name={a.agency} />, note: <>{showDecimal(countOf(a.counts))}{troubled(a.counts) > 0 && <span className="mark-overdue"> {t.overviewTroubled} {showDecimal(troubled(a.counts))}</span>}</> }))} />
          {sums.length > MOST_BARS && <p className="row"><span className="quiet">{t.workShown(shown.length, sums.length)}</span><Button onPress={() => setAll(!all)}>{all ? t.overviewFewer : t.workShowAll}</Button></p>}
        </>
      )}
    </section>
  );
}
