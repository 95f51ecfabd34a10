import { useState } from 'react';
import { Button } from '../../components/Button';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { useText } from '../../i18n';
import { fieldName } from './describe';
import type { Edit } from './useEdits';

interface Props { edits: Edit[]; failed: Error | undefined; onSave: (note?: string) => void; onDrop: () => void; onGo: (node: string) => void; names: (id: string) => string }

// What is typed and not saved yet, wherever it is; one press saves it all as one correction.
export function SaveBar({ edits, failed, onSave, onDrop, onGo, names }: Props) {
  const t = useText();
  const [note, setNote] = useState('');
  if (!edits.length) return null;
  const nodes = [...new Set(edits.map((e) => e.node))].filter(Boolean);
  const count = edits.reduce((n, e) => n + e.operations.length, 0);
  const troubles = edits.flatMap((e) => e.troubles);
  return (
    <div className="save-bar" role="region" aria-label={t.deskUnsaved}>
      {failed && <Failure error={failed} />}
      <div className="save-row">
        <p role="status"><b>{t.deskUnsavedCount(count)}</b> <span lang={CONTENT} className="save-nodes">{nodes.slice(0, 3).map((id) => <button key={id} type="button" className="link-button" onClick={() => onGo(id)}>{names(id)}</button>)}{nodes.length > 3 && ` +${nodes.length - 3}`}</span></p>
        {troubles.length > 0 && <p className="field-error" role="alert">{troubles.slice(0, 2).map((x) => t.deskTrouble(fieldName(x.field, t), x.typed)).join(' ')}</p>}
        <input className="input save-note" aria-label={t.deskNote} placeholder={t.deskNote} value={note} maxLength={300} onChange={(e) => setNote(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter' && !e.nativeEvent.isComposing) onSave(note); }} />
        <Button look="primary" isDisabled={troubles.length > 0} onPress={() => { onSave(note.trim() || undefined); setNote(''); }}>{t.save}</Button>
        <Button onPress={onDrop}>{t.deskDrop}</Button>
      </div>
    </div>
  );
}
