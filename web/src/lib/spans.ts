// Places in documents: the ?lines=12-14 of an address, and the order of places in a document.
import type { Block, Source } from '../api/types';

export type LineSpan = [number, number];

export function parseSpan(text: string | null): LineSpan | undefined {
  const m = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text ?? '');
  if (!m) return undefined;
  const first = Number(m[1]);
  const last = m[2] === undefined ? first : Number(m[2]);
  return first >= 1 && last >= first ? [first, last] : undefined;
}

export const spanText = ([first, last]: LineSpan): string => (first === last ? String(first) : `${first}-${last}`);

// The address of a place: the document's page with the very lines lit.
export function placeQuery(source: Source): string {
  const query = new URLSearchParams();
  if (source.page) query.set('page', String(source.page));
  if (source.lines) query.set('lines', spanText(source.lines));
  if (source.block) query.set('block', String(source.block));
  if (source.sheet) query.set('sheet', source.sheet);
  if (source.cells) query.set('cells', source.cells);
  return query.toString();
}

export function placeOf(document: string, query: URLSearchParams): Source | undefined {
  const lines = parseSpan(query.get('lines'));
  const page = Number(query.get('page')) || undefined;
  const block = Number(query.get('block')) || undefined;
  const sheet = query.get('sheet') ?? undefined;
  const cells = query.get('cells') ?? undefined;
  if (!lines && !page && !block && !sheet) return undefined;
  return { document, ...(page ? { page } : {}), ...(lines ? { lines } : {}), ...(block ? { block } : {}), ...(sheet ? { sheet } : {}), ...(cells ? { cells } : {}) };
}

// Is the block within the place? Pages count their own lines; sheets are matched by name and by the rows of their cells.
export function blockWithin(block: Block, place: Source): boolean {
  if (place.sheet) return block.sheet === place.sheet && (!place.cells || (block.cells ? rowsOverlap(block.cells, place.cells) : Boolean(block.table)));
  if (place.block) return block.block === place.block;
  if (place.page && block.page !== place.page) return false;
  if (place.lines && block.lines) return block.lines[0] <= place.lines[1] && block.lines[1] >= place.lines[0];
  return Boolean(place.page) && !place.lines;
}

// A cell of a sheet is in the place when its rectangle touches the place's; a cell that knows its lines, by those.
export function cellWithin(cell: { cells?: string; lines?: [number, number] }, place: Source): boolean {
  if (place.cells && cell.cells) {
    const a = rectangle(cell.cells);
    const b = rectangle(place.cells);
    return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
  }
  return Boolean(place.lines && cell.lines && cell.lines[0] <= place.lines[1] && cell.lines[1] >= place.lines[0]);
}

function rectangle(cells: string): { left: number; right: number; top: number; bottom: number } {
  const corners = [...cells.matchAll(/([A-Z]+)(\d+)/g)].map((m) => ({ column: [...m[1]!].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0), row: Number(m[2]) }));
  const [first = { column: 0, row: 0 }, last = first] = corners;
  return { left: first.column, right: last.column, top: first.row, bottom: last.row };
}

function rowsOf(cells: string): [number, number] {
  const numbers = [...cells.matchAll(/\d+/g)].map((m) => Number(m[0]));
  const first = numbers[0] ?? 0;
  return [first, numbers[1] ?? first];
}
function rowsOverlap(a: string, b: string): boolean {
  const [a1, a2] = rowsOf(a);
  const [b1, b2] = rowsOf(b);
  return a1 <= b2 && a2 >= b1;
}

const key = (s: Source): number => (s.page ?? 0) * 1e7 + (s.lines?.[0] ?? s.block ?? 0);

// One place once, in reading order, documents kept in the order of their first mention.
export function orderedPlaces(sources: Source[]): Source[] {
  const documents = [...new Set(sources.map((s) => s.document))];
  const seen = new Set<string>();
  return sources
    .filter((s) => { const id = JSON.stringify(s); return seen.has(id) ? false : (seen.add(id), true); })
    .sort((a, b) => documents.indexOf(a.document) - documents.indexOf(b.document) || key(a) - key(b));
}
