// Small marks of stocks: the light (a shape and a word, colour only beside them), when something falls under its line, a
// word-sized trend with its line.
import { scaleLinear } from 'd3-scale';
import type { MaterialHead, Path, StockLight, TrendPoint } from '../../api/stocks';
import { Period } from '../../components/Marks';
import { useText } from '../../i18n';

const SHAPES: Record<StockLight, string> = { above: '●', near: '◆', under: '▼', unknown: '○' };

export function LightMark({ light }: { light: StockLight }) {
  const t = useText();
  return <span className={`stock-light stock-${light}`}><span aria-hidden="true">{SHAPES[light]}</span> {t[`stockLight_${light}`]}</span>;
}

export function unitOf(material: Pick<MaterialHead, 'measure' | 'unit'>, day: string): string {
  return material.measure === 'days' ? day : material.measure === 'coverage' ? '％' : material.unit;
}

export const shown = (value: number | undefined, digits = 1): string => (value === undefined ? '—' : value.toLocaleString('en', { maximumFractionDigits: digits }));

// On which day a path falls under the line; not at all within what was looked at is said so.
export function Under({ path, today, horizon = 180 }: { path: Path | undefined; today: string; horizon?: number }) {
  const t = useText();
  if (!path) return <span className="quiet">—</span>;
  if (!path.under) return <span className="quiet">{t.stockNotWithin(horizon)}</span>;
  if (path.under <= today) return <strong className="stock-under">▼ {t.stockAlready}</strong>;
  return <span className="stock-when"><Period period={path.under} /></span>;
}

const W = 96;
const H = 28;

export function StockSpark({ points }: { points: TrendPoint[] }) {
  const all = points.filter((p) => p.value !== undefined);
  if (all.length < 2) return null;
  const top = Math.max(...all.map((p) => Math.max(p.value!, p.line ?? 0)));
  const x = scaleLinear([0, all.length - 1], [3, W - 5]);
  const y = scaleLinear([0, top || 1], [H - 3, 4]);
  const last = all.at(-1)!;
  return (
    <svg className="spark stock-spark" width={W} height={H} aria-hidden="true">
      <path className="spark-line" d={all.map((p, i) => (p.line === undefined ? '' : `${i ? 'L' : 'M'}${x(i)},${y(p.line)}`)).join('').replace(/^L/, 'M')} />
      <path d={all.map((p, i) => `${i ? 'L' : 'M'}${x(i)},${y(p.value!)}`).join('')} />
      <circle cx={x(all.length - 1)} cy={y(last.value!)} r={2.5} />
    </svg>
  );
}
