// Items × cycles of lights: virtual rows, a shape in every cell, the arrow keys go from cell to cell.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { LIGHTS, type LightName } from '../api/evaluation';
import { CONTENT } from '../components/Marks';
import { useLanguage } from '../i18n';
import type { HeatColumn, HeatRow } from '../lib/lights';
import { formatPeriod } from '../lib/period';
import { PRINT_LIMIT, usePrinting } from '../lib/printing';
import { lightName, lightShape } from '../components/LightMark';

interface Props {
  label: string; rows: HeatRow[]; columns: HeatColumn[]; counts: Partial<Record<LightName, number>>[];
  title: (row: HeatRow) => ReactNode; plain: (row: HeatRow) => string; onEnter: (row: HeatRow, column: HeatColumn) => void;
}

const ROW = 30;

export function HeatMap({ label, rows, columns, counts, title, plain, onEnter }: Props) {
  const { lang, t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ row: 0, column: columns.length - 1 });
  const printing = usePrinting();
  const active = Math.min(at.row, rows.length - 1);
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12, scrollPaddingEnd: 60,
    rangeExtractor: useCallback((range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const list = defaultRangeExtractor(range);
      return list.includes(active) || active >= range.count ? list : [...list, active].sort((a, b) => a - b);
    }, [active]),
  });
  const move = (row: number, column: number) => {
    const to = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(columns.length - 1, column)) };
    setAt(to);
    virtual.scrollToIndex(to.row, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { column } = at;
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(active + 1, column), ArrowUp: () => move(active - 1, column), ArrowLeft: () => move(active, column - 1), ArrowRight: () => move(active, column + 1),
      Home: () => move(event.ctrlKey ? 0 : active, 0), End: () => move(event.ctrlKey ? rows.length - 1 : active, columns.length - 1),
      PageDown: () => move(active + 12, column), PageUp: () => move(active - 12, column), Enter: () => { const row = rows[active]; if (row) onEnter(row, columns[column]!); },
    };
    const act = keys[event.key];
    if (!act || event.target !== event.currentTarget) return;
    event.preventDefault();
    act();
  };
  const items = printing ? Array.from({ length: Math.min(rows.length, PRINT_LIMIT) }, (_, index) => ({ index, start: 0 })) : virtual.getVirtualItems();
  const name = (c: HeatColumn) => (c.now ? t.today : formatPeriod(c.period, lang));
  return (
    <div className="heat" ref={box} style={{ '--cycles': columns.length } as CSSProperties} role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} tabIndex={0} aria-activedescendant={`heat-${active}-${at.column}`} onKeyDown={onKeyDown}>
      <div className="heat-row heat-head" role="row" aria-rowindex={1}>
        <span className="heat-name" role="columnheader">{t.item}</span>
        {columns.map((c, i) => (
          <span key={c.id} className={`heat-column${c.now ? ' heat-now' : ''}`} role="columnheader" title={name(c)}>
            <Stack counts={counts[i] ?? {}} />
            <span className="heat-period">{c.now ? t.today : <Two period={c.period} />}</span>
          </span>
        ))}
      </div>
      <div className="heat-body" role="presentation" style={printing ? undefined : { height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]!;
          return (
            <div key={row.id} role="row" aria-rowindex={index + 2} className={`heat-row${index === active ? ' heat-active' : ''} tree-depth-${Math.min(row.depth, 3)}`} style={printing ? undefined : { transform: `translateY(${start}px)` }}>
              <span className="heat-name" role="rowheader" lang={CONTENT} style={{ paddingInlineStart: `calc(8px + var(--indent) * ${Math.min(row.depth, 6)})` }} title={plain(row)}>{title(row)}</span>
              {row.lights.map((l, c) => (
                <span key={c} id={`heat-${index}-${c}`} role="gridcell" className={`heat-cell lit-${l}${index === active && c === at.column ? ' heat-at' : ''}${columns[c]!.now ? ' heat-now' : ''}`} title={`${name(columns[c]!)} ${lightName(t, l)}`}
                  onMouseDown={() => setAt({ row: index, column: c })} onDoubleClick={() => onEnter(row, columns[c]!)}>
                  <span className="heat-shape" aria-hidden="true">{lightShape(l)}</span><span className="unseen">{name(columns[c]!)} {lightName(t, l)}</span>
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

// The year above its quarter where the period is a quarter.
function Two({ period }: { period: string }) {
  const { lang } = useLanguage();
  const m = /^(\d{4})-(.+)$/.exec(period);
  if (!m) return <>{formatPeriod(period, lang)}</>;
  const part = m[2]!.startsWith('Q') ? (lang === 'zh' ? `${m[2]!.slice(1)}季` : m[2]) : m[2]!.startsWith('H') ? (lang === 'zh' ? (m[2] === 'H1' ? '上半' : '下半') : m[2]) : lang === 'zh' ? `${Number(m[2])}月` : m[2];
  return <><span>{lang === 'zh' ? Number(m[1]) - 1911 : m[1]}</span><span>{part}</span></>;
}

function Stack({ counts }: { counts: Partial<Record<LightName, number>> }) {
  return <span className="heat-stack" aria-hidden="true">{LIGHTS.filter((l) => counts[l]).map((l) => <span key={l} className={`lit-${l}`} style={{ flexGrow: counts[l] ?? 0 }} />)}</span>;
}
