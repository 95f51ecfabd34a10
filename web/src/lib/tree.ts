// The outline of a plan as a tree over columns: rows in preorder, so that a subtree is the run row … end(row)-1.
// 50,000 nodes cost one pass; opening and closing copies one byte per node.
import type { Outline } from '../api/types';

export interface Tree {
  count: number;
  parent: Int32Array;
  depth: Int32Array;
  end: Int32Array; // the row after the last of the subtree
  maxDepth: number;
}

export function buildTree(parents: readonly number[]): Tree {
  const count = parents.length;
  const parent = Int32Array.from(parents);
  const depth = new Int32Array(count);
  const end = new Int32Array(count);
  let maxDepth = 0;
  for (let row = 0; row < count; row++) {
    const up = parent[row]!;
    depth[row] = up < 0 ? 0 : depth[up]! + 1;
    if (depth[row]! > maxDepth) maxDepth = depth[row]!;
    end[row] = row + 1;
  }
  for (let row = count - 1; row >= 0; row--) {
    const up = parent[row]!;
    if (up >= 0 && end[row]! > end[up]!) end[up] = end[row]!;
  }
  return { count, parent, depth, end, maxDepth };
}

export const hasChildren = (tree: Tree, row: number): boolean => tree.end[row]! > row + 1;

// One byte per row: 1 = its children are shown.
export type Open = Uint8Array;

export function openToDepth(tree: Tree, levels: number): Open {
  const open = new Uint8Array(tree.count);
  for (let row = 0; row < tree.count; row++) open[row] = tree.depth[row]! < levels - 1 ? 1 : 0;
  return open;
}

// How many levels to open at first so that about a screenful to `most` rows are shown, never fewer than one.
export function firstDepth(tree: Tree, most: number): number {
  const perDepth = new Int32Array(tree.maxDepth + 1);
  for (let row = 0; row < tree.count; row++) perDepth[tree.depth[row]!]!++;
  let shown = 0;
  let levels = 0;
  while (levels <= tree.maxDepth && (levels === 0 || shown + perDepth[levels]! <= most)) shown += perDepth[levels++]!;
  return Math.max(1, levels);
}

export function visibleRows(tree: Tree, open: Open): Int32Array {
  const rows = new Int32Array(tree.count);
  let shown = 0;
  for (let row = 0; row < tree.count; ) {
    rows[shown++] = row;
    row = open[row] ? row + 1 : tree.end[row]!;
  }
  return rows.subarray(0, shown);
}

export function toggled(open: Open, row: number, value?: boolean): Open {
  const next = open.slice();
  next[row] = (value ?? !open[row]) ? 1 : 0;
  return next;
}

// Opens every ancestor of the row, so that it is shown.
export function revealed(tree: Tree, open: Open, row: number): Open {
  const next = open.slice();
  for (let up = tree.parent[row]!; up >= 0; up = tree.parent[up]!) next[up] = 1;
  return next;
}

export function ancestors(tree: Tree, row: number): number[] {
  const rows: number[] = [];
  for (let up = tree.parent[row]!; up >= 0; up = tree.parent[up]!) rows.unshift(up);
  return rows;
}

// The place of a row among the visible ones (they are sorted), or -1.
export function indexOfRow(visible: Int32Array, row: number): number {
  let low = 0;
  let high = visible.length - 1;
  while (low <= high) {
    const mid = (low + high) >> 1;
    const at = visible[mid]!;
    if (at === row) return mid;
    if (at < row) low = mid + 1;
    else high = mid - 1;
  }
  return -1;
}

// aria-setsize and aria-posinset of every row.
export function siblingPlaces(tree: Tree): { position: Int32Array; size: Int32Array } {
  const position = new Int32Array(tree.count);
  const size = new Int32Array(tree.count);
  const seen = new Int32Array(tree.count + 1);
  for (let row = 0; row < tree.count; row++) position[row] = ++seen[tree.parent[row]! + 1]!;
  for (let row = 0; row < tree.count; row++) size[row] = seen[tree.parent[row]! + 1]!;
  return { position, size };
}

export const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

// What find-in-tree and typeahead look at, folded once.
export function searchTexts(outline: Outline): string[] {
  return outline.title.map((title, row) => fold(`${outline.label[row] ?? ''} ${title} ${(outline.lead[row] ?? []).join(' ')} ${(outline.co[row] ?? []).join(' ')}`));
}

export function findRows(texts: readonly string[], query: string): number[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const rows: number[] = [];
  texts.forEach((text, row) => { if (words.every((word) => text.includes(word))) rows.push(row); });
  return rows;
}

// The next visible row after `from` whose label or title begins with what was typed, going round.
export function typeahead(outline: Outline, visible: Int32Array, from: number, typed: string): number {
  const wanted = fold(typed);
  for (let step = 0; step < visible.length; step++) {
    const index = (from + step + (typed.length === 1 ? 1 : 0)) % visible.length;
    const row = visible[index]!;
    if (fold(outline.title[row] ?? '').startsWith(wanted) || fold(outline.label[row] ?? '').startsWith(wanted)) return index;
  }
  return -1;
}
