// A plan's years at a glance: every item's light at the end of each cycle, and now; as a picture and as a table.
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { LIGHTS } from '../../api/evaluation';
import { useApi } from '../../api/hooks';
import type { LightPicture } from '../../api/settings';
import type { Outline } from '../../api/types';
import { HeatMap } from '../../charts/HeatMap';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Checkbox, Select } from '../../components/Fields';
import { Link, nodeAddress, useAddress } from '../../components/Link';
import { CONTENT, Kind, Label } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { Switch } from '../../components/Switch';
import { useLanguage, useText } from '../../i18n';
import { download, toCsv } from '../../lib/csv';
import { columnsOf, countsByColumn, heatRows, shownRows, type HeatColumn, type HeatRow } from '../../lib/lights';
import { formatPeriod } from '../../lib/period';
import { EvaluationParts } from '../items/parts';
import { useOutline, usePlan } from '../plan/usePlan';
import { LightMark, lightName } from '../../components/LightMark';

const EVERY = ['week', 'month', 'quarter', 'half-year', 'year'] as const;
const AT_FIRST = 400; // rows that are shown before somebody opens more

export default function HeatMapTab() {
  const plan = usePlan();
  const t = useText();
  const [params, setParams] = useSearchParams();
  const every = params.get('every') ?? '';
  const picture = useApi<LightPicture>(`/plans/${encodeURIComponent(plan.id)}/lights`, every ? { every } : {}, { keep: true });
  const outline = useOutline(plan);
  const rhythm = <Select label={t.heatEvery} hideLabel choices={[{ id: '', label: t.heatEvery }, ...EVERY.map((id) => ({ id, label: t[`every_${id}`] }))]} value={every} onChange={(id) => setParams(id ? { every: id } : {}, { replace: true })} />;
  return (
    <section>
      <EvaluationParts plan={plan.id} at="heatmap" />
      <h2 className="unseen">{t.heatmap}</h2>
      <Async query={picture} skeleton={<Skeleton rows={14} wide />}>
        {(data) => <Async query={outline} skeleton={<Skeleton rows={14} wide />}>{(tree) => <Picture picture={data} outline={tree} plan={plan.id} title={plan.title} rhythm={rhythm} />}</Async>}
      </Async>
    </section>
  );
}

function Picture({ picture, outline, plan, title, rhythm }: { picture: LightPicture; outline: Outline; plan: string; title: string; rhythm: React.ReactNode }) {
  const { lang, t } = useLanguage();
  const navigate = useNavigate();
  const address = useAddress();
  const [asTable, setAsTable] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const all = useMemo(() => heatRows(picture, outline), [picture, outline]);
  const columns = useMemo(() => columnsOf(picture), [picture]);
  const deepest = all.reduce((d, r) => Math.max(d, r.depth), 0);
  const [chosen, setChosen] = useState<number>();
  const depth = chosen ?? firstDepth(all, deepest);
  const rows = useMemo(() => shownRows(all, depth, trouble), [all, depth, trouble]);
  const counts = useMemo(() => countsByColumn(all, columns.length), [all, columns]);
  if (!all.length) return <Empty title={t.heatNone}><p>{t.heatNoneText}</p></Empty>;
  const plain = (r: HeatRow) => `${outline.label[r.row] ?? ''} ${outline.title[r.row] ?? ''}`.trim();
  const name = (c: HeatColumn) => (c.now ? t.today : formatPeriod(c.period, lang));
  const csv = () => download(`${title}-${t.heatmap}.csv`, toCsv([t.item, t.kind, ...columns.map(name)], rows.map((r) => [plain(r), outline.kinds[outline.kind[r.row]!] ?? '', ...r.lights.map((l) => lightName(t, l))])));
  return (
    <div className="heat-page">
      <p className="quiet">{picture.basis === 'filed' ? t.basisFiled : t.basisApproved}{picture.cycles.length === 0 && `　${t.heatNoCycles}`}</p>
      <div className="toolbar" role="group" aria-label={t.heatTools}>
        <p className="toolbar-count" role="status">{rows.length === all.length ? t.rowsAll(rows.length) : t.rowsSome(rows.length, all.length)}</p>
        <Checkbox checked={trouble} onChange={setTrouble}>{t.heatTrouble}</Checkbox>
        <Select label={t.openLevels} hideLabel choices={Array.from({ length: deepest + 1 }, (_, i) => ({ id: String(i), label: t.openTo(i + 1) }))} value={String(depth)} onChange={(id) => setChosen(Number(id))} />
        {rhythm}
        {!asTable && <Button icon="download" onPress={csv}>CSV</Button>}
        <Switch label={t.view} value={asTable ? 'table' : 'chart'} choices={[{ id: 'chart', label: t.chart }, { id: 'table', label: t.table }]} onChange={(id) => setAsTable(id === 'table')} />
      </div>
      {!asTable && <ul className="heat-legend" aria-label={t.heatLegend}>{LIGHTS.map((l) => <li key={l}><span className={`heat-key lit-${l}`} aria-hidden="true" /><LightMark light={l} /></li>)}</ul>}
      {!rows.length ? <Empty title={t.heatNoTrouble} /> : asTable ? <HeatTable rows={rows} columns={columns} outline={outline} plan={plan} label={`${title} ${t.heatmap}`} /> : (
        <HeatMap label={`${title} ${t.heatmap}`} rows={rows} columns={columns} counts={counts} plain={plain}
          title={(r) => <Link to={nodeAddress(plan, r.id)} tabIndex={-1}><Label text={outline.label[r.row]} />{outline.title[r.row]}</Link>}
          onEnter={(r) => void navigate(address(nodeAddress(plan, r.id)))} />
      )}
      {!asTable && <p className="hint">{t.heatKeys}</p>}
    </div>
  );
}

function firstDepth(rows: HeatRow[], deepest: number): number {
  for (let depth = deepest; depth > 0; depth--) if (rows.filter((r) => r.depth <= depth).length <= AT_FIRST) return depth;
  return 0;
}

function HeatTable({ rows, columns, outline, plan, label }: { rows: HeatRow[]; columns: HeatColumn[]; outline: Outline; plan: string; label: string }) {
  const { lang, t } = useLanguage();
  const shown = useMemo((): Column<HeatRow>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (r) => `${outline.label[r.row] ?? ''} ${outline.title[r.row]}`.trim(), cell: (r) => <Link to={nodeAddress(plan, r.id)} lang={CONTENT}><Label text={outline.label[r.row]} />{outline.title[r.row]}</Link> },
    { id: 'kind', header: t.kind, filter: 'choice', value: (r) => outline.kinds[outline.kind[r.row]!] ?? '', cell: (r) => <Kind>{outline.kinds[outline.kind[r.row]!]}</Kind> },
    ...columns.map((c, i): Column<HeatRow> => ({ id: c.id || 'now', header: c.now ? t.today : formatPeriod(c.period, lang), filter: 'choice', value: (r) => lightName(t, r.lights[i]!), cell: (r) => <LightMark light={r.lights[i]!} /> })),
  ], [t, lang, outline, plan, columns]);
  return <DataTable label={label} rows={rows} columns={shown} name={label} />;
}
