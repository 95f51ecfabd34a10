// The desk of one draft: what waits, the tree, the item in hand and its source, side by side.
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { ApiError } from '../../api/client';
import type { DeskHead, DraftHead } from '../../api/desk';
import { useApi, useRole, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Async, Failure, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { buildTree } from '../../lib/tree';
import { Workbench } from './Workbench';
import { DeskProvider, useDeskFindings, useDeskOf, useDeskOutline, useDraftOf, useProposal } from './useDesk';
import { EditsProvider, useEdits } from './useEdits';

export default function PlanDeskPage() {
  const { plan = '' } = useParams();
  const t = useText();
  const session = useSession();
  const may = useRole('officer');
  const path = `/plans/${encodeURIComponent(plan)}`;
  const published = useApi<DeskHead>(path, {}, { now: true, enabled: may });
  // The draft beside an edition has its own title, counts and version.
  const beside = Boolean(published.data?.draft && published.data.state !== 'draft');
  const draft = useApi<DeskHead>(path, { draft: 'true' }, { now: true, enabled: beside });
  // Until the draft's own head has come (the first correction just made it) the edition's stands for it: nothing typed is lost.
  const query = beside && draft.data ? draft : published;
  const work = useDraftOf(plan, may).draft;
  const proposal = useProposal(plan, Boolean(work)).data !== undefined;
  usePage(query.data ? t.deskOf(query.data.title) : t.desk);
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  if (!may) return <div className="page"><h1>{t.desk}</h1><Failure error={new ApiError(session.data?.account ? 403 : 401, { detail: t.deskNeedsRight })} /></div>;
  return <Async page query={query} skeleton={<div className="page page-wide"><Skeleton rows={14} wide /></div>}>{(head) => <Loaded key={plan} plan={plan} head={work ? { ...head, ...standing(work), proposal, ...(published.data?.editions ? { editions: published.data.editions } : {}) } : head} />}</Async>;
}

// Of the list's entry only how the work stands: everything else the plan itself knows better.
function standing(work: DraftHead): Partial<DeskHead> {
  const { uncertain = [], resembles = [], from_edition } = work;
  return { uncertain, resembles, ...(from_edition === undefined ? {} : { from_edition }) };
}

function Loaded({ plan, head }: { plan: string; head: DeskHead }) {
  const edits = useEdits();
  const desk = useDeskOf(plan, head, edits.all.length > 0);
  const outline = useDeskOutline(desk);
  const findings = useDeskFindings(desk);
  const tree = useMemo(() => (outline.data ? buildTree(outline.data.parent) : undefined), [outline.data]);
  return (
    <DeskProvider value={desk}>
      <EditsProvider value={edits}>
        <Async query={outline} skeleton={<div className="page page-wide"><Skeleton rows={14} wide /></div>}>
          {(o) => <Async query={findings} skeleton={<div className="page page-wide"><Skeleton rows={14} wide /></div>}>{(f) => <Workbench outline={o} tree={tree!} findings={f.items} />}</Async>}
        </Async>
      </EditsProvider>
    </DeskProvider>
  );
}
