// What was decided for somebody to do: who, what, by when, how far; and what may be done about it.
import { useState } from 'react';
import { send } from '../../api/client';
import { meetingAddress, type ActionItem } from '../../api/meeting';
import { Button } from '../../components/Button';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText, type Text } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { Due } from '../work/Obligations';

type Act = 'note' | 'claim' | 'return' | 'reopen' | 'cancel';
const noteName = (act: string, t: Text): string => ({ set: t.note_set, noted: t.note_noted, claimed: t.note_claimed, confirmed: t.note_confirmed, returned: t.note_returned, reopened: t.note_reopened, cancelled: t.note_cancelled } as Record<string, string>)[act] ?? act;
export const ActionMark = ({ state }: { state: ActionItem['state'] }) => <span className={`report-state action-${state}`}>{useText()[`action_${state}`]}</span>;

interface Props { items: ActionItem[]; today: string; within?: boolean; onEdit?: (item: ActionItem) => void }
// `within`: on the page of their meeting, which needs no naming.
export function ActionList({ items, today, within = false, onEdit }: Props) {
  return <ul className="owed action-list">{items.map((a) => <Item key={a.id} item={a} today={today} within={within} onEdit={onEdit} />)}</ul>;
}

function Item({ item: a, today, within, onEdit }: { item: ActionItem; today: string; within: boolean; onEdit: Props['onEdit'] }) {
  const t = useText();
  const [doing, setDoing] = useState<Act>();
  const [all, setAll] = useState(false);
  const { run, error } = useWrite(async (act: string, text: string) => { await send('POST', `/actions/${a.id}`, { act, ...(text ? { text } : {}) }); tell(t.meetingDone); });
  const refresh = useWrite(() => Promise.resolve());
  const names: Record<Act, string> = { note: t.actionNote, claim: t.actionClaim, return: t.actionReturn, reopen: t.actionReopen, cancel: t.actionCancel };
  const open = a.state === 'open' || a.state === 'claimed';
  const notes = a.notes.filter((n) => n.text || n.act !== 'set');
  return (
    <li className="owed-item" aria-label={a.text}>
      <span className="action-text" lang={CONTENT}>{a.text}</span>
      <span className="meta">
        <ActionMark state={a.state} />
        {a.late && <span className="mark-overdue">{t.actionLate}</span>}
        <span lang={CONTENT}>{[a.agency, a.display ?? a.account].filter(Boolean).join(' ')}</span>
        {!within && <Link to={meetingAddress(a.meeting)} lang={CONTENT}>{a.group_name} {t.meetingNth(a.number)}</Link>}
        {within && a.item !== undefined && <span>{t.agendaNth(a.item)}</span>}
        {a.plan && a.node && <Link to={nodeAddress(a.plan, a.node.id)} lang={CONTENT}>{a.node.label} {a.node.title}</Link>}
        {!within && a.plan && !a.node && <Link to={planAddress(a.plan)} lang={CONTENT}>{a.plan_title}</Link>}
      </span>
      <span className="owed-due"><Due due={a.due} today={today} done={!open} /></span>
      {notes.length > 0 && (
        <ol className="action-notes">
          {(all ? notes : notes.slice(-1)).map((n, i) => <li key={i}><Instant at={n.recorded} /> {n.by} {noteName(n.act, t)}{n.text && <span lang={CONTENT}>：{n.text}</span>}</li>)}
          {!all && notes.length > 1 && <li><Button look="quiet" onPress={() => setAll(true)}>{t.showMore(notes.length - 1)}</Button></li>}
        </ol>
      )}
      {error && <Failure error={error} />}
      <div className="action-tools">
        {a.may_report && <Button onPress={() => setDoing('note')}>{t.actionNote}</Button>}
        {a.may_report && a.state === 'open' && <Button onPress={() => setDoing('claim')}>{t.actionClaim}</Button>}
        {a.may_decide && open && <Button icon="check" onPress={() => void run('confirm', '')}>{t.actionConfirm}</Button>}
        {a.may_decide && a.state === 'claimed' && <Button onPress={() => setDoing('return')}>{t.actionReturn}</Button>}
        {a.may_decide && open && onEdit && <Button look="quiet" onPress={() => onEdit(a)}>{t.actionEdit}</Button>}
        {a.may_decide && open && <Button look="quiet" onPress={() => setDoing('cancel')}>{t.actionCancel}</Button>}
        {a.may_decide && !open && <Button look="quiet" onPress={() => setDoing('reopen')}>{t.actionReopen}</Button>}
      </div>
      {doing && (
        <ReasonDialog title={names[doing].replace('…', '')} action={names[doing]} onClose={() => setDoing(undefined)} onDone={async (text) => { await send('POST', `/actions/${a.id}`, { act: doing, text }); tell(t.meetingDone); await refresh.run(); }}>
          <p lang={CONTENT}>{a.text}</p>
        </ReasonDialog>
      )}
    </li>
  );
}
