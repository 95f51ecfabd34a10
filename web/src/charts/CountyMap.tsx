// Counties as tiles about where they lie. The class is said by shade, by how many bars the tile bears, and the value itself
// is written in it; a county without a value has a broken frame.
import { useLanguage } from '../i18n';
import { classes, COUNTIES, MAP_COLUMNS, MAP_ROWS } from '../lib/counties';

export interface CountyValue { value: number; text: string; note?: string }

const TILE = 64;
const STEPS = 5;

export function CountyMap({ label, unit, values }: { label: string; unit: string; values: Map<string, CountyValue> }) {
  const { lang, t } = useLanguage();
  const classOf = classes([...values.values()].map((v) => v.value), STEPS);
  const steps = Math.min(STEPS, new Set([...values.values()].map((v) => v.value)).size);
  const said = COUNTIES.map((c) => `${lang === 'zh' ? c.name : c.en} ${values.get(c.name)?.text ?? t.mapNoValue}`).join('；');
  return (
    <figure className="chart county-map">
      <figcaption className="chart-caption">{label}{unit && `（${unit}）`}
        {Array.from({ length: steps }, (_, i) => {
          const inside = [...values.values()].filter((v) => classOf(v.value) === i);
          const low = inside.reduce((a, b) => (b.value < a.value ? b : a));
          const high = inside.reduce((a, b) => (b.value > a.value ? b : a));
          return <span key={i} className="key"><svg width="22" height="16" aria-hidden="true"><rect className={`county-${i}`} width="22" height="16" /><Bars n={i + 1} x={3} y={3} /></svg>{low.text === high.text ? low.text : `${low.text}–${high.text}`}</span>;
        })}
      </figcaption>
      <svg viewBox={`0 0 ${MAP_COLUMNS * TILE} ${MAP_ROWS * TILE}`} role="img" aria-label={`${label}：${said}`}>
        {COUNTIES.map((c) => {
          const held = values.get(c.name);
          const step = held && classOf(held.value);
          return (
            <g key={c.name} transform={`translate(${c.column * TILE + 2},${c.row * TILE + 2})`} className={held ? `county county-${step}` : 'county county-none'}>
              <title>{`${lang === 'zh' ? c.name : c.en} ${held?.text ?? t.mapNoValue}${held?.note ? ` ${held.note}` : ''}`}</title>
              <rect width={TILE - 4} height={TILE - 4} rx={2} />
              {step !== undefined && <Bars n={step + 1} x={5} y={5} />}
              <text x={(TILE - 4) / 2} y={30} textAnchor="middle" className="county-name" lang="zh-Hant-TW">{/[新嘉][竹義]/.test(c.short) ? c.name : c.short}</text>
              <text x={(TILE - 4) / 2} y={48} textAnchor="middle" className="county-value">{held?.text ?? '—'}</text>
            </g>
          );
        })}
      </svg>
      <p className="quiet">{t.mapSchematic}</p>
    </figure>
  );
}

function Bars({ n, x, y }: { n: number; x: number; y: number }) {
  return <>{Array.from({ length: n }, (_, i) => <rect key={i} className="county-bar" x={x + i * 4} y={y} width={2} height={8} />)}</>;
}
