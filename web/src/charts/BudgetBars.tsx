// Money by period as horizontal bars, longest first in time; each bar is labelled with its amount.
import { scaleLinear } from 'd3-scale';
import { useLanguage } from '../i18n';
import { showMoney } from '../lib/numbers';
import { formatPeriod } from '../lib/period';

export interface BudgetBar { period: string; amount: number; printed: boolean }

export function BudgetBars({ bars, caption }: { bars: BudgetBar[]; caption: string }) {
  const { lang, t } = useLanguage();
  if (bars.length < 2) return null;
  const x = scaleLinear([0, Math.max(...bars.map((b) => b.amount)) || 1], [0, 100]);
  return (
    <figure className="bars-figure">
      <figcaption className="chart-caption">{caption}</figcaption>
      <dl className="bars">
        {bars.map((b) => (
          <div key={b.period} className="bars-row">
            <dt>{formatPeriod(b.period, lang)}</dt>
            <dd>
              <svg className={`bars-bar${b.printed ? '' : ' bars-summed'}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={x(b.amount)} height="10" /></svg>
              <span className="figure">{showMoney(b.amount, lang)}{!b.printed && <span className="tally">{t.summed}</span>}</span>
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
