// Every event of the ledger, by who, what, which plan and day.
import { useState } from 'react';
import { ApiError, apiUrl, get } from '../../api/client';
import type { Audit, AuditEvent } from '../../api/audit';
import { useApi, useRole, useSession } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { Select, TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { readPoint } from '../../lib/rocdate';
import { Events } from './Changes';

export default function AuditPage() {
  const t = useText();
  usePage(t.audit);
  const session = useSession();
  const may = useRole('officer');
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page page-wide">
      <div className="page-head"><div><h1>{t.audit}</h1><p className="lede">{t.auditLede}</p></div></div>
      {may ? <Search /> : <Failure error={new ApiError(session.data?.account ? 403 : 401, { detail: t.auditNeeds })} />}
    </div>
  );
}

type Filter = Record<'actor' | 'type' | 'plan' | 'subject' | 'from' | 'to', string>;
const NOTHING: Filter = { actor: '', type: '', plan: '', subject: '', from: '', to: '' };
const ALL = 'all';

function Search() {
  const t = useText();
  const plans = useApi<{ plans: PlanHead[] }>('/plans', {}, { now: true });
  const [typed, setTyped] = useState(NOTHING);
  const [asked, setAsked] = useState(NOTHING);
  const [older, setOlder] = useState<AuditEvent[]>([]);
  const [error, setError] = useState<Error>();
  const audit = useApi<Audit>('/audit', asked, { now: true, keep: true });
  const set = (key: keyof Filter) => (value: string) => setTyped((f) => ({ ...f, [key]: value }));
  const day = (text: string) => { const point = readPoint(text) ?? ''; return /^\d{4}-\d{2}-\d{2}$/.test(point) ? point : ''; };
  const show = () => { setOlder([]); setAsked({ ...typed, actor: typed.actor.trim(), type: typed.type.trim(), subject: typed.subject.trim(), from: day(typed.from), to: day(typed.to) }); };
  const more = async (before: number) => {
    try {
      const next = await get<Audit>('/audit', { ...asked, before });
      setOlder((list) => [...list, ...next.events]);
      setError(undefined);
    } catch (e) {
      setError(e instanceof Error ? e : new Error(String(e)));
    }
  };
  const choices = [{ id: ALL, label: t.auditAllPlans }, ...(plans.data?.plans ?? []).map((p) => ({ id: p.id, label: p.title ?? p.id }))];
  return (
    <>
      <form className="audit-form" onSubmit={(e) => { e.preventDefault(); show(); }}>
        <TextField label={t.auditWho} value={typed.actor} onChange={set('actor')} />
        <TextField label={t.auditType} placeholder={t.auditTypeHint} value={typed.type} onChange={set('type')} />
        <Select label={t.auditPlan} choices={choices} value={typed.plan || ALL} onChange={(id) => set('plan')(id === ALL ? '' : id)} />
        <TextField label={t.auditSubject} value={typed.subject} onChange={set('subject')} />
        <PeriodInput label={t.auditFrom} whole value={typed.from} onChange={set('from')} />
        <PeriodInput label={t.auditTo} whole value={typed.to} onChange={set('to')} />
        <div className="row"><Button type="submit" look="primary">{t.auditShow}</Button></div>
      </form>
      <p className="row">
        <a className="button" href={apiUrl('/audit/export', { ...asked, format: 'csv' })} download>{t.auditCsv}</a>
        <a className="button" href={apiUrl('/audit/export', { ...asked, format: 'json' })} download>{t.auditJson}</a>
      </p>
      {error && <Failure error={error} />}
      <Async query={audit}>
        {(data) => {
          const events = [...data.events, ...older];
          const last = events[events.length - 1];
          if (!events.length) return <Empty title={t.auditNone} />;
          return (
            <>
              <p className="quiet" role="status">{t.auditCount(events.length, data.matching)}</p>
              <Events events={events} label={t.audit} />
              {events.length < data.matching && last && <Button onPress={() => void more(last.seq)}>{t.auditOlder}</Button>}
            </>
          );
        }}
      </Async>
    </>
  );
}
