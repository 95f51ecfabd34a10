// An action of a meeting: what, who, by when, about which item.
import { useState } from 'react';
import { send } from '../../api/client';
import type { ActionItem, Meeting, NodeName } from '../../api/meeting';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { CONTENT } from '../../components/Marks';
import { PeriodInput } from '../../components/PeriodInput';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';
import { useAgencyNames } from '../desk/NodeEditor';
import { PickNode } from './MeetingDialog';

export function ActionDialog({ meeting, action, onClose }: { meeting: Meeting; action: ActionItem | undefined; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const agencies = useAgencyNames();
  const [form, setForm] = useState({ text: action?.text ?? '', agency: action?.agency ?? '', account: action?.account ?? '', due: typedPeriod(action?.due, lang) });
  const [item, setItem] = useState(String(action?.item ?? ''));
  const [node, setNode] = useState<NodeName | undefined>(action?.node);
  const [picking, setPicking] = useState(false);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const due = readPoint(form.due);
  const ready = form.text.trim() !== '' && (form.agency.trim() !== '' || form.account.trim() !== '') && due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due);
  const { run, error } = useWrite(async () => {
    const body = { text: form.text.trim(), due, ...(form.agency.trim() ? { agency: form.agency.trim() } : {}), ...(form.account.trim() ? { account: form.account.trim() } : {}), ...(item ? { item: Number(item) } : {}), ...(meeting.plan ? { plan: meeting.plan } : {}), ...(node ? { node: node.id } : {}) };
    await send(action ? 'PUT' : 'POST', action ? `/actions/${action.id}` : '/actions', { ...body, ...(action ? { version: action.version } : { meeting: meeting.id }) });
    tell(t.meetingDone);
    onClose();
  });
  return (
    <Dialog title={(action ? t.actionEdit : t.actionNew).replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (ready) void run(); }}>
        {error && <Failure error={error} />}
        <TextArea label={t.actionText} rows={3} value={form.text} onChange={(text) => set({ text })} isRequired />
        <span className="field"><label className="field-label" htmlFor="action-agency">{t.actionAgency}</label>
          <input id="action-agency" className="input" list="action-agencies" lang={CONTENT} value={form.agency} onChange={(e) => set({ agency: e.target.value })} />
          <datalist id="action-agencies">{(agencies ?? []).map((a) => <option key={a} value={a} />)}</datalist></span>
        <TextField label={t.actionAccount} value={form.account} onChange={(account) => set({ account })} />
        <PeriodInput label={t.actionDue} value={form.due} onChange={(d) => set({ due: d })} required whole />
        <Select label={t.actionItem} choices={[{ id: '', label: t.actionWhole }, ...meeting.agenda.map((a, i) => ({ id: String(i + 1), label: `${t.agendaNth(i + 1)} ${a.title}` }))]} value={item} onChange={setItem} />
        {meeting.plan && <div><p className="field-label">{t.actionNode}</p><p className="row">{node && <span lang={CONTENT}>{node.label} {node.title ?? node.id}</span>}<Button look="quiet" onPress={() => setPicking(!picking)}>{t.agendaNodeAdd}</Button></p>{picking && <PickNode plan={meeting.plan} onNode={(n) => { setNode(n); setPicking(false); }} />}</div>}
        <div className="row"><Button type="submit" look="primary" isDisabled={!ready}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
