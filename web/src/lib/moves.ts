// Where a node may go in the tree, and the operation that takes it there.
import type { Outline } from '../api/types';
import type { Operation } from './corrections';
import type { Tree } from './tree';

export type Where = 'before' | 'after' | 'inside';

export function childrenOf(tree: Tree, row: number): number[] {
  const rows: number[] = [];
  const end = row < 0 ? tree.count : tree.end[row]!;
  for (let at = row + 1; at < end; at = tree.end[at]!) rows.push(at);
  return rows;
}

export const within = (tree: Tree, row: number, ancestor: number): boolean => row >= ancestor && row < tree.end[ancestor]!;

// Under `parent` (-1: a root) and before the row `before` (undefined: last).
export function moveTo(outline: Outline, row: number, parent: number, before: number | undefined): Operation {
  return {
    op: 'move', node: outline.id[row]!,
    ...(parent >= 0 ? { parent: outline.id[parent]! } : {}),
    ...(before === undefined ? {} : { before: outline.id[before]! }),
  };
}

// Dropping `row` on `target`: undefined when it may not go there or is there already.
export function dropOn(outline: Outline, tree: Tree, row: number, target: number, where: Where): Operation | undefined {
  if (within(tree, target, row)) return undefined;
  const parent = where === 'inside' ? target : tree.parent[target]!;
  const siblings = childrenOf(tree, parent).filter((r) => r !== row);
  const before = where === 'inside' ? undefined : where === 'before' ? target : siblings[siblings.indexOf(target) + 1];
  const old = childrenOf(tree, tree.parent[row]!);
  const next = old[old.indexOf(row) + 1];
  if (parent === tree.parent[row]! && before === next) return undefined;
  return moveTo(outline, row, parent, before);
}

export type Step = 'up' | 'down' | 'out' | 'in';

// One step by keyboard: among its siblings, out behind its parent, or in under the sibling before it.
export function stepOf(outline: Outline, tree: Tree, row: number, step: Step): Operation | undefined {
  const parent = tree.parent[row]!;
  const siblings = childrenOf(tree, parent);
  const at = siblings.indexOf(row);
  if (step === 'up') return at > 0 ? moveTo(outline, row, parent, siblings[at - 1]) : undefined;
  if (step === 'down') return at < siblings.length - 1 ? moveTo(outline, row, parent, siblings[at + 2]) : undefined;
  if (step === 'in') return at > 0 ? moveTo(outline, row, siblings[at - 1]!, undefined) : undefined;
  if (parent < 0) return undefined;
  const aunts = childrenOf(tree, tree.parent[parent]!);
  return moveTo(outline, row, tree.parent[parent]!, aunts[aunts.indexOf(parent) + 1]);
}
