// One meeting, as its minutes: who was there, what was on the agenda and resolved, what is to be done. It prints as minutes do.
import { useState } from 'react';
import { useParams } from 'react-router';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { ActionItem, Meeting } from '../../api/meeting';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { today as storeDay } from '../../lib/store';
import { useWrite } from '../admin/useWrite';
import { ActionDialog } from './ActionDialog';
import { ActionList } from './ActionList';
import { MeetingDialog } from './MeetingDialog';

export default function MeetingPage() {
  const { meeting = '' } = useParams();
  const t = useText();
  const query = useApi<Meeting>(`/meetings/${encodeURIComponent(meeting)}`, {}, { now: true });
  usePage(query.data && t.minutesTitle(query.data.group_name, query.data.number));
  return <div className="page meeting-page"><Async page query={query}>{(data) => <Loaded meeting={data} />}</Async></div>;
}

function Loaded({ meeting: m }: { meeting: Meeting }) {
  const t = useText();
  const [acting, setActing] = useState<ActionItem | 'new'>();
  return (
    <>
      <nav className="crumbs" aria-label={t.upTo}>{m.plan ? <Link to={planAddress(m.plan, 'meetings')} lang={CONTENT}>{m.plan_title ?? m.plan}</Link> : <Link to="/meetings">{t.meetings}</Link>}</nav>
      <div className="page-head">
        <div><h1 lang={CONTENT}>{m.title ?? `${m.group_name} ${t.meetingNth(m.number)}`}</h1>
          <p className="meta"><span className={`meeting-state meeting-${m.state}`}>{t[`meeting_${m.state}`]}</span>{m.reason && <span lang={CONTENT}>{m.reason}</span>}</p></div>
        <Tools meeting={m} />
      </div>
      <p className="minutes-head" lang={CONTENT} aria-hidden="true">{m.title ?? t.minutesTitle(m.group_name, m.number)}</p>
      <dl className="meeting-facts">
        <dt>{t.meetingDay}</dt><dd><Period period={m.day} full />{m.time && ` ${m.time}`}</dd>
        {m.place && <><dt>{t.meetingPlace}</dt><dd lang={CONTENT}>{m.place}</dd></>}
        {m.chair && <><dt>{t.meetingChair}</dt><dd lang={CONTENT}>{m.chair}</dd></>}
        {m.recorder && <><dt>{t.meetingRecorder}</dt><dd lang={CONTENT}>{m.recorder}</dd></>}
        {m.attended.length > 0 && <><dt>{t.meetingAttended}</dt><dd lang={CONTENT}>{m.attended.join('、')}</dd></>}
        {m.absent.length > 0 && <><dt>{t.meetingAbsent}</dt><dd lang={CONTENT}>{m.absent.join('、')}</dd></>}
      </dl>
      <section aria-labelledby="agenda">
        <h2 id="agenda">{t.agenda}</h2>
        {!m.minutes && <p className="notice">{t.meetingHidden}</p>}
        {m.agenda.length ? (
          <ol className="agenda">{m.agenda.map((a, i) => (
            <li key={i}>
              <h3><span className="quiet">{t.agendaNth(i + 1)}</span> <span lang={CONTENT}>{a.title}</span></h3>
              {a.proposer && <p className="meta"><span>{t.agendaProposer} <span lang={CONTENT}>{a.proposer}</span></span></p>}
              {a.nodes.length > 0 && <p className="meta">{t.agendaNodes} {a.nodes.map((n) => <Link key={n.id} to={nodeAddress(m.plan ?? '', n.id)} lang={CONTENT}>{n.label} {n.title ?? n.id}</Link>)}</p>}
              {a.text && <p className="prose" lang={CONTENT}>{a.text}</p>}
              {a.resolution && <div className="agenda-resolution"><b>{t.agendaResolution}</b><p className="prose" lang={CONTENT}>{a.resolution}</p></div>}
            </li>
          ))}</ol>
        ) : <p className="quiet">{t.agendaNone}</p>}
      </section>
      <section aria-labelledby="actions">
        <h2 id="actions">{t.actions}</h2>
        {m.actions.length ? <ActionList items={m.actions} today={storeDay()} within {...(m.may ? { onEdit: setActing } : {})} /> : <p className="quiet">{t.actionNone}</p>}
        {m.may && m.state !== 'cancelled' && <p className="action-tools"><Button icon="plus" onPress={() => setActing('new')}>{t.actionNew}</Button></p>}
      </section>
      <p className="minutes-sign" aria-hidden="true"><span>{t.signChair}{m.chair}</span><span>{t.signRecorder}{m.recorder}</span></p>
      {acting && <ActionDialog meeting={m} action={acting === 'new' ? undefined : acting} onClose={() => setActing(undefined)} />}
    </>
  );
}

function Tools({ meeting: m }: { meeting: Meeting }) {
  const t = useText();
  const [editing, setEditing] = useState(false);
  const [turning, setTurning] = useState<'reopen' | 'cancel'>();
  const { run, error } = useWrite(async (act: string, reason?: string) => { await send('POST', `/meetings/${m.id}`, { act, ...(reason ? { reason } : {}) }); tell(t.meetingDone); });
  const refresh = useWrite(() => Promise.resolve());
  const open = m.state === 'planned' || m.state === 'held';
  return (
    <div className="page-tools">
      {m.may && open && <Button onPress={() => setEditing(true)}>{t.meetingEdit}</Button>}
      {m.may && m.state === 'planned' && <Button onPress={() => setTurning('cancel')}>{t.meetingCancel}</Button>}
      {m.may && m.state === 'held' && <Button look="primary" icon="check" onPress={() => void run('confirm')}>{t.meetingConfirm}</Button>}
      {m.may && m.state === 'confirmed' && <Button onPress={() => setTurning('reopen')}>{t.meetingReopen}</Button>}
      <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
      {error && <Failure error={error} />}
      {editing && <MeetingDialog groups={[]} meeting={m} onClose={() => setEditing(false)} />}
      {turning && <ReasonDialog title={(turning === 'reopen' ? t.meetingReopen : t.meetingCancel).replace('…', '')} action={turning === 'reopen' ? t.meetingReopen : t.meetingCancel} onClose={() => setTurning(undefined)} onDone={async (reason) => { await send('POST', `/meetings/${m.id}`, { act: turning, reason }); tell(t.meetingDone); await refresh.run(); }} />}
    </div>
  );
}
