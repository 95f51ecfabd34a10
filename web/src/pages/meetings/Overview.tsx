// Groups, meetings and open actions: of one plan, or of all.
import { useMemo, useState } from 'react';
import { apiUrl } from '../../api/client';
import { useApi } from '../../api/hooks';
import { meetingAddress, type ActionItem, type Groups, type MeetingEntry } from '../../api/meeting';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { Async, Empty } from '../../components/States';
import { useText } from '../../i18n';
import { ActionMark } from './ActionList';
import { GroupList } from './GroupList';
import { MeetingDialog } from './MeetingDialog';

export function Overview({ plan }: { plan?: string }) {
  const t = useText();
  const of = plan ? { plan } : {};
  const groups = useApi<Groups>('/groups', of, { now: true });
  const meetings = useApi<{ today: string; meetings: MeetingEntry[] }>('/meetings', of, { now: true });
  const actions = useApi<{ today: string; actions: ActionItem[] }>('/actions', of, { now: true });
  const [making, setMaking] = useState(false);
  const mine = (groups.data?.groups ?? []).filter((g) => g.may && !g.ended);
  const offer = mine.length > 0 && <Button icon="plus" onPress={() => setMaking(true)}>{t.meetingNew}</Button>;
  return (
    <>
      <Async query={groups}>{(data) => <GroupList data={data} {...(plan ? { plan } : {})} />}</Async>
      <section aria-labelledby="meetings">
        <h2 id="meetings">{t.meetings}</h2>
        <Async query={meetings}>{(data) => (data.meetings.length ? <MeetingTable rows={data.meetings} tools={offer} name={plan ?? 'all'} /> : <Empty title={t.meetingNone} actions={offer}><p>{t.meetingNoneText}</p></Empty>)}</Async>
      </section>
      <section aria-labelledby="actions">
        <h2 id="actions">{t.actions}</h2>
        <Async query={actions}>{(data) => (data.actions.length ? <ActionTable rows={data.actions} plan={plan} /> : <p className="quiet">{t.actionNone}</p>)}</Async>
      </section>
      {making && <MeetingDialog groups={mine} onClose={() => setMaking(false)} />}
    </>
  );
}

function MeetingTable({ rows, tools, name }: { rows: MeetingEntry[]; tools: React.ReactNode; name: string }) {
  const t = useText();
  const columns = useMemo((): Column<MeetingEntry>[] => [
    { id: 'day', header: t.meetingDay, value: (m) => m.day, cell: (m) => <Period period={m.day} full /> },
    { id: 'meeting', header: t.meetings, width: 'wide', value: (m) => m.title ?? `${m.group_name} ${t.meetingNth(m.number)}`, cell: (m) => <Link to={meetingAddress(m.id)} lang={CONTENT}>{m.title ?? `${m.group_name} ${t.meetingNth(m.number)}`}</Link> },
    { id: 'state', header: t.status, filter: 'choice', value: (m) => t[`meeting_${m.state}`], cell: (m) => <span className={`meeting-state meeting-${m.state}`}>{t[`meeting_${m.state}`]}</span> },
    { id: 'chair', header: t.meetingChair, value: (m) => m.chair ?? '', cell: (m) => <span lang={CONTENT}>{m.chair}</span> },
    { id: 'items', header: t.meetingItems, align: 'end', filter: 'none', value: (m) => m.items },
    { id: 'open', header: t.action_open, align: 'end', filter: 'none', value: (m) => m.open },
    { id: 'late', header: t.actionLate, align: 'end', filter: 'none', value: (m) => m.late, cell: (m) => <span className={m.late ? 'mark-overdue' : 'quiet'}>{m.late}</span> },
  ], [t]);
  return <DataTable label={t.tableNamed(t.meetings)} rows={rows} columns={columns} name={`meetings-${name}`} tools={tools} />;
}

function ActionTable({ rows, plan }: { rows: ActionItem[]; plan: string | undefined }) {
  const t = useText();
  const columns = useMemo((): Column<ActionItem>[] => [
    { id: 'due', header: t.actionDue, value: (a) => a.due, cell: (a) => <><Period period={a.due} full />{a.late && <span className="mark-overdue"> {t.actionLate}</span>}</> },
    { id: 'text', header: t.actionText, width: 'wide', value: (a) => a.text, cell: (a) => <Link to={meetingAddress(a.meeting)} lang={CONTENT}>{a.text}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (a) => a.agency ?? '', cell: (a) => <span lang={CONTENT}>{a.agency}</span> },
    { id: 'account', header: t.memberAccount, hidden: true, value: (a) => a.display ?? a.account ?? '' },
    { id: 'state', header: t.status, filter: 'choice', value: (a) => t[`action_${a.state}`], cell: (a) => <ActionMark state={a.state} /> },
    { id: 'node', header: t.actionNode, value: (a) => a.node?.title ?? '', cell: (a) => (a.plan && a.node ? <Link to={nodeAddress(a.plan, a.node.id)} lang={CONTENT}>{a.node.title}</Link> : null) },
    { id: 'last', header: t.actionLast, value: (a) => a.notes.filter((n) => n.text).at(-1)?.text ?? '', cell: (a) => <span lang={CONTENT}>{a.notes.filter((n) => n.text).at(-1)?.text}</span> },
  ], [t]);
  const all = apiUrl('/actions', { ...(plan ? { plan } : {}), format: 'json' });
  return <DataTable label={t.tableNamed(t.actions)} rows={rows} columns={columns} name={`actions-${plan ?? 'all'}`} tools={<a className="button" href={all} download="actions.json">JSON</a>} />;
}
