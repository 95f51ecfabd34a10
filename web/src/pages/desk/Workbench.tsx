import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { segments, send } from '../../api/client';
import type { Rule } from '../../api/desk';
import { useApi } from '../../api/hooks';
import { sourcesOf, type Finding, type NodePage, type Outline, type Source } from '../../api/types';
import { ShowPlace } from '../../components/PlaceText';
import { ReasonDialog } from '../../components/ReasonDialog';
import { SourcePane } from '../../components/SourcePane';
import { Async, Empty, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import type { Operation } from '../../lib/corrections';
import type { Tree } from '../../lib/tree';
import { useMedia } from '../../lib/useMedia';
import { isDoubt, nextTask, shown as tasksShown, sorted, tasksOf, type Task, type TaskShow, type TaskSort } from '../../lib/worklist';
import { ConflictDialog } from './ConflictDialog';
import { CorrectionsDialog, lastToUndo, undo, useCorrections } from './CorrectionsDialog';
import { DeskHeader, type DeskDialog } from './DeskHeader';
import { HeaderDialog } from './HeaderDialog';
import { HelpDialog } from './HelpDialog';
import { AddDialog, IdentityDialog, MergeDialog, MoveDialog, RemoveDialog, SplitDialog } from './NodeDialogs';
import { NodeEditor, type NodeAction } from './NodeEditor';
import { PublishDialog } from './PublishDialog';
import { RereadDialog } from './Reread';
import { SaveBar } from './SaveBar';
import { TreePane } from './TreePane';
import { overtaken, useDesk } from './useDesk';
import { useAllEdits } from './useEdits';
import { useKeys, useKeysOn } from './useKeys';
import { useSeen } from './useSeen';
import { Worklist } from './Worklist';

type Pane = 'tasks' | 'tree' | 'node' | 'source';
const SHAPES = { move: MoveDialog, add: AddDialog, split: SplitDialog, merge: MergeDialog, remove: RemoveDialog, identity: IdentityDialog };

export function Workbench({ outline, tree, findings }: { outline: Outline; tree: Tree; findings: Finding[] }) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  const edits = useAllEdits();
  const [params, setParams] = useSearchParams();
  const [pane, setPane] = useState<Pane>('tasks');
  // Where there is room for one pane only the others are not there at all: a hidden list cannot find its place.
  const narrow = useMedia('(max-width: 1180px)');
  const has = (which: Pane) => !narrow || pane === which;
  const panel = (which: Pane) => (narrow ? { role: 'tabpanel', 'aria-labelledby': `tab-${which}` } : {});
  const [place, setPlace] = useState<Source>();
  const [dialog, setDialog] = useState<DeskDialog>();
  const [shape, setShape] = useState<NodeAction>();
  const [dismissing, setDismissing] = useState<Task>();
  const [keysOn, setKeysOn] = useKeysOn();

  const rows = useMemo(() => new Map(outline.id.map((id, row) => [id, row])), [outline]);
  const names = useMemo(() => new Map(outline.id.map((id, row) => [id, `${outline.label[row] ?? ''} ${outline.title[row] ?? ''}`.trim()])), [outline]);
  const nameOf = (id: string) => names.get(id) ?? (names.has(id.split('#')[0] ?? '') ? `${names.get(id.split('#')[0]!)} ${id.split('#')[1] ?? ''}` : id);
  const asked = params.get('node');
  const node = asked ?? outline.id[0] ?? '';
  const row = rows.get(node) ?? -1;
  const page = useApi<NodePage>(`${desk.path}/nodes/${segments(node)}`, desk.draft, { now: true, keep: true, enabled: node !== '' });

  // ---- what waits
  const [seen, markSeen] = useSeen(desk.plan);
  const [sort, setSort] = useState<TaskSort>('document');
  const [show, setShow] = useState<TaskShow>('all');
  const tasks = useMemo(() => tasksOf(findings, seen), [findings, seen]);
  const chosen = params.get('task') ?? undefined;
  const list = useMemo(() => {
    const all = sorted(tasks, sort, rows);
    const wanted = new Set(tasksShown(all, show));
    // The one in hand stays in the list when it was just done.
    return all.filter((x) => wanted.has(x) || x.finding.id === chosen);
  }, [tasks, sort, rows, show, chosen]);
  const waiting = useMemo(() => {
    const counts = new Map<string, number>();
    for (const x of tasks) if (!x.done) for (const id of x.finding.nodes ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }, [tasks]);
  const edited = useMemo(() => new Set(edits.all.map((e) => e.node)), [edits]);
  const uncertain = useMemo(() => new Set(desk.head.uncertain ?? []), [desk.head.uncertain]);
  const done = tasks.filter((x) => x.done).length;

  const rules = useApi<{ rules: Rule[] }>(`${desk.path}/rules`, {}, { now: true });
  const ruleName = (id: string) => rules.data?.rules.find((r) => r.rule === id)?.title?.[lang];

  // ---- going about
  const go = (change: { node?: string | undefined; task?: string | undefined }) => setParams((before) => {
    const next = new URLSearchParams(before);
    for (const [key, value] of Object.entries(change)) if (value) next.set(key, value); else next.delete(key);
    return next;
  }, { replace: true });
  const goTo = (id: string) => { setPlace(undefined); go({ node: id }); setPane('node'); };
  const choose = (task: Task) => {
    const [first] = sourcesOf(task.finding.source);
    const id = task.finding.nodes?.[0];
    setPlace(first);
    go({ task: task.finding.id, ...(id ? { node: id } : {}) });
  };
  const turn = (by: 1 | -1, open = false) => { const next = nextTask(list, chosen, by, open); if (next) choose(next); else if (open) tell(t.deskAllDone); };
  const showPlace = (next: Source) => { setPlace(next); setPane('source'); };

  // ---- doing
  const send_ = async (operations: Operation[]) => {
    const result = await desk.send(operations);
    tell(t.deskCorrected);
    return result;
  };
  const move = (operation: Operation) => { send_([operation]).catch((e: Error) => { if (!overtaken(e)) tell(e.message, 'error'); }); };
  const saving = useRef(false);
  const [failed, setFailed] = useState<Error>();
  const save = async (note?: string) => {
    const all = edits.all;
    if (!all.length || saving.current) return;
    if (all.some((e) => e.troubles.length)) { tell(t.deskTroubles, 'error'); return; }
    saving.current = true;
    setFailed(undefined);
    try {
      await desk.send(all.flatMap((e) => e.operations), note);
      edits.drop();
      tell(t.deskSavedMany(all.reduce((n, e) => n + e.operations.length, 0)));
    } catch (e) {
      if (!overtaken(e)) setFailed(e as Error);
    } finally {
      saving.current = false;
    }
  };
  const log = useCorrections(desk);
  const last = lastToUndo(log.data);
  const undoLast = async () => {
    if (!last) return;
    try {
      await undo(desk, last.seq);
      tell(t.deskUndone);
    } catch (e) {
      if (!overtaken(e)) tell((e as Error).message, 'error');
    }
  };
  const current = list.find((x) => x.finding.id === chosen);
  const see = (task: Task) => { markSeen(task.finding.id, !task.seen); if (!task.seen) turn(1, true); };
  useKeys(keysOn && !dialog && !shape && !dismissing, {
    j: () => turn(1), k: () => turn(-1), d: () => { if (current && !current.dismissed) setDismissing(current); }, s: () => { if (current && !current.dismissed) see(current); },
    e: () => document.querySelector<HTMLElement>('.editor-fields textarea')?.focus(), t: () => document.querySelector<HTMLElement>('.desk-tree .treegrid')?.focus(), m: () => setShape('move'), z: () => void undoLast(), '?': () => setDialog('help'),
  }, { s: () => void save() });

  const box = useRef<HTMLElement>(null);
  useEffect(() => { box.current?.scrollTo(0, 0); }, [node]);
  const data = page.data;
  const sources = useMemo(() => sourcesOf(data?.node.source), [data]);
  const Shape = shape && SHAPES[shape];
  const panes: [Pane, string][] = [['tasks', `${t.deskWorklist} ${done}/${tasks.length}`], ['tree', t.tree], ['node', t.item], ['source', t.source]];

  return (
    <ShowPlace value={showPlace}>
      <div className="desk" data-pane={pane}>
        <DeskHeader done={done} all={tasks.length} unsaved={edits.all.length} last={last} names={nameOf} onUndo={() => void undoLast()} onDialog={setDialog} />
        <div className="desk-tabs" role="tablist" aria-label={t.deskPanes}>
          {panes.map(([id, name]) => <button key={id} type="button" role="tab" id={`tab-${id}`} aria-selected={pane === id} aria-controls={`pane-${id}`} className="tab" onClick={() => setPane(id)}>{name}</button>)}
        </div>
        <div className="desk-panes">
          {has('tasks') && <section className="desk-pane desk-tasks" id="pane-tasks" aria-label={t.deskWorklist} {...panel('tasks')}>
            <h2 className="unseen">{t.deskWorklist}</h2>
            <Worklist tasks={list} total={{ all: tasks.length, done }} chosen={chosen} names={names} ruleName={ruleName} sort={sort} show={show} onSort={setSort} onShow={setShow} onChoose={choose} onGo={goTo} onSeen={see} onDismiss={setDismissing} onNext={() => turn(1, true)} />
          </section>}
          {has('tree') && <section className="desk-pane desk-tree" id="pane-tree" aria-label={t.tree} {...panel('tree')}>
            <h2 className="pane-title">{t.tree}<span className="tab-count">{outline.count}</span></h2>
            {outline.count ? <TreePane outline={outline} tree={tree} active={row} onActive={(r) => { setPlace(undefined); go({ node: outline.id[r]!, task: undefined }); }} onEnter={() => { setPane('node'); document.getElementById('editor-title')?.focus(); }} onMove={move} waiting={waiting} edited={edited} uncertain={uncertain} /> : <Empty title={t.noNodes}><p>{t.noNodesText}</p></Empty>}
          </section>}
          {has('node') && <section className="desk-pane desk-node" id="pane-node" aria-label={t.item} ref={box} tabIndex={0} {...panel('node')}>
            {node && <Async query={page} skeleton={<Skeleton rows={10} />}>{(d) => <div inert={page.isPlaceholderData} className={page.isPlaceholderData ? 'editor-late' : ''}><NodeEditor key={d.node.id} data={d} kinds={outline.kinds} uncertain={uncertain.has(d.node.id)} onAction={setShape} onGo={goTo} /></div>}</Async>}
          </section>}
          {has('source') && <div className="desk-pane desk-source" id="pane-source" {...panel('source')}>
            <SourcePane sources={sources} title={t.source} shown={place} onBack={() => setPlace(undefined)} />
          </div>}
        </div>
        <SaveBar edits={edits.all} failed={failed} onSave={(note) => void save(note)} onDrop={() => { edits.drop(); setFailed(undefined); }} onGo={goTo} names={nameOf} />
      </div>
      {Shape && data && !page.isPlaceholderData && row >= 0 && <Shape data={data} outline={outline} tree={tree} row={row} place={place ?? sources[0]} onClose={() => setShape(undefined)} onGo={(id) => { edits.drop((e) => e.node !== data.node.id || id === data.node.id || shape === 'split' || shape === 'add'); goTo(id); }} onSend={send_} />}
      {dismissing && (
        <ReasonDialog title={isDoubt(dismissing.finding) ? t.deskDismissDoubt : t.deskDismissTitle} action={t.deskDismiss} offers={isDoubt(dismissing.finding) ? [t.deskReasonRead, t.deskReasonNothing] : [t.deskReasonPrinted, t.deskReasonExplained]} onClose={() => setDismissing(undefined)}
          onDone={async (reason) => { const task = dismissing; await desk.command(() => send('POST', `${desk.path}/dismissals`, { finding: task.finding.id, reason })); tell(t.deskDismissedDone); const next = nextTask(list, task.finding.id, 1, true); if (next) choose(next); }}>
          <p className="quiet">{dismissing.finding.message}</p>
        </ReasonDialog>
      )}
      {dialog === 'publish' && <PublishDialog tasks={tasks} unsaved={edits.all.length} onClose={() => setDialog(undefined)} onTasks={() => { setDialog(undefined); setShow('open'); setPane('tasks'); }} />}
      {dialog === 'header' && <HeaderDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'corrections' && <CorrectionsDialog names={nameOf} onClose={() => setDialog(undefined)} />}
      {dialog === 'reread' && <RereadDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && <HelpDialog keys={keysOn} onKeys={setKeysOn} onClose={() => setDialog(undefined)} />}
      <ConflictDialog unsaved={edits.all.length} onDiscard={() => edits.drop()} />
    </ShowPlace>
  );
}
