// A word-sized line of the figures promised; the figures themselves are in the row beside it.
import { scaleLinear } from 'd3-scale';
import type { Indicator } from '../api/types';
import { plotOf } from '../lib/targets';

const W = 84;
const H = 24;

export function Spark({ indicator }: { indicator: Indicator }) {
  const { points } = plotOf(indicator);
  if (points.length < 2) return null;
  const x = scaleLinear([0, points.length - 1], [5, W - 5]);
  const y = scaleLinear([Math.min(0, ...points.map((p) => p.value)), Math.max(...points.map((p) => p.value)) || 1], [H - 4, 5]);
  return (
    <svg className="spark" width={W} height={H} aria-hidden="true">
      {points.map((p, i) => p.meaning === 'yearly' && <line key={i} className="spark-bar" x1={x(i)} x2={x(i)} y1={y(0)} y2={y(p.value)} />)}
      <path d={points.map((p, i) => `${i ? 'L' : 'M'}${x(i)},${y(p.value)}`).join('')} />
      <circle cx={x(points.length - 1)} cy={y(points.at(-1)!.value)} r={2.5} />
    </svg>
  );
}
