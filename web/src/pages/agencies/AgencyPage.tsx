import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useApi } from '../../api/hooks';
import type { AgencyPage as Data, Brief } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Gantt, type GanttRow } from '../../charts/Gantt';
import { DataTable, type Column } from '../../components/DataTable';
import { agencyAddress, Link, nodeAddress, planAddress, useAddress } from '../../components/Link';
import { CONTENT, Kind, Label, Schedule, TargetValue } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { Switch } from '../../components/Switch';
import { useText } from '../../i18n';
import { spanOf, type Span } from '../../lib/period';
import { planTitle } from '../../lib/names';
import { remember } from '../../lib/recent';
import { timelineOf } from '../../lib/timeline';
import type { Indicator } from '../../api/types';
import { AgencyLights } from './AgencyLights';
import { todayAt } from '../../lib/store';

export default function AgencyPage() {
  const { name = '' } = useParams();
  usePage(name);
  const query = useApi<Data>(`/agencies/${encodeURIComponent(name)}`);
  return <div className="page"><Async page query={query} skeleton={<Skeleton rows={12} wide />}>{(data) => <Loaded data={data} />}</Async></div>;
}

type View = 'list' | 'time' | 'indicators';

function Loaded({ data }: { data: Data }) {
  const t = useText();
  const [view, setView] = useState<View>('list');
  useEffect(() => remember({ address: agencyAddress(data.name), title: data.name, under: t.agency }), [data.name, t.agency]);
  const total = (pick: (p: Data['plans'][number]) => number) => data.plans.reduce((sum, p) => sum + pick(p), 0);
  return (
    <>
      <div className="crumbs"><Link to="/agencies">{t.agencies}</Link></div>
      <div className="page-head">
        <div>
          <h1 lang={CONTENT}>{data.name}</h1>
          <p className="meta">
            {data.parent && <span>{t.parentAgency} <Link to={agencyAddress(data.parent)} lang={CONTENT}>{data.parent}</Link></span>}
            {data.also?.length ? <span>{t.alsoNamed} <span lang={CONTENT}>{data.also.join('、')}</span></span> : null}
            {data.units?.length ? <span>{t.units} <span lang={CONTENT}>{data.units.join('、')}</span></span> : null}
          </p>
        </div>
        <Switch label={t.view} value={view} onChange={(id) => setView(id as View)} choices={[{ id: 'list', label: t.promised }, { id: 'time', label: t.timeline }, { id: 'indicators', label: t.indicators }]} />
      </div>
      <dl className="counts">
        <div><dt>{t.plans}</dt><dd>{data.plans.length}</dd></div>
        <div><dt>{t.leadItems}</dt><dd>{total((p) => p.lead.length)}</dd></div>
        <div><dt>{t.coItems}</dt><dd>{total((p) => p.co.length)}</dd></div>
        <div><dt>{t.indicators}</dt><dd>{total((p) => p.indicators.length)}</dd></div>
      </dl>
      <AgencyLights agency={data.name} />
      {!data.plans.length && <Empty title={t.nothingPromised} />}
      {view === 'list' && data.plans.map((p) => <Promised key={p.plan.id} entry={p} />)}
      {view === 'time' && data.plans.length > 0 && <Time data={data} />}
      {view === 'indicators' && data.plans.length > 0 && <AgencyIndicators data={data} />}
    </>
  );
}

function Promised({ entry }: { entry: Data['plans'][number] }) {
  const t = useText();
  const rows = useMemo(() => [...entry.lead.map((b) => ({ ...b, part: t.lead })), ...entry.co.map((b) => ({ ...b, part: t.co }))], [entry, t]);
  const columns = useMemo((): Column<(typeof rows)[number]>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (b) => b.title, cell: (b) => <Link to={nodeAddress(entry.plan.id, b.id)} lang={CONTENT}><Label of={b} />{b.title}</Link> },
    { id: 'kind', header: t.kind, filter: 'choice', width: 'narrow', value: (b) => b.kind ?? '', cell: (b) => <Kind>{b.kind}</Kind> },
    { id: 'part', header: t.part, filter: 'choice', width: 'narrow', value: (b) => b.part },
    { id: 'schedule', header: t.schedule, value: (b) => (b.schedule ?? []).map((s) => s.text ?? [s.start, s.end].filter(Boolean).join('/')).join('；'), cell: (b) => <Schedule entries={b.schedule} /> },
  ], [entry.plan.id, t]);
  if (!rows.length) return null;
  return (
    <section className="agency-plan">
      <h2 lang={CONTENT}><Link to={planAddress(entry.plan.id)}>{planTitle(entry.plan)}</Link></h2>
      <DataTable label={`${planTitle(entry.plan)} ${entry.plan.id}`} rows={rows} columns={columns} name={planTitle(entry.plan)} plain={rows.length < 8} />
    </section>
  );
}

// The bounds of all printed ranges of one item; each range is on the item's own page.
function boundsOf(b: Brief): { start?: string | undefined; end?: string | undefined } {
  const list = b.schedule ?? [];
  const starts = list.map((s) => s.start).filter((s): s is string => Boolean(s)).sort((x, y) => (spanOf(x)?.start ?? 0) - (spanOf(y)?.start ?? 0));
  const ends = list.map((s) => s.end).filter((s): s is string => Boolean(s)).sort((x, y) => (spanOf(y)?.end ?? 0) - (spanOf(x)?.end ?? 0));
  return { start: starts[0], end: ends[0] };
}

function Time({ data }: { data: Data }) {
  const t = useText();
  const navigate = useNavigate();
  const address = useAddress();
  const { rows, where } = useMemo(() => {
    const where = new Map<string, string>();
    const rows = data.plans.flatMap((p): GanttRow[] => {
      const items = [...p.lead, ...p.co].filter((b) => b.schedule?.some((s) => s.start || s.end));
      if (!items.length) return [];
      where.set(p.plan.id, planAddress(p.plan.id));
      return [
        { key: p.plan.id, depth: 0, label: '', heading: true, plain: planTitle(p.plan), title: <Link to={planAddress(p.plan.id)} tabIndex={-1}>{planTitle(p.plan)}</Link> },
        ...items.map((b): GanttRow => {
          const key = `${p.plan.id} ${b.id}`;
          where.set(key, nodeAddress(p.plan.id, b.id));
          return { key, depth: 1, label: b.label ?? '', plain: b.title, ...boundsOf(b), detail: p.co.includes(b) ? t.co : '', title: <Link to={nodeAddress(p.plan.id, b.id)} tabIndex={-1}><Label of={b} />{b.title}</Link> };
        }),
      ];
    });
    return { rows, where };
  }, [data, t]);
  const timeline = useMemo(() => timelineOf(rows.flatMap((r) => [spanOf(r.start), spanOf(r.end)].filter((s): s is Span => s !== undefined))), [rows]);
  if (!timeline) return <Empty title={t.noSchedule} />;
  return <Gantt label={t.scheduleOf(data.name)} rows={rows} timeline={timeline} today={todayAt()} onEnter={(row) => { const to = where.get(String(row.key)); if (to) void navigate(address(to)); }} />;
}

function AgencyIndicators({ data }: { data: Data }) {
  const t = useText();
  const rows = useMemo(() => data.plans.flatMap((p) => p.indicators.map((i) => ({ plan: p.plan, i }))), [data]);
  const columns = useMemo((): Column<{ plan: { id: string; title: string }; i: Indicator }>[] => [
    { id: 'title', header: t.indicator, width: 'wide', value: (r) => r.i.title, cell: (r) => <Link to={`${nodeAddress(r.plan.id, r.i.node)}#${encodeURIComponent(r.i.id)}`} lang={CONTENT}><Label text={r.i.label} />{r.i.title}</Link> },
    { id: 'overall', header: t.overall, value: (r) => r.i.targets?.find((x) => x.period === 'overall')?.text ?? '', cell: (r) => { const o = r.i.targets?.find((x) => x.period === 'overall'); return o && <TargetValue target={o} />; } },
    { id: 'plan', header: t.plan, filter: 'choice', value: (r) => planTitle(r.plan), cell: (r) => <Link to={planAddress(r.plan.id)} lang={CONTENT}>{planTitle(r.plan)}</Link> },
  ], [t]);
  return <DataTable label={t.indicators} rows={rows} columns={columns} name={`${data.name}-${t.indicators}`} empty={t.noIndicators} />;
}
