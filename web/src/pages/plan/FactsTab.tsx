import { useMemo } from 'react';
import { sourcesOf, type Fact } from '../../api/types';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { Agencies, CONTENT, figureText, Label, Period } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { Async, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { useItems, usePlan } from './usePlan';

const figureOf = (f: Fact) => figureText({ value: f.figure, value_max: f.figure_max, unit: f.unit, comparator: f.comparator } as Parameters<typeof figureText>[0]);

export default function FactsTab() {
  const plan = usePlan();
  const t = useText();
  const items = useItems<Fact>(plan, 'facts');
  const columns = useMemo((): Column<Fact>[] => [
    { id: 'text', header: t.sentence, width: 'wide', value: (f) => f.text, cell: (f) => <span lang={CONTENT}>{f.text}</span> },
    { id: 'figure', header: t.figure, align: 'end', value: figureOf, cell: (f) => <span className="figure" lang={CONTENT}>{figureOf(f)}{f.cumulative && <span className="tally">{t.cumulativeShort}</span>}</span> },
    { id: 'period', header: t.period, filter: 'choice', width: 'narrow', value: (f) => f.period ?? '', cell: (f) => <Period period={f.period} /> },
    { id: 'node', header: t.item, value: (f) => f.node_title ?? '', cell: (f) => f.node ? <Link to={nodeAddress(plan.id, f.node)} lang={CONTENT}><Label text={f.node_label} />{f.node_title}</Link> : null },
    { id: 'agency', header: t.agency, filter: 'choice', value: (f) => f.agency ?? '', cell: (f) => <Agencies names={f.agency ? [f.agency] : []} /> },
    { id: 'source', header: t.source, filter: 'none', value: () => '', cell: (f) => sourcesOf(f.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />) },
  ], [plan.id, t]);
  return <Async query={items} skeleton={<Skeleton rows={12} wide />}>{(data) => <DataTable label={t.factsOf(plan.title)} rows={data.items} columns={columns} name={`${plan.title}-${t.facts}`} empty={t.noFacts} />}</Async>;
}
