// Two states of a plan against each other: editions, what was in force on a day, the draft, a proposal from reading again, a
// revision; as a whole or from one item down.
import { useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useApi, useRole } from '../../api/hooks';
import type { DeskHead, DiffSide, PlanDiff } from '../../api/desk';
import type { Outline, PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button, IconButton } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { NodePicker } from '../../components/NodePicker';
import { PeriodInput } from '../../components/PeriodInput';
import { Async, Empty, Skeleton } from '../../components/States';
import { useLanguage, useText, type Text } from '../../i18n';
import { formatPeriod, type Lang } from '../../lib/period';
import { today as storeDay } from '../../lib/store';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { buildTree } from '../../lib/tree';
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

const ON = 'on:'; // a side that is a day: what was in force then
const isDay = (side: string): boolean => side.startsWith(ON);
const dayOf = (side: string): string => side.slice(ON.length);

export function sideName(side: string, t: Text, lang: Lang = 'zh'): string {
  if (isDay(side)) return t.diffOnDayName(formatPeriod(dayOf(side), lang, true));
  if (side.startsWith('revision-')) return t.revisionNo(Number(side.slice('revision-'.length)));
  return side === 'draft' ? t.draft : side === 'proposal' ? t.deskProposal : t.edition(Number(side));
}

// As the server names a side that it was told, so that its outline can be asked for.
export const resolved = (side: DiffSide): string => (side.side === 'edition' ? String(side.edition) : side.side === 'revision' ? `revision-${side.revision}` : side.side);

function Loaded({ plan, drafted, proposal }: { plan: PlanHead; drafted: boolean; proposal: boolean }) {
  const { lang, t } = useLanguage();
  const [params, setParams] = useSearchParams();
  const [picking, setPicking] = useState(false);
  const editions = (plan.editions ?? []).filter((e) => e.state !== 'erased').map((e) => String(e.edition)).reverse();
  const asked = params.get('to');
  const node = params.get('node') ?? '';
  const sides = [...(proposal || asked === 'proposal' ? ['proposal'] : []), ...(drafted ? ['draft'] : []), ...editions];
  const to = asked ?? (drafted ? 'draft' : editions[0] ?? '');
  const from = params.get('from') ?? (to === 'proposal' ? 'draft' : editions.find((e) => e !== to && (to === 'draft' || Number(e) < Number(to))) ?? editions.find((e) => e !== to) ?? '');
  const set = (change: Record<string, string>) => setParams((before) => { const next = new URLSearchParams(before); for (const [key, value] of Object.entries(change)) if (value) next.set(key, value); else next.delete(key); return next; }, { replace: true });
  const asks = (name: string, side: string) => (isDay(side) ? { [`${name}_on`]: dayOf(side) } : { [name]: side });
  const ready = from !== '' && to !== '' && from !== to && from !== ON && to !== ON;
  const query = useApi<PlanDiff>(`/plans/${encodeURIComponent(plan.id)}/diff`, { ...asks('from', from), ...asks('to', to), ...(node ? { node } : {}) }, { now: true, keep: true, enabled: ready });
  const names = useMemo(() => sides.map((s) => ({ id: s, label: sideName(s, t, lang) })), [sides.join(), t, lang]); // eslint-disable-line
  const effective = (side: string) => plan.editions?.find((e) => String(e.edition) === side)?.effective;
  const side = (id: string, label: string, value: string, onChange: (v: string) => void) => (
    <span className="field diff-side">
      <label className="field-label" htmlFor={id}>{label}</label>
      <select id={id} className="input" value={isDay(value) ? ON : value} onChange={(e) => onChange(e.target.value === ON ? `${ON}${storeDay()}` : e.target.value)}>
        {!isDay(value) && !names.some((n) => n.id === value) && <option value={value}>{value ? sideName(value, t, lang) : '—'}</option>}
        {names.map((n) => <option key={n.id} value={n.id}>{n.label}</option>)}
        <option value={ON}>{t.diffOnDay}</option>
      </select>
      {isDay(value) ? <DayField key={id} value={dayOf(value)} onChange={(day) => onChange(`${ON}${day}`)} /> : <span className="field-hint">{effective(value) && <>{t.effective} <Period period={effective(value)} full /></>}</span>}
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
        {side('diff-from', t.diffFrom, from, (v) => set({ from: v, to }))}
        <IconButton icon="right" label={t.diffSwap} onPress={() => set({ from: to, to: from })} />
        {side('diff-to', t.diffTo, to, (v) => set({ from, to: v }))}
      </div>
      <p className="diff-level row">
        {node ? <><Link to={nodeAddress(plan.id, node)} lang={CONTENT}>{query.data?.nodes.find((n) => n.id === node)?.title ?? node}</Link><Button look="quiet" onPress={() => set({ node: '' })}>{t.diffNodeOff}</Button></> : <Button look="quiet" icon="filter" onPress={() => setPicking(true)}>{t.diffNode}</Button>}
      </p>
      <p className="print-only">{from && sideName(from, t, lang)} → {to && sideName(to, t, lang)}</p>
      {to === 'proposal' && <ProposalBar plan={plan} />}
      {!from || !to ? <Empty title={t.diffOneSide}><p>{t.diffOneSideText}</p></Empty>
        : from === to ? <Empty title={t.diffSameSide} />
          : <Async query={query} skeleton={<Skeleton rows={12} wide />}>{(data) => <DiffView diff={data} plan={plan} from={resolved(data.from)} to={resolved(data.to)} />}</Async>}
      {picking && <NodeDialog plan={plan} onClose={() => setPicking(false)} onNode={(id) => { set({ node: id }); setPicking(false); }} />}
    </>
  );
}

// A day as people type it; what is compared follows when it is understood.
function DayField({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const { lang, t } = useLanguage();
  const [typed, setTyped] = useState(typedPeriod(value, lang));
  const type = (text: string) => {
    setTyped(text);
    const day = readPoint(text);
    if (day && /^\d{4}-\d{2}-\d{2}$/.test(day)) onChange(day);
  };
  return <PeriodInput label={t.diffDay} hideLabel value={typed} onChange={type} required whole />;
}

function NodeDialog({ plan, onClose, onNode }: { plan: PlanHead; onClose: () => void; onNode: (id: string) => void }) {
  const t = useText();
  const outline = useApi<Outline>(`/plans/${encodeURIComponent(plan.id)}/outline`, {}, { now: true });
  const tree = useMemo(() => (outline.data ? buildTree(outline.data.parent) : undefined), [outline.data]);
  return (
    <Dialog title={t.diffNode.replace('…', '')} open onClose={onClose}>
      <Async query={outline}>{(o) => <NodePicker label={t.item} outline={o} tree={tree!} value={undefined} onChange={(row) => onNode(o.id[row]!)} />}</Async>
    </Dialog>
  );
}
