import { useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../api/client';
import { useApi, useRole } from '../../api/hooks';
import type { PlanEvent } from '../../api/types';
import { Button } from '../../components/Button';
import { Link, planAddress } from '../../components/Link';
import { Instant, Period } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Empty, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { usePlan } from './usePlan';

export default function HistoryTab() {
  const { lang, t } = useLanguage();
  const plan = usePlan();
  const events = useApi<{ events: PlanEvent[] }>(`/plans/${encodeURIComponent(plan.id)}/history`);
  const editions = plan.editions ?? [];
  const navigate = useNavigate();
  const officer = useRole('officer');
  const [withdrawing, setWithdrawing] = useState<number>();
  const write = useWrite(() => Promise.resolve());
  const before = (edition: number) => editions.filter((e) => e.edition < edition && e.state !== 'erased').at(-1)?.edition;
  return (
    <div className="history">
      <section aria-labelledby="editions">
        <h2 id="editions">{t.editions}</h2>
        {editions.length ? (
          <div className="table-box" tabIndex={0} role="region" aria-label={t.tableNamed(t.editions)}>
            <table className="table">
              <thead><tr><th scope="col">{t.editionName}</th><th scope="col">{t.effective}</th><th scope="col">{t.recorded}</th><th scope="col">{t.by}</th><th scope="col"><span className="unseen">{t.diffSee}</span></th></tr></thead>
              <tbody>{editions.map((e) => (
                <tr key={e.edition}>
                  <th scope="row">{e.effective ? <Link to={`${planAddress(plan.id)}?on=${e.effective}`}>{t.edition(e.edition)}</Link> : t.edition(e.edition)}{e.state === 'withdrawn' && <span className="withdrawn-reason">{t.withdrawnFor(e.reason ?? '')}</span>}{e.state === 'erased' && <span className="tally">{t.erased}</span>}</th>
                  <td><Period period={e.effective} full /></td><td><Instant at={e.recorded} /></td><td>{e.by}</td>
                  <td className="edition-tools">
                    {before(e.edition) !== undefined && e.state !== 'erased' && <Link to={`${planAddress(plan.id, 'diff')}?from=${before(e.edition)}&to=${e.edition}`} aria-label={t.diffFromPrevious(e.edition)}>{t.diffSee}</Link>}
                    {officer && e.state === 'published' && <Button look="quiet" onPress={() => setWithdrawing(e.edition)} aria-label={t.withdrawEdition(e.edition)}>{t.deskWithdraw}</Button>}
                  </td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        ) : <Empty title={t.noEditions} />}
      </section>
      <section aria-labelledby="events">
        <h2 id="events">{t.events}</h2>
        <Async query={events} skeleton={<Skeleton />}>
          {(data) => data.events.length ? (
            <ol className="events">{data.events.map((e) => (
              <li key={e.seq}>
                <Instant at={e.recorded} />
                <div><p>{e.summary[lang] || e.type}</p><p className="quiet">{e.actor && <span>{e.actor}</span>} <span className="mono">#{e.seq} {e.type}</span>{e.effective && <span>{t.effective} <Period period={e.effective} /></span>}</p></div>
              </li>
            ))}</ol>
          ) : <Empty title={t.noEvents} />}
        </Async>
      </section>
      {withdrawing !== undefined && (
        <ReasonDialog title={t.withdrawEdition(withdrawing)} action={t.deskWithdraw} danger onClose={() => setWithdrawing(undefined)}
          onDone={async (reason) => { await send('POST', `/plans/${encodeURIComponent(plan.id)}/withdraw`, { edition: withdrawing, reason }); tell(t.withdrawn); if (!plan.draft && !editions.some((e) => e.state === 'published' && e.edition !== withdrawing)) void navigate('/'); await write.run(); }}>
          <p>{t.withdrawEditionText}</p>
        </ReasonDialog>
      )}
    </div>
  );
}
