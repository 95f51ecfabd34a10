// The changes of a revision, made as a draft is corrected: the tree at the left, the item with every field at the right.
// What is saved goes into the revision; the edition in force stays as it is.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { segments, send } from '../../api/client';
import type { Corrected, DeskHead } from '../../api/desk';
import { useApi } from '../../api/hooks';
import { revisionAddress, type Revision } from '../../api/revision';
import type { NodePage, Outline } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Link } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import type { Operation } from '../../lib/corrections';
import { buildTree } from '../../lib/tree';
import { useMedia } from '../../lib/useMedia';
import { AddDialog, MergeDialog, MoveDialog, RemoveDialog, SplitDialog } from '../desk/NodeDialogs';
import { NodeEditor, type NodeAction } from '../desk/NodeEditor';
import { SaveBar } from '../desk/SaveBar';
import { TreePane } from '../desk/TreePane';
import { DeskProvider, type Desk } from '../desk/useDesk';
import { EditsProvider, useAllEdits, useEdits } from '../desk/useEdits';

const SHAPES = { move: MoveDialog, add: AddDialog, split: SplitDialog, merge: MergeDialog, remove: RemoveDialog };
const NOTHING: ReadonlySet<string> = new Set();
const NONE: ReadonlyMap<string, number> = new Map();

export default function RevisionDeskPage() {
  const { plan = '', number = '' } = useParams();
  const t = useText();
  const path = `/plans/${encodeURIComponent(plan)}`;
  const head = useApi<DeskHead>(path, {}, { now: true });
  const revision = useApi<Revision>(`${path}/revisions/${encodeURIComponent(number)}`, {}, { now: true });
  usePage(t.revisionDesk);
  return <Async page query={revision} skeleton={<div className="page page-wide"><Skeleton rows={14} wide /></div>}>{(data) => <Async page query={head}>{(of) => <Loaded plan={plan} head={of} revision={data} />}</Async>}</Async>;
}

// The desk's editors, reading from the revision and writing into it.
function useRevisionDesk(plan: string, head: DeskHead, revision: Revision): Desk {
  const client = useQueryClient();
  const path = `/plans/${encodeURIComponent(plan)}`;
  const version = useRef(revision.version);
  version.current = Math.max(version.current, revision.version);
  const reload = useCallback(async () => { await client.invalidateQueries({ predicate: (q) => String(q.queryKey[0]).startsWith(path) }); }, [client, path]);
  const command = useCallback(async <T,>(run: (version: number | undefined) => Promise<T>): Promise<T> => {
    const result = await run(version.current);
    const now = (result as { version?: number } | undefined)?.version;
    if (now !== undefined) version.current = now;
    await reload();
    return result;
  }, [reload]);
  const put = useCallback((operations: Operation[]) => command((v) => send<Corrected>('POST', `${path}/revisions/${revision.number}/operations`, { operations, ...(v === undefined ? {} : { version: v }) })), [command, path, revision.number]);
  return useMemo(() => ({ plan, path, head, draft: { edition: `revision-${revision.number}` }, version: revision.version, behind: [], conflict: undefined, send: put, command, reload, settle: () => undefined }),
    [plan, path, head, revision.number, revision.version, put, command, reload]);
}

function Loaded({ plan, head, revision }: { plan: string; head: DeskHead; revision: Revision }) {
  const desk = useRevisionDesk(plan, head, revision);
  const edits = useEdits();
  const outline = useApi<Outline>(`${desk.path}/outline`, desk.draft, { now: true, keep: true });
  return (
    <DeskProvider value={desk}>
      <EditsProvider value={edits}>
        <Async query={outline} skeleton={<div className="page page-wide"><Skeleton rows={14} wide /></div>}>{(o) => <Bench outline={o} desk={desk} revision={revision} />}</Async>
      </EditsProvider>
    </DeskProvider>
  );
}

function Bench({ outline, desk, revision }: { outline: Outline; desk: Desk; revision: Revision }) {
  const t = useText();
  const edits = useAllEdits();
  const tree = useMemo(() => buildTree(outline.parent), [outline.parent]);
  const [params, setParams] = useSearchParams();
  const narrow = useMedia('(max-width: 900px)');
  const [pane, setPane] = useState<'tree' | 'node'>('tree');
  const [shape, setShape] = useState<NodeAction>();
  const [failed, setFailed] = useState<Error>();
  const node = params.get('node') ?? outline.id[0] ?? '';
  const row = outline.id.indexOf(node);
  const names = (id: string) => { const at = outline.id.indexOf(id); return at < 0 ? id : `${outline.label[at] ?? ''} ${outline.title[at] ?? ''}`.trim(); };
  const page = useApi<NodePage>(`${desk.path}/nodes/${segments(node)}`, desk.draft, { now: true, keep: true, enabled: row >= 0 });
  const goTo = (id: string) => { setParams((before) => { const next = new URLSearchParams(before); next.set('node', id); return next; }, { replace: true }); setPane('node'); };
  const put = async (operations: Operation[]) => { const done = await desk.send(operations); tell(t.revisionAddBefore(operations.length)); return done; };
  const save = async () => {
    setFailed(undefined);
    try {
      await put(edits.all.flatMap((e) => e.operations));
      edits.drop();
    } catch (e) {
      setFailed(e as Error);
    }
  };
  const edited = useMemo(() => new Set([...edits.all.map((e) => e.node), ...revision.nodes]), [edits, revision.nodes]);
  const Shape = shape && shape !== 'identity' ? SHAPES[shape] : undefined;
  const data = page.data;
  const has = (which: 'tree' | 'node') => !narrow || pane === which;
  return (
    <div className="desk revision-desk">
      <div className="desk-head">
        <div className="desk-title">
          <p className="crumbs"><Link to={revisionAddress(desk.plan, revision.number)}>{t.revisionBack}</Link></p>
          <h1><span className="quiet">{t.revisionNo(revision.number)}</span> <span lang={CONTENT}>{revision.title}</span></h1>
          <p className="meta"><span>{t.revisionDeskText}</span><span>{t.revisionChanges} {revision.changes}</span></p>
        </div>
      </div>
      {narrow && <div className="desk-tabs revision-tabs" role="tablist" aria-label={t.deskPanes}>{(['tree', 'node'] as const).map((id) => <button key={id} type="button" role="tab" aria-selected={pane === id} className="tab" onClick={() => setPane(id)}>{id === 'tree' ? t.tree : t.item}</button>)}</div>}
      <div className="desk-panes">
        {has('tree') && <section className="desk-pane desk-tree" aria-label={t.tree}>
          <h2 className="pane-title">{t.tree}<span className="tab-count">{outline.count}</span></h2>
          {outline.count ? <TreePane outline={outline} tree={tree} active={row} onActive={(r) => goTo(outline.id[r]!)} onEnter={() => { setPane('node'); document.getElementById('editor-title')?.focus(); }} onMove={(o) => { put([o]).catch((e: Error) => tell(e.message, 'error')); }} waiting={NONE} edited={edited} uncertain={NOTHING} /> : <Empty title={t.noNodes} />}
        </section>}
        {has('node') && <section className="desk-pane desk-node" aria-label={t.item} tabIndex={0}>
          {row >= 0 && <Async query={page} skeleton={<Skeleton rows={10} />}>{(d) => <div inert={page.isPlaceholderData} className={page.isPlaceholderData ? 'editor-late' : ''}><NodeEditor key={d.node.id} data={d} kinds={outline.kinds} uncertain={false} onAction={setShape} onGo={goTo} /></div>}</Async>}
        </section>}
      </div>
      <SaveBar edits={edits.all} failed={failed} onSave={() => void save()} onDrop={() => { edits.drop(); setFailed(undefined); }} onGo={goTo} names={names} />
      {Shape && data && !page.isPlaceholderData && row >= 0 && <Shape data={data} outline={outline} tree={tree} row={row} place={undefined} onClose={() => setShape(undefined)} onGo={goTo} onSend={put} />}
    </div>
  );
}
