import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Outline } from '../../api/types';
import { Select } from '../../components/Fields';
import { Find } from '../../components/Find';
import { Link, nodeAddress, useAddress } from '../../components/Link';
import { Agencies, Kind, Label, Range } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { TreeGrid, type TreeColumn } from '../../components/TreeGrid';
import { useText } from '../../i18n';
import { buildTree, findRows, firstDepth, openToDepth, revealed, searchTexts, visibleRows, type Open } from '../../lib/tree';
import { useOutline, usePlan } from './usePlan';

export default function TreeTab() {
  const plan = usePlan();
  const t = useText();
  const outline = useOutline(plan);
  return (
    <Async query={outline} skeleton={<Skeleton rows={14} wide />}>
      {(data) => (data.count ? <PlanTree key={plan.id} plan={plan.id} outline={data} label={t.treeOf(plan.title)} /> : <Empty title={t.noNodes}><p>{t.noNodesText}</p></Empty>)}
    </Async>
  );
}

// Where the reader left a tree, so that coming back from a node finds it as it was.
interface Left { open: Open; active: number; count: number; offset: { current: number } }
const left = new Map<string, Left>();

function PlanTree({ plan, outline, label }: { plan: string; outline: Outline; label: string }) {
  const t = useText();
  const navigate = useNavigate();
  const address = useAddress();
  const tree = useMemo(() => buildTree(outline.parent), [outline]);
  const texts = useMemo(() => searchTexts(outline), [outline]);
  const kept = left.get(plan)?.count === outline.count ? left.get(plan)! : undefined;
  const [open, setOpenState] = useState<Open>(() => kept?.open ?? openToDepth(tree, firstDepth(tree, 400)));
  const [active, setActiveState] = useState(kept?.active ?? 0);
  const offset = useRef(kept?.offset.current ?? 0);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const visible = useMemo(() => visibleRows(tree, open), [tree, open]);
  const found = useMemo(() => findRows(texts, query), [texts, query]);
  const lit = useMemo(() => (found.length ? new Set(found) : undefined), [found]);

  const keep = (next: Partial<Left>) => left.set(plan, { open, active, count: outline.count, offset, ...next });
  const setOpen = (next: Open) => { setOpenState(next); keep({ open: next }); };
  const setActive = (row: number) => { setActiveState(row); keep({ active: row }); };
  const show = (index: number) => {
    const row = found[index];
    if (row === undefined) return;
    const next = revealed(tree, open, row);
    setAt(index);
    setOpenState(next);
    setActiveState(row);
    keep({ open: next, active: row });
  };
  const find = (text: string) => {
    setQuery(text);
    const rows = findRows(texts, text);
    const first = rows.find((row) => row >= active) ?? rows[0];
    setAt(first === undefined ? 0 : rows.indexOf(first));
    if (first !== undefined) { const next = revealed(tree, open, first); setOpenState(next); setActiveState(first); keep({ open: next, active: first }); }
  };
  const turn = (by: number) => { if (found.length) show((at + by + found.length) % found.length); };

  const columns: TreeColumn[] = [
    { id: 'kind', header: t.kind, cell: (row) => <Kind>{outline.kinds[outline.kind[row]!]}</Kind> },
    { id: 'lead', header: t.lead, cell: (row) => <Agencies names={outline.lead[row]} plain /> },
    { id: 'dates', header: t.schedule, cell: (row) => <Range start={outline.start[row]} end={outline.end[row]} /> },
    { id: 'numbers', header: t.indicators, cell: (row) => (outline.indicators[row] ? <span className="figure">{outline.indicators[row]}</span> : null) },
  ];
  const levels = Array.from({ length: tree.maxDepth + 1 }, (_, i) => ({ id: String(i + 1), label: t.openTo(i + 1) }));

  return (
    <div className="tree">
      <div className="toolbar" role="group" aria-label={t.treeTools}>
        <Find label={t.findInTree} query={query} onQuery={find} at={at} count={found.length} onTurn={turn} />
        <p className="toolbar-count">{t.shownOf(visible.length, outline.count)}</p>
        <Select label={t.openLevels} hideLabel choices={[{ id: '', label: t.openLevels }, ...levels]} value="" onChange={(id) => { if (id) { setOpen(openToDepth(tree, Number(id))); setActive(0); } }} />
      </div>
      <TreeGrid label={label} outline={outline} tree={tree} open={open} onOpen={setOpen} visible={visible} active={active} onActive={setActive} offset={offset} lit={lit}
        titleHeader={t.item} columns={columns} onEnter={(row) => void navigate(address(nodeAddress(plan, outline.id[row]!)))}
        title={(row) => <Link to={nodeAddress(plan, outline.id[row]!)} tabIndex={-1}><Label text={outline.label[row]} />{outline.title[row]}</Link>} />
      <p className="hint">{t.treeKeys}</p>
    </div>
  );
}
