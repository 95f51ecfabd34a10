import { describe, expect, it } from 'vitest';
import { blockWithin, cellWithin, orderedPlaces, parseSpan, placeOf, placeQuery } from './spans';

describe('places', () => {
  it('reads ?lines=', () => {
    expect(parseSpan('12-14')).toEqual([12, 14]);
    expect(parseSpan('7')).toEqual([7, 7]);
    for (const bad of [null, '', '0', '5-2', 'x', '1-', '-3', '1e3']) expect(parseSpan(bad)).toBeUndefined();
  });
  it('goes to an address and back', () => {
    for (const place of [{ document: 'd', lines: [3, 4] as [number, number] }, { document: 'd', page: 2, lines: [1, 1] as [number, number] }, { document: 'd', block: 9 }, { document: 'd', sheet: '經費 (千元)', cells: 'B3:D3' }]) {
      expect(placeOf('d', new URLSearchParams(placeQuery(place)))).toEqual(place);
    }
    expect(placeOf('d', new URLSearchParams(''))).toBeUndefined();
  });
  it('matches blocks by line, page, block and sheet rows', () => {
    const block = { kind: 'paragraph', page: 2, lines: [5, 8] as [number, number], block: 4 };
    expect(blockWithin(block, { document: 'd', page: 2, lines: [8, 9] })).toBe(true);
    expect(blockWithin(block, { document: 'd', page: 3, lines: [8, 9] })).toBe(false);
    expect(blockWithin(block, { document: 'd', page: 2, lines: [9, 9] })).toBe(false);
    expect(blockWithin(block, { document: 'd', page: 2 })).toBe(true);
    expect(blockWithin(block, { document: 'd', block: 4 })).toBe(true);
    expect(blockWithin({ kind: 'table', sheet: 'A', cells: 'A1:F10' }, { document: 'd', sheet: 'A', cells: 'B3:D3' })).toBe(true);
    expect(blockWithin({ kind: 'table', sheet: 'B', cells: 'A1:F10' }, { document: 'd', sheet: 'A', cells: 'B3:D3' })).toBe(false);
  });
  it('lights the very cells of a sheet', () => {
    const place = { document: 'd', sheet: 'A', cells: 'Z3:AB4' };
    expect(['Y3', 'Z3', 'AA4', 'AB5', 'A3'].map((cells) => cellWithin({ cells }, place))).toEqual([false, true, true, false, false]);
    expect(cellWithin({ cells: 'C4' }, { document: 'd', sheet: 'A', cells: 'C4' })).toBe(true);
    expect(cellWithin({ lines: [4, 4] }, { document: 'd', page: 1, lines: [3, 5] })).toBe(true);
    expect(cellWithin({}, { document: 'd', lines: [3, 5] })).toBe(false);
  });
  it('orders places and drops doubles', () => {
    const a = { document: 'a', lines: [9, 9] as [number, number] };
    const b = { document: 'a', lines: [2, 3] as [number, number] };
    const c = { document: 'c', lines: [1, 1] as [number, number] };
    expect(orderedPlaces([a, c, b, { ...a }])).toEqual([b, a, c]);
  });
});
