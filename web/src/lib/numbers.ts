// Exact decimals come as text or numbers; they are shown as they are, with thousands marked, and never rounded by us.
import type { Decimal, Target } from '../api/types';
import type { Lang } from './period';

export function showDecimal(value: Decimal | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  const m = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  return m ? `${m[1]}${m[2]!.replace(/\B(?=(\d{3})+$)/g, ',')}${m[3] ?? ''}` : text;
}

export const toNumber = (value: Decimal | undefined): number | undefined => {
  if (value === undefined || value === '') return undefined;
  const n = Number(value);
  return Number.isFinite(n) ? n : undefined;
};

// Money in words that people compare: 億/萬 or billions/millions, from exact dollars.
export function showMoney(amount: Decimal, lang: Lang): string {
  const n = Number(amount);
  const trim = (x: number) => showDecimal(String(Number(x.toFixed(4))));
  if (!Number.isFinite(n)) return String(amount);
  if (lang === 'zh') return Math.abs(n) >= 1e8 ? `${trim(n / 1e8)} 億元` : Math.abs(n) >= 1e4 ? `${trim(n / 1e4)} 萬元` : `${trim(n)} 元`;
  return Math.abs(n) >= 1e9 ? `NT$${trim(n / 1e9)} bn` : Math.abs(n) >= 1e6 ? `NT$${trim(n / 1e6)} m` : `NT$${trim(n)}`;
}

export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const compareText = (a: string, b: string): number => a.localeCompare(b, 'zh-Hant-TW', { numeric: true });

export type TargetShape = 'number' | 'range' | 'words';
export const shapeOf = (t: Target): TargetShape => (t.value === undefined ? 'words' : t.value_max === undefined ? 'number' : 'range');
