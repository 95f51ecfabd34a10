// The lights of a plan: of the whole, of each item with its reason's kind, of each agency.
import { useMemo } from 'react';
import { useOutletContext } from 'react-router';
import { useApi } from '../../api/hooks';
import { BOARD, LIGHTS, type AgencyLight, type LightName, type PlanEvaluation } from '../../api/evaluation';
import type { PlanHead } from '../../api/types';
import { LightBars } from '../../charts/LightBars';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { AgencyName, CONTENT } from '../../components/Marks';
import { Problems, type Problem } from '../../components/Problems';
import { Async, Empty } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { byTrouble } from '../../lib/overview';
import { formatPeriod } from '../../lib/period';
import { EvaluationParts } from '../items/parts';
import { LightMark, lightName } from '../../components/LightMark';
import { LightStatement } from './Lights';

interface Row { id: string; depth: number; kind: string; label: string; title: string; light: LightName; achievement: number | ''; behind: number; flags: string[] }
interface Outline { id: string[]; parent: number[]; kind: number[]; kinds: string[]; label: string[]; title: string[] }

export default function EvaluationTab() {
  const plan = useOutletContext<PlanHead>();
  const { lang, t } = useLanguage();
  const base = `/plans/${encodeURIComponent(plan.id)}`;
  const evaluation = useApi<PlanEvaluation>(`${base}/evaluation`);
  const outline = useApi<Outline>(`${base}/outline`);
  return (
    <>
      <EvaluationParts plan={plan.id} at="evaluation" />
      <Async query={evaluation}>
        {(data) => (
          <div className="cycle-page">
            <div>
              <p className="meta"><span>{t.lightAt(formatPeriod(data.at, lang))}</span><span>{data.basis === 'filed' ? t.basisFiled : t.basisApproved}</span></p>
              <LightStatement of={data.whole} />
            </div>
            <section aria-labelledby="lit-board"><h2 id="lit-board">{t.overviewAttention}</h2>{outline.data && <Attention data={data} outline={outline.data} plan={plan.id} />}</section>
            <section aria-labelledby="lit-items"><h2 id="lit-items">{t.item}</h2>{outline.data && <Items data={data} outline={outline.data} plan={plan.id} />}</section>
            <section aria-labelledby="lit-agencies"><h2 id="lit-agencies">{t.byAgency}</h2><AgencyBars agencies={data.agencies} /><AgencyTable agencies={data.agencies} plan={plan.id} /></section>
          </div>
        )}
      </Async>
    </>
  );
}

const MOST_BARS = 16;
const grave = (light: LightName): number => LIGHTS.indexOf(light);

// `all`: also where nothing is judged, which the board may name.
function rowsOf(data: PlanEvaluation, outline: Outline, all = false): Row[] {
  const at = new Map(outline.id.map((id, i) => [id, i]));
  const depth = outline.parent.map(() => 0);
  outline.parent.forEach((p, i) => { depth[i] = p < 0 ? 0 : depth[p]! + 1; });
  return data.nodes.id.flatMap((id, i) => {
    const o = at.get(id);
    const light = data.nodes.light[i]!;
    if (o === undefined || (light === 'none' && !all)) return [];
    const counts = data.nodes.counts[i] ?? {};
    const achieved = data.nodes.achievement[i];
    return [{ id, depth: depth[o]!, kind: outline.kinds[outline.kind[o]!] ?? '', label: outline.label[o] ?? '', title: outline.title[o] ?? '', light, achievement: achieved === null || achieved === undefined ? '' as const : Number(achieved), behind: (counts.behind ?? 0) + (counts['not-reported'] ?? 0), flags: data.nodes.flags[i] ?? [] }];
  });
}

// The plan's board: what is wrong, large, then as a list.
function Attention({ data, outline, plan }: { data: PlanEvaluation; outline: Outline; plan: string }) {
  const t = useText();
  const problems = useMemo(() => {
    const rows = new Map(rowsOf(data, outline, true).map((r) => [r.id, r]));
    return BOARD.map((kind): Problem => {
      const list = (data.board[kind] ?? []).flatMap((id) => rows.get(id) ?? []);
      return { id: kind, title: t[`board_${kind}`], count: list.length, body: () => (list.length ? <ItemTable label={t[`board_${kind}`]} rows={list} plan={plan} flat /> : <Empty title={t.overviewClear(t[`board_${kind}`])} />) };
    });
  }, [data, outline, plan, t]);
  return <Problems label={t.overviewAttention} problems={problems} />;
}

function AgencyBars({ agencies }: { agencies: AgencyLight[] }) {
  const t = useText();
  const shown = useMemo(() => agencies.toSorted((a, b) => byTrouble(a.counts, b.counts)).slice(0, MOST_BARS), [agencies]);
  return <LightBars scale="longest" label={t.byAgency} bars={shown.map((a) => ({ id: a.agency, counts: a.counts, name: <AgencyName name={a.agency} /> }))} />;
}

function Items({ data, outline, plan }: { data: PlanEvaluation; outline: Outline; plan: string }) {
  const t = useText();
  const rows = useMemo(() => rowsOf(data, outline), [data, outline]);
  return <ItemTable label={`${t.evaluation} ${t.table}`} rows={rows} plan={plan} />;
}

// `flat`: without the tree's indent.
function ItemTable({ label, rows, plan, flat = false }: { label: string; rows: Row[]; plan: string; flat?: boolean }) {
  const t = useText();
  const columns = useMemo((): Column<Row>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (r) => `${r.label} ${r.title}`.trim(), cell: (r) => <span style={{ paddingInlineStart: flat ? 0 : `${Math.min(r.depth, 6) * 12}px` }}><Link to={nodeAddress(plan, r.id)} lang={CONTENT}>{r.label && `${r.label} `}{r.title}</Link></span> },
    { id: 'kind', header: t.kind, filter: 'choice', value: (r) => r.kind, cell: (r) => <span lang={CONTENT}>{r.kind}</span> },
    { id: 'light', header: t.light, filter: 'choice', value: (r) => lightName(t, r.light), cell: (r) => <LightMark light={r.light} /> },
    { id: 'grave', header: `${t.light} #`, hidden: true, filter: 'none', align: 'end', value: (r) => grave(r.light) },
    { id: 'achievement', header: t.achievement, align: 'end', filter: 'none', value: (r) => r.achievement, cell: (r) => <>{r.achievement === '' ? '' : `${r.achievement} %`}</> },
    { id: 'behind', header: t.board_behind, align: 'end', filter: 'none', value: (r) => r.behind },
    { id: 'flags', header: t.flags, filter: 'choice', value: (r) => [r.flags.includes('warning') && t.flag_warning, r.flags.includes('overridden') && t.flag_overridden, r.flags.includes('unowned') && t.board_unowned].filter(Boolean).join('、') },
  ], [t, plan, flat]);
  return <DataTable label={label} rows={rows} columns={columns} name={`evaluation-${plan}`} />;
}

function AgencyTable({ agencies, plan }: { agencies: AgencyLight[]; plan: string }) {
  const { lang, t } = useLanguage();
  const columns = useMemo((): Column<AgencyLight>[] => [
    { id: 'agency', header: t.agency, value: (a) => a.agency || t.board_unowned, cell: (a) => <AgencyName name={a.agency} /> },
    { id: 'light', header: t.light, filter: 'choice', value: (a) => lightName(t, a.light), cell: (a) => <LightMark light={a.light} /> },
    { id: 'because', header: t.because, width: 'wide', value: (a) => a.because[lang] },
    { id: 'achievement', header: t.achievement, align: 'end', filter: 'none', value: (a) => (a.achievement === undefined ? '' : Number(a.achievement)) },
    { id: 'answers', header: t.answersFor, align: 'end', filter: 'none', value: (a) => a.answers },
  ], [t, lang]);
  return <DataTable label={`${t.byAgency} ${t.table}`} rows={agencies} columns={columns} name={`evaluation-${plan}-agencies`} />;
}
