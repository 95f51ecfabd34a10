import { describe, expect, it } from 'vitest';
import type { Outline } from '../api/types';
import { ancestors, buildTree, findRows, firstDepth, hasChildren, indexOfRow, openToDepth, revealed, searchTexts, siblingPlaces, toggled, typeahead, visibleRows } from './tree';

//      0        6
//    1   5
//   2 3
//     4
const PARENTS = [-1, 0, 1, 1, 3, 0, -1];
const tree = buildTree(PARENTS);
const shown = (open: Uint8Array) => [...visibleRows(tree, open)];

const outline = {
  count: 7, parent: PARENTS, id: [], kind: [0, 0, 0, 0, 0, 0, 0], kinds: ['策略'], label: ['一', '1', '1.1', '1.2', '1.2.1', '2', '二'],
  title: ['數位', '路燈', '公車', '５Ｇ 網路', 'Bus stop', '路面', '永續'], lead: [['交通局'], [], [], ['工務局'], [], [], []], co: [[], [], [], [], [], ['交通局'], []],
  start: [], end: [], indicators: [], findings: [],
} satisfies Outline;

describe('tree', () => {
  it('knows depth, ends and children', () => {
    expect([...tree.depth]).toEqual([0, 1, 2, 2, 3, 1, 0]);
    expect([...tree.end]).toEqual([6, 5, 3, 5, 5, 6, 7]);
    expect([0, 2, 3, 4, 6].map((r) => hasChildren(tree, r))).toEqual([true, false, true, false, false]);
  });
  it('shows what is open', () => {
    expect(shown(openToDepth(tree, 1))).toEqual([0, 6]);
    expect(shown(openToDepth(tree, 2))).toEqual([0, 1, 5, 6]);
    expect(shown(openToDepth(tree, 9))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // An open node under a closed one stays hidden, and is open again when its parent opens.
    const closed = toggled(openToDepth(tree, 9), 0, false);
    expect(shown(closed)).toEqual([0, 6]);
    expect(shown(toggled(closed, 0))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
  it('reveals a row without closing others', () => {
    const open = revealed(tree, openToDepth(tree, 1), 4);
    expect(shown(open)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ancestors(tree, 4)).toEqual([0, 1, 3]);
  });
  it('finds the place of a row among the visible', () => {
    const rows = visibleRows(tree, openToDepth(tree, 2));
    expect([0, 1, 5, 6, 3].map((r) => indexOfRow(rows, r))).toEqual([0, 1, 2, 3, -1]);
  });
  it('counts siblings', () => {
    const { position, size } = siblingPlaces(tree);
    expect([...position]).toEqual([1, 1, 1, 2, 1, 2, 2]);
    expect([...size]).toEqual([2, 2, 2, 2, 1, 2, 2]);
  });
  it('opens at first no more than fits', () => {
    expect(firstDepth(tree, 100)).toBe(4);
    expect(firstDepth(tree, 4)).toBe(2);
    expect(firstDepth(tree, 0)).toBe(1);
  });
  it('finds words in labels, titles and agencies, full width as half width', () => {
    const texts = searchTexts(outline);
    expect(findRows(texts, '5g')).toEqual([3]);
    expect(findRows(texts, '交通局')).toEqual([0, 5]);
    expect(findRows(texts, 'BUS')).toEqual([4]);
    expect(findRows(texts, '1.2 工務')).toEqual([3]);
    expect(findRows(texts, '  ')).toEqual([]);
  });
  it('jumps by typing, going round', () => {
    const rows = visibleRows(tree, openToDepth(tree, 9));
    expect(typeahead(outline, rows, 0, '路')).toBe(1);
    expect(typeahead(outline, rows, 1, '路')).toBe(5);
    expect(typeahead(outline, rows, 5, '路')).toBe(1);
    expect(typeahead(outline, rows, 1, '路面')).toBe(5);
    expect(typeahead(outline, rows, 0, '沒有')).toBe(-1);
  });
  it('takes 50,000 nodes', () => {
    const parents = Array.from({ length: 50_000 }, (_, i) => (i === 0 ? -1 : i % 50 === 0 ? 0 : i - (i % 50)));
    const big = buildTree(parents);
    expect(visibleRows(big, openToDepth(big, 3)).length).toBe(50_000);
    expect(visibleRows(big, openToDepth(big, 2)).length).toBe(1 + 49 + 999);
  });
});
