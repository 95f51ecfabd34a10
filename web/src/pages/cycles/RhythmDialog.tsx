import { useState } from 'react';
import { send } from '../../api/client';
import type { Rhythm } from '../../api/tracking';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, Select, TextField } from '../../components/Fields';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

const EVERY: Rhythm['every'][] = ['week', 'month', 'quarter', 'half-year', 'year'];
const DAYS = ['opens_after', 'due_after', 'remind_before', 'grace'] as const;
const USUAL: Record<(typeof DAYS)[number], number> = { opens_after: 1, due_after: 10, remind_before: 3, grace: 3 };

// What the plan asks for and how often: the cycles follow from it. With `rhythm`: changes that one.
export function RhythmDialog({ plan, rhythm, onClose }: { plan: string; rhythm?: Rhythm; onClose: () => void }) {
  const t = useText();
  const [every, setEvery] = useState<Rhythm['every']>(rhythm?.every ?? 'quarter');
  const [days, setDays] = useState(Object.fromEntries(DAYS.map((d) => [d, String(rhythm?.[d] ?? USUAL[d])])) as Record<(typeof DAYS)[number], string>);
  const [lock, setLock] = useState(rhythm?.auto_lock ?? true);
  const [reason, setReason] = useState('');
  const names = { opens_after: t.rhythmOpens, due_after: t.rhythmDue, remind_before: t.rhythmRemind, grace: t.rhythmGrace };
  const { run, error } = useWrite(async () => {
    const wanted = { every, auto_lock: lock, ...Object.fromEntries(DAYS.map((d) => [d, Number(days[d])])) };
    const at = `/plans/${encodeURIComponent(plan)}`;
    if (rhythm) {
      const { id, ...kept } = rhythm;
      await send('PUT', `${at}/rhythms/${encodeURIComponent(id)}`, { ...kept, ...wanted, reason: reason.trim() });
    } else {
      await send('POST', `${at}/cycles`, wanted);
    }
    tell(rhythm ? t.rhythmChanged : t.rhythmSet);
    onClose();
  });
  const good = DAYS.every((d) => /^\d{1,3}$/.test(days[d])) && (!rhythm || reason.trim() !== '');
  return (
    <Dialog title={(rhythm ? t.rhythmChange : t.rhythmNew).replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(); }}>
        {error && <Failure error={error} />}
        {rhythm && <p className="lede">{t.rhythmChangeText}</p>}
        <Select label={t.rhythmEvery} choices={EVERY.map((id) => ({ id, label: t[`every_${id}`] }))} value={every} onChange={(id) => setEvery(id as Rhythm['every'])} />
        {DAYS.map((d) => <TextField key={d} label={names[d]} value={days[d]} onChange={(v) => setDays({ ...days, [d]: v })} inputMode="numeric" pattern="\d{1,3}" isRequired />)}
        <Checkbox checked={lock} onChange={setLock}>{t.rhythmLock}</Checkbox>
        {rhythm && <TextArea label={t.rhythmReason} value={reason} onChange={setReason} isRequired maxLength={600} />}
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}

// No further periods; what has opened stays.
export function EndRhythmDialog({ plan, rhythm, onClose }: { plan: string; rhythm: Rhythm; onClose: () => void }) {
  const t = useText();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const { run, error } = useWrite(async () => {
    await send('DELETE', `/plans/${encodeURIComponent(plan)}/rhythms/${encodeURIComponent(rhythm.id)}`, { reason: reason.trim(), ...(until ? { until } : {}) });
    tell(t.rhythmEnded);
    onClose();
  });
  const good = reason.trim() !== '' && (until === '' || /^\d{4}-\d{2}-\d{2}$/.test(until));
  return (
    <Dialog title={t.rhythmEnd.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(); }}>
        {error && <Failure error={error} />}
        <p className="lede">{t.rhythmEndText}</p>
        <TextField label={t.rhythmUntil} hint={t.rhythmUntilHint} type="date" value={until} onChange={setUntil} />
        <TextArea label={t.rhythmReason} value={reason} onChange={setReason} isRequired maxLength={600} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.rhythmEnd.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
