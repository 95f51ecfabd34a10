import { useState } from 'react';
import { send } from '../../api/client';
import type { Rhythm } from '../../api/tracking';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, Select, TextField } from '../../components/Fields';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

const EVERY: Rhythm['every'][] = ['week', 'month', 'quarter', 'half-year', 'year'];
const DAYS = ['opens_after', 'due_after', 'remind_before', 'grace'] as const;

// What the plan asks for and how often: the cycles follow from it.
export function RhythmDialog({ plan, onClose }: { plan: string; onClose: () => void }) {
  const t = useText();
  const [every, setEvery] = useState<Rhythm['every']>('quarter');
  const [days, setDays] = useState<Record<(typeof DAYS)[number], string>>({ opens_after: '1', due_after: '10', remind_before: '3', grace: '3' });
  const [lock, setLock] = useState(true);
  const names = { opens_after: t.rhythmOpens, due_after: t.rhythmDue, remind_before: t.rhythmRemind, grace: t.rhythmGrace };
  const { run, error } = useWrite(async () => {
    await send('POST', `/plans/${encodeURIComponent(plan)}/cycles`, { every, auto_lock: lock, ...Object.fromEntries(DAYS.map((d) => [d, Number(days[d])])) });
    tell(t.rhythmSet);
    onClose();
  });
  const good = DAYS.every((d) => /^\d{1,3}$/.test(days[d]));
  return (
    <Dialog title={t.rhythmNew.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(); }}>
        {error && <Failure error={error} />}
        <Select label={t.rhythmEvery} choices={EVERY.map((id) => ({ id, label: t[`every_${id}`] }))} value={every} onChange={(id) => setEvery(id as Rhythm['every'])} />
        {DAYS.map((d) => <TextField key={d} label={names[d]} value={days[d]} onChange={(v) => setDays({ ...days, [d]: v })} inputMode="numeric" pattern="\d{1,3}" isRequired />)}
        <Checkbox checked={lock} onChange={setLock}>{t.rhythmLock}</Checkbox>
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
