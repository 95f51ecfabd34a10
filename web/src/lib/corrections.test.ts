import { expect, it } from 'vitest';
import type { Budget, Fact, Indicator, PlanNode } from '../api/types';
import { budgetForm, budgetOperations, factForm, factOperations, indicatorForm, indicatorOperations, newTarget, nodeForm, nodeOperations, readNumber, rebased } from './corrections';

const NODE: PlanNode = { id: '3/1', level: 1, kind: '措施', label: '1', title: '建置路燈', lead: ['工務局'], roles: 'unmarked', schedule: [{ start: '2024-01', end: '2024-Q2', phase: '先期' }, { text: '視經費而定' }] };
const INDICATOR: Indicator = {
  id: '3/1#1', node: '3/1', role: 'kpi', title: '路燈數', unit: '盞',
  targets: [
    { period: 'overall', text: '90盞', value: '90', unit: '盞', comparator: '>=', source: { document: 'd', lines: [4, 4] } },
    { period: '2024', text: '40盞及20場', parts: [{ value: '40' }, { value: '20' }] },
    { period: '2025', text: '累計90盞', value: '90', unit: '盞', cumulative: true },
  ],
};

it('says nothing where nothing was changed', () => {
  for (const lang of ['zh', 'en'] as const) {
    expect(nodeOperations(NODE, nodeForm(NODE, lang), lang)).toEqual({ operations: [], troubles: [] });
    expect(indicatorOperations(INDICATOR, indicatorForm(INDICATOR, lang), lang)).toEqual({ operations: [], troubles: [] });
  }
});

it('sets each field that was changed, once', () => {
  const form = { ...nodeForm(NODE, 'zh'), title: ' 建置智慧路燈 ', lead: ['工務局', '交通局', '工務局', ' '], unmarked: false };
  expect(nodeOperations(NODE, form, 'zh').operations).toEqual([
    { op: 'set', node: '3/1', field: 'title', value: '建置智慧路燈' },
    { op: 'set', node: '3/1', field: 'lead', value: ['工務局', '交通局'] },
    { op: 'set', node: '3/1', field: 'roles', value: '' },
  ]);
});

it('writes dates as typed in the Republic calendar, keeps words, and tells what it cannot read', () => {
  const form = nodeForm(NODE, 'zh');
  form.schedule = [{ ...form.schedule[0]!, end: '114/6' }, form.schedule[1]!, { start: '', end: '', phase: '', text: '' }];
  expect(nodeOperations(NODE, form, 'zh')).toEqual({ operations: [{ op: 'set', node: '3/1', field: 'schedule', value: [{ start: '2024-01', end: '2025-06', phase: '先期' }, { text: '視經費而定' }] }], troubles: [] });
  form.schedule[0]!.end = '年底';
  expect(nodeOperations(NODE, form, 'zh').troubles).toEqual([{ field: 'end', typed: '年底' }]);
});

it('changes, removes and adds targets so that their numbers hold', () => {
  const form = indicatorForm(INDICATOR, 'zh');
  form.targets = [{ ...form.targets[0]!, value: '1,200' }, form.targets[2]!, { ...newTarget('115', '盞'), value: '130' }];
  expect(indicatorOperations(INDICATOR, form, 'zh')).toEqual({
    troubles: [],
    operations: [
      { op: 'target', indicator: '3/1#1', at: 0, value: { period: 'overall', text: '90盞', value: 1200, unit: '盞', comparator: '>=', source: { document: 'd', lines: [4, 4] } } },
      { op: 'target', indicator: '3/1#1', at: 1, value: null },
      { op: 'target', indicator: '3/1#1', at: 2, value: { period: '2026', text: '130盞', value: 130, unit: '盞' } },
    ],
  });
});

it('keeps several figures of a cell while its text stays, and drops them when one figure is set', () => {
  const form = indicatorForm(INDICATOR, 'zh');
  form.targets[1] = { ...form.targets[1]!, due: '113/12' };
  expect(indicatorOperations(INDICATOR, form, 'zh').operations[0]).toMatchObject({ at: 1, value: { due: '2024-12', parts: [{ value: '40' }, { value: '20' }] } });
  form.targets[1] = { ...form.targets[1]!, value: '60' };
  expect(indicatorOperations(INDICATOR, form, 'zh').operations[0]!.value).not.toHaveProperty('parts');
});

it('sends a budget whole, without what the server added for showing', () => {
  const budget: Budget = { node: '3/1', node_title: '建置路燈', period: '2024', amount: '12000000', printed: '12 百萬元', basis: '法定預算' };
  expect(budgetOperations(budget, 2, budgetForm(budget, 'zh'), 'zh').operations).toEqual([]);
  expect(budgetOperations(budget, 2, { ...budgetForm(budget, 'zh'), amount: '13,000,000', basis: '' }, 'zh').operations).toEqual([{ op: 'budget', at: 2, value: { node: '3/1', period: '2024', amount: 13000000, printed: '12 百萬元' } }]);
  expect(readNumber('1234567890123456')).toBeUndefined();
  expect(readNumber('１２,345.60')).toBe(12345.6);
  expect(budgetOperations(budget, 2, { ...budgetForm(budget, 'zh'), amount: '約千萬' }, 'zh').troubles).toEqual([{ field: 'amount', typed: '約千萬' }]);
});

it('keeps what was typed, and takes what another changed meanwhile', () => {
  const base = nodeForm(NODE, 'zh');
  const typed = { ...base, label: '1-1' };
  const theirs = nodeForm({ ...NODE, title: '建置智慧路燈' }, 'zh');
  expect(rebased(base, typed, theirs)).toEqual({ ...theirs, label: '1-1' });
  expect(rebased(base, typed, base)).toBe(typed);
  const i = indicatorForm(INDICATOR, 'zh');
  const mine = { ...i, targets: [{ ...i.targets[0]!, value: '95' }, i.targets[1]!, i.targets[2]!] };
  const other = { ...i, targets: [i.targets[0]!, i.targets[1]!, { ...i.targets[2]!, value: '99' }] };
  expect(rebased(i, mine, other).targets.map((t) => t.value)).toEqual(['95', '', '99']);
  // Rows came or went: whose is which cannot be told, and theirs stands.
  expect(rebased(i, mine, { ...i, targets: i.targets.slice(1) }).targets).toHaveLength(2);
});

it('sends a result whole, with what was typed', () => {
  const fact: Fact = { node: '3/1', node_title: '建置路燈', text: '累計完成90盞', figure: 90, unit: '盞', period: '2024', cumulative: true };
  expect(factOperations(fact, 4, factForm(fact, 'zh'), 'zh').operations).toEqual([]);
  expect(factOperations(fact, 4, { ...factForm(fact, 'zh'), figure: '95', unit: '' }, 'zh').operations).toEqual([{ op: 'fact', at: 4, value: { node: '3/1', text: '累計完成90盞', figure: 95, period: '2024', cumulative: true } }]);
});
