import { useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { planAddress } from '../../components/Link';
import { SeverityMark } from '../../components/Marks';
import { PeriodInput } from '../../components/PeriodInput';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { today } from '../../lib/store';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import type { Task } from '../../lib/worklist';
import { overtaken, useDesk } from './useDesk';

interface Props { tasks: Task[]; unsaved: number; onClose: () => void; onTasks: () => void }
interface Published { edition: number }

export function PublishDialog({ tasks, unsaved, onClose, onTasks }: Props) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(typedPeriod(today(), lang));
  const [proofread, setProofread] = useState<boolean>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const open = tasks.filter((x) => !x.done);
  const effective = readPoint(typed);
  const day = effective !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(effective);
  const next = Math.max(0, ...(desk.head.editions ?? []).map((e) => e.edition)) + 1;
  const publish = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const done = await desk.command((version) => send<Published>('POST', `${desk.path}/publish`, { effective, proofread, ...(version === undefined ? {} : { version }) }));
      tell(t.deskPublished(done.edition));
      void navigate(planAddress(desk.plan));
    } catch (e) {
      if (overtaken(e)) return onClose();
      setError(e as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.deskPublishTitle(next)} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (day && proofread !== undefined && !unsaved) void publish(); }}>
        <p>{t.publishText(desk.head.title)}</p>
        {unsaved > 0 && <p className="notice" role="alert">{t.deskPublishUnsaved(unsaved)}</p>}
        {open.length > 0 ? (
          <div className="notice publish-open">
            <p>{t.deskPublishOpen(open.length)} {(['error', 'warning', 'note'] as const).map((s) => { const n = open.filter((x) => x.finding.severity === s).length; return n ? <span key={s} className="publish-count"><SeverityMark severity={s} /> {n}</span> : null; })}</p>
            <Button onPress={onTasks}>{t.deskToTasks}</Button>
          </div>
        ) : <p>{t.deskPublishClean}</p>}
        <PeriodInput label={t.effectiveFrom} value={typed} onChange={setTyped} required whole />
        <fieldset className="radios">
          <legend className="field-label">{t.deskProofLegend}</legend>
          <label className="radio"><input type="radio" name="proofread" checked={proofread === true} onChange={() => setProofread(true)} /><span><b>{t.deskProofread}</b><span className="field-hint">{t.deskProofreadText}</span></span></label>
          <label className="radio"><input type="radio" name="proofread" checked={proofread === false} onChange={() => setProofread(false)} /><span><b>{t.unproofed}</b><span className="field-hint">{t.deskUnproofedText}</span></span></label>
        </fieldset>
        {error && <Failure error={error} />}
        <div className="row"><Button type="submit" look="primary" isDisabled={busy || !day || proofread === undefined || unsaved > 0}>{t.publish}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
