// A change of posts: all that one account holds goes to another.
import { useState } from 'react';
import { send } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { PersonField } from '../../components/PersonField';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { compareText } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';

export function HandOver({ plan, agencies, onClose }: { plan: string; agencies: string[]; onClose: () => void }) {
  const t = useText();
  const [from, setFrom] = useState('');
  const [agency, setAgency] = useState('');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const { run, error } = useWrite(async () => {
    const { items } = await send<{ items: number }>('POST', `/plans/${encodeURIComponent(plan)}/hand-over`, { ...(from.trim() ? { from: from.trim() } : {}), ...(agency ? { agency } : {}), to: to.trim(), reason: reason.trim() });
    tell(t.handOverDone(items));
    onClose();
  });
  const what = Boolean(from.trim() || agency);
  const good = what && to.trim() && reason.trim();
  return (
    <Dialog title={t.handOverTitle} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(); }}>
        <p>{t.handOverText}</p>
        {error && <Failure error={error} />}
        <PersonField label={t.handOverFrom} value={from} onChange={setFrom} />
        <Select label={t.handOverAgency} choices={[{ id: '', label: t.all }, ...agencies.toSorted(compareText).map((id) => ({ id, label: id }))]} value={agency} onChange={setAgency} />
        {!what && to.trim() && <p className="field-error" role="status">{t.handOverNeed}</p>}
        <PersonField label={t.handOverTo} value={to} onChange={setTo} required />
        <TextField label={t.deskReason} value={reason} onChange={setReason} isRequired maxLength={600} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.handOverDo}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
