import { expect, it } from 'vitest';
import { readPeriod, readPoint, typedPeriod } from './rocdate';

it('reads years, quarters, months and days of either calendar', () => {
  const cases: [string, string][] = [
    ['113', '2024'], ['113年', '2024'], ['民國113年', '2024'], ['99年底前', '2010'], ['2024', '2024'], ['113年度', '2024'],
    ['113年第1季', '2024-Q1'], ['113Q3', '2024-Q3'], ['113年第四季', '2024-Q4'], ['2024-Q2', '2024-Q2'],
    ['113年上半年', '2024-H1'], ['113下半年', '2024-H2'], ['113/7', '2024-07'], ['113年7月', '2024-07'], ['１１３．１２', '2024-12'],
    ['113.7.1', '2024-07-01'], ['113 年 2 月 29 日', '2024-02-29'], ['2024-07-01', '2024-07-01'],
  ];
  for (const [typed, iso] of cases) expect(readPoint(typed), typed).toBe(iso);
});

it('refuses what is no date, rather than guess', () => {
  for (const typed of ['', '年底', '113/13', '114年2月29日', '113/0', '5', '1024', '2999', '113-7-40', '第1季', '113年5季']) expect(readPoint(typed), typed).toBeUndefined();
});

it('reads ranges and the whole', () => {
  expect(readPeriod('全期')).toBe('overall');
  expect(readPeriod('110年至113年')).toBe('2021/2024');
  expect(readPeriod('110~113')).toBe('2021/2024');
  expect(readPeriod('110~')).toBeUndefined();
});

it('reads back what it wrote, in both languages', () => {
  for (const iso of ['2024', '2024-Q1', '2024-H2', '2024-07', '2024-07-01', 'overall', '2021/2024']) {
    expect(readPeriod(typedPeriod(iso, 'zh')), iso).toBe(iso);
    expect(readPeriod(typedPeriod(iso, 'en')), iso).toBe(iso);
  }
});
