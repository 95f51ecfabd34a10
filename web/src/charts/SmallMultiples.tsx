// One small chart a series, all on one scale, so that agencies and sites are compared at a glance: the values a line with
// its newest point, the target a dashed step, and a word whether it is met. The table beside it has every figure.
import { scaleLinear } from 'd3-scale';
import { useLanguage } from '../i18n';
import { formatPeriod } from '../lib/period';

export interface Multiple { id: string; name: string; points: { period: string; value: number; target?: number | undefined }[]; newest: string; met?: boolean | undefined }

const W = 200;
const H = 84;
const PAD = 8;

export function SmallMultiples({ label, items, unit, onChoose }: { label: string; items: Multiple[]; unit: string; onChoose?: (id: string) => void }) {
  const { lang, t } = useLanguage();
  const periods = [...new Set(items.flatMap((i) => i.points.map((p) => p.period)))].sort();
  const all = items.flatMap((i) => i.points.flatMap((p) => (p.target === undefined ? [p.value] : [p.value, p.target])));
  if (!all.length) return null;
  const place = new Map(periods.map((p, i) => [p, i]));
  const x = scaleLinear([0, Math.max(1, periods.length - 1)], [PAD, W - PAD]);
  const y = scaleLinear([Math.min(0, ...all), Math.max(...all, 0) || 1], [H - PAD, PAD]);
  const span = `${formatPeriod(periods[0], lang)}–${formatPeriod(periods.at(-1), lang)}`;
  return (
    <figure className="chart multiples" aria-label={label}>
      <figcaption className="chart-caption">{label}{unit && `（${unit}）`}<span>{span}</span><span className="key"><svg width="22" height="10" aria-hidden="true"><path className="multiple-target" d="M0,5H22" /></svg>{t.measureTarget}</span></figcaption>
      <ul>
        {items.map((item) => {
          const at = (p: { period: string }) => x(place.get(p.period) ?? 0);
          const line = item.points.map((p, i) => `${i ? 'L' : 'M'}${at(p)},${y(p.value)}`).join('');
          const goals = item.points.filter((p) => p.target !== undefined);
          const goal = goals.map((p, i) => (i ? `H${at(p)}V${y(p.target!)}` : `M${at(p)},${y(p.target!)}`)).join('');
          const last = item.points.at(-1);
          const said = `${item.name} ${last ? formatPeriod(last.period, lang) : ''} ${item.newest}${unit}${item.met === undefined ? '' : ` ${item.met ? t.measureMet : t.measureNotMet}`}`;
          return (
            <li key={item.id}>
              <p className="multiple-name" title={item.name}>{onChoose ? <button type="button" className="link" onClick={() => onChoose(item.id)}>{item.name}</button> : item.name}</p>
              <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={said}>
                <line className="multiple-axis" x1={PAD} x2={W - PAD} y1={y(0)} y2={y(0)} />
                {goal && <path className="multiple-target" d={goal} />}
                {line && <path className="multiple-line" d={line} />}
                {last && <circle className="multiple-last" cx={at(last)} cy={y(last.value)} r={3.5} />}
              </svg>
              <p className="multiple-value"><strong>{item.newest}</strong>{item.met !== undefined && <span className={item.met ? 'stock-above' : 'stock-under'}>{item.met ? `✓ ${t.measureMet}` : `▼ ${t.measureNotMet}`}</span>}</p>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
