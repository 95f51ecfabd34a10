// A material's measure over time against its line of each day, and what becomes of it: between "nothing arrives" and "every
// ship comes" lies a band. Lines differ by dash, ships stand as triangles, the line under which it must not fall is stepped.
import { scaleLinear } from 'd3-scale';
import { useId } from 'react';
import type { Line, Path, TrendPoint } from '../../api/stocks';
import { useLanguage } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';
import { useWidth } from '../../lib/useWidth';

const HEIGHT = 280;
const PAD = { top: 22, right: 16, bottom: 32, left: 52 };
const DAY = 86_400_000;

interface Props { name: string; unit: string; trend: TrendPoint[]; lines: Line[]; today: string; without?: Path | undefined; with?: Path | undefined; changed?: Path | undefined; withName?: string }

const dayOf = (iso: string) => Math.round(Date.parse(iso) / DAY);

export function SupplyChart({ name, unit, trend, lines, today, without, with: planned, changed, withName }: Props) {
  const { lang, t } = useLanguage();
  const [ref, width] = useWidth<HTMLElement>();
  const id = useId();
  const past = trend.filter((p) => p.value !== undefined).map((p) => ({ day: dayOf(p.day), value: p.value! }));
  const now = dayOf(today);
  const path = (p: Path | undefined) => (p?.values ?? []).map((v, i) => ({ day: now + i, value: v })).filter((p): p is { day: number; value: number } => p.value !== null);
  const low = path(without), high = path(planned), other = path(changed);
  const first = past[0]?.day ?? now;
  const last = Math.max(now, ...[low, high, other].map((p) => p.at(-1)?.day ?? now));
  if (last === first) return null;
  const steps = lines.map((l) => ({ day: Math.max(dayOf(l.from), first), from: dayOf(l.from), value: Number(l.value) })).filter((l, i, all) => l.from <= last && (all[i + 1]?.from ?? Infinity) > first);
  const top = Math.max(1, ...[...past, ...low, ...high, ...other].map((p) => p.value), ...steps.map((s) => s.value)) * 1.08;
  const x = scaleLinear([first, last], [PAD.left, width - PAD.right]);
  const y = scaleLinear([0, top], [HEIGHT - PAD.bottom, PAD.top]).nice(4);
  const draw = (points: { day: number; value: number }[]) => points.map((p, i) => `${i ? 'L' : 'M'}${x(p.day).toFixed(1)},${y(p.value).toFixed(1)}`).join('');
  const band = low.length && high.length ? `${draw(high)}${draw([...low].reverse()).replace('M', 'L')}Z` : '';
  const stepped = steps.map((s, i) => `${i ? 'L' : 'M'}${x(s.day)},${y(s.value)}L${x(steps[i + 1]?.day ?? last)},${y(s.value)}`).join('');
  const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
  const ticks = x.ticks(Math.max(2, Math.floor(width / 150)));
  const label = `${t.stockChartName(name)}（${unit}）`;
  return (
    <figure className="chart" ref={ref} aria-labelledby={id}>
      <figcaption id={id} className="chart-caption">
        {label}
        <Key className="supply-past">{t.stockActual}</Key>
        {high.length > 0 && <Key className="supply-with">{withName ?? t.stockUnderWith}</Key>}
        {other.length > 0 && <Key className="supply-changed">{t.whatIfChanged}</Key>}
        {low.length > 0 && <Key className="supply-without">{t.stockUnderWithout}</Key>}
        {steps.length > 0 && <Key className="supply-line">{t.stockLine}</Key>}
      </figcaption>
      <svg width={width} height={HEIGHT} role="img" aria-label={`${label}；${trend.slice(-6).map((p) => `${formatPeriod(p.period, lang)} ${p.value ?? '—'}`).join('；')}`}>
        {y.ticks(5).map((v) => <g key={v} className="tick"><line x1={PAD.left} x2={width - PAD.right} y1={y(v)} y2={y(v)} /><text x={PAD.left - 8} y={y(v)} dy="0.32em" textAnchor="end">{showDecimal(String(v))}</text></g>)}
        {ticks.map((d) => <text key={d} className="axis" x={x(d)} y={HEIGHT - 10} textAnchor="middle">{formatPeriod(iso(d).slice(0, 7), lang)}</text>)}
        {band && <path className="supply-band" d={band} />}
        <line className="supply-today" x1={x(now)} x2={x(now)} y1={PAD.top - 6} y2={HEIGHT - PAD.bottom} />
        <text className="axis" x={x(now)} y={PAD.top - 10} textAnchor="middle">{t.stockToday}</text>
        {stepped && <path className="supply-line" d={stepped} />}
        {steps.map((s, i) => (x(steps[i + 1]?.day ?? last) - x(s.day) > 40 ? <text key={s.from} className="supply-line-name" x={x(s.day) + 4} y={y(s.value) - 5}>{t.stockLine} {showDecimal(String(s.value))}</text> : null))}
        <path className="supply-past" d={draw(past)} />
        <path className="supply-without" d={draw(low)} />
        <path className="supply-with" d={draw(high)} />
        {other.length > 0 && <path className="supply-changed" d={draw(other)} />}
        {(changed ?? planned)?.arrivals?.map((a) => <path key={a.shipment} className="supply-ship" d={`M${x(dayOf(a.day)) - 4},${HEIGHT - PAD.bottom}l4,-7l4,7z`}><title>{`${a.shipment} ${formatPeriod(a.day, lang)}`}</title></path>)}
      </svg>
    </figure>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return <span className="key"><svg width="26" height="8" aria-hidden="true"><path className={className} d="M1,4L25,4" /></svg>{children}</span>;
}
