import { expect, it } from 'vitest';
import type { NodeDiff, PlanDiff } from '../api/desk';
import type { Outline } from '../api/types';
import { diffTree, flatDiff, placesOf } from './diffRows';

const outline = {
  id: ['1', '1/a', '1/b', '2'], parent: [-1, 0, 0, -1], kind: [0, 1, 1, 0], kinds: ['目標', '措施'], label: ['1', 'a', 'b', '2'], title: ['甲', '乙', '丙', '丁'],
  lead: [[], ['工務局'], ['交通局'], []], co: [[], [], ['工務局'], []],
} as unknown as Outline;
const places = placesOf(outline);
const ALL = { changes: new Set<never>(), agency: '' };
const NODES: NodeDiff[] = [
  { id: '1/a', change: 'changed', title: '乙', fields: [{ field: 'title', before: '己', after: '乙' }], parent: '1' },
  { id: '1/c', change: 'removed', title: '戊', parent: '1' },
  { id: '2', change: 'added', title: '丁' },
];

it('puts what changed under what did not', () => {
  const rows = diffTree(NODES, places, ALL);
  expect(rows.map((r) => [r.depth, r.diff?.id ?? `(${r.place!.id})`])).toEqual([[0, '(1)'], [1, '1/a'], [1, '1/c'], [0, '2']]);
});

it('filters by kind of change and by agency', () => {
  expect(diffTree(NODES, places, { changes: new Set(['added'] as const), agency: '' }).map((r) => r.diff?.id)).toEqual(['2']);
  expect(diffTree(NODES, places, { changes: new Set<never>(), agency: '工務局' }).map((r) => r.diff?.id ?? `(${r.place!.id})`)).toEqual(['(1)', '1/a']);
});

it('is not caught by a circle of parents', () => {
  const odd: NodeDiff[] = [{ id: 'x', change: 'moved', parent: 'y' }, { id: 'y', change: 'moved', parent: 'x' }];
  expect(diffTree(odd, places, ALL)).toHaveLength(2);
});

it('makes a flat table of every change', () => {
  const heads = { header: [], node: '項目', indicator: '指標', budget: '經費', plan: '計畫', change: (c: string) => c, field: (f: string) => f, period: (p: string | undefined) => p ?? '', name: (id: string) => id };
  const diff: PlanDiff = {
    plan: 'p', from: { side: '1' }, to: { side: '2' }, counts: {}, header: [{ field: 'issuer', before: '縣府' }], nodes: NODES,
    indicators: [{ id: 'i', change: 'changed', node: '1/a', title: '盞數', targets: [{ change: 'changed', period: '2024', before: { period: '2024', text: '40' }, after: { period: '2024', text: '45' } }] }],
    budgets: [{ change: 'added', title: '路燈', period: '2024', after: { amount: '1200', title: '路燈' } }],
  };
  expect(flatDiff(diff, 'zh', heads)).toEqual([
    ['計畫', 'changed', '', '', 'issuer', '縣府', ''],
    ['項目', 'changed', '', '乙', 'title', '己', '乙'],
    ['項目', 'removed', '', '戊', '', '', ''],
    ['項目', 'added', '', '丁', '', '', ''],
    ['指標', 'changed', '', '盞數', '2024', '40', '45'],
    ['經費', 'added', '', '路燈', '2024', '', '1200'],
  ]);
});
