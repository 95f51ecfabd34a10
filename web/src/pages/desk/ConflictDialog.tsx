import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Instant } from '../../components/Marks';
import { useLanguage } from '../../i18n';
import { useDesk } from './useDesk';

// Somebody else was quicker: who, when and what, and the two ways on.
export function ConflictDialog({ unsaved, onDiscard }: { unsaved: number; onDiscard: () => void }) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  if (!desk.conflict) return null;
  const { problem } = desk.conflict;
  return (
    <Dialog title={t.deskConflict} open onClose={desk.settle}>
      <p role="alert">{(lang === 'en' && problem.detail_en) || problem.detail}</p>
      {desk.behind.length > 0 && (
        <ul className="conflict-events">{desk.behind.map((e) => <li key={e.seq}><Instant at={e.recorded} /> <b>{e.actor}</b> {e.summary[lang]}</li>)}</ul>
      )}
      <p>{unsaved ? t.deskConflictKeep(unsaved) : t.deskConflictText}</p>
      <div className="row">
        <Button look="primary" onPress={() => void desk.reload()}>{unsaved ? t.deskReloadKeep : t.deskReload}</Button>
        {unsaved > 0 && <Button look="danger" onPress={() => { onDiscard(); void desk.reload(); }}>{t.deskReloadDrop}</Button>}
        <Button onPress={desk.settle}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}
