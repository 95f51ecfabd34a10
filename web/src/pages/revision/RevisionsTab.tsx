// A plan's legal acts, and the revisions that would change it.
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../api/client';
import { useApi, useRole } from '../../api/hooks';
import { revisionAddress, type RevisionEntry, type Revisions } from '../../api/revision';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Checkbox, TextField } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Instant, Period } from '../../components/Marks';
import { PeriodInput } from '../../components/PeriodInput';
import { Async, Empty, Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';
import { usePlan } from '../plan/usePlan';
import { ActsPanel } from './ActsPanel';

export const RevisionMark = ({ state }: { state: RevisionEntry['state'] }) => <span className={`report-state revision-${state}`}>{useText()[`revision_${state}`]}</span>;

export default function RevisionsTab() {
  const plan = usePlan();
  const t = useText();
  const list = useApi<Revisions>(`/plans/${encodeURIComponent(plan.id)}/revisions`);
  const [drafting, setDrafting] = useState(false);
  return (
    <div className="revisions">
      <section aria-labelledby="revision-list">
        <h2 id="revision-list">{t.revisionList}</h2>
        <p className="quiet">{t.revisionLede}</p>
        <Async query={list}>
          {(data) => {
            const offer = data.may_draft && <Button icon="plus" onPress={() => setDrafting(true)}>{t.revisionDraft}</Button>;
            return data.revisions.length ? <Table plan={plan.id} rows={data.revisions} tools={offer} /> : <Empty title={t.revisionNone} actions={offer}><p>{t.revisionNoneText}</p></Empty>;
          }}
        </Async>
      </section>
      <ActsPanel plan={plan.id} editions={plan.editions ?? []} />
      {drafting && <DraftDialog plan={plan} onClose={() => setDrafting(false)} />}
    </div>
  );
}

function Table({ plan, rows, tools }: { plan: string; rows: RevisionEntry[]; tools: React.ReactNode }) {
  const t = useText();
  const columns = useMemo((): Column<RevisionEntry>[] => [
    { id: 'number', header: t.revisionNumber, value: (r) => r.number, align: 'end', filter: 'none' },
    { id: 'title', header: t.revisionTitle, width: 'wide', value: (r) => r.title, cell: (r) => <Link to={revisionAddress(plan, r.number)} lang={CONTENT}>{r.title}</Link> },
    { id: 'state', header: t.status, filter: 'choice', value: (r) => t[`revision_${r.state}`], cell: (r) => <><RevisionMark state={r.state} />{r.became !== undefined && <span className="tally">{t.revisionBecame(r.became)}</span>}</> },
    { id: 'changes', header: t.revisionChanges, value: (r) => r.changes, align: 'end', filter: 'none' },
    { id: 'conflicts', header: t.revisionConflicts, value: (r) => r.conflicts, align: 'end', filter: 'none', cell: (r) => <span className={r.conflicts ? 'count-open' : 'quiet'}>{r.conflicts}</span> },
    { id: 'agencies', header: t.revisionAgencies, value: (r) => r.agencies.join('、'), cell: (r) => <span lang={CONTENT}>{r.agencies.join('、')}</span> },
    { id: 'effective', header: t.revisionEffective, hidden: true, value: (r) => r.effective ?? '', cell: (r) => <Period period={r.effective} full /> },
    { id: 'proposer', header: t.revisionProposer, value: (r) => r.proposer },
    { id: 'recorded', header: t.recorded, value: (r) => r.recorded, cell: (r) => <Instant at={r.recorded} /> },
  ], [t, plan]);
  return <DataTable label={t.revisionList} rows={rows} columns={columns} name={`revisions-${plan}`} tools={tools} />;
}

export interface RevisionForm { title: string; reason: string; effective: string }
export const revisionBody = (form: RevisionForm): Record<string, string> | undefined => {
  const day = form.effective.trim() ? readPoint(form.effective) : '';
  if (!form.title.trim() || !form.reason.trim() || day === undefined || (day && !/^\d{4}-\d{2}-\d{2}$/.test(day))) return undefined;
  return { title: form.title.trim(), reason: form.reason.trim(), ...(day ? { effective: day } : {}) };
};

export function RevisionFields({ form, onChange }: { form: RevisionForm; onChange: (form: RevisionForm) => void }) {
  const t = useText();
  return (
    <>
      <TextField label={t.revisionTitle} value={form.title} onChange={(title) => onChange({ ...form, title })} isRequired maxLength={200} />
      <TextArea label={t.revisionReason} value={form.reason} onChange={(reason) => onChange({ ...form, reason })} isRequired maxLength={600} />
      <PeriodInput label={t.revisionEffective} value={form.effective} onChange={(effective) => onChange({ ...form, effective })} whole />
    </>
  );
}
export const revisionForm = (of: { title: string; reason: string; effective?: string }, lang: 'zh' | 'en'): RevisionForm => ({ title: of.title, reason: of.reason, effective: typedPeriod(of.effective, lang) });

function DraftDialog({ plan, onClose }: { plan: PlanHead; onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const officer = useRole('officer');
  const [form, setForm] = useState<RevisionForm>({ title: '', reason: '', effective: '' });
  const [fromDraft, setFromDraft] = useState(false);
  const body = revisionBody(form);
  const { run, error } = useWrite(async () => {
    const made = await send<{ number: number }>('POST', `/plans/${encodeURIComponent(plan.id)}/revisions`, { ...body, ...(fromDraft ? { from_draft: true } : {}) });
    tell(t.revisionMade(made.number));
    void navigate(revisionAddress(plan.id, made.number, fromDraft ? '' : 'edit'));
  });
  return (
    <Dialog title={t.revisionDraft.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (body) void run(); }}>
        {error && <Failure error={error} />}
        <RevisionFields form={form} onChange={setForm} />
        {officer && plan.draft && <Checkbox checked={fromDraft} onChange={setFromDraft}>{t.revisionFromDraft}</Checkbox>}
        <div className="row"><Button type="submit" look="primary" isDisabled={!body}>{t.revisionDraft.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
