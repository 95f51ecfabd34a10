// Rows of lights as stacked bars: a word, a bar whose parts carry shape and number, and the total. Patterns differ as
// much as colours do, so that a print without colour says the same.
import type { ReactNode } from 'react';
import { LIGHTS, type LightName } from '../api/evaluation';
import { useText } from '../i18n';
import { showDecimal } from '../lib/numbers';
import { lightName, lightShape } from '../components/LightMark';

export interface LightBar { id: string; name: ReactNode; counts: Partial<Record<LightName, number>>; note?: ReactNode }

const total = (counts: LightBar['counts']): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

export function LightBars({ label, bars, scale = 'each' }: { label: string; bars: LightBar[]; scale?: 'each' | 'longest' }) {
  const longest = Math.max(1, ...bars.map((b) => total(b.counts)));
  return (
    <ul className="light-bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id} className="light-bar">
          <span className="light-bar-name">{bar.name}</span>
          <Bar counts={bar.counts} of={scale === 'each' ? total(bar.counts) || 1 : longest} />
          <span className="light-bar-note">{bar.note ?? showDecimal(total(bar.counts))}</span>
        </li>
      ))}
    </ul>
  );
}

export function Bar({ counts, of }: { counts: LightBar['counts']; of: number }) {
  const t = useText();
  const parts = LIGHTS.filter((l) => l !== 'none' && counts[l]);
  return (
    <span className="lights-bar" role="img" aria-label={parts.map((l) => `${lightName(t, l)} ${counts[l]}`).join('、') || t.none}>
      {parts.map((l) => {
        const share = counts[l]! / of;
        return <span key={l} className={`lights-part lit-${l}`} style={{ width: `${share * 100}%` }} title={`${lightName(t, l)} ${showDecimal(counts[l])}`}><span className="lights-chip">{lightShape(l)} {showDecimal(counts[l])}</span></span>;
      })}
    </span>
  );
}

// What the patterns mean, with how many there are of each.
export function LightLegend({ counts }: { counts: LightBar['counts'] }) {
  const t = useText();
  return <ul className="heat-legend" aria-label={t.lightCounts}>{LIGHTS.filter((l) => l !== 'none').map((l) => <li key={l}><span className={`heat-key lit-${l}`} aria-hidden="true" /><span className={`light light-${l}`}>{lightShape(l)} {lightName(t, l)}</span><strong className="figure">{showDecimal(counts[l] ?? 0)}</strong></li>)}</ul>;
}
