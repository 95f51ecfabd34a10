import { useState } from 'react';
import { send } from '../../api/client';
import type { Corrected, Correction, CorrectionLog } from '../../api/desk';
import { useApi, type Query } from '../../api/hooks';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Empty, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { describe, ownOperations } from './describe';
import { useDesk, type Desk } from './useDesk';

export const useCorrections = (desk: Desk): Query<CorrectionLog> => useApi<CorrectionLog>(`${desk.path}/corrections`, {}, { now: true });

// The newest one that can still be taken back, and was not itself a taking back.
export const lastToUndo = (log: CorrectionLog | undefined): Correction | undefined => log?.corrections.find((c) => c.current && !c.undone_by && !c.undoes && ownOperations(c.operations).length > 0);

export const undo = (desk: Desk, seq: number): Promise<Corrected> => desk.command((version) => send<Corrected>('POST', `${desk.path}/corrections/${seq}/undo`, version === undefined ? {} : { version }));

export function CorrectionsDialog({ names, onClose }: { names: (id: string) => string; onClose: () => void }) {
  const t = useText();
  const desk = useDesk();
  const log = useCorrections(desk);
  const [error, setError] = useState<Error>();
  const take = async (seq: number) => {
    setError(undefined);
    try {
      await undo(desk, seq);
      tell(t.deskUndone);
    } catch (e) {
      setError(e as Error);
    }
  };
  return (
    <Dialog title={t.deskCorrections} open onClose={onClose}>
      {error && <Failure error={error} />}
      <Async query={log}>
        {(data) => {
          const list = data.corrections.filter((c) => ownOperations(c.operations).length > 0);
          if (!list.length) return <Empty title={t.deskNoCorrections}><p>{t.deskNoCorrectionsText}</p></Empty>;
          return <ol className="corrections">{list.map((c) => <Entry key={c.seq} correction={c} names={names} onUndo={() => void take(c.seq)} />)}</ol>;
        }}
      </Async>
    </Dialog>
  );
}

const AT_ONCE = 6;

function Entry({ correction: c, names, onUndo }: { correction: Correction; names: (id: string) => string; onUndo: () => void }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const operations = ownOperations(c.operations);
  return (
    <li className={c.undone_by ? 'correction-undone' : ''}>
      <p className="correction-head"><Instant at={c.recorded} /><span>{c.actor}</span><span className="mono quiet">#{c.seq}</span>
        {c.undoes && <span className="tally">{t.deskTookBack(c.undoes)}</span>}{c.undone_by && <span className="tally">{t.deskTakenBack(c.undone_by)}</span>}</p>
      <ul lang={CONTENT}>{operations.slice(0, all ? undefined : AT_ONCE).map((o, i) => <li key={i}>{describe(o, t, names)}</li>)}</ul>
      {operations.length > AT_ONCE && !all && <Button look="quiet" onPress={() => setAll(true)}>{t.showMore(operations.length - AT_ONCE)}</Button>}
      {c.note && <p className="quiet" lang={CONTENT}>{c.note}</p>}
      {c.current && !c.undone_by && !c.undoes && <Button icon="undo" onPress={onUndo} aria-label={`${t.deskUndoThis} #${c.seq}`}>{t.deskUndoThis}</Button>}
    </li>
  );
}
