// Every table of the pages: sort, a filter for each column, columns to choose, copy and CSV of what is shown.
import {
  flexRender, getCoreRowModel, getFilteredRowModel, getSortedRowModel, useReactTable,
  type ColumnDef, type ColumnFiltersState, type Row, type SortingState, type VisibilityState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../i18n';
import { download, toCsv, toTsv } from '../lib/csv';
import { compareText } from '../lib/numbers';
import { PRINT_LIMIT, usePrinting } from '../lib/printing';
import { Button } from './Button';
import { Icon } from './Icon';
import { CheckMenu } from './Menu';
import { Empty } from './States';
import { tell } from './Toast';

export interface Column<T> {
  id: string;
  header: string;
  value: (row: T) => string | number; // sorts, filters, copies and exports
  cell?: (row: T) => ReactNode;
  filter?: 'text' | 'choice' | 'none';
  width?: 'narrow' | 'mid' | 'wide';
  align?: 'end';
  hidden?: boolean;
  headerTitle?: string;
}

interface Props<T> { label: string; rows: T[]; columns: Column<T>[]; name: string; tools?: ReactNode; empty?: string; plain?: boolean; rowId?: (row: T) => string }

const VIRTUAL_FROM = 120;
const NONE = ' '; // "all" of a choice filter

function defs<T>(columns: Column<T>[]): ColumnDef<T, string | number>[] {
  return columns.map((c) => ({
    id: c.id,
    accessorFn: c.value,
    header: c.header,
    enableColumnFilter: c.filter !== 'none',
    sortingFn: (a: Row<T>, b: Row<T>, id: string) => {
      const x = a.getValue<string | number>(id);
      const y = b.getValue<string | number>(id);
      return typeof x === 'number' && typeof y === 'number' ? x - y : compareText(String(x), String(y));
    },
    sortUndefined: 'last',
    filterFn: (row: Row<T>, id: string, wanted: string) => {
      const text = String(row.getValue(id));
      return c.filter === 'choice' ? text.split('、').includes(wanted) : text.toLowerCase().includes(wanted.toLowerCase());
    },
  }));
}

export function DataTable<T>({ label, rows, columns, name, tools, empty, plain = false, rowId }: Props<T>) {
  const { t } = useLanguage();
  const [sorting, setSorting] = useState<SortingState>([]);
  const [filters, setFilters] = useState<ColumnFiltersState>([]);
  const [visibility, setVisibility] = useState<VisibilityState>(() => Object.fromEntries(columns.filter((c) => c.hidden).map((c) => [c.id, false])));
  const [filtering, setFiltering] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const printing = usePrinting();
  const data = useMemo(() => rows, [rows]);
  const columnDefs = useMemo(() => defs(columns), [columns]);
  const byId = useMemo(() => new Map(columns.map((c) => [c.id, c])), [columns]);

  const table = useReactTable({
    data, columns: columnDefs,
    state: { sorting, columnFilters: filters, columnVisibility: visibility },
    onSortingChange: setSorting, onColumnFiltersChange: setFilters, onColumnVisibilityChange: setVisibility,
    getCoreRowModel: getCoreRowModel(), getSortedRowModel: getSortedRowModel(), getFilteredRowModel: getFilteredRowModel(),
  });
  const shown = table.getRowModel().rows;
  const leaves = table.getVisibleLeafColumns();
  const virtualise = shown.length > VIRTUAL_FROM && !printing;
  const virtual = useVirtualizer({
    count: virtualise ? shown.length : 0,
    getScrollElement: () => box.current, estimateSize: () => 40, overscan: 10,
    getItemKey: (index) => shown[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const before = virtualise ? items[0]?.start ?? 0 : 0;
  const after = virtualise ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const drawn = virtualise ? items.map((i) => shown[i.index]!) : shown.slice(0, printing ? PRINT_LIMIT : shown.length);

  const sheet = (): [string[], string[][]] => [leaves.map((c) => byId.get(c.id)!.header), shown.map((row) => leaves.map((c) => String(row.getValue(c.id))))];
  const copy = () => {
    navigator.clipboard.writeText(toTsv(...sheet())).then(() => tell(t.copied(shown.length)), () => tell(t.copyFailed, 'error'));
  };
  // The first row is made with the tools.
  if (!rows.length) return <>{tools && <div className="toolbar">{tools}</div>}<Empty title={empty ?? t.nothingHere} /></>;

  return (
    <div className="data">
      {!plain && (
        <div className="toolbar" role="group" aria-label={t.tableTools}>
          <p className="toolbar-count" role="status">{shown.length === rows.length ? t.rowsAll(rows.length) : t.rowsSome(shown.length, rows.length)}</p>
          <Button icon="filter" onPress={() => { if (filtering) setFilters([]); setFiltering(!filtering); }} aria-expanded={filtering}>{filtering ? t.filterOff : t.filterOn}</Button>
          <CheckMenu label={t.columns} icon="columns" choices={columns.map((c) => ({ id: c.id, label: c.header }))}
            chosen={new Set(leaves.map((c) => c.id))} onChange={(ids) => setVisibility(Object.fromEntries(columns.map((c) => [c.id, ids.has(c.id)])))} />
          <Button icon="copy" onPress={copy}>{t.copy}</Button>
          <Button icon="download" onPress={() => download(`${name}.csv`, toCsv(...sheet()))}>CSV</Button>
          {tools}
        </div>
      )}
      <div className="table-box" ref={box} tabIndex={0} role="region" aria-label={label} data-virtual={virtualise || undefined}>
        <table className="table" aria-rowcount={shown.length + 1}>
          <caption className="unseen">{label}</caption>
          <thead>
            <tr>
              {leaves.map((c) => {
                const sorted = c.getIsSorted();
                const column = byId.get(c.id)!;
                return (
                  <th key={c.id} scope="col" data-width={column.width} data-align={column.align} aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'} title={column.headerTitle}>
                    <button type="button" className="sort" onClick={c.getToggleSortingHandler()}>
                      {column.header}
                      {sorted && <Icon name={sorted === 'asc' ? 'sortUp' : 'sortDown'} size={14} />}
                    </button>
                  </th>
                );
              })}
            </tr>
            {filtering && (
              <tr className="filters">
                {leaves.map((c) => <th key={c.id}>{c.getCanFilter() && <Filter column={byId.get(c.id)!} rows={rows} value={String(c.getFilterValue() ?? '')} onChange={(v) => c.setFilterValue(v || undefined)} label={t.filterBy(byId.get(c.id)!.header)} all={t.all} />}</th>)}
              </tr>
            )}
          </thead>
          <tbody>
            {before > 0 && <tr aria-hidden="true" className="spacer"><td colSpan={leaves.length} style={{ height: before }} /></tr>}
            {drawn.map((row, i) => {
              const index = virtualise ? items[i]!.index : i;
              return (
                <tr key={row.id} data-index={index} aria-rowindex={index + 2} id={rowId?.(row.original)} {...(virtualise ? { ref: virtual.measureElement } : {})}>
                  {leaves.map((c, n) => {
                    const column = byId.get(c.id)!;
                    const content = column.cell ? column.cell(row.original) : flexRender(String(row.getValue(c.id)), {});
                    return n === 0 ? <th key={c.id} scope="row" data-align={column.align}>{content}</th> : <td key={c.id} data-align={column.align}>{content}</td>;
                  })}
                </tr>
              );
            })}
            {after > 0 && <tr aria-hidden="true" className="spacer"><td colSpan={leaves.length} style={{ height: after }} /></tr>}
          </tbody>
        </table>
        {!shown.length && <Empty title={t.noneMatch} actions={<Button onPress={() => setFilters([])}>{t.filterOff}</Button>} />}
      </div>
      {printing && shown.length > PRINT_LIMIT && <p>{t.printCut(PRINT_LIMIT, shown.length)}</p>}
    </div>
  );
}

interface FilterProps<T> { column: Column<T>; rows: T[]; value: string; onChange: (value: string) => void; label: string; all: string }

function Filter<T>({ column, rows, value, onChange, label, all }: FilterProps<T>) {
  const choices = useMemo(
    () => column.filter === 'choice' ? [...new Set(rows.flatMap((row) => String(column.value(row)).split('、')))].filter(Boolean).sort(compareText) : [],
    [column, rows],
  );
  if (column.filter === 'choice') {
    return (
      <select className="input" aria-label={label} value={value || NONE} onChange={(e) => onChange(e.target.value === NONE ? '' : e.target.value)}>
        <option value={NONE}>{all}</option>
        {choices.map((c) => <option key={c} value={c}>{c}</option>)}
      </select>
    );
  }
  return <input className="input" type="search" aria-label={label} value={value} onChange={(e) => onChange(e.target.value)} />;
}
