// Who stands in for whom: one's own, and for an administrator everybody's.
import { useMemo, useState } from 'react';
import { ApiError, send } from '../../api/client';
import { useApi, useRole, useSession } from '../../api/hooks';
import type { Delegation } from '../../api/settings';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { TextField } from '../../components/Fields';
import { CONTENT, Instant, Period } from '../../components/Marks';
import { PeriodInput } from '../../components/PeriodInput';
import { PersonField, usePerson } from '../../components/PersonField';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText, type Text } from '../../i18n';
import { today as storeDay } from '../../lib/store';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';

const standing = (t: Text, d: Delegation, today: string): string => (d.holds ? t.delegationHolds : d.start > today ? t.delegationComes : t.delegationOver);

export default function DelegationsPage() {
  const t = useText();
  usePage(t.delegations);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page">
      <div className="page-head"><div><h1>{t.delegations}</h1><p className="lede">{t.delegationsLede}</p></div></div>
      {session.data?.account ? <Mine account={session.data.account.name} /> : <Failure error={new ApiError(401, { detail: t.delegationsSignIn })} />}
    </div>
  );
}

function Mine({ account }: { account: string }) {
  const t = useText();
  const admin = useRole('admin');
  const [making, setMaking] = useState(false);
  const delegations = useApi<{ delegations: Delegation[] }>('/delegations', {}, { now: true });
  const offer = <Button look="primary" icon="plus" onPress={() => setMaking(true)}>{t.delegationNew}</Button>;
  return (
    <>
      {admin && <p className="notice">{t.delegationsAllLede}</p>}
      <Async query={delegations}>
        {(data) => data.delegations.length ? <List rows={data.delegations} account={account} tools={offer} /> : <Empty title={t.delegationsNone} actions={offer}><p>{t.delegationsNoneText}</p></Empty>}
      </Async>
      {making && <Make admin={admin} account={account} onClose={() => setMaking(false)} />}
    </>
  );
}

function List({ rows, account, tools }: { rows: Delegation[]; account: string; tools: React.ReactNode }) {
  const t = useText();
  const person = usePerson();
  const today = storeDay();
  const [ending, setEnding] = useState<Delegation>();
  const { run, error } = useWrite(async (id: string) => { await send('DELETE', `/delegations/${encodeURIComponent(id)}`); tell(t.delegationEnded); setEnding(undefined); });
  const columns = useMemo((): Column<Delegation>[] => [
    { id: 'from', header: t.delegationFrom, value: (d) => person(d.from), cell: (d) => <span {...(d.from === account ? { className: 'me' } : {})}>{person(d.from)}</span> },
    { id: 'to', header: t.delegationTo, value: (d) => person(d.to), cell: (d) => <span {...(d.to === account ? { className: 'me' } : {})}>{person(d.to)}</span> },
    { id: 'state', header: t.status, filter: 'choice', value: (d) => standing(t, d, today), cell: (d) => <span className={`phase ${d.holds ? 'phase-open' : d.start > today ? 'phase-planned' : ''}`}>{standing(t, d, today)}</span> },
    { id: 'start', header: t.delegationStart, value: (d) => d.start, cell: (d) => <Period period={d.start} full /> },
    { id: 'end', header: t.delegationEnd, value: (d) => d.end, cell: (d) => <Period period={d.end} full /> },
    { id: 'reason', header: t.deskReason, width: 'mid', value: (d) => d.reason, cell: (d) => <span lang={CONTENT}>{d.reason}</span> },
    { id: 'recorded', header: t.setOn, hidden: true, value: (d) => d.recorded, cell: (d) => <><Instant at={d.recorded} /> {d.by}</> },
    { id: 'act', header: t.edit, filter: 'none', value: () => '', cell: (d) => d.end >= today && <Button onPress={() => setEnding(d)} aria-label={t.delegationEndTitle(d.from, d.to)}>{t.delegationEndNow}</Button> },
  ], [t, person, today, account]);
  return (
    <>
      <DataTable label={t.delegations} rows={rows} columns={columns} name="delegations" tools={tools} />
      {ending && (
        <Dialog title={t.delegationEndTitle(person(ending.from), person(ending.to))} open onClose={() => setEnding(undefined)}>
          {error && <Failure error={error} />}
          <p><Period period={ending.start} full /> – <Period period={ending.end} full />　<span lang={CONTENT}>{ending.reason}</span></p>
          <div className="row"><Button look="danger" onPress={() => void run(ending.id)}>{t.delegationEndNow}</Button><Button onPress={() => setEnding(undefined)}>{t.cancel}</Button></div>
        </Dialog>
      )}
    </>
  );
}

function Make({ admin, account, onClose }: { admin: boolean; account: string; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const today = storeDay();
  const [from, setFrom] = useState(account);
  const [to, setTo] = useState('');
  const [start, setStart] = useState(() => typedPeriod(today, lang));
  const [end, setEnd] = useState('');
  const [reason, setReason] = useState('');
  const { run, error } = useWrite(async () => {
    await send('POST', '/delegations', { ...(admin && from.trim() !== account ? { from: from.trim() } : {}), to: to.trim(), start: readPoint(start), end: readPoint(end), reason: reason.trim() });
    tell(t.delegationMade);
    onClose();
  });
  const day = (typed: string) => /^\d{4}-\d{2}-\d{2}$/.test(readPoint(typed) ?? '');
  const good = to.trim() && day(start) && day(end) && reason.trim();
  return (
    <Dialog title={t.delegationNew.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(); }}>
        {error && <Failure error={error} />}
        {admin && <PersonField label={t.delegationFrom} value={from} onChange={setFrom} required />}
        <PersonField label={t.delegationTo} value={to} onChange={setTo} required />
        <div className="pair"><PeriodInput label={t.delegationStart} value={start} onChange={setStart} whole required /><PeriodInput label={t.delegationEnd} value={end} onChange={setEnd} whole required /></div>
        <TextField label={t.deskReason} value={reason} onChange={setReason} isRequired maxLength={600} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
