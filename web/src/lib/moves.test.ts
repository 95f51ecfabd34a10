import { expect, it } from 'vitest';
import type { Outline } from '../api/types';
import { childrenOf, dropOn, stepOf } from './moves';
import { buildTree } from './tree';

// a( b( c d ) e ) f
const PARENT = [-1, 0, 1, 1, 0, -1];
const outline = { id: ['a', 'b', 'c', 'd', 'e', 'f'], parent: PARENT } as unknown as Outline;
const tree = buildTree(PARENT);

it('lists children in order, roots under none', () => {
  expect(childrenOf(tree, -1)).toEqual([0, 5]);
  expect(childrenOf(tree, 1)).toEqual([2, 3]);
});

it('drops before, after and inside', () => {
  expect(dropOn(outline, tree, 2, 4, 'before')).toEqual({ op: 'move', node: 'c', parent: 'a', before: 'e' });
  expect(dropOn(outline, tree, 2, 4, 'after')).toEqual({ op: 'move', node: 'c', parent: 'a' });
  expect(dropOn(outline, tree, 2, 4, 'inside')).toEqual({ op: 'move', node: 'c', parent: 'e' });
  expect(dropOn(outline, tree, 2, 5, 'after')).toEqual({ op: 'move', node: 'c' });
});

it('does not move into itself, nor to where it is', () => {
  expect(dropOn(outline, tree, 1, 2, 'inside')).toBeUndefined();
  expect(dropOn(outline, tree, 1, 1, 'before')).toBeUndefined();
  expect(dropOn(outline, tree, 2, 3, 'before')).toBeUndefined();
  expect(dropOn(outline, tree, 3, 2, 'after')).toBeUndefined();
  expect(dropOn(outline, tree, 3, 1, 'inside')).toBeUndefined();
});

it('steps with the keyboard', () => {
  expect(stepOf(outline, tree, 3, 'up')).toEqual({ op: 'move', node: 'd', parent: 'b', before: 'c' });
  expect(stepOf(outline, tree, 2, 'down')).toEqual({ op: 'move', node: 'c', parent: 'b' });
  expect(stepOf(outline, tree, 2, 'up')).toBeUndefined();
  expect(stepOf(outline, tree, 4, 'in')).toEqual({ op: 'move', node: 'e', parent: 'b' });
  expect(stepOf(outline, tree, 3, 'out')).toEqual({ op: 'move', node: 'd', parent: 'a', before: 'e' });
  expect(stepOf(outline, tree, 0, 'out')).toBeUndefined();
});
