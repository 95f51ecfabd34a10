// What a light says in full: why, how much of it is reached, and how many there are of each beneath.
import { LIGHTS, type Light } from '../../api/evaluation';
import { Bar } from '../../charts/LightBars';
import { LightMark } from '../../components/LightMark';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { countOf } from '../../lib/overview';

// As a bar and in figures: an average never hides a red.
export function LightCounts({ counts }: { counts: Light['counts'] }) {
  const t = useText();
  const parts = LIGHTS.filter((l) => l !== 'none' && counts[l]);
  if (!parts.length) return null;
  return (
    <div className="light-counts">
      <Bar counts={counts} of={countOf(counts)} />
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
