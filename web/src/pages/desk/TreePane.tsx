// The tree of the draft: where what waits is marked, and where rows are dragged, or stepped with Alt and the arrows.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Outline } from '../../api/types';
import { Find } from '../../components/Find';
import { Label } from '../../components/Marks';
import { TreeGrid, type TreeColumn } from '../../components/TreeGrid';
import { useText } from '../../i18n';
import type { Operation } from '../../lib/corrections';
import { dropOn, stepOf, type Step } from '../../lib/moves';
import { findRows, firstDepth, openToDepth, revealed, searchTexts, visibleRows, type Open, type Tree } from '../../lib/tree';

interface Props {
  outline: Outline; tree: Tree; active: number; onActive: (row: number) => void; onEnter: () => void; onMove: (operation: Operation) => void;
  waiting: ReadonlyMap<string, number>; edited: ReadonlySet<string>; uncertain: ReadonlySet<string>;
}

const STEPS: Record<string, Step> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

export function TreePane({ outline, tree, active, onActive, onEnter, onMove, waiting, edited, uncertain }: Props) {
  const t = useText();
  const texts = useMemo(() => searchTexts(outline), [outline]);
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  // Rows change with every correction: what is open is kept by id.
  const open = useMemo((): Open => (openIds ? Uint8Array.from(outline.id, (id) => (openIds.has(id) ? 1 : 0)) : openToDepth(tree, firstDepth(tree, 200))), [openIds, outline, tree]);
  const setOpen = (next: Open) => setOpenIds(new Set(outline.id.filter((_, row) => next[row])));
  const shown = useMemo(() => visibleRows(tree, open), [tree, open]);
  const found = useMemo(() => findRows(texts, query), [texts, query]);
  const lit = useMemo(() => (found.length ? new Set(found) : undefined), [found]);
  // What waits below a closed row is counted on it.
  const below = useMemo(() => {
    const sums = Int32Array.from(outline.id, (id) => waiting.get(id) ?? 0);
    for (let row = sums.length - 1; row > 0; row--) { const up = tree.parent[row]!; if (up >= 0) sums[up]! += sums[row]!; }
    return sums;
  }, [outline, tree, waiting]);
  const last = useRef(-1);
  useEffect(() => {
    if (active === last.current) return;
    last.current = active;
    if (active >= 0 && !isShown(tree, open, active)) setOpen(revealed(tree, open, active));
  });
  const turnTo = (index: number) => { const row = found[index]; if (row !== undefined) { setAt(index); onActive(row); } };
  const columns: TreeColumn[] = [{
    id: 'marks', header: t.deskWaiting,
    cell: (row) => {
      const id = outline.id[row]!;
      const count = open[row] ? waiting.get(id) ?? 0 : below[row]!;
      return (
        <>
          {edited.has(id) && <span className="mark-edited" title={t.deskUnsavedHere}>●<span className="unseen">{t.deskUnsavedHere}</span></span>}
          {uncertain.has(id) && <span className="mark-uncertain" title={t.deskUncertainShort}>?<span className="unseen">{t.deskUncertainShort}</span></span>}
          {count > 0 && <span className="mark-waiting" title={t.deskTasksHere(count)}>{count}</span>}
        </>
      );
    },
  }];
  return (
    <>
      <Find label={t.findInTree} query={query} onQuery={(text) => { setQuery(text); const rows = findRows(texts, text); const first = Math.max(0, rows.findIndex((r) => r >= active)); setAt(first); if (text.trim() && rows[first] !== undefined) onActive(rows[first]!); }}
        at={at} count={found.length} onTurn={(by) => { if (found.length) turnTo((at + by + found.length) % found.length); }} />
      <TreeGrid label={t.deskTree} outline={outline} tree={tree} open={open} onOpen={setOpen} visible={shown} active={Math.max(0, active)} onActive={onActive} onEnter={onEnter} lit={lit}
        titleHeader={t.item} columns={columns}
        title={(row) => <><Label text={outline.label[row]} />{outline.title[row] || <span className="quiet">{t.deskUntitled}</span>}</>}
        drag={{
          may: (row, target, where) => dropOn(outline, tree, row, target, where) !== undefined,
          onDrop: (row, target, where) => { const operation = dropOn(outline, tree, row, target, where); if (operation) onMove(operation); },
        }}
        onKey={(e) => {
          const step = e.altKey && !e.ctrlKey && !e.metaKey ? STEPS[e.key] : undefined;
          if (!step) return false;
          const operation = stepOf(outline, tree, active, step);
          if (operation) onMove(operation);
          return true;
        }} />
    </>
  );
}

function isShown(tree: Tree, open: Open, row: number): boolean {
  for (let up = tree.parent[row]!; up >= 0; up = tree.parent[up]!) if (!open[up]) return false;
  return true;
}
