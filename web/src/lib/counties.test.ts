import { expect, it } from 'vitest';
import { classes, COUNTIES, countyOf, MAP_COLUMNS, MAP_ROWS } from './counties';

it('has 22 counties, each on a tile of its own', () => {
  expect(COUNTIES).toHaveLength(22);
  expect(new Set(COUNTIES.map((c) => `${c.column},${c.row}`)).size).toBe(22);
  for (const c of COUNTIES) expect(c.column < MAP_COLUMNS && c.row < MAP_ROWS).toBe(true);
});

it('finds the county in the name of its government, and none where two would fit', () => {
  expect(countyOf('台北市政府')?.name).toBe('臺北市');
  expect(countyOf('新北市政府衛生局')?.name).toBe('新北市');
  expect(countyOf('嘉義縣')?.name).toBe('嘉義縣');
  expect(countyOf('新竹')).toBeUndefined();
  expect(countyOf('經濟部')).toBeUndefined();
});

it('puts values into classes in their order', () => {
  const of = classes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect([1, 2, 3, 10].map(of)).toEqual([0, 0, 1, 4]);
  expect(classes([5, 5, 5])(5)).toBe(0);
  const two = classes([1, 9]);
  expect([two(1), two(9)]).toEqual([0, 1]);
});
