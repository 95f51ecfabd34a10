// Two people wrote into the same field: both are shown with what differs, and one is taken or the two are put together.
import { useState } from 'react';
import { shown, type Conflict } from '../../api/tracking';
import { Button } from '../../components/Button';
import { CONTENT, Instant } from '../../components/Marks';
import { TextArea } from '../../components/TextArea';
import { WordDiff } from '../../components/WordDiff';
import { useText } from '../../i18n';
import { fieldName } from './fields';
import type { Draft } from './useReport';

const SHORT = new Set(['planned', 'actual']);
const isWords = (field: string) => !SHORT.has(field) && !/^(money|observation|evidence)\//.test(field);

export function ConflictBar({ draft, nameOf }: { draft: Draft; nameOf: (field: string) => string }) {
  const t = useText();
  return (
    <section className="conflict" role="alert">
      <h2>{t.reportConflict}</h2>
      <p>{t.reportConflictText}</p>
      {draft.conflicts.map((c) => <One key={c.field} conflict={c} draft={draft} name={nameOf(c.field) || fieldName(t, c.field)} />)}
    </section>
  );
}

function One({ conflict: c, draft, name }: { conflict: Conflict; draft: Draft; name: string }) {
  const t = useText();
  const yours = shown(c.yours);
  const theirs = shown(c.theirs);
  const [merged, setMerged] = useState<string>();
  return (
    <div className="conflict-field">
      <h3>{name}</h3>
      <div><p className="quiet">{t.reportYours}</p><p lang={CONTENT} className="prose">{isWords(c.field) && theirs && yours ? <WordDiff before={theirs} after={yours} /> : yours || '–'}</p><Button onPress={() => draft.settle(c.field, true)}>{t.reportKeep}</Button></div>
      <div><p className="quiet">{t.reportTheirs(c.by)} <Instant at={c.recorded} /></p><p lang={CONTENT} className="prose">{theirs || '–'}</p><Button onPress={() => draft.settle(c.field, false)}>{t.reportKeep}</Button></div>
      {isWords(c.field) && (merged === undefined
        ? <div className="conflict-merge"><Button icon="merge" onPress={() => setMerged([theirs, yours].filter(Boolean).join('\n'))}>{t.reportMerge}</Button></div>
        : <div className="conflict-merge"><TextArea label={t.reportMerged} rows={5} value={merged} onChange={setMerged} content maxLength={20_000} autoFocus /><div className="row"><Button look="primary" onPress={() => draft.settle(c.field, true, merged)}>{t.reportMergeSave}</Button><Button onPress={() => setMerged(undefined)}>{t.cancel}</Button></div></div>)}
    </div>
  );
}
