// What changes the shape of the tree, each as a dialog that the keyboard can do alone.
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useApi } from '../../api/hooks';
import type { NodePage, Outline, Source } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, TextField } from '../../components/Fields';
import { CONTENT, Label } from '../../components/Marks';
import { NodePicker, ROOT } from '../../components/NodePicker';
import { PlaceText } from '../../components/PlaceText';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { useText } from '../../i18n';
import type { Corrected } from '../../api/desk';
import type { Operation } from '../../lib/corrections';
import { childrenOf, moveTo, within } from '../../lib/moves';
import { buildTree, type Tree } from '../../lib/tree';
import { overtaken, useDesk } from './useDesk';

export interface ShapeProps { data: NodePage; outline: Outline; tree: Tree; row: number; place: Source | undefined; onClose: () => void; onSend: (operations: Operation[]) => Promise<Corrected>; onGo: (id: string) => void }

interface FormProps { title: string; action: string; danger?: boolean; ready?: boolean; onClose: () => void; onRun: () => Promise<void>; children: ReactNode }

function Shape({ title, action, danger = false, ready = true, onClose, onRun, children }: FormProps) {
  const t = useText();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onRun();
      onClose();
    } catch (e) {
      if (overtaken(e)) return onClose();
      setError(e as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (ready) void run(); }}>
        {children}
        {error && <Failure error={error} />}
        <div className="row"><Button type="submit" look={danger ? 'danger' : 'primary'} isDisabled={!ready || busy}>{action.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}

const nameOf = (outline: Outline, row: number) => `${outline.label[row] ?? ''} ${outline.title[row] ?? ''}`.trim();

export function MoveDialog({ outline, tree, row, onClose, onSend }: ShapeProps) {
  const t = useText();
  const [parent, setParent] = useState(tree.parent[row]!);
  const siblings = childrenOf(tree, parent).filter((r) => r !== row);
  const [before, setBefore] = useState(() => { const all = childrenOf(tree, tree.parent[row]!); return String(all[all.indexOf(row) + 1] ?? ''); });
  const choose = (next: number) => { setParent(next); setBefore(''); };
  return (
    <Shape title={t.deskMoveTitle(nameOf(outline, row))} action={t.deskMove} onClose={onClose}
      onRun={async () => { await onSend([moveTo(outline, row, parent, before === '' ? undefined : Number(before))]); }}>
      <div><p className="field-label">{t.deskNewParent}</p><NodePicker label={t.deskNewParent} outline={outline} tree={tree} value={parent} onChange={choose} may={(r) => !within(tree, r, row)} none={t.deskTopLevel} /></div>
      <span className="field"><label className="field-label" htmlFor="move-before">{t.deskPosition}</label>
        <select id="move-before" className="input" value={before} onChange={(e) => setBefore(e.target.value)} lang={CONTENT}>
          {siblings.map((r) => <option key={r} value={r}>{t.deskBefore(nameOf(outline, r))}</option>)}
          <option value="">{t.deskLast}</option>
        </select></span>
      <p className="field-hint">{t.deskMoveHint}</p>
    </Shape>
  );
}

export function AddDialog({ data, outline, row, tree, place, onClose, onSend, onGo }: ShapeProps) {
  const t = useText();
  const [where, setWhere] = useState<'inside' | 'after'>('inside');
  const children = childrenOf(tree, row);
  const kindIn = (list: number[]) => (list.length ? outline.kinds[outline.kind[list[0]!]!] ?? '' : '');
  const [kind, setKind] = useState(kindIn(children));
  const [label, setLabel] = useState('');
  const [title, setTitle] = useState('');
  const [here, setHere] = useState(Boolean(place));
  const choose = (w: 'inside' | 'after') => { setWhere(w); setKind(w === 'after' ? data.node.kind ?? '' : kindIn(children)); };
  const run = async () => {
    const parent = where === 'inside' ? row : tree.parent[row]!;
    const siblings = childrenOf(tree, parent);
    const before = where === 'after' ? siblings[siblings.indexOf(row) + 1] : undefined;
    const node = { title: title.trim(), ...(kind.trim() ? { kind: kind.trim() } : {}), ...(label.trim() ? { label: label.trim() } : {}), ...(here && place ? { source: [place] } : {}) };
    const done = await onSend([{ op: 'add', node, ...(parent >= 0 ? { parent: outline.id[parent]! } : {}), ...(before === undefined ? {} : { before: outline.id[before]! }) }]);
    if (done.nodes[0]) onGo(done.nodes[0]);
  };
  return (
    <Shape title={t.deskAddTitle} action={t.deskAdd} ready={title.trim() !== ''} onClose={onClose} onRun={run}>
      <span className="field"><label className="field-label" htmlFor="add-where">{t.deskWhere}</label>
        <select id="add-where" className="input" lang={CONTENT} value={where} onChange={(e) => choose(e.target.value as 'inside' | 'after')}>
          <option value="inside">{t.deskUnder(nameOf(outline, row))}</option>
          <option value="after">{t.deskAfter(nameOf(outline, row))}</option>
        </select></span>
      <div className="editor-line"><TextField label={t.kind} value={kind} onChange={setKind} /><TextField label={t.label} value={label} onChange={setLabel} /></div>
      <TextField label={t.deskTitle} value={title} onChange={setTitle} isRequired autoFocus />
      {place && <Checkbox checked={here} onChange={setHere}>{t.deskSourceHere}<span className="quiet"><PlaceText place={place} /></span></Checkbox>}
    </Shape>
  );
}

export function SplitDialog({ data, onClose, onSend, onGo }: ShapeProps) {
  const t = useText();
  const { node } = data;
  const [first, setFirst] = useState(node.text ?? '');
  const [second, setSecond] = useState('');
  const [label, setLabel] = useState('');
  const [title, setTitle] = useState('');
  const [own, setOwn] = useState(node.title);
  const [moved, setMoved] = useState<string[]>([]);
  const area = useRef<HTMLTextAreaElement>(null);
  const cut = () => {
    const at = area.current?.selectionStart ?? first.length;
    setSecond((first.slice(at) + (second ? `\n${second}` : '')).trim());
    setFirst(first.slice(0, at).trimEnd());
  };
  const run = async () => {
    const fresh = { title: title.trim(), ...(node.kind ? { kind: node.kind } : {}), ...(label.trim() ? { label: label.trim() } : {}), ...(second.trim() ? { text: second.trim() } : {}), ...(node.source ? { source: node.source } : {}) };
    const operations: Operation[] = [{ op: 'split', node: node.id, ...(first !== (node.text ?? '') ? { text: first } : {}), new: fresh, children: moved }];
    if (own.trim() && own.trim() !== node.title) operations.push({ op: 'set', node: node.id, field: 'title', value: own.trim() });
    const done = await onSend(operations);
    if (done.nodes[0]) onGo(done.nodes[0]);
  };
  return (
    <Shape title={t.deskSplitTitle(`${node.label ?? ''} ${node.title}`.trim())} action={t.deskSplit} ready={title.trim() !== ''} onClose={onClose} onRun={run}>
      <p>{t.deskSplitText}</p>
      <fieldset className="shape-half"><legend className="field-label">{t.deskFirstHalf}</legend>
        <TextField label={t.deskTitle} value={own} onChange={setOwn} />
        {node.text && <><TextArea label={t.deskText} content rows={4} value={first} onChange={setFirst} ref={area} /><Button icon="split" onPress={cut}>{t.deskCutHere}</Button></>}
      </fieldset>
      <fieldset className="shape-half"><legend className="field-label">{t.deskSecondHalf}</legend>
        <div className="editor-line"><TextField label={t.label} value={label} onChange={setLabel} /><TextField label={t.deskTitle} value={title} onChange={setTitle} isRequired /></div>
        {node.text && <TextArea label={t.deskText} content rows={3} value={second} onChange={setSecond} />}
        {data.children.length > 0 && (
          <div role="group" aria-label={t.deskGoAlong}><p className="field-label">{t.deskGoAlong}</p>
            {data.children.map((c) => <Checkbox key={c.id} checked={moved.includes(c.id)} onChange={(on) => setMoved(on ? [...moved, c.id] : moved.filter((m) => m !== c.id))}><span lang={CONTENT}><Label of={c} />{c.title}</span></Checkbox>)}
          </div>
        )}
      </fieldset>
    </Shape>
  );
}

export function MergeDialog({ data, outline, tree, row, onClose, onSend, onGo }: ShapeProps) {
  const t = useText();
  const siblings = childrenOf(tree, tree.parent[row]!);
  const at = siblings.indexOf(row);
  const [into, setInto] = useState<number | undefined>(siblings[at - 1] ?? siblings[at + 1]);
  const run = async () => {
    const id = outline.id[into!]!;
    await onSend([{ op: 'merge', node: data.node.id, into: id }]);
    onGo(id);
  };
  return (
    <Shape title={t.deskMergeTitle(nameOf(outline, row))} action={t.deskMerge} ready={into !== undefined && into !== ROOT} onClose={onClose} onRun={run}>
      <p>{t.deskMergeText}</p>
      <NodePicker label={t.deskMergeInto} outline={outline} tree={tree} value={into} onChange={setInto} may={(r) => !within(tree, r, row)} />
    </Shape>
  );
}

export function RemoveDialog({ data, tree, row, outline, onClose, onSend, onGo }: ShapeProps) {
  const t = useText();
  const under = tree.end[row]! - row - 1;
  const hanging = under + data.indicators.length + data.budgets.length + data.facts.length;
  const [all, setAll] = useState(false);
  const next = row + 1 < tree.count && tree.end[row]! < tree.count ? outline.id[tree.end[row]!]! : tree.parent[row]! >= 0 ? outline.id[tree.parent[row]!]! : outline.id[0]!;
  const run = async () => {
    await onSend([{ op: 'remove', node: data.node.id, ...(hanging > 0 || data.findings.length > 0 ? { below: true } : {}) }]);
    onGo(next);
  };
  return (
    <Shape title={t.deskRemoveTitle(nameOf(outline, row))} action={t.deskRemove} danger ready={hanging === 0 || all} onClose={onClose} onRun={run}>
      <p>{hanging ? t.deskRemoveMuch(under, data.indicators.length, data.budgets.length + data.facts.length) : t.deskRemoveText}</p>
      {hanging > 0 && <Checkbox checked={all} onChange={setAll}>{t.deskRemoveAll}</Checkbox>}
    </Shape>
  );
}

// The item took its identity from the edition before by likeness: an officer says whether that is so, or which it is.
export function IdentityDialog({ data, outline, onClose, onSend, onGo }: ShapeProps) {
  const t = useText();
  const desk = useDesk();
  const edition = desk.head.from_edition;
  const before = useApi<Outline>(`${desk.path}/outline`, { edition }, { now: true, enabled: edition !== undefined });
  const [choice, setChoice] = useState<'same' | 'new' | 'other'>('same');
  const [other, setOther] = useState<number>();
  const there = useMemo(() => new Set(outline.id), [outline]);
  const oldTree = useMemo(() => (before.data ? buildTree(before.data.parent) : undefined), [before.data]);
  const old = before.data?.id.indexOf(data.node.id) ?? -1;
  const run = async () => {
    const as = choice === 'same' ? data.node.id : choice === 'other' && other !== undefined ? before.data!.id[other]! : undefined;
    const done = await onSend([{ op: 'identity', node: data.node.id, ...(as === undefined ? {} : { as }) }]);
    onGo(as ?? done.nodes[0] ?? data.node.id);
  };
  const radio = (id: typeof choice, label: string, hint?: string) => (
    <label className="radio"><input type="radio" name="identity" checked={choice === id} onChange={() => setChoice(id)} /><span><b>{label}</b>{hint && <span className="field-hint" lang={CONTENT}>{hint}</span>}</span></label>
  );
  return (
    <Shape title={t.deskIdentity} action={t.save} ready={choice !== 'other' || other !== undefined} onClose={onClose} onRun={run}>
      <p>{t.deskUncertain}</p>
      <fieldset className="radios">
        <legend className="field-label">{t.deskIdentityWhich}</legend>
        {radio('same', t.deskIdentitySame, before.data && old >= 0 ? nameOf(before.data, old) : undefined)}
        {radio('new', t.deskIdentityNew)}
        {before.data && oldTree && radio('other', t.deskIdentityOther)}
      </fieldset>
      {choice === 'other' && before.data && oldTree && <NodePicker label={t.deskIdentityOther} outline={before.data} tree={oldTree} value={other} onChange={setOther} may={(r) => !there.has(before.data!.id[r]!)} />}
    </Shape>
  );
}
