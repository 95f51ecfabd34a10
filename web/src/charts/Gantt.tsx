// A schedule on a calendar of years and quarters: virtual rows, one bar per item, the keyboard moves from row to row.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useLanguage } from '../i18n';
import { formatRange, rocYear, spanOfRange } from '../lib/period';
import { PRINT_LIMIT, usePrinting } from '../lib/printing';
import type { Timeline } from '../lib/timeline';
import { CONTENT } from '../components/Marks';

export interface GanttRow { key: string | number; depth: number; label: string; title: ReactNode; plain: string; start?: string | undefined; end?: string | undefined; detail?: string; heading?: boolean }
interface Props { label: string; rows: GanttRow[]; timeline: Timeline; onEnter: (row: GanttRow) => void; today: number }

const ROW = 32;

export function Gantt({ label, rows, timeline, onEnter, today }: Props) {
  const { lang, t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const printing = usePrinting();
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12,
    rangeExtractor: useCallback((range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const list = defaultRangeExtractor(range);
      return list.includes(active) || active >= range.count ? list : [...list, active].sort((a, b) => a - b);
    }, [active]),
  });
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(active + 1), ArrowUp: () => move(active - 1), Home: () => move(0), End: () => move(rows.length - 1),
      PageDown: () => move(active + 12), PageUp: () => move(active - 12), Enter: () => { const row = rows[active]; if (row) onEnter(row); },
    };
    const act = keys[event.key];
    if (!act || event.target !== event.currentTarget) return;
    event.preventDefault();
    act();
  };
  const items = printing ? Array.from({ length: Math.min(rows.length, PRINT_LIMIT) }, (_, index) => ({ index, start: 0 })) : virtual.getVirtualItems();
  const now = timeline.share(today);
  const inside = today >= timeline.span.start && today <= timeline.span.end;
  const dense = timeline.years.length > 10;
  return (
    <div className="gantt" style={{ '--years': timeline.years.length } as CSSProperties} ref={box} role="grid" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0} aria-activedescendant={`gantt-${active}`} onKeyDown={onKeyDown}>
      <div className="gantt-row gantt-head" role="row" aria-rowindex={1}>
        <span className="gantt-name" role="columnheader">{t.item}</span>
        <span className="gantt-time" role="columnheader" aria-label={t.time}>
          {timeline.years.map((y) => <span key={y.year} className="gantt-year" style={{ left: `${y.from * 100}%`, width: `${(y.to - y.from) * 100}%` }}>{lang === 'zh' ? rocYear(y.year) : y.year}</span>)}
          {!dense && timeline.quarters.map((q) => <span key={`${q.year}${q.quarter}`} className="gantt-quarter" style={{ left: `${q.at * 100}%`, width: `${25 / timeline.years.length}%` }} aria-hidden="true">{q.quarter}</span>)}
          {inside && <span className="gantt-today-name" style={now > 0.94 ? { right: 0, transform: 'none' } : { left: `${now * 100}%` }}>{t.today}</span>}
        </span>
      </div>
      <div className="gantt-body" role="presentation" style={printing ? undefined : { height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]!;
          const span = spanOfRange(row.start, row.end, timeline.span);
          const words = formatRange(row.start, row.end, lang);
          return (
            <div key={row.key} id={`gantt-${index}`} role="row" aria-rowindex={index + 2} aria-selected={index === active} className={`gantt-row${row.heading ? ' gantt-heading' : ''}${index === active ? ' gantt-active' : ''}`}
              style={printing ? undefined : { transform: `translateY(${start}px)` }} onMouseDown={() => setActive(index)}>
              <span className="gantt-name" role="gridcell" lang={CONTENT} style={{ paddingInlineStart: `calc(8px + var(--indent) * ${row.depth})` }} title={row.plain}>{row.title}</span>
              <span className="gantt-time" role="gridcell">
                {!words && <span className="unseen">{t.noDates}</span>}
                {timeline.years.slice(1).map((y) => <span key={y.year} className="gantt-line" style={{ left: `${y.from * 100}%` }} aria-hidden="true" />)}
                {inside && <span className="gantt-today" style={{ left: `${now * 100}%` }} aria-hidden="true" />}
                {span && <Bar from={timeline.share(span.start)} to={timeline.share(span.end)} openStart={!row.start} openEnd={!row.end} words={words} detail={row.detail} />}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Bar({ from, to, openStart, openEnd, words, detail }: { from: number; to: number; openStart: boolean; openEnd: boolean; words: string; detail: string | undefined }) {
  // Beside the bar where there is room, else on it.
  const place = to < 0.74 ? 'after' : from > 0.26 ? 'before' : 'inside';
  const style = place === 'after' ? { left: `${to * 100}%` } : place === 'before' ? { right: `${(1 - from) * 100}%` } : { left: `${from * 100}%` };
  return (
    <>
      <span className={`gantt-bar${openStart ? ' gantt-open-start' : ''}${openEnd ? ' gantt-open-end' : ''}`} style={{ left: `${from * 100}%`, width: `${Math.max(0.4, (to - from) * 100)}%` }} title={words} />
      <span className={`gantt-words gantt-words-${place}`} style={style}>{words}{detail ? `　${detail}` : ''}</span>
    </>
  );
}
