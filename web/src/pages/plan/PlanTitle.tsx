import { apiUrl } from '../../api/client';
import { useDates, useDraft, useRole } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT, Draft, Range, Unproofed } from '../../components/Marks';
import { Menu } from '../../components/Menu';
import { useLanguage, useText } from '../../i18n';
import { formatPeriod } from '../../lib/period';
import { today as storeDay } from '../../lib/store';

export function PlanTitle({ plan }: { plan: PlanHead }) {
  const t = useText();
  const dates = useDates();
  const draft = useDraft();
  const officer = useRole('officer');
  const link = (format: string) => apiUrl(`/plans/${encodeURIComponent(plan.id)}/export`, { format, ...dates, ...draft });
  return (
    <div className="page-head">
      <div>
        <h1 lang={CONTENT}>{plan.title}</h1>
        <p className="meta">
          {plan.issuer && <span lang={CONTENT}>{plan.issuer}</span>}
          {plan.period && <Range start={plan.period.start} end={plan.period.end} full />}
          {plan.state === 'draft' ? <Draft /> : plan.edition !== undefined && <span>{t.edition(plan.edition)}</span>}
          {!plan.proofread && <Unproofed />}
          {plan.state !== 'draft' && plan.effective && plan.effective > storeDay() && <NotInForce plan={plan} />}
          {plan.documents.map((d) => <Link key={d.sha256} to={documentAddress(d.sha256)} lang={CONTENT}>{d.name}</Link>)}
        </p>
      </div>
      <div className="page-tools">
        {plan.state !== 'draft' && plan.draft && <Link className="button button-plain" to={`${planAddress(plan.id)}?draft=true`}>{t.seeDraft}</Link>}
        {plan.state === 'draft' && draft.draft && <a className="button button-plain" href={planAddress(plan.id)}>{t.seePublished}</a>}
        {(plan.editions?.filter((e) => e.state !== 'erased').length ?? 0) > 1 && <Link className="button button-plain" to={planAddress(plan.id, 'diff')}>{t.diffSee}</Link>}
        {officer && <Link className={`button ${plan.state === 'draft' ? 'button-primary' : 'button-plain'}`} to={planAddress(plan.id, 'desk')}>{t.desk}</Link>}
        <Menu label={t.export} icon="download" entries={[
          { id: 'json', label: t.exportJson, href: link('json'), download: true },
          { id: 'csv', label: t.exportCsv, href: link('csv'), download: true },
          { id: 'xlsx', label: t.exportXlsx, href: link('xlsx'), download: true },
        ]} />
        <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
      </div>
    </div>
  );
}

// The newest edition is shown though its day has not come: that is said, and what holds until then is one step away.
function NotInForce({ plan }: { plan: PlanHead }) {
  const { lang, t } = useLanguage();
  const today = storeDay();
  const holds = plan.editions?.some((e) => e.state === 'published' && e.effective !== undefined && e.effective <= today);
  return <span className="not-in-force"><span className="stamp">{t.notInForce(formatPeriod(plan.effective, lang, true))}</span>{holds && <> <Link to={`${planAddress(plan.id)}?on=${today}`}>{t.inForceNow}</Link></>}</span>;
}
