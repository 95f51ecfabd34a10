// Groups with their members and when they meet next.
import { useState } from 'react';
import { send } from '../../api/client';
import { useRole } from '../../api/hooks';
import type { Every, Group, GroupKind, Groups, Member, MemberRole } from '../../api/meeting';
import { Button, IconButton } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Empty, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText, type Text } from '../../i18n';
import { useWrite } from '../admin/useWrite';

const KINDS: GroupKind[] = ['steering', 'division', 'advisory', 'other'];
const EVERY: Every[] = ['half-year', 'quarter', 'month', 'year', 'week'];
const ROLES: MemberRole[] = ['chair', 'vice', 'secretary', 'member'];
export const groupKind = (t: Text, kind: GroupKind): string => t[`group_${kind}`];

export function GroupList({ data, plan }: { data: Groups; plan?: string }) {
  const t = useText();
  const officer = useRole('officer');
  const [editing, setEditing] = useState<Group | 'new'>();
  const offer = officer && <Button icon="plus" onPress={() => setEditing('new')}>{t.groupNew}</Button>;
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{t.groups}</h2>
      {data.groups.length
        ? <><ul className="groups">{data.groups.map((g) => <Entry key={g.id} group={g} today={data.today} whole={!plan} onEdit={() => setEditing(g)} />)}</ul><p>{offer}</p></>
        : <Empty title={t.groupNone} actions={offer}><p>{t.groupNoneText}</p></Empty>}
      {editing && <GroupDialog group={editing === 'new' ? undefined : editing} plan={plan} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

function Entry({ group: g, today, whole, onEdit }: { group: Group; today: string; whole: boolean; onEdit: () => void }) {
  const { lang, t } = useLanguage();
  const [ending, setEnding] = useState(false);
  const refresh = useWrite(() => Promise.resolve());
  return (
    <li>
      <div>
        <h3 lang={CONTENT}>{g.name}</h3>
        <p className="meta">
          <span>{groupKind(t, g.kind)}</span>
          {g.every && <span>{t[`every_${g.every}`]}</span>}
          {whole && (g.plan ? <Link to={planAddress(g.plan, 'meetings')} lang={CONTENT}>{g.plan_title ?? g.plan}</Link> : <span>{t.groupWhole}</span>)}
          {g.agency && <span lang={CONTENT}>{g.agency}</span>}
          {g.last && <span>{t.lastMet} <Period period={g.last} full /></span>}
          {g.late > 0 && <span className="mark-overdue">{t.actionLate} {g.late}</span>}
          {g.ended && <span>{t.groupEnded(g.ended_reason ?? '')}</span>}
        </p>
        {g.next && (
          <p className="group-next">
            {t.nextDue(g.next.title[lang])}
            {g.next.scheduled ? <span> · {t.nextScheduled} <Period period={g.next.scheduled} full /></span> : <span className={g.next.due < today ? 'mark-overdue' : 'quiet'}> · <Period period={g.next.due} full /></span>}
            {g.next.missed_title && <span className="mark-overdue"> · {t.nextMissed(g.next.missed_title[lang])}</span>}
          </p>
        )}
      </div>
      {g.may && !g.ended && <div className="row"><Button look="quiet" onPress={onEdit} aria-label={`${t.groupEdit} ${g.name}`}>{t.groupEdit}</Button><Button look="quiet" onPress={() => setEnding(true)} aria-label={`${t.groupEnd} ${g.name}`}>{t.groupEnd}</Button></div>}
      {g.members.length > 0 && <p className="group-members" lang={CONTENT}>{g.members.map((m) => `${m.role === 'member' ? '' : `${t[`role_${m.role}`]} `}${[m.name, m.agency, m.account].filter(Boolean).join(' ')}`).join('、')}</p>}
      {ending && <ReasonDialog title={t.groupEnd.replace('…', '')} action={t.groupEnd} danger onClose={() => setEnding(false)} onDone={async (reason) => { await send('DELETE', `/groups/${g.id}`, { reason }); tell(t.meetingDone); await refresh.run(); }} />}
    </li>
  );
}

function GroupDialog({ group, plan, onClose }: { group: Group | undefined; plan: string | undefined; onClose: () => void }) {
  const t = useText();
  const [name, setName] = useState(group?.name ?? '');
  const [kind, setKind] = useState<GroupKind>(group?.kind ?? 'steering');
  const [agency, setAgency] = useState(group?.agency ?? '');
  const [every, setEvery] = useState<string>(group?.every ?? 'half-year');
  const [members, setMembers] = useState<Member[]>(group?.members ?? []);
  const { run, error } = useWrite(async () => {
    const said = members.filter((m) => m.account?.trim() || m.agency?.trim() || m.name?.trim());
    const of = group ? group.plan : plan;
    const body = { name: name.trim(), kind, members: said, ...(agency.trim() ? { agency: agency.trim() } : {}), ...(every ? { every } : {}), ...(of ? { plan: of } : {}), ...(group ? { version: group.version } : {}) };
    await send(group ? 'PUT' : 'POST', group ? `/groups/${group.id}` : '/groups', body);
    tell(t.meetingDone);
    onClose();
  });
  const set = (at: number, change: Partial<Member>) => setMembers(members.map((m, i) => (i === at ? { ...m, ...change } : m)));
  return (
    <Dialog title={(group ? t.groupEdit : t.groupNew).replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (name.trim()) void run(); }}>
        {error && <Failure error={error} />}
        <TextField label={t.groupName} value={name} onChange={setName} isRequired maxLength={200} />
        <Select label={t.groupKind} choices={KINDS.map((id) => ({ id, label: groupKind(t, id) }))} value={kind} onChange={(id) => setKind(id as GroupKind)} />
        <Select label={t.groupEvery} choices={[...EVERY.map((id) => ({ id: id as string, label: t[`every_${id}`] })), { id: '', label: t.everyNone }]} value={every} onChange={setEvery} />
        <TextField label={t.groupAgency} value={agency} onChange={setAgency} />
        <fieldset className="form revision-act">
          <legend className="field-label">{t.members}</legend>
          {members.map((m, i) => (
            <div key={i} className="member-row">
              <TextField label={t.memberName} value={m.name ?? ''} onChange={(v) => set(i, { name: v })} />
              <TextField label={t.memberAgency} value={m.agency ?? ''} onChange={(v) => set(i, { agency: v })} />
              <TextField label={t.memberAccount} value={m.account ?? ''} onChange={(v) => set(i, { account: v })} />
              <Select label={t.memberRole} choices={ROLES.map((id) => ({ id, label: t[`role_${id}`] }))} value={m.role} onChange={(id) => set(i, { role: id as MemberRole })} />
              <IconButton icon="close" label={t.memberOut(i + 1)} onPress={() => setMembers(members.filter((_, k) => k !== i))} />
            </div>
          ))}
          <Button icon="plus" onPress={() => setMembers([...members, { role: members.length ? 'member' : 'chair' }])}>{t.memberAdd}</Button>
        </fieldset>
        <div className="row"><Button type="submit" look="primary" isDisabled={!name.trim()}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
