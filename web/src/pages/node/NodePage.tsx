import { useEffect, useMemo, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { segments } from '../../api/client';
import { useApi } from '../../api/hooks';
import { sourcesOf, type NodePage as Data, type PlanHead, type Source } from '../../api/types';
import { usePage } from '../../app/usePage';
import { FindingList } from '../../components/FindingList';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { Agencies, CONTENT, Kind, Label, Schedule } from '../../components/Marks';
import { ShowPlace } from '../../components/PlaceText';
import { SourcePane } from '../../components/SourcePane';
import { Async, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { planTitle } from '../../lib/names';
import { remember } from '../../lib/recent';
import { Ancestors } from './Ancestors';
import { NodeLight } from '../evaluation/NodeLight';
import { BriefList } from './BriefList';
import { IndicatorSection } from './IndicatorSection';
import { NodeBudgets, NodeFacts } from './NodeMoney';
import { Turn } from './Turn';

export default function NodePage() {
  const { plan = '', '*': id = '' } = useParams();
  const query = useApi<Data>(`/plans/${encodeURIComponent(plan)}/nodes/${segments(id)}`);
  usePage(query.data && `${query.data.node.label ?? ''} ${query.data.node.title}`.trim());
  return <div className="page page-wide"><Async page query={query} skeleton={<Skeleton rows={12} wide />}>{(data) => <Loaded key={data.node.id} data={data} plan={plan} />}</Async></div>;
}

function Loaded({ data, plan }: { data: Data; plan: string }) {
  const t = useText();
  const { node } = data;
  // A plan without a title goes by its document's name, which only the plan itself tells.
  const head = useApi<PlanHead>(`/plans/${encodeURIComponent(plan)}`, {}, { enabled: !data.plan.title });
  const title = data.plan.title || head.data?.title || planTitle(data.plan);
  const sources = useMemo(() => sourcesOf(node.source), [node]);
  const [shown, setShown] = useState<Source>();
  const pane = useRef<HTMLElement>(null);
  const show = (place: Source) => {
    setShown(place);
    pane.current?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => remember({ address: nodeAddress(plan, node.id), title: `${node.label ?? ''} ${node.title}`.trim(), under: title }), [plan, node, title]);
  // A link to an indicator of this node (#id) is followed once it is here.
  useEffect(() => { if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(); }, []);
  const others = (node.labels ?? []).filter((l) => l !== node.label);
  return (
    <ShowPlace value={show}>
      <div className="crumbs"><Link to={planAddress(plan)} lang={CONTENT}>{title}</Link><Turn siblings={data.siblings} id={node.id} plan={plan} /></div>
      <div className="node">
        <article className="node-main">
          <Ancestors list={data.ancestors} node={node} plan={plan} />
          <header className="node-head">
            <p className="meta">{!data.ancestors.length && <Kind>{node.kind}</Kind>}{others.length > 0 && <span>{t.alsoLabelled} <span lang={CONTENT}>{others.join('、')}</span></span>}</p>
            <h1 lang={CONTENT}><Label text={node.label} />{node.title}</h1>
          </header>
          <Facets data={data} />
          {node.text && <div className="prose" lang={CONTENT}>{node.text.split('\n').map((p, i) => <p key={i}>{p}</p>)}</div>}
          <NodeLight plan={plan} node={node.id} />
          <IndicatorSection items={data.indicators} plan={plan} />
          <NodeBudgets items={data.budgets} />
          <NodeFacts items={data.facts} />
          {data.findings.length > 0 && <section aria-labelledby="node-findings"><h2 id="node-findings">{t.findings}</h2><FindingList items={data.findings} plan={plan} /></section>}
          <BriefList id="children" title={t.children} list={data.children} plan={plan} />
          <BriefList id="siblings" title={t.siblings} list={data.siblings.filter((s) => s.id !== node.id)} plan={plan} />
        </article>
        <SourcePane sources={sources} title={t.source} shown={shown} onBack={() => setShown(undefined)} ref={pane} />
      </div>
    </ShowPlace>
  );
}

// Who and when: the ledger of the node.
function Facets({ data: { node } }: { data: Data }) {
  const t = useText();
  const carried = (field: string) => node.carried?.includes(field) ? <span className="tally" title={t.carriedText}>{t.carried}</span> : null;
  const rows: [string, React.ReactNode][] = [];
  if (node.lead?.length) rows.push([node.roles === 'unmarked' ? t.agencies : t.lead, <><Agencies names={node.lead} />{carried('lead')}</>]);
  if (node.co?.length) rows.push([t.co, <><Agencies names={node.co} />{carried('co')}</>]);
  if (node.units?.length) rows.push([t.units, <span lang={CONTENT}>{node.units.join('、')}</span>]);
  if (node.schedule?.length) rows.push([t.schedule, <><Schedule entries={node.schedule} full />{carried('schedule')}</>]);
  if (!rows.length) return null;
  return <dl className="ledger">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
