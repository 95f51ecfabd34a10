import { expect, it } from 'vitest';
import type { Overview } from '../api/evaluation';
import { addCounts, agencySums, byTrouble, listed } from './overview';

const none = { count: 0, items: [] };
const plan = (id: string, behind: number, agencies: [string, object][]) => ({
  plan: { id, title: id }, basis: 'filed', whole: { light: 'behind', why: '', because: { zh: '', en: '' }, counts: { behind } }, behind: { count: behind, items: [{ node: '1', title: 'x', light: 'behind', agencies: [], because: { zh: '', en: '' } }] },
  late: none, at_risk: none, not_started: none, unowned: none, without_target: none, warned: none,
  agencies: agencies.map(([agency, counts]) => ({ agency, counts, answers: 2, default_shares: false, helps: 0, light: 'behind', why: '', because: { zh: '', en: '' } })),
});
const overview = { today: '2026-11-30', plans: [plan('a', 3, [['甲', { behind: 1 }], ['乙', { 'on-track': 5 }]]), plan('b', 2, [['甲', { behind: 2, done: 1 }]])] } as unknown as Overview;

it('adds lights over plans, agency by agency, the worst first', () => {
  expect(agencySums(overview)).toEqual([{ agency: '甲', counts: { behind: 3, done: 1 }, answers: 4, plans: 2 }, { agency: '乙', counts: { 'on-track': 5 }, answers: 2, plans: 1 }]);
  expect(addCounts([{ behind: 1 }, {}, { behind: 2, done: 1 }])).toEqual({ behind: 3, done: 1 });
});
it('counts all though it lists some', () => {
  const behind = listed(overview, 'behind');
  expect([behind.count, behind.items.map((i) => i.planTitle)]).toEqual([5, ['a', 'b']]);
});
it('an unreported thing weighs as one that is behind', () => {
  expect([{ 'on-track': 9 }, { 'not-reported': 1 }, { 'at-risk': 4 }].sort(byTrouble)).toEqual([{ 'not-reported': 1 }, { 'at-risk': 4 }, { 'on-track': 9 }]);
});
