import { useApi } from '../../api/hooks';
import type { PlanEvent } from '../../api/types';
import { Link, planAddress } from '../../components/Link';
import { Instant, Period } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { useLanguage } from '../../i18n';
import { usePlan } from './usePlan';

export default function HistoryTab() {
  const { lang, t } = useLanguage();
  const plan = usePlan();
  const events = useApi<{ events: PlanEvent[] }>(`/plans/${encodeURIComponent(plan.id)}/history`);
  const editions = plan.editions ?? [];
  return (
    <div className="history">
      <section aria-labelledby="editions">
        <h2 id="editions">{t.editions}</h2>
        {editions.length ? (
          <div className="table-box" tabIndex={0} role="region" aria-label={t.tableNamed(t.editions)}>
            <table className="table">
              <thead><tr><th scope="col">{t.editionName}</th><th scope="col">{t.effective}</th><th scope="col">{t.recorded}</th><th scope="col">{t.by}</th></tr></thead>
              <tbody>{editions.map((e) => (
                <tr key={e.edition}>
                  <th scope="row">{e.effective ? <Link to={`${planAddress(plan.id)}?on=${e.effective}`}>{t.edition(e.edition)}</Link> : t.edition(e.edition)}{e.state === 'withdrawn' && <span className="tally" title={e.reason}>{t.withdrawn}</span>}</th>
                  <td><Period period={e.effective} full /></td><td><Instant at={e.recorded} /></td><td>{e.by}</td>
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
    </div>
  );
}
