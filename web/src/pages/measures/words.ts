import { segments } from '../../api/client';
import type { Element, ValueSeries } from '../../api/measures';
import type { useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';

type Words = ReturnType<typeof useText>;

export const elementAddress = (id: string): string => `/measures/${segments(id)}`;
export const elementName = (e: Element, lang: 'zh' | 'en'): string => (lang === 'en' && e.name?.en) || e.name?.zh || e.id;
export const rhythmName = (t: Words, rhythm: string): string => (t as unknown as Record<string, string>)[`rhythm_${rhythm}`] ?? rhythm;
export const directionName = (t: Words, direction: string): string => (t as unknown as Record<string, string>)[`direction_${direction}`] ?? direction;
export const qualityName = (t: Words, quality: string | undefined): string => (quality ? (t as unknown as Record<string, string>)[`quality_${quality}`] ?? quality : '');
export const unitName = (u: { id: string; name?: { zh: string; en?: string } } | undefined, lang: 'zh' | 'en', id = ''): string => (lang === 'en' && u?.name?.en) || u?.name?.zh || u?.id || id;

// An exact value with the decimals that its element keeps; a reckoned one is cut to them.
export function fixed(value: string | number | undefined, decimals: number): string {
  if (value === undefined || value === '') return '';
  const [whole = '', part = ''] = String(value).split('.');
  return showDecimal(part.length > decimals ? Number(value).toFixed(decimals) : decimals ? `${whole}.${part.padEnd(decimals, '0')}` : whole);
}

export const seriesName = (s: ValueSeries): string => [s.name || s.unit, ...Object.values(s.members)].join('・');
