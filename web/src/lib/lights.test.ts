import { expect, it } from 'vitest';
import type { LightPicture } from '../api/settings';
import type { Outline } from '../api/types';
import { columnsOf, countsByColumn, heatRows, shownRows } from './lights';

const legend: LightPicture['legend'] = ['done', 'on-track', 'not-due', 'at-risk', 'not-reported', 'behind', 'undecidable', 'none'];
const picture: LightPicture = { plan: 'p', today: '2026-11-30', basis: 'filed', legend, id: ['1', '1/1', '1/2', '2'], cycles: [{ id: 'q-2026-Q2', period: '2026-Q2', lights: 'cccf' }, { id: 'q-2026-Q3', period: '2026-Q3', lights: 'fbfh' }], now: 'fbfh' };
const outline = { count: 4, id: ['1', '1/1', '1/2', '2'], parent: [-1, 0, 0, -1] } as unknown as Outline;

it('letters become rows with their depth', () => {
  const rows = heatRows(picture, outline);
  expect(rows.map((r) => [r.id, r.depth, r.lights.at(-1)])).toEqual([['1', 0, 'behind'], ['1/1', 1, 'on-track'], ['1/2', 1, 'behind'], ['2', 0, 'none']]);
  expect(columnsOf(picture).map((c) => c.period)).toEqual(['2026-Q2', '2026-Q3', '2026-11-30']);
});
it('a branch whose parts are counted is not counted again', () => {
  const rows = heatRows(picture, outline);
  expect(countsByColumn(rows, 3)).toEqual([{ 'not-due': 2, behind: 1 }, { 'on-track': 1, behind: 1 }, { 'on-track': 1, behind: 1 }]);
});
it('only what is in trouble now, to a depth', () => {
  expect(shownRows(heatRows(picture, outline), 0, true).map((r) => r.id)).toEqual(['1']);
  expect(shownRows(heatRows(picture, outline), 9, true).map((r) => r.id)).toEqual(['1', '1/2']);
});
it('a plan that promised nothing somewhere has no row there', () => {
  expect(heatRows({ ...picture, cycles: [], now: 'hhhh' }, outline)).toEqual([]);
});
