// A light is a shape and a word before it is a colour; beside it always stands why.
import { LIGHTS, type Light, type LightName } from '../../api/evaluation';
import { useLanguage, useText, type Text } from '../../i18n';
import { showDecimal } from '../../lib/numbers';

const SHAPES: Record<LightName, string> = { done: '✓', 'on-track': '●', 'not-due': '○', 'at-risk': '▲', 'not-reported': '□', behind: '■', undecidable: '?', none: '–' };

export const lightName = (t: Text, light: LightName): string => t[`light_${light}`];

export function LightMark({ light, bare = false }: { light: LightName; bare?: boolean }) {
  const t = useText();
  return <span className={`light light-${light}`} title={lightName(t, light)}><span aria-hidden="true">{SHAPES[light]}</span>{bare ? <span className="unseen">{lightName(t, light)}</span> : ` ${lightName(t, light)}`}</span>;
}

// How many of each, as a bar and in figures: an average never hides a red.
export function LightCounts({ counts }: { counts: Light['counts'] }) {
  const t = useText();
  const parts = LIGHTS.filter((l) => l !== 'none' && counts[l]);
  if (!parts.length) return null;
  return (
    <div className="light-counts">
      <div className="tally-bar" aria-hidden="true">{parts.map((l) => <span key={l} className={`lit-${l}`} style={{ flexGrow: counts[l] ?? 0 }} />)}</div>
      <ul aria-label={t.lightCounts}>{parts.map((l) => <li key={l}><LightMark light={l} /> <strong>{showDecimal(counts[l])}</strong></li>)}</ul>
    </div>
  );
}

export function LightStatement({ of }: { of: Light }) {
  const { lang, t } = useLanguage();
  return (
    <div className="light-statement">
      <p><LightMark light={of.light} />{of.achievement !== undefined && <span className="light-figure">{t.achievement} {showDecimal(of.achievement)} %{of.coverage !== undefined && <span className="quiet">（{t.coverage} {showDecimal(of.coverage)} %）</span>}</span>}</p>
      <p>{of.because[lang]}</p>
      <LightCounts counts={of.counts} />
    </div>
  );
}
