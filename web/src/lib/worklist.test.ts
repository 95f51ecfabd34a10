import { expect, it } from 'vitest';
import type { Finding } from '../api/types';
import { nextTask, shown, sorted, tasksOf } from './worklist';

const finding = (id: string, rule: string, severity: Finding['severity'], node: string, dismissed = false): Finding =>
  ({ id, rule, severity, message: id, nodes: [node], ...(dismissed ? { dismissed: { reason: '已確認' } } : {}) });
const FINDINGS = [finding('c', 'reading-leftover', 'note', 'n1'), finding('a', 'targets-sum', 'error', 'n3'), finding('b', 'numbering', 'warning', 'n2', true)];
const ROWS = new Map([['n1', 0], ['n2', 1], ['n3', 2]]);
const tasks = tasksOf(FINDINGS, new Set(['c']));
const ids = (list: typeof tasks) => list.map((t) => t.finding.id).join('');

it('counts what was dismissed or seen as done', () => {
  expect(tasks.map((t) => t.done)).toEqual([true, false, true]);
});
it('sorts by place or by severity', () => {
  expect(ids(sorted(tasks, 'document', ROWS))).toBe('cba');
  expect(ids(sorted(tasks, 'severity', ROWS))).toBe('abc');
});
it('shows what is asked', () => {
  expect(ids(shown(tasks, 'open'))).toBe('a');
  expect(ids(shown(tasks, 'doubts'))).toBe('c');
  expect(ids(shown(tasks, 'rules'))).toBe('ab');
});
it('goes on to the next one that is open, going round', () => {
  const list = sorted(tasks, 'document', ROWS);
  expect(nextTask(list, 'c', 1, true)?.finding.id).toBe('a');
  expect(nextTask(list, 'a', 1, true)).toBeUndefined();
  expect(nextTask(list, 'a', 1, false)?.finding.id).toBe('c');
  expect(nextTask(list, undefined, -1, false)?.finding.id).toBe('a');
  expect(nextTask([], undefined, 1, false)).toBeUndefined();
});
