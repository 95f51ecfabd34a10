import { describe, expect, it } from 'vitest';
import type { Budget, Indicator } from '../api/types';
import { budgetBars } from './budgets';
import { showBytes, showDecimal, showMoney } from './numbers';
import { spanOf } from './period';
import { axisPeriods, periodsOf, plotOf } from './targets';
import { timelineOf } from './timeline';

describe('figures', () => {
  it('marks thousands and never rounds', () => {
    expect(['1234567', '-1234.50', '0.1234567', '12', 1000].map(showDecimal)).toEqual(['1,234,567', '-1,234.50', '0.1234567', '12', '1,000']);
    expect(showDecimal(undefined)).toBe('');
  });
  it('says money as people do', () => {
    expect(showMoney('9345000000', 'zh')).toBe('93.45 億元');
    expect(showMoney('120000', 'zh')).toBe('12 萬元');
    expect(showMoney('9345000000', 'en')).toBe('NT$9.345 bn');
  });
  it('says sizes', () => expect([showBytes(10), showBytes(2048), showBytes(3.5 * 1024 * 1024)]).toEqual(['10 B', '2 KB', '3.5 MB']));
});

const indicator = (targets: Indicator['targets']): Indicator => ({ id: 'i', node: 'n', title: 't', targets });

describe('targets on one axis', () => {
  it('plots only figures of one unit and keeps the rest as words', () => {
    const plot = plotOf(indicator([
      { period: 'overall', text: '120 處', value: '120', unit: '處' },
      { period: '2023', text: '30 處', value: '30', unit: '處', cumulative: true },
      { period: '2022', text: '20 處', value: '20', unit: '處', cumulative: true },
      { period: '2024', text: '完成規劃' },
      { period: '2025', text: '50%', value: '50', unit: '%' },
    ]));
    expect(plot.points.map((p) => p.period)).toEqual(['2022', '2023']);
    expect(plot.words.map((w) => w.period)).toEqual(['2024', '2025']);
    expect(plot.overall?.value).toBe(120);
  });
  it('reads a bare number in the unit of the indicator', () => {
    const plot = plotOf({ ...indicator([{ period: 'overall', text: '累計 600 站', value: '600', unit: '站' }, { period: '2025', text: '240', value: '240' }, { period: '2026', text: '380', value: '380' }]), unit: '站' });
    expect([plot.unit, plot.points.length, plot.overall?.value]).toEqual(['站', 2, 600]);
  });
  it('does not guess whether a value is cumulative', () => {
    const meanings = plotOf(indicator([
      { period: '2022', text: '1', value: 1 }, { period: '2023', text: '累計 2', value: 2, cumulative: true }, { period: '2024', text: '新增 3', value: 3, cumulative: false }, { period: '2025', text: '每年 4', value: 4, every: 'year' },
    ])).points.map((p) => p.meaning);
    expect(meanings).toEqual(['unsaid', 'cumulative', 'yearly', 'yearly']);
  });
  it('orders periods in time, overall first', () => {
    expect(periodsOf([indicator([{ period: '2023', text: '' }, { period: 'overall', text: '' }, { period: '2022-H2', text: '' }, { period: '2022', text: '' }])])).toEqual(['overall', '2022', '2022-H2', '2023']);
  });
});

it('keeps a place for years without a target', () => {
  expect(axisPeriods(['2024', 'overall', '2021'])).toEqual(['2021', '2022', '2023', '2024']);
  expect(axisPeriods(['2022-H2', '2021'])).toEqual(['2021', '2022-H2']);
  expect(axisPeriods(['overall'])).toEqual([]);
});

describe('money by period', () => {
  const row = (more: Partial<Budget>): Budget => ({ amount: '1', period: '2022', ...more });
  it('prefers a printed total and says when rows were added', () => {
    expect(budgetBars([row({ amount: '10' }), row({ amount: '20', node: 'a' }), row({ amount: '31', total: true })])).toEqual([{ period: '2022', amount: 31, printed: true }]);
    expect(budgetBars([row({ amount: '10' }), row({ amount: '20' })])).toEqual([{ period: '2022', amount: 30, printed: false }]);
  });
  it('leaves spans of years to the table', () => {
    expect(budgetBars([row({ amount: '10' }), row({ amount: '20', period: '2023' }), row({ amount: '90', period: '2022/2024' })]).map((b) => b.period)).toEqual(['2022', '2023']);
  });
  it('adds no foreign money and no overall rows', () => {
    expect(budgetBars([row({ amount: '10', currency: 'USD' }), row({ amount: '5', period: 'overall' })])).toEqual([]);
  });
});

describe('calendar', () => {
  it('covers whole years and cuts far outliers', () => {
    const line = timelineOf([spanOf('2022-Q2')!, spanOf('2024')!])!;
    expect(line.years.map((y) => y.year)).toEqual([2022, 2023, 2024]);
    expect(line.quarters).toHaveLength(12);
    expect(line.share(Date.UTC(2022, 0, 1))).toBe(0);
    expect(line.share(Date.UTC(2030, 0, 1))).toBe(1);
    expect(timelineOf([spanOf('2020')!, spanOf('2090')!])!.years).toHaveLength(16);
    expect(timelineOf([])).toBeUndefined();
  });
});
