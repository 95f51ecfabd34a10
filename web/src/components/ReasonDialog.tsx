import { useState, type ReactNode } from 'react';
import { useText } from '../i18n';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Failure } from './States';
import { TextArea } from './TextArea';

interface Props { title: string; action: string; danger?: boolean; hint?: string; offers?: string[]; children?: ReactNode; onClose: () => void; onDone: (reason: string) => Promise<unknown> }

// What the ledger keeps with its reason: dismissing, withdrawing, switching off, erasing. `offers`: reasons to start from.
export function ReasonDialog({ title, action, danger = false, hint, offers, children, onClose, onDone }: Props) {
  const t = useText();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onDone(reason.trim());
      onClose();
    } catch (e) {
      setError(e instanceof Error ? e : new Error(String(e)));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (reason.trim()) void run(); }}>
        {children}
        {error && <Failure error={error} />}
        {offers && <div className="offers" role="group" aria-label={t.deskReasonOffers}>{offers.map((o) => <Button key={o} onPress={() => setReason(o)}>{o}</Button>)}</div>}
        <TextArea label={t.deskReason} hint={hint ?? t.deskReasonHint} rows={3} value={reason} onChange={setReason} isRequired autoFocus maxLength={600} />
        <div className="row"><Button type="submit" look={danger ? 'danger' : 'primary'} isDisabled={busy || !reason.trim()}>{action.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
