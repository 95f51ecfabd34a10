// Targets by period. Bars are values of the period alone; a stepped line with open points is a running total; a value of
// which the document does not say which is a plain point. Shape and label say it, colour does not have to.
import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';
import type { Indicator } from '../api/types';
import { figureText } from '../components/Marks';
import { useLanguage } from '../i18n';
import { showDecimal } from '../lib/numbers';
import { formatPeriod } from '../lib/period';
import { axisPeriods, plotOf, type Plotted } from '../lib/targets';
import { useWidth } from '../lib/useWidth';

const HEIGHT = 190;
const PAD = { top: 26, right: 12, bottom: 30, left: 48 };

export function TargetChart({ indicator }: { indicator: Indicator }) {
  const { lang, t } = useLanguage();
  const [ref, width] = useWidth<HTMLElement>();
  const id = useId();
  const plot = plotOf(indicator);
  const periods = axisPeriods((indicator.targets ?? []).map((x) => x.period));
  if (plot.points.length < 2) return null;
  // A running total or a level may be compared with the overall target; values of single years may not.
  const comparable = plot.overall !== undefined && plot.points.some((p) => p.meaning !== 'yearly') && plot.overall.max <= 3 * Math.max(...plot.points.map((p) => p.max));
  const top = Math.max(...plot.points.map((p) => p.max), comparable ? plot.overall!.max : 0, 0) * 1.08;
  const low = Math.min(0, ...plot.points.map((p) => p.value));
  const x = scaleBand(periods, [PAD.left, width - PAD.right]).padding(0.35);
  const y = scaleLinear([low, top || 1], [HEIGHT - PAD.bottom, PAD.top]).nice(4);
  const middle = (p: Plotted) => (x(p.period) ?? 0) + x.bandwidth() / 2;
  const running = plot.points.filter((p) => p.meaning === 'cumulative');
  const meanings = [...new Set(plot.points.map((p) => p.meaning))];
  const words = { cumulative: t.cumulative, yearly: t.yearly, unsaid: t.unsaid };
  return (
    <figure className="chart" ref={ref} aria-labelledby={id}>
      <figcaption id={id} className="chart-caption">
        {t.targetsOf(plot.unit)}
        {meanings.map((m) => <span key={m} className="key"><KeyMark meaning={m} />{words[m]}</span>)}
      </figcaption>
      <svg width={width} height={HEIGHT} role="img" aria-label={plot.points.map((p) => `${formatPeriod(p.period, lang)} ${p.target.text}`).join('；')}>
        {y.ticks(4).map((v) => (
          <g key={v} className="tick">
            <line x1={PAD.left} x2={width - PAD.right} y1={y(v)} y2={y(v)} />
            <text x={PAD.left - 8} y={y(v)} dy="0.32em" textAnchor="end">{showDecimal(String(v))}</text>
          </g>
        ))}
        {periods.map((p) => <text key={p} className="axis" x={(x(p) ?? 0) + x.bandwidth() / 2} y={HEIGHT - 10} textAnchor="middle">{formatPeriod(p, lang)}</text>)}
        {comparable && (
          <g className="reference">
            <line x1={PAD.left} x2={width - PAD.right} y1={y(plot.overall!.value)} y2={y(plot.overall!.value)} />
            <text x={PAD.left + 4} y={y(plot.overall!.value) - 5}>{t.overallLine(figureText(plot.overall!.target))}</text>
          </g>
        )}
        {running.length > 1 && <path className="chart-step" d={step(running, middle, y)} />}
        {plot.points.map((p) => <Mark key={p.period} point={p} x={middle(p)} width={Math.min(x.bandwidth(), 44)} y={y} />)}
      </svg>
    </figure>
  );
}

function step(points: Plotted[], x: (p: Plotted) => number, y: (v: number) => number): string {
  return points.map((p, i) => (i === 0 ? `M${x(p)},${y(p.value)}` : `H${(x(points[i - 1]!) + x(p)) / 2}V${y(p.value)}H${x(p)}`)).join('');
}

function Mark({ point, x, y, width }: { point: Plotted; x: number; y: (v: number) => number; width: number }) {
  const { value, max, meaning, target } = point;
  const sign = target.comparator === '>=' ? '≥' : target.comparator === '<=' ? '≤' : target.comparator === '~' ? '≈' : '';
  return (
    <g className={`mark mark-${meaning}`}>
      <title>{target.text}</title>
      {meaning === 'yearly' && <rect x={x - width / 2} width={width} y={Math.min(y(value), y(0))} height={Math.max(1, Math.abs(y(0) - y(value)))} />}
      {meaning === 'unsaid' && <line className="stem" x1={x} x2={x} y1={y(0)} y2={y(value)} />}
      {meaning !== 'yearly' && <circle cx={x} cy={y(value)} r={5} />}
      {max !== value && <path className="span" d={`M${x},${y(value)}V${y(max)}M${x - 6},${y(max)}h12`} />}
      <text className="value" x={x} y={y(max) - 9} textAnchor="middle">{sign}{showDecimal(target.value)}{target.value_max === undefined ? '' : `–${showDecimal(target.value_max)}`}</text>
    </g>
  );
}

function KeyMark({ meaning }: { meaning: Plotted['meaning'] }) {
  return (
    <svg width="22" height="14" className={`mark mark-${meaning}`} aria-hidden="true">
      {meaning === 'yearly' && <rect x="5" y="2" width="12" height="11" />}
      {meaning === 'cumulative' && <><path className="chart-step" d="M1,11H11V4H21" /><circle cx="11" cy="7" r="4" /></>}
      {meaning === 'unsaid' && <><line className="stem" x1="11" x2="11" y1="13" y2="6" /><circle cx="11" cy="5" r="4" /></>}
    </svg>
  );
}
