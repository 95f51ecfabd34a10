import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../api/client';
import type { Proposal } from '../../api/desk';
import { useApi } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { planAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { describe } from '../desk/describe';

// What reading again proposes: to take it (corrections stay on top) or to drop it; corrections that clash are named.
export function ProposalBar({ plan }: { plan: PlanHead }) {
  const { lang, t } = useLanguage();
  const path = `/plans/${encodeURIComponent(plan.id)}/proposal`;
  const query = useApi<Proposal>(path, {}, { now: true });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<Error>();
  const end = async (run: () => Promise<unknown>, said: string) => {
    setError(undefined);
    try {
      await run();
      tell(said);
      void navigate(planAddress(plan.id, 'desk'));
      await client.invalidateQueries();
    } catch (e) {
      setError(e as Error);
    }
  };
  return (
    <Async query={query}>
      {(p) => (
        <section className="proposal" aria-label={t.deskProposal}>
          <p className="proposal-said"><b>{t.deskProposal}</b> <Instant at={p.made} /> {p.by} · {t.deskProposalKept(p.corrections ?? 0)}</p>
          {p.stale && <p className="notice">{t.deskProposalStale}</p>}
          {(p.conflicts?.length ?? 0) > 0 && (
            <details open><summary>{t.deskProposalConflicts(p.conflicts!.length)}</summary>
              <ul className="conflict-events">{p.conflicts!.map((c, i) => <li key={i}><span className="tally">{c.applied ? t.deskConflictApplied : t.deskConflictLost}</span> <span lang={CONTENT}>{describe(c.operation, t, (id) => id)}</span> <span className="quiet">{c.reason[lang]}</span></li>)}</ul>
            </details>
          )}
          {error && <Failure error={error} />}
          <div className="row">
            <Button look="primary" onPress={() => void end(() => send('POST', `${path}/accept`, { version: p.version }), t.deskAccepted)}>{t.deskAccept}</Button>
            <Button look="danger" onPress={() => void end(() => send('DELETE', path), t.deskRefused)}>{t.deskRefuse}</Button>
          </div>
        </section>
      )}
    </Async>
  );
}
