import { useState } from 'react';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import type { Operation } from '../../lib/corrections';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { overtaken, useDesk } from './useDesk';

// The plan's own title, issuer and months.
export function HeaderDialog({ onClose }: { onClose: () => void }) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  const was = { title: desk.head.title ?? '', issuer: desk.head.issuer ?? '', start: desk.head.period?.start ?? '', end: desk.head.period?.end ?? '' };
  const [title, setTitle] = useState(was.title);
  const [issuer, setIssuer] = useState(was.issuer);
  const [start, setStart] = useState(typedPeriod(was.start, lang));
  const [end, setEnd] = useState(typedPeriod(was.end, lang));
  const [error, setError] = useState<Error>();
  const month = (typed: string, last: boolean): string | undefined => {
    if (!typed.trim()) return '';
    const iso = readPoint(typed);
    return iso === undefined ? undefined : iso.length === 4 ? `${iso}-${last ? '12' : '01'}` : /^\d{4}-\d{2}$/.test(iso) ? iso : undefined;
  };
  const now = { title: title.trim(), issuer: issuer.trim(), start: month(start, false), end: month(end, true) };
  const operations: Operation[] = (['title', 'issuer', 'start', 'end'] as const).filter((f) => now[f] !== was[f]).map((field) => ({ op: 'plan', field, value: now[field] }));
  const ready = now.start !== undefined && now.end !== undefined && operations.length > 0;
  const save = async () => {
    try {
      await desk.send(operations);
      tell(t.saved);
      onClose();
    } catch (e) {
      if (overtaken(e)) return onClose();
      setError(e as Error);
    }
  };
  return (
    <Dialog title={t.deskHeader} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (ready) void save(); }}>
        <TextField label={t.deskPlanTitle} value={title} onChange={setTitle} isRequired autoFocus />
        <TextField label={t.deskIssuer} value={issuer} onChange={setIssuer} />
        <div className="editor-line editor-line-even"><PeriodInput label={t.start} value={start} onChange={setStart} /><PeriodInput label={t.end} value={end} onChange={setEnd} /></div>
        <p className="field-hint">{t.deskMonths}</p>
        {error && <Failure error={error} />}
        <div className="row"><Button type="submit" look="primary" isDisabled={!ready}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
