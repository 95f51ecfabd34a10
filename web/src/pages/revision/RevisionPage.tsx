// One revision: what it would change, whether it still fits, the acts it rests on, and what may be done with it.
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { send } from '../../api/client';
import type { PlanDiff } from '../../api/desk';
import { useApi } from '../../api/hooks';
import { revisionAddress, type Revision } from '../../api/revision';
import type { Indicator, Outline, PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { IconButton } from '../../components/Button';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Instant, Period } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText, type Text } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { describe } from '../desk/describe';
import { DiffView } from '../diff/DiffView';
import { ActsPanel } from './ActsPanel';
import { Conflicts } from './Conflicts';
import { RevisionMark } from './RevisionsTab';
import { RevisionTools } from './RevisionTools';

export default function RevisionPage() {
  const { plan = '', number = '' } = useParams();
  const t = useText();
  const path = `/plans/${encodeURIComponent(plan)}`;
  const head = useApi<PlanHead>(path, {}, { now: true });
  const revision = useApi<Revision>(`${path}/revisions/${encodeURIComponent(number)}`, {}, { now: true });
  usePage(revision.data && `${t.revisionNo(revision.data.number)} · ${head.data?.title ?? ''}`);
  return (
    <div className="page page-wide revision-page">
      <Async page query={revision}>{(data) => <Async page query={head}>{(of) => <Loaded plan={of} revision={data} />}</Async>}</Async>
    </div>
  );
}

// Names of items and indicators as they are now, and as the revision makes them.
function useNames(plan: string, revision: Revision): (id: string) => string {
  const path = `/plans/${encodeURIComponent(plan)}`;
  const edition = `revision-${revision.number}`;
  const sides = [useApi<Outline>(`${path}/outline`, { edition: String(revision.edition) }, { now: true }).data, useApi<Outline>(`${path}/outline`, { edition }, { now: true }).data];
  const indicators = useApi<{ items: Indicator[] }>(`${path}/indicators`, { edition: String(revision.edition) }, { now: true }).data;
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const o of sides) o?.id.forEach((id, row) => { if (!names.has(id)) names.set(id, `${o.label[row] ?? ''} ${o.title[row] ?? ''}`.trim()); });
    for (const i of indicators?.items ?? []) names.set(i.id, `${i.label ?? ''} ${i.title}`.trim());
    return (id: string) => names.get(id) ?? id;
  }, [sides[0], sides[1], indicators]); // eslint-disable-line
}

function Loaded({ plan, revision }: { plan: PlanHead; revision: Revision }) {
  const t = useText();
  const name = useNames(plan.id, revision);
  const diff = useApi<PlanDiff>(`/plans/${encodeURIComponent(plan.id)}/diff`, { to: `revision-${revision.number}` }, { now: true });
  return (
    <>
      <nav className="crumbs" aria-label={t.upTo}><Link to={planAddress(plan.id, 'revisions')} lang={CONTENT}>{plan.title}</Link></nav>
      <div className="page-head">
        <div>
          <h1><span className="quiet">{t.revisionNo(revision.number)}</span> <span lang={CONTENT}>{revision.title}</span></h1>
          <p className="meta">
            <RevisionMark state={revision.state} />
            {revision.became !== undefined ? <span>{t.revisionBecame(revision.became)}</span> : <span>{t.revisionOn(revision.edition)}</span>}
            {revision.effective && <span>{t.revisionEffective} <Period period={revision.effective} full /></span>}
            <span>{t.revisionProposer} {revision.proposer}</span>
            {revision.agencies.length > 0 && <span lang={CONTENT}>{revision.agencies.join('、')}</span>}
          </p>
        </div>
        <RevisionTools plan={plan} revision={revision} />
      </div>
      <p className="prose revision-reason" lang={CONTENT}>{revision.reason}</p>
      <Conflicts plan={plan.id} revision={revision} name={name} />
      <section aria-labelledby="changes">
        <h2 id="changes">{t.revisionContent}</h2>
        {revision.operations.length ? <Changes plan={plan.id} revision={revision} name={name} /> : <Empty title={t.revisionEmpty}><p>{t.revisionEmptyText}</p></Empty>}
      </section>
      {revision.operations.length > 0 && (
        <section aria-labelledby="before-after">
          <h2 id="before-after">{t.revisionBeforeAfter}</h2>
          <Async query={diff} skeleton={<Skeleton rows={6} wide />}>{(d) => <DiffView diff={d} plan={plan} from={String(d.from.edition ?? revision.edition)} to={`revision-${revision.number}`} />}</Async>
        </section>
      )}
      <ActsPanel plan={plan.id} only={{ revision: revision.number }} />
      <section aria-labelledby="steps">
        <h2 id="steps">{t.revisionSteps}</h2>
        <ol className="events">{revision.steps.map((s, i) => <li key={i}><Instant at={s.recorded} /><div><p>{stepName(s.act, t)}</p><p className="quiet">{s.by}{s.note && <span lang={CONTENT}> {s.note}</span>}</p></div></li>)}</ol>
      </section>
    </>
  );
}

function stepName(act: string, t: Text): string {
  const names: Record<string, string> = { drafted: t.step_drafted, described: t.step_described, edited: t.step_edited, rebased: t.step_rebased, proposed: t.step_proposed, returned: t.step_returned, withdrawn: t.step_withdrawn, approved: t.step_approved };
  return names[act] ?? act;
}

// As a list in words; one that is taken out takes those after it along only if they need it, which the server says.
function Changes({ plan, revision, name }: { plan: string; revision: Revision; name: (id: string) => string }) {
  const t = useText();
  const { run, error } = useWrite(async (at: number) => {
    await send('POST', `/plans/${encodeURIComponent(plan)}/revisions/${revision.number}/operations`, { at, operations: revision.operations.slice(at + 1), version: revision.version });
    tell(t.revisionDone);
  });
  return (
    <>
      {error && <Failure error={error} />}
      <ol className="revision-changes" lang={CONTENT}>
        {revision.operations.map((o, at) => (
          <li key={at}>
            <span>{describe(o, t, name)}</span>
            {revision.may.edit && !revision.behind && <IconButton icon="close" label={t.revisionTakeOut(at + 1)} onPress={() => void run(at)} />}
          </li>
        ))}
      </ol>
      {revision.overlaps.length > 0 && <p className="notice">{t.revisionOverlaps('')}{revision.overlaps.map((n, i) => <span key={n}>{i > 0 && '、'}<Link to={revisionAddress(plan, n)}>{n}</Link></span>)}</p>}
    </>
  );
}
