// The chosen day: what it is and why; an administrator sets a typhoon day over the calendar, or takes it back.
import { useState } from 'react';
import { send } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { TextField } from '../../components/Fields';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import type { Day } from '../../lib/calendar';
import { formatPeriod } from '../../lib/period';
import { useWrite } from '../admin/useWrite';

export function DayPanel({ day, admin, known }: { day: Day; admin: boolean; known: boolean }) {
  const { lang, t } = useLanguage();
  const [setting, setSetting] = useState(false);
  const unset = useWrite(async () => { await send('DELETE', `/calendar/days/${day.day}`); tell(t.saved); });
  return (
    <aside className="day-panel" aria-live="polite">
      <h3>{formatPeriod(day.day, lang, true)} <span className="quiet">{lang === 'zh' ? '星期' : ''}{t.weekdayNames.split(',')[day.weekday]}</span></h3>
      <p className="day-said"><span className={`day-sign${day.off ? ' day-off' : ''}`} aria-hidden="true">{day.off ? t.calendarOffShort : t.calendarWorkShort}</span><strong>{day.off ? t.calendarOff : day.weekday % 6 === 0 ? t.calendarMakeUp : t.calendarWork}</strong></p>
      {day.note && <p lang={CONTENT}>{day.note}</p>}
      {day.special && <p className="quiet">{t.calendarByHand}</p>}
      {!known && !day.special && <p className="quiet">{t.cycleUnknown}</p>}
      {unset.error && <Failure error={unset.error} />}
      {admin && <div className="row">{day.special ? <Button icon="undo" onPress={() => void unset.run()}>{t.calendarUnset}</Button> : <Button onPress={() => setSetting(true)}>{day.off ? t.calendarSetWork : t.calendarSetOff}</Button>}</div>}
      {setting && <SetDay day={day} onClose={() => setSetting(false)} />}
    </aside>
  );
}

function SetDay({ day, onClose }: { day: Day; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const [note, setNote] = useState('');
  const { run, error } = useWrite(async () => {
    await send('PUT', `/calendar/days/${day.day}`, { off: !day.off, note: note.trim() });
    tell(t.saved);
    onClose();
  });
  return (
    <Dialog title={`${formatPeriod(day.day, lang, true)}　${(day.off ? t.calendarSetWork : t.calendarSetOff).replace('…', '')}`} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (note.trim()) void run(); }}>
        {error && <Failure error={error} />}
        <TextField label={t.calendarNote} hint={t.calendarNoteHint} value={note} onChange={setNote} isRequired autoFocus maxLength={200} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!note.trim()}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
