// What waits for an officer, over all plans.
import { useMemo } from 'react';
import { ApiError } from '../../api/client';
import type { DraftHead } from '../../api/desk';
import { useApi, useRole, useSession } from '../../api/hooks';
import type { Finding, PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Icon } from '../../components/Icon';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Draft, Instant, Period, Unproofed } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { isDoubt, seenIn } from '../../lib/worklist';
import { DropFiles } from '../upload/DropFiles';
import { JobRow } from '../upload/JobRow';
import { useUploads } from '../upload/useUploads';
import { proposalAddress } from './Reread';
import { isEdit, useHistory, useProposal } from './useDesk';

export default function DeskPage() {
  const t = useText();
  usePage(t.desk);
  const session = useSession();
  const may = useRole('officer');
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  if (!may) return <div className="page"><h1>{t.desk}</h1><Failure error={new ApiError(session.data?.account ? 403 : 401, { detail: t.deskNeedsRight })} /></div>;
  return <Desk />;
}

function Desk() {
  const t = useText();
  const drafts = useApi<{ plans: DraftHead[] }>('/plans', { status: 'drafts' }, { now: true });
  const plans = useApi<{ plans: PlanHead[] }>('/plans', {}, { now: true });
  const { uploads, add, cancel } = useUploads();
  const unproofed = useMemo(() => (plans.data?.plans ?? []).filter((p) => p.state === 'published' && !p.proofread), [plans.data]);
  return (
    <div className="page desk-page">
      <div className="page-head"><div><h1>{t.desk}</h1><p className="lede">{t.deskLede}</p></div></div>
      <div className="desk-grid">
        <div>
          <section aria-labelledby="drafts">
            <h2 id="drafts">{t.deskDrafts}{drafts.data && <span className="tab-count">{drafts.data.plans.length}</span>}</h2>
            <Async query={drafts}>
              {(data) => data.plans.length ? <ul className="entries">{data.plans.map((p) => <DraftEntry key={p.id} plan={p} />)}</ul> : <Empty title={t.deskNoDrafts}><p>{t.deskNoDraftsText}</p></Empty>}
            </Async>
          </section>
          <section aria-labelledby="unproofed">
            <h2 id="unproofed">{t.deskUnproofed}{plans.data && <span className="tab-count">{unproofed.length}</span>}</h2>
            <Async query={plans}>
              {() => unproofed.length ? (
                <ul className="desk-list">{unproofed.map((p) => (
                  <li key={p.id}>
                    <Link to={planAddress(p.id, 'desk')} lang={CONTENT}>{p.title}</Link>
                    <span className="meta"><span>{t.edition(p.edition ?? 1)}</span><Unproofed /><Period period={p.effective} /><span>{t.findings} {showDecimal(p.counts.findings)}</span></span>
                  </li>
                ))}</ul>
              ) : <Empty title={t.deskAllProofread} />}
            </Async>
          </section>
        </div>
        <aside className="desk-side" aria-label={t.upload}>
          <h2>{t.upload}</h2>
          <DropFiles onFiles={add} />
          {uploads.length > 0 && <ul className="jobs" aria-label={t.uploads}>{uploads.map((u) => <JobRow key={u.key} upload={u} onCancel={() => cancel(u.key)} />)}</ul>}
        </aside>
      </div>
    </div>
  );
}

function DraftEntry({ plan }: { plan: DraftHead }) {
  const { lang, t } = useLanguage();
  const path = `/plans/${encodeURIComponent(plan.id)}`;
  const history = useHistory(path);
  const findings = useApi<{ items: Finding[] }>(`${path}/findings`, { draft: 'true' }, { now: true });
  const proposal = useProposal(plan.id).data;
  const last = history.data?.events.filter(isEdit).at(-1);
  const seen = useMemo(() => seenIn(plan.id), [plan.id]);
  const items = findings.data?.items ?? [];
  const open = items.filter((f) => !f.dismissed && !seen.has(f.id));
  const doubts = open.filter(isDoubt).length;
  return (
    <li className="entry draft-entry">
      <h3 className="entry-title"><Link to={planAddress(plan.id, 'desk')} lang={CONTENT}>{plan.title}</Link></h3>
      <p className="meta">
        <Draft />
        {plan.issuer && <span lang={CONTENT}>{plan.issuer}</span>}
        {plan.from_edition ? <span>{t.deskFromEdition(plan.from_edition)}</span> : null}
        {proposal && <Link to={proposalAddress(plan.id)} className="stamp">{t.deskProposalWaits}</Link>}
        {(plan.resembles ?? []).slice(0, 1).map((r) => <span key={r.plan}>{t.deskResembles(r.title)}</span>)}
      </p>
      <dl className="counts">
        <div><dt>{t.nodes}</dt><dd>{showDecimal(plan.counts.nodes)}</dd></div>
        <div><dt>{t.deskOpenFindings}</dt><dd className={open.length - doubts ? 'count-open' : ''}>{findings.data ? showDecimal(open.length - doubts) : '…'}</dd></div>
        <div><dt>{t.deskDoubts}</dt><dd className={doubts ? 'count-open' : ''}>{findings.data ? showDecimal(doubts) : '…'}</dd></div>
        {plan.corrections !== undefined && <div><dt>{t.deskCorrections}</dt><dd>{showDecimal(plan.corrections)}</dd></div>}
        {(plan.uncertain?.length ?? 0) > 0 && <div><dt>{t.deskUncertainShort}</dt><dd className="count-open">{plan.uncertain!.length}</dd></div>}
      </dl>
      {items.length > 0 && <p className="draft-progress"><span className="progress"><span className="progress-fill" style={{ width: `${((items.length - open.length) / items.length) * 100}%` }} /></span><span className="quiet">{t.deskProgress(items.length - open.length, items.length)}</span></p>}
      {last && <p className="quiet"><Icon name="person" size={14} /> {last.actor} · <Instant at={last.recorded} /> · {last.summary[lang]}</p>}
    </li>
  );
}
