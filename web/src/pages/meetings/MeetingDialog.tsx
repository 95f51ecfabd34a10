// A meeting with all that the minutes hold: recorded anew, or changed.
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { meetingAddress, type Group, type Meeting, type NodeName } from '../../api/meeting';
import type { Outline } from '../../api/types';
import { Button, IconButton } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, Select, TextField } from '../../components/Fields';
import { NamesField } from '../../components/NamesField';
import { NodePicker } from '../../components/NodePicker';
import { PeriodInput } from '../../components/PeriodInput';
import { CONTENT } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { buildTree } from '../../lib/tree';
import { useWrite } from '../admin/useWrite';

interface Item { title: string; text: string; proposer: string; resolution: string; nodes: NodeName[] }
const wholeDay = (typed: string): string | undefined => { const day = readPoint(typed); return day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined; };

export function MeetingDialog({ groups, meeting, onClose }: { groups: Group[]; meeting?: Meeting; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const navigate = useNavigate();
  const [group, setGroup] = useState(String(meeting?.group ?? groups[0]?.id ?? ''));
  const plan = meeting?.plan ?? groups.find((g) => String(g.id) === group)?.plan;
  const [day, setDay] = useState(typedPeriod(meeting?.day, lang));
  const [form, setForm] = useState({ title: meeting?.title ?? '', time: meeting?.time ?? '', place: meeting?.place ?? '', chair: meeting?.chair ?? '', recorder: meeting?.recorder ?? '' });
  const [attended, setAttended] = useState(meeting?.attended ?? []);
  const [absent, setAbsent] = useState(meeting?.absent ?? []);
  const [agenda, setAgenda] = useState<Item[]>((meeting?.agenda ?? []).map((a) => ({ title: a.title, text: a.text ?? '', proposer: a.proposer ?? '', resolution: a.resolution ?? '', nodes: a.nodes })));
  const [held, setHeld] = useState(meeting?.state === 'held');
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const date = wholeDay(day);
  const ready = date !== undefined && group !== '' && agenda.every((a) => a.title.trim());
  const { run, error } = useWrite(async () => {
    const said = Object.fromEntries(Object.entries(form).filter(([, v]) => v.trim()).map(([k, v]) => [k, v.trim()]));
    const items = agenda.map((a) => ({ title: a.title.trim(), ...(a.text.trim() ? { text: a.text.trim() } : {}), ...(a.proposer.trim() ? { proposer: a.proposer.trim() } : {}), ...(a.resolution.trim() ? { resolution: a.resolution.trim() } : {}), nodes: a.nodes.map((n) => n.id) }));
    const body = { ...said, day: date, attended, absent, agenda: items, held, ...(plan ? { plan } : {}), ...(meeting ? { number: meeting.number, version: meeting.version } : { group: Number(group) }) };
    const made = await send<{ id: number }>(meeting ? 'PUT' : 'POST', meeting ? `/meetings/${meeting.id}` : '/meetings', body);
    tell(t.meetingDone);
    onClose();
    if (!meeting) void navigate(meetingAddress(made.id));
  });
  return (
    <Dialog title={meeting ? t.meetingEdit : t.meetingNew.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (ready) void run(); }}>
        {error && <Failure error={error} />}
        {!meeting && <Select label={t.groups} choices={groups.map((g) => ({ id: String(g.id), label: g.name }))} value={group} onChange={setGroup} />}
        <PeriodInput label={t.meetingDay} value={day} onChange={setDay} required whole />
        <div className="editor-line editor-line-even">
          <TextField label={t.meetingTime} value={form.time} onChange={(time) => set({ time })} placeholder="14:00" />
          <TextField label={t.meetingPlace} value={form.place} onChange={(place) => set({ place })} />
          <TextField label={t.meetingChair} value={form.chair} onChange={(chair) => set({ chair })} />
          <TextField label={t.meetingRecorder} value={form.recorder} onChange={(recorder) => set({ recorder })} />
        </div>
        <TextField label={t.meetingTitle} value={form.title} onChange={(title) => set({ title })} />
        <NamesField label={t.meetingAttended} value={attended} onChange={setAttended} />
        <NamesField label={t.meetingAbsent} value={absent} onChange={setAbsent} />
        <h3>{t.agenda}</h3>
        {agenda.map((a, i) => <AgendaFields key={i} at={i} item={a} plan={plan} onChange={(next) => setAgenda(agenda.map((x, k) => (k === i ? next : x)))} onOut={() => setAgenda(agenda.filter((_, k) => k !== i))} />)}
        <p><Button icon="plus" onPress={() => setAgenda([...agenda, { title: '', text: '', proposer: '', resolution: '', nodes: [] }])}>{t.agendaAdd}</Button></p>
        <Checkbox checked={held} onChange={setHeld}>{t.meetingHeld}</Checkbox>
        <div className="row"><Button type="submit" look="primary" isDisabled={!ready}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}

function AgendaFields({ at, item, plan, onChange, onOut }: { at: number; item: Item; plan: string | undefined; onChange: (item: Item) => void; onOut: () => void }) {
  const t = useText();
  const [picking, setPicking] = useState(false);
  const set = (change: Partial<Item>) => onChange({ ...item, ...change });
  return (
    <fieldset className="agenda-edit">
      <legend className="field-label">{t.agendaNth(at + 1)}</legend>
      <TextField label={t.agendaTitle} value={item.title} onChange={(title) => set({ title })} isRequired maxLength={200} />
      <TextField label={t.agendaProposer} value={item.proposer} onChange={(proposer) => set({ proposer })} />
      <TextArea label={t.agendaText} rows={2} value={item.text} onChange={(text) => set({ text })} />
      <TextArea label={t.agendaResolution} rows={3} value={item.resolution} onChange={(resolution) => set({ resolution })} />
      {plan && (
        <div>
          <p className="names">{item.nodes.map((n) => <span key={n.id} className="name-chip" lang={CONTENT}>{n.label} {n.title ?? n.id}<button type="button" onClick={() => set({ nodes: item.nodes.filter((x) => x.id !== n.id) })} aria-label={t.deskTakeOut(n.title ?? n.id)}>×</button></span>)}<Button look="quiet" onPress={() => setPicking(!picking)}>{t.agendaNodeAdd}</Button></p>
          {picking && <PickNode plan={plan} onNode={(n) => { if (!item.nodes.some((x) => x.id === n.id)) set({ nodes: [...item.nodes, n] }); setPicking(false); }} />}
        </div>
      )}
      <IconButton icon="trash" label={t.agendaOut(at + 1)} onPress={onOut} />
    </fieldset>
  );
}

export function PickNode({ plan, onNode }: { plan: string; onNode: (node: NodeName) => void }) {
  const t = useText();
  const outline = useApi<Outline>(`/plans/${encodeURIComponent(plan)}/outline`, {}, { now: true });
  const tree = useMemo(() => (outline.data ? buildTree(outline.data.parent) : undefined), [outline.data]);
  return <Async query={outline}>{(o) => <NodePicker label={t.item} outline={o} tree={tree!} value={undefined} onChange={(row) => { const id = o.id[row]; if (id) onNode({ id, label: o.label[row] ?? '', title: o.title[row] ?? '' }); }} />}</Async>;
}
