import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Outline } from '../../api/types';
import { Gantt, type GanttRow } from '../../charts/Gantt';
import { DataTable, type Column } from '../../components/DataTable';
import { Select } from '../../components/Fields';
import { Link, nodeAddress, useAddress } from '../../components/Link';
import { Agencies, Kind, Label, Period } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { Switch } from '../../components/Switch';
import { useText } from '../../i18n';
import { compareText } from '../../lib/numbers';
import { spanOf, type Span } from '../../lib/period';
import { timelineOf } from '../../lib/timeline';
import { useOutline, usePlan } from './usePlan';
import { todayAt } from '../../lib/store';

export default function ScheduleTab() {
  const plan = usePlan();
  const outline = useOutline(plan);
  return <Async query={outline} skeleton={<Skeleton rows={14} wide />}>{(data) => <Schedule outline={data} />}</Async>;
}

const dated = (o: Outline, row: number) => Boolean(o.start[row] || o.end[row]);

// The rows that have dates, each under its ancestors, of one agency if one is chosen.
export function scheduleRows(o: Outline, agency: string): { row: number; depth: number; heading: boolean }[] {
  const keep = new Uint8Array(o.count);
  for (let row = 0; row < o.count; row++) {
    if (!dated(o, row) || (agency && !o.lead[row]?.includes(agency) && !o.co[row]?.includes(agency))) continue;
    keep[row] = 2;
    for (let up = o.parent[row]!; up >= 0 && !keep[up]; up = o.parent[up]!) keep[up] = 1;
  }
  const depth = new Int32Array(o.count);
  const rows = [];
  for (let row = 0; row < o.count; row++) {
    const up = o.parent[row]!;
    depth[row] = up < 0 ? 0 : depth[up]! + 1;
    if (keep[row]) rows.push({ row, depth: depth[row]!, heading: keep[row] === 1 });
  }
  return rows;
}

function Schedule({ outline: o }: { outline: Outline }) {
  const t = useText();
  const plan = usePlan();
  const navigate = useNavigate();
  const address = useAddress();
  const [agency, setAgency] = useState('');
  const [asTable, setAsTable] = useState(false);
  const agencies = useMemo(() => [...new Set(o.lead.flat())].sort(compareText), [o]);
  const rows = useMemo(() => scheduleRows(o, agency), [o, agency]);
  const timeline = useMemo(() => {
    const spans = rows.flatMap(({ row }) => [spanOf(o.start[row]), spanOf(o.end[row])].filter((s): s is Span => s !== undefined));
    const whole = [spanOf(plan.period?.start), spanOf(plan.period?.end)].filter((s): s is Span => s !== undefined);
    return timelineOf([...spans, ...(spans.length ? whole : [])]);
  }, [o, rows, plan.period]);
  if (!o.start.some(Boolean) && !o.end.some(Boolean)) return <Empty title={t.noSchedule}><p>{t.noScheduleText}</p></Empty>;
  const gantt: GanttRow[] = rows.map(({ row, depth, heading }) => ({
    key: row, depth, heading: heading && !dated(o, row), label: o.label[row] ?? '', plain: `${o.label[row] ?? ''} ${o.title[row]}`, start: o.start[row], end: o.end[row], detail: (o.lead[row] ?? []).join('、'),
    title: <Link to={nodeAddress(plan.id, o.id[row]!)} tabIndex={-1}><Label text={o.label[row]} />{o.title[row]}</Link>,
  }));
  return (
    <div className="schedule">
      <div className="toolbar" role="group" aria-label={t.scheduleTools}>
        <Select label={t.agencyFilter} hideLabel value={agency} onChange={setAgency} choices={[{ id: '', label: t.allAgencies }, ...agencies.map((a) => ({ id: a, label: a }))]} />
        <p className="toolbar-count" role="status">{t.rowsAll(rows.filter((r) => !r.heading).length)}</p>
        <Switch label={t.view} value={asTable ? 'table' : 'chart'} choices={[{ id: 'chart', label: t.chart }, { id: 'table', label: t.table }]} onChange={(id) => setAsTable(id === 'table')} />
      </div>
      {asTable || !timeline
        ? <ScheduleTable outline={o} rows={rows.filter((r) => dated(o, r.row)).map((r) => r.row)} />
        : <Gantt label={t.scheduleOf(plan.title)} rows={gantt} timeline={timeline} today={todayAt()} onEnter={(row) => void navigate(address(nodeAddress(plan.id, o.id[Number(row.key)]!)))} />}
    </div>
  );
}

function ScheduleTable({ outline: o, rows }: { outline: Outline; rows: number[] }) {
  const t = useText();
  const plan = usePlan();
  const columns = useMemo((): Column<number>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (r) => o.title[r]!, cell: (r) => <Link to={nodeAddress(plan.id, o.id[r]!)} lang="zh-Hant-TW"><Label text={o.label[r]} />{o.title[r]}</Link> },
    { id: 'kind', header: t.kind, filter: 'choice', value: (r) => o.kinds[o.kind[r]!] ?? '', cell: (r) => <Kind>{o.kinds[o.kind[r]!]}</Kind> },
    { id: 'start', header: t.start, value: (r) => o.start[r] ?? '', cell: (r) => <Period period={o.start[r]} /> },
    { id: 'end', header: t.end, value: (r) => o.end[r] ?? '', cell: (r) => <Period period={o.end[r]} /> },
    { id: 'lead', header: t.lead, filter: 'choice', value: (r) => (o.lead[r] ?? []).join('、'), cell: (r) => <Agencies names={o.lead[r]} /> },
  ], [o, plan.id, t]);
  return <DataTable label={t.scheduleOf(plan.title)} rows={rows} columns={columns} name={`${plan.title}-${t.schedule}`} />;
}
