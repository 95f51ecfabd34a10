import { describe, expect, it } from 'vitest';
import { formatInstant, formatPeriod, formatRange, parsePoint, rocYear, spanOf, spanOfRange, todayInTaipei } from './period';

describe('periods in words', () => {
  it.each([
    ['2021', '民國110年', '2021'],
    ['2021-H1', '民國110年上半年', 'H1 2021'],
    ['2021-Q1', '民國110年第1季', 'Q1 2021'],
    ['2021-12', '民國110年12月', 'Dec 2021'],
    ['2021-12-31', '民國110年12月31日', '31 Dec 2021'],
    ['2021/2024', '民國110年至113年', '2021 – 2024'],
    ['1912', '民國1年', '1912'],
    ['overall', '全期', 'Overall'],
  ])('%s', (period, zh, en) => {
    expect(formatPeriod(period, 'zh', true)).toBe(zh);
    expect(formatPeriod(period, 'en')).toBe(en);
  });
  it('leaves what it does not know as it is', () => {
    expect(formatPeriod('配合前瞻計畫', 'zh')).toBe('配合前瞻計畫');
    expect(formatPeriod('2021-13', 'zh')).toBe('2021-13');
    expect(formatPeriod(undefined, 'zh')).toBe('');
  });
  it('counts years before the republic backwards', () => expect([rocYear(1912), rocYear(1911), rocYear(1900)]).toEqual(['1年', '前1年', '前12年']));
  it('shows open sides', () => {
    expect(formatRange('2021-07', undefined, 'zh', true)).toBe('民國110年7月起');
    expect(formatRange(undefined, '2024', 'zh', true)).toBe('至民國113年');
    expect(formatRange(undefined, '2024', 'en')).toBe('until 2024');
    expect(formatRange('2024', '2024', 'zh')).toBe('113年');
    expect(formatRange(undefined, undefined, 'zh')).toBe('');
  });
  it('writes instants on the clock of Taipei', () => {
    expect(formatInstant('2024-03-05T18:30:00Z', 'zh')).toBe('113年3月6日 02:30');
    expect(formatInstant('2024-12-31T16:00:00Z', 'en')).toBe('1 Jan 2025 00:00');
    expect(todayInTaipei(new Date('2024-12-31T16:00:00Z'))).toBe('2025-01-01');
  });
});

describe('periods as spans', () => {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  it.each([
    ['2021', '2021-01-01', '2022-01-01'],
    ['2021-H2', '2021-07-01', '2022-01-01'],
    ['2021-Q1', '2021-01-01', '2021-04-01'],
    ['2021-12', '2021-12-01', '2022-01-01'],
    ['2024-02-29', '2024-02-29', '2024-03-01'],
    ['2021-07/2022-Q1', '2021-07-01', '2022-04-01'],
  ])('%s includes its last part whole', (period, start, end) => {
    const span = spanOf(period)!;
    expect([day(span.start), day(span.end)]).toEqual([start, end]);
  });
  it('refuses what is no period', () => {
    for (const text of ['', 'overall', '2021-00', '2021-Q5', '2021-12-32', '110年']) expect(spanOf(text)).toBeUndefined();
    expect(parsePoint('2021-H3')).toBeUndefined();
  });
  it('takes the bound for an open side', () => {
    const bounds = spanOf('2020/2025')!;
    expect(spanOfRange('2023', undefined, bounds)).toEqual({ start: spanOf('2023')!.start, end: bounds.end });
    expect(spanOfRange(undefined, '2021', bounds)).toEqual({ start: bounds.start, end: spanOf('2021')!.end });
    expect(spanOfRange('早日', '盡快', bounds)).toBeUndefined();
  });
});
