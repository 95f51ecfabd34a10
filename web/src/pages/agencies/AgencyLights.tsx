// How what an agency answers for stands, plan by plan; for those who have an account.
import type { AgencyLight } from '../../api/evaluation';
import { useApi, useSession } from '../../api/hooks';
import { LightBars } from '../../charts/LightBars';
import { LightMark } from '../../components/LightMark';
import { Link, planAddress } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { useLanguage } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { countOf } from '../../lib/overview';

export function AgencyLights({ agency }: { agency: string }) {
  const { lang, t } = useLanguage();
  const session = useSession();
  const lights = useApi<{ plans: { plan: string; title: string; evaluation: AgencyLight }[] }>(`/agencies/${encodeURIComponent(agency)}/evaluation`, {}, { enabled: Boolean(session.data?.account) });
  const plans = (lights.data?.plans ?? []).filter((p) => countOf(p.evaluation.counts) > 0);
  if (!plans.length) return null;
  return (
    <section aria-labelledby="agency-lights" className="agency-lights">
      <h2 id="agency-lights">{t.evaluation}</h2>
      <LightBars label={t.evaluation} bars={plans.map(({ plan, title, evaluation: e }) => ({
        id: plan, counts: e.counts,
        name: <><LightMark light={e.light} /> <Link to={planAddress(plan, 'evaluation')} lang={CONTENT}>{title}</Link><span className="quiet light-bar-why">{e.because[lang]}{e.default_shares && ` ${t.agencyDefaultShares}`}</span></>,
        note: e.achievement === undefined ? undefined : <><strong>{showDecimal(e.achievement)} %</strong><span className="quiet"> {t.achievement}</span></>,
      }))} />
    </section>
  );
}
