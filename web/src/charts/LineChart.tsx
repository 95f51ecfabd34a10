// A line of values and the line that they are held against. The limit is dashed and named, values beyond it are filled
// squares: neither needs colour. The table beside it has every figure.
import { scaleLinear } from 'd3-scale';
import { useId } from 'react';
import type { AlertPoint } from '../api/alerts';
import { useLanguage } from '../i18n';
import { showDecimal } from '../lib/numbers';
import { formatPeriod } from '../lib/period';
import { useWidth } from '../lib/useWidth';

const HEIGHT = 220;
const PAD = { top: 18, right: 16, bottom: 30, left: 64 };
const MARKED = 60; // fewer values than this each have their point

// A stretch of values that means something (below a line of warning): hatched, and named at its edge.
export interface Band { from?: number | undefined; to?: number | undefined; name: string }

interface Props { points: (AlertPoint & { period?: string })[]; unit: string; label: string; line?: number | undefined; lineName?: string; bands?: Band[] }

export function LineChart({ points, unit, label, line, lineName, bands = [] }: Props) {
  const { lang, t } = useLanguage();
  const [ref, width] = useWidth<HTMLElement>();
  const id = useId();
  if (points.length < 2) return null;
  const values = points.map((p) => ({ at: Date.parse(p.at), value: Number(p.value), line: p.line === undefined ? line : Number(p.line) }));
  const lines = values.flatMap((p) => (p.line === undefined ? [] : [p.line]));
  const edges = bands.flatMap((b) => [b.from, b.to].filter((v) => v !== undefined));
  const low = Math.min(...values.map((p) => p.value), ...lines, ...edges);
  const high = Math.max(...values.map((p) => p.value), ...lines, ...edges);
  const limit = lineName ?? t.alertLine;
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  const first = values[0]!.at;
  const last = values[values.length - 1]!.at;
  const x = scaleLinear([first, last], [PAD.left, Math.max(PAD.left + 1, width - PAD.right)]);
  const y = scaleLinear([low - room, high + room], [HEIGHT - PAD.bottom, PAD.top]).nice(4);
  const path = (of: (p: (typeof values)[number]) => number | undefined, step: boolean) =>
    values.reduce((d, p, i) => {
      const v = of(p);
      if (v === undefined) return d;
      const move = i === 0 || of(values[i - 1]!) === undefined;
      return `${d}${move ? 'M' : step ? `H${x(p.at)}V${y(v)}L` : 'L'}${x(p.at)},${y(v)}`;
    }, '');
  const newest = values[values.length - 1]!;
  const day = (at: number) => formatPeriod(new Date(at + 8 * 3_600_000).toISOString().slice(0, 10), lang);
  return (
    <figure className="chart" ref={ref} aria-labelledby={id}>
      <figcaption id={id} className="chart-caption">{label}{unit && `（${unit}）`}{lines.length > 0 && <span className="key"><svg width="22" height="10" aria-hidden="true"><path className="alert-limit" d="M0,5H22" /></svg>{limit}</span>}</figcaption>
      <svg width={width} height={HEIGHT} role="img" aria-label={`${label}：${points.at(-1)!.period ? formatPeriod(points.at(-1)!.period, lang) : day(newest.at)} ${showDecimal(String(newest.value))} ${unit}${newest.line === undefined ? '' : `，${limit} ${showDecimal(String(newest.line))}`}${bands.map((b) => `；${b.name}`).join('')}`}>
        {bands.length > 0 && <defs><pattern id={`${id}-hatch`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line className="band-ink" x1="0" y1="0" x2="0" y2="7" /></pattern></defs>}
        {bands.map((b, i) => {
          const top = b.to === undefined ? PAD.top : y(b.to);
          const bottom = b.from === undefined ? HEIGHT - PAD.bottom : y(b.from);
          return <g key={i}><rect fill={`url(#${id}-hatch)`} x={PAD.left} width={Math.max(0, width - PAD.left - PAD.right)} y={top} height={Math.max(0, bottom - top)} /><text className="band-name" x={PAD.left + 4} y={b.to === undefined ? bottom - 4 : top + 14}>{b.name}</text></g>;
        })}
        {y.ticks(4).map((v) => (
          <g key={v} className="tick">
            <line x1={PAD.left} x2={width - PAD.right} y1={y(v)} y2={y(v)} />
            <text x={PAD.left - 8} y={y(v)} dy="0.32em" textAnchor="end">{showDecimal(String(v))}</text>
          </g>
        ))}
        <text className="axis" x={PAD.left} y={HEIGHT - 10}>{points[0]!.period ? formatPeriod(points[0]!.period, lang) : day(first)}</text>
        <text className="axis" x={width - PAD.right} y={HEIGHT - 10} textAnchor="end">{points.at(-1)!.period ? formatPeriod(points.at(-1)!.period, lang) : day(last)}</text>
        {lines.length > 0 && <path className="alert-limit" d={path((p) => p.line, true)} />}
        <path className="alert-values" d={path((p) => p.value, false)} />
        {values.length <= MARKED && values.map((p) => <circle key={p.at} className="alert-point" cx={x(p.at)} cy={y(p.value)} r={3} />)}
        <rect className="alert-newest" x={x(newest.at) - 5} y={y(newest.value) - 5} width={10} height={10} />
        <text className="value" x={x(newest.at) - 9} y={y(newest.value) - 9} textAnchor="end">{showDecimal(String(newest.value))}</text>
      </svg>
    </figure>
  );
}
