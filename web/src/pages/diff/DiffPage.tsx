// Two editions of a plan (or the draft, or a proposal from reading again) against each other.
import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useApi, useRole } from '../../api/hooks';
import type { DeskHead, PlanDiff } from '../../api/desk';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button, IconButton } from '../../components/Button';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { Async, Empty, Skeleton } from '../../components/States';
import { useText, type Text } from '../../i18n';
import { useProposal } from '../desk/useDesk';
import { DiffView } from './DiffView';
import { ProposalBar } from './ProposalBar';

export default function DiffPage() {
  const { plan = '' } = useParams();
  const t = useText();
  const path = `/plans/${encodeURIComponent(plan)}`;
  const officer = useRole('officer');
  const head = useApi<DeskHead>(path);
  const drafted = Boolean(head.data?.draft || head.data?.state === 'draft');
  const proposal = useProposal(plan, officer && drafted).data !== undefined;
  usePage(head.data ? t.diffOf(head.data.title) : t.diff);
  return (
    <div className="page page-wide diff-page">
      <Async page query={head} skeleton={<Skeleton rows={12} wide />}>{(data) => <Loaded plan={data} drafted={officer && drafted} proposal={officer && proposal} />}</Async>
    </div>
  );
}

export function sideName(side: string, t: Text): string {
  return side === 'draft' ? t.draft : side === 'proposal' ? t.deskProposal : t.edition(Number(side));
}

function Loaded({ plan, drafted, proposal }: { plan: PlanHead; drafted: boolean; proposal: boolean }) {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const editions = (plan.editions ?? []).filter((e) => e.state !== 'erased').map((e) => String(e.edition)).reverse();
  const asked = params.get('to');
  const sides = [...(proposal || asked === 'proposal' ? ['proposal'] : []), ...(drafted ? ['draft'] : []), ...editions];
  const to = asked ?? (drafted ? 'draft' : editions[0] ?? '');
  const from = params.get('from') ?? (to === 'proposal' ? 'draft' : editions.find((e) => e !== to && (to === 'draft' || Number(e) < Number(to))) ?? editions.find((e) => e !== to) ?? '');
  const set = (a: string, b: string) => setParams((before) => { const next = new URLSearchParams(before); next.set('from', a); next.set('to', b); return next; }, { replace: true });
  const query = useApi<PlanDiff>(`/plans/${encodeURIComponent(plan.id)}/diff`, { from, to }, { now: true, keep: true, enabled: from !== '' && to !== '' && from !== to });
  const names = useMemo(() => sides.map((s) => ({ id: s, label: sideName(s, t) })), [sides.join(), t]); // eslint-disable-line
  const effective = (side: string) => plan.editions?.find((e) => String(e.edition) === side)?.effective;
  const side = (id: string, label: string, value: string, onChange: (v: string) => void) => (
    <span className="field diff-side">
      <label className="field-label" htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(e) => onChange(e.target.value)}>
        {!names.some((n) => n.id === value) && <option value={value}>{value ? sideName(value, t) : '—'}</option>}
        {names.map((n) => <option key={n.id} value={n.id}>{n.label}</option>)}
      </select>
      <span className="field-hint">{effective(value) && <>{t.effective} <Period period={effective(value)} full /></>}</span>
    </span>
  );
  return (
    <>
      <div className="crumbs"><Link to={planAddress(plan.id)} lang={CONTENT}>{plan.title}</Link></div>
      <div className="page-head">
        <div><h1>{t.diff}</h1><p className="lede" lang={CONTENT}>{plan.title}</p></div>
        <div className="page-tools"><Button icon="print" onPress={() => window.print()}>{t.print}</Button></div>
      </div>
      <div className="diff-sides">
        {side('diff-from', t.diffFrom, from, (v) => set(v, to))}
        <IconButton icon="right" label={t.diffSwap} onPress={() => set(to, from)} />
        {side('diff-to', t.diffTo, to, (v) => set(from, v))}
      </div>
      <p className="print-only">{from && sideName(from, t)} → {to && sideName(to, t)}</p>
      {to === 'proposal' && <ProposalBar plan={plan} />}
      {!from || !to ? <Empty title={t.diffOneSide}><p>{t.diffOneSideText}</p></Empty>
        : from === to ? <Empty title={t.diffSameSide} />
          : <Async query={query} skeleton={<Skeleton rows={12} wide />}>{(data) => <DiffView diff={data} plan={plan} from={from} to={to} />}</Async>}
    </>
  );
}
