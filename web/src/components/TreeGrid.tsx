// The tree of a plan as an ARIA treegrid over virtual rows: only the rows in sight are in the page, whatever its size.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { Outline } from '../api/types';
import { PRINT_LIMIT, usePrinting } from '../lib/printing';
import type { Where } from '../lib/moves';
import { hasChildren, indexOfRow, siblingPlaces, toggled, typeahead, type Open, type Tree } from '../lib/tree';
import { useMemo } from 'react';
import { Icon } from './Icon';
import { CONTENT } from './Marks';

export interface TreeColumn { id: string; header: string; cell: (row: number) => ReactNode }

interface Props {
  label: string;
  outline: Outline;
  tree: Tree;
  open: Open;
  onOpen: (open: Open) => void;
  visible: Int32Array;
  active: number; // a row
  onActive: (row: number) => void;
  onEnter: (row: number) => void;
  title: (row: number) => ReactNode;
  titleHeader: string;
  columns: TreeColumn[];
  lit?: Set<number> | undefined;
  offset?: { current: number };
  onKey?: (event: KeyboardEvent) => boolean; // asked first; true: the key was taken
  drag?: RowDrag;
}

// Rows that can be taken to another place: where a row may be dropped is the page's to say.
export interface RowDrag { may: (row: number, target: number, where: Where) => boolean; onDrop: (row: number, target: number, where: Where) => void }

const ROW = 34;
const partOf = (event: DragEvent): Where => {
  const at = event.currentTarget.getBoundingClientRect();
  const share = (event.clientY - at.top) / at.height;
  return share < 0.28 ? 'before' : share > 0.72 ? 'after' : 'inside';
};

export function TreeGrid(props: Props) {
  const { outline, tree, open, onOpen, visible, active, onActive, columns, lit } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const typed = useRef({ text: '', at: 0 });
  const places = useMemo(() => siblingPlaces(tree), [tree]);
  const printing = usePrinting();
  const activeIndex = Math.max(0, indexOfRow(visible, active));

  const virtual = useVirtualizer({
    count: visible.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingEnd: ROW, // the head stands in the box above the rows
    initialOffset: props.offset?.current ?? 0,
    getItemKey: (index) => visible[index]!,
    // The active row stays in the page even when scrolled away: aria-activedescendant must point at something.
    rangeExtractor: useCallback((range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const rows = defaultRangeExtractor(range);
      return rows.includes(activeIndex) || activeIndex >= range.count ? rows : [...rows, activeIndex].sort((a, b) => a - b);
    }, [activeIndex]),
  });

  const inSight = indexOfRow(visible, active) >= 0;
  useEffect(() => {
    virtual.scrollToIndex(activeIndex, { align: 'auto' });
    // Only when the active row moves or comes out of a closed one; opening a node must not make the page jump.
    // eslint-disable-next-line
  }, [active, inSight]);

  const go = (index: number) => onActive(visible[Math.max(0, Math.min(visible.length - 1, index))]!);

  const { drag } = props;
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<{ row: number; where: Where }>();
  const dragging = (row: number) => !drag ? {} : {
    draggable: true,
    onDragStart: (event: DragEvent) => { setDragged(row); event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', outline.title[row] ?? ''); },
    onDragEnd: () => { setDragged(undefined); setOver(undefined); },
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined) return;
      const where = partOf(event);
      if (!drag.may(dragged, row, where)) { if (over) setOver(undefined); return; }
      event.preventDefault();
      if (over?.row !== row || over.where !== where) setOver({ row, where });
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== undefined && over) drag.onDrop(dragged, over.row, over.where);
      setDragged(undefined);
      setOver(undefined);
    },
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.target === event.currentTarget && props.onKey?.(event)) { event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / ROW) - 2);
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(activeIndex + 1),
      ArrowUp: () => go(activeIndex - 1),
      Home: () => go(0),
      End: () => go(visible.length - 1),
      PageDown: () => go(activeIndex + page),
      PageUp: () => go(activeIndex - page),
      ArrowRight: () => { if (hasChildren(tree, active)) { if (open[active]) go(activeIndex + 1); else onOpen(toggled(open, active, true)); } },
      ArrowLeft: () => { if (open[active] && hasChildren(tree, active)) onOpen(toggled(open, active, false)); else if (tree.parent[active]! >= 0) onActive(tree.parent[active]!); },
      Enter: () => props.onEnter(active),
      ' ': () => { if (hasChildren(tree, active)) onOpen(toggled(open, active)); },
      '*': () => onOpen(openSiblings(tree, open, active)),
    };
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key.length === 1) {
      event.preventDefault();
      const now = Date.now();
      typed.current = { text: now - typed.current.at < 800 ? typed.current.text + event.key : event.key, at: now };
      const index = typeahead(outline, visible, activeIndex, typed.current.text);
      if (index >= 0) go(index);
    }
  }

  const items = printing
    ? Array.from({ length: Math.min(visible.length, PRINT_LIMIT) }, (_, index) => ({ index, start: index * ROW }))
    : virtual.getVirtualItems();

  return (
    <div className="treegrid" role="treegrid" aria-label={props.label} aria-rowcount={visible.length + 1} aria-colcount={columns.length + 1}
      tabIndex={0} aria-activedescendant={`${id}-${active}`} onKeyDown={onKeyDown} ref={box} data-columns={columns.map((c) => c.id).join(' ')}
      onScroll={() => { if (props.offset && box.current) props.offset.current = box.current.scrollTop; }}>
      <div className="tree-row tree-head" role="row" aria-rowindex={1}>
        <span role="columnheader" className="tree-cell tree-title">{props.titleHeader}</span>
        {columns.map((c) => <span key={c.id} role="columnheader" className={`tree-cell tree-${c.id}`}>{c.header}</span>)}
      </div>
      <div role="presentation" className="tree-body" style={printing ? undefined : { height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = visible[index]!;
          const parent = hasChildren(tree, row);
          const depth = tree.depth[row]!;
          return (
            <div key={row} id={`${id}-${row}`} role="row" aria-rowindex={index + 2} aria-level={depth + 1} aria-selected={row === active}
              aria-posinset={places.position[row]!} aria-setsize={places.size[row]!} {...(parent ? { 'aria-expanded': Boolean(open[row]) } : {})}
              className={`tree-row${row === active ? ' tree-active' : ''}${lit?.has(row) ? ' tree-lit' : ''} tree-depth-${Math.min(depth, 3)}`}
              style={printing ? undefined : { transform: `translateY(${start}px)` }}
              {...dragging(row)} {...(over?.row === row ? { 'data-drop': over.where } : {})} {...(dragged === row ? { 'data-dragged': true } : {})}
              onMouseDown={(e) => { if (!(e.target as Element).closest('a')) onActive(row); }}
              onDoubleClick={() => { if (parent) onOpen(toggled(open, row)); }}>
              <span role="gridcell" className="tree-cell tree-title" style={{ paddingInlineStart: `calc(var(--indent) * ${depth} + 2px)` }}>
                <span className="tree-toggle" aria-hidden="true" onClick={() => { if (parent) onOpen(toggled(open, row)); }} data-leaf={!parent || undefined}>
                  {parent && <Icon name={open[row] ? 'down' : 'right'} size={14} />}
                </span>
                <span className="tree-text" lang={CONTENT}>{props.title(row)}</span>
              </span>
              {columns.map((c) => <span key={c.id} role="gridcell" className={`tree-cell tree-${c.id}`}>{c.cell(row)}</span>)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function openSiblings(tree: Tree, open: Open, row: number): Open {
  const next = open.slice();
  for (let r = 0; r < tree.count; r++) if (tree.parent[r] === tree.parent[row]) next[r] = 1;
  return next;
}
