import { useMemo } from 'react';
import type { Outline } from '../../api/types';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { Agencies, Kind, Label, Period } from '../../components/Marks';
import { Async, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { useOutline, usePlan } from './usePlan';

interface Row { row: number; depth: number }

export default function TableTab() {
  const plan = usePlan();
  const outline = useOutline(plan);
  return <Async query={outline} skeleton={<Skeleton rows={14} wide />}>{(data) => <NodeTable outline={data} />}</Async>;
}

function NodeTable({ outline }: { outline: Outline }) {
  const plan = usePlan();
  const t = useText();
  const rows = useMemo(() => {
    const list: Row[] = [];
    for (let row = 0; row < outline.count; row++) list.push({ row, depth: outline.parent[row]! < 0 ? 0 : list[outline.parent[row]!]!.depth + 1 });
    return list;
  }, [outline]);
  const columns = useMemo((): Column<Row>[] => {
    const o = outline;
    const names = (list: string[] | undefined) => (list ?? []).join('、');
    return [
      { id: 'title', header: t.item, width: 'wide', value: (r) => o.title[r.row] ?? '', cell: (r) => <Link to={nodeAddress(plan.id, o.id[r.row]!)} lang="zh-Hant-TW">{o.title[r.row]}</Link> },
      { id: 'label', header: t.label, width: 'narrow', value: (r) => o.label[r.row] ?? '', cell: (r) => <Label text={o.label[r.row]} /> },
      { id: 'kind', header: t.kind, filter: 'choice', width: 'narrow', value: (r) => o.kinds[o.kind[r.row]!] ?? '', cell: (r) => <Kind>{o.kinds[o.kind[r.row]!]}</Kind> },
      { id: 'level', header: t.level, filter: 'none', width: 'narrow', align: 'end', hidden: true, value: (r) => r.depth + 1 },
      { id: 'lead', header: t.lead, filter: 'choice', value: (r) => names(o.lead[r.row]), cell: (r) => <Agencies names={o.lead[r.row]} /> },
      { id: 'co', header: t.co, filter: 'choice', value: (r) => names(o.co[r.row]), cell: (r) => <Agencies names={o.co[r.row]} /> },
      { id: 'start', header: t.start, value: (r) => o.start[r.row] ?? '', cell: (r) => <Period period={o.start[r.row]} /> },
      { id: 'end', header: t.end, value: (r) => o.end[r.row] ?? '', cell: (r) => <Period period={o.end[r.row]} /> },
      { id: 'indicators', header: t.indicators, filter: 'none', width: 'narrow', align: 'end', value: (r) => o.indicators[r.row] ?? 0, cell: (r) => o.indicators[r.row] || null },
      { id: 'findings', header: t.findings, filter: 'none', width: 'narrow', align: 'end', value: (r) => o.findings[r.row] ?? 0, cell: (r) => o.findings[r.row] || null },
      { id: 'under', header: t.under, hidden: true, value: (r) => (o.parent[r.row]! < 0 ? '' : o.title[o.parent[r.row]!] ?? '') },
      { id: 'id', header: t.nodeId, hidden: true, value: (r) => o.id[r.row]!, cell: (r) => <span className="mono">{o.id[r.row]}</span> },
    ];
  }, [outline, plan.id, t]);
  return <DataTable label={t.tableOf(plan.title)} rows={rows} columns={columns} name={`${plan.title}-${t.table}`} empty={t.noNodes} />;
}
