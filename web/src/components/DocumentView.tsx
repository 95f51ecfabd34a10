// A document as it was given, with the very lines of a place lit. Text formats show numbered lines, the others blocks and
// tables with their pages. Only what is in sight is fetched (in chunks) and drawn.
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { get } from '../api/client';
import { useApi, useDates } from '../api/hooks';
import type { Block, BlocksAnswer, DocumentInfo, LinesAnswer, Source } from '../api/types';
import { useText } from '../i18n';
import { usePrinting } from '../lib/printing';
import { CHUNK, firstGuess, nextGuess } from '../lib/seek';
import { blockWithin } from '../lib/spans';
import { BlockView } from './BlockView';
import { CONTENT } from './Marks';
import { Async, Empty } from './States';

interface Props { document: DocumentInfo; place?: Source | undefined; aside?: (from: number, to: number) => ReactNode; onPick?: (line: number) => void; label: string }

// The lines of HTML are marks more than text: its blocks, which know their lines, read better.
export const isLined = (document: DocumentInfo): boolean => Boolean(document.lines) && !document.pages && !/html/.test(document.media_type);

export function DocumentView(props: Props) {
  const { document, place } = props;
  const lined = isLined(document) && !place?.block && !place?.sheet;
  return lined ? <Lines {...props} total={document.lines!} /> : <Blocks {...props} />;
}

type Chunk<A> = { data: A | undefined };

function useChunks<A>(sha: string, kind: 'lines' | 'blocks', wanted: number[]): Map<number, A> {
  const dates = useDates();
  const answers = useQueries({
    queries: wanted.map((chunk) => {
      const params = { from: chunk * CHUNK + 1, to: (chunk + 1) * CHUNK, ...dates };
      return { queryKey: ['/documents', sha, kind, params], queryFn: ({ signal }: { signal: AbortSignal }) => get<A>(`/documents/${sha}/${kind}`, params, signal), staleTime: Infinity };
    }),
  }) as Chunk<A>[];
  return new Map(wanted.flatMap((chunk, i) => (answers[i]?.data === undefined ? [] : [[chunk, answers[i]!.data!] as const])));
}

function useRows(total: number, focus: number | undefined, size: number) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => size, overscan: 20 });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const wanted = useMemo(() => {
    const chunks: number[] = [];
    for (let c = Math.floor(first / CHUNK); c <= Math.floor(last / CHUNK); c++) chunks.push(c);
    return chunks;
  }, [first, last]);
  const settle = (again: number) => {
    if (focus !== undefined && again > 0) virtual.scrollToIndex(Math.max(0, focus - 1), { align: 'start' });
  };
  return { box, virtual, items, wanted, settle };
}

function Lines({ document, place, onPick, aside, label, total }: Props & { total: number }) {
  const focus = place?.lines ? Math.max(1, place.lines[0] - 2) : undefined;
  const { box, virtual, items, wanted, settle } = useRows(total, focus, 26);
  const chunks = useChunks<LinesAnswer>(document.sha256, 'lines', wanted);
  const loaded = chunks.size;
  // Lines are as high as their text: the place is sought again when the text around it has come.
  useEffect(() => settle(1), [focus, document.sha256]); // eslint-disable-line
  useSettled(box, virtual, place?.lines?.[0], loaded);
  const printing = usePrinting();
  const lit = (n: number) => place?.lines !== undefined && n >= place.lines[0] && n <= place.lines[1];
  return (
    <div className="paper" ref={box} tabIndex={0} role="region" aria-label={label} lang={CONTENT}>
      <ol className="lines" style={{ height: printing ? undefined : virtual.getTotalSize() }}>
        {items.map((item) => {
          const n = item.index + 1;
          const text = chunks.get(Math.floor(item.index / CHUNK))?.lines[item.index % CHUNK];
          return (
            <li key={item.key} ref={virtual.measureElement} data-index={item.index} className={`line${lit(n) ? ' lit' : ''}`} style={{ transform: `translateY(${item.start}px)` }} value={n}>
              {onPick ? <button type="button" className="line-number" onClick={() => onPick(n)}>{n}</button> : <span className="line-number">{n}</span>}
              {lit(n) ? <mark className="line-text">{text ?? ' '}</mark> : <span className="line-text">{text ?? ' '}</span>}
              {aside?.(n, n)}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Blocks({ document, place, aside, label }: Props) {
  const t = useText();
  const head = useApi<BlocksAnswer>(`/documents/${document.sha256}/blocks`, { from: 1, to: CHUNK });
  return <Async query={head}>{(first) => first.total ? <BlockRows document={document} place={place} aside={aside} label={label} total={first.total} /> : <Empty title={t.emptyDocument} />}</Async>;
}

function BlockRows({ document, place, aside, label, total }: Props & { total: number }) {
  const [focus, setFocus] = useState<number>();
  const { box, virtual, items, wanted } = useRows(total, focus, 40);
  const last = Math.max(0, Math.ceil(total / CHUNK) - 1);
  const [seek, setSeek] = useState(() => firstGuess(document, place, last));
  const [path, setPath] = useState<number[]>([]);
  // A page or a sheet's cells do not tell which block they are: a chunk near it is guessed, then its neighbours are asked.
  const asked = useMemo(() => {
    return !place || focus !== undefined ? wanted : [...new Set([...wanted, seek])];
  }, [wanted, place, focus, seek]);
  const chunks = useChunks<BlocksAnswer>(document.sha256, 'blocks', asked);
  const at = (index: number): Block | undefined => chunks.get(Math.floor(index / CHUNK))?.blocks[index % CHUNK];
  useEffect(() => { setFocus(undefined); setPath([]); setSeek(firstGuess(document, place, last)); }, [document, place, last]);
  useEffect(() => {
    if (!place || focus !== undefined) return;
    for (const [chunk, answer] of chunks) {
      const found = answer.blocks.findIndex((b) => blockWithin(b, place));
      if (found >= 0) { setFocus(chunk * CHUNK + found + 1); return; }
    }
    const here = chunks.get(seek);
    const next = here && nextGuess(here.blocks, place, seek);
    if (next === undefined || next < 0 || next > last || path.includes(next)) return;
    setPath([...path, seek]);
    setSeek(next);
  }, [chunks, place, focus, seek, path, last]);
  useSettled(box, virtual, focus, chunks.size);
  useCellInSight(box, focus, chunks.size);
  return (
    <div className="paper" ref={box} tabIndex={0} role="region" aria-label={label} lang={CONTENT}>
      <div className="blocks" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const block = at(item.index);
          const within = Boolean(block && place && blockWithin(block, place));
          // Of a table only the cells of the place are lit, where the place names cells.
          const lit = within && !(block?.table && place?.cells);
          const newPage = block?.page !== undefined && block.page > 0 && at(item.index - 1)?.page !== block.page;
          return (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className={`block${lit ? ' lit' : ''}`} style={{ transform: `translateY(${item.start}px)` }}>
              {newPage && <PageMark page={block.page!} />}
              <span className="line-number">{block?.lines?.[0] || block?.block || item.index + 1}</span>
              {block ? <BlockView block={block} lit={lit} place={within ? place : undefined} /> : <span className="line-text"> </span>}
              {block?.lines && aside?.(block.lines[0], block.lines[1])}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function PageMark({ page }: { page: number }) {
  return <p className="page-mark">{useText().page(page)}</p>;
}

// Brings the place near the top of the box, and again while measured heights still move it, until the reader scrolls.
function useSettled(box: React.RefObject<HTMLDivElement | null>, virtual: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>, target: number | undefined, loaded: number) {
  const touched = useRef(false);
  useEffect(() => {
    touched.current = false;
    const stop = () => { touched.current = true; };
    const element = box.current;
    for (const name of ['wheel', 'touchmove', 'keydown', 'mousedown']) element?.addEventListener(name, stop, { passive: true });
    return () => { for (const name of ['wheel', 'touchmove', 'keydown', 'mousedown']) element?.removeEventListener(name, stop); };
  }, [target, box]);
  useEffect(() => {
    if (target === undefined) return;
    let tries = 0;
    let frame = 0;
    const place = () => {
      if (touched.current || tries++ > 12) return;
      virtual.scrollToIndex(Math.max(0, target - 3), { align: 'start' });
      frame = requestAnimationFrame(place);
    };
    place();
    return () => cancelAnimationFrame(frame);
  }, [target, loaded]); // eslint-disable-line
}

// A table is one block however long: once it is drawn, its lit cell is brought into sight.
function useCellInSight(box: React.RefObject<HTMLDivElement | null>, focus: number | undefined, loaded: number) {
  useEffect(() => {
    if (focus === undefined) return;
    const timer = setTimeout(() => {
      const paper = box.current;
      const cell = paper?.querySelector('.cell-lit');
      if (!paper || !cell) return;
      const at = cell.getBoundingClientRect();
      const frame = paper.getBoundingClientRect();
      if (at.top < frame.top || at.bottom > frame.bottom) paper.scrollTop += at.top - frame.top - frame.height / 3;
    }, 400);
    return () => clearTimeout(timer);
  }, [box, focus, loaded]);
}
