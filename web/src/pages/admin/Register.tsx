import { useMemo, useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { RegisterEntry } from '../../api/types';
import { Button, IconButton } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { TextField } from '../../components/Fields';
import { CONTENT } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { PeriodInput } from '../../components/PeriodInput';
import { formatRange } from '../../lib/period';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { ImportSheet } from './ImportSheet';
import { useWrite } from './useWrite';

type Name = { name: string; from?: string; to?: string };
const namesOf = (e: RegisterEntry): Name[] => (e.names ?? []).map((n) => (typeof n === 'string' ? { name: n } : n));

export function Register() {
  const { lang, t } = useLanguage();
  const register = useApi<{ agencies: RegisterEntry[] }>('/register', {}, { now: true });
  const [editing, setEditing] = useState<RegisterEntry>();
  const columns = useMemo((): Column<RegisterEntry>[] => [
    { id: 'name', header: t.agency, value: (e) => e.name, cell: (e) => <span lang={CONTENT}>{e.name}</span> },
    { id: 'names', header: t.names, value: (e) => namesOf(e).map((n) => n.name).join('、'), cell: (e) => namesOf(e).map((n, i) => <span key={i} className="schedule-entry"><span lang={CONTENT}>{n.name}</span> <span className="quiet">{formatRange(n.from, n.to, lang)}</span></span>) },
    { id: 'parent', header: t.parentAgency, filter: 'choice', value: (e) => e.parent ?? '', cell: (e) => <span lang={CONTENT}>{e.parent}</span> },
    { id: 'successor', header: t.registerSuccessor, value: (e) => e.successor ?? '', cell: (e) => <span lang={CONTENT}>{e.successor}</span> },
    { id: 'origin', header: t.registerOrigin, filter: 'choice', value: (e) => (e.built_in ? t.registerIsBuiltIn : t.registerIsRegistered) },
    { id: 'edit', header: t.edit, filter: 'none', value: () => '', cell: (e) => <Button onPress={() => setEditing(e)} aria-label={`${t.edit} ${e.name}`}>{t.edit}</Button> },
  ], [lang, t]);
  return (
    <>
      <p className="lede">{t.registerLede}</p>
      <p className="quiet register-note">{t.registerBuiltInText}</p>
      <ImportSheet what="agencies" />
      <Async query={register}>
        {(data) => <DataTable label={t.register} rows={data.agencies} columns={columns} name={t.register} empty={t.emptyRegister} tools={<Button look="primary" onPress={() => setEditing({ name: '' })}>{t.newAgency}</Button>} />}
      </Async>
      {editing && <Editor entry={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Editor({ entry, onClose }: { entry: RegisterEntry; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const [name, setName] = useState(entry.name);
  const [parent, setParent] = useState(entry.parent ?? '');
  const [successor, setSuccessor] = useState(entry.successor ?? '');
  const [names, setNames] = useState<Name[]>(() => namesOf(entry).map((n) => ({ ...n, ...(n.from ? { from: typedPeriod(n.from, lang) } : {}), ...(n.to ? { to: typedPeriod(n.to, lang) } : {}) })));
  const kept = names.filter((n) => n.name.trim()).map((n) => ({ name: n.name.trim(), ...(n.from?.trim() ? { from: readPoint(n.from) } : {}), ...(n.to?.trim() ? { to: readPoint(n.to) } : {}) }));
  const bad = names.some((n) => [n.from, n.to].some((d) => d?.trim() && !/^\d{4}-\d{2}-\d{2}$/.test(readPoint(d) ?? '')));
  const write = useWrite(() => send('PUT', `/register/${encodeURIComponent(name.trim())}`, { names: kept, parent: parent.trim(), successor: successor.trim() }).then(() => true));
  const gone = useWrite(() => send('DELETE', `/register/${encodeURIComponent(entry.name)}`).then(() => true));
  const set = (at: number, change: Partial<Name>) => setNames(names.map((n, i) => (i === at ? { ...n, ...change } : n)));
  return (
    <Dialog title={entry.name || t.newAgency} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); void write.run().then((done) => { if (done) { tell(t.saved); onClose(); } }); }}>
        {(write.error ?? gone.error) && <Failure error={(write.error ?? gone.error)!} />}
        {!entry.name && <TextField label={t.agency} value={name} onChange={setName} isRequired autoFocus />}
        <TextField label={t.parentAgency} value={parent} onChange={setParent} />
        <TextField label={t.registerSuccessor} value={successor} onChange={setSuccessor} />
        <fieldset className="grants">
          <legend className="field-label">{t.names}</legend>
          {names.map((n, i) => (
            <div key={i} className="grant grant-names">
              <input className="input" aria-label={t.nameOf(i + 1)} value={n.name} onChange={(e) => set(i, { name: e.target.value })} />
              <PeriodInput label={t.deskNth(t.from, i + 1)} hideLabel quiet whole value={n.from ?? ''} onChange={(from) => set(i, { from })} />
              <PeriodInput label={t.deskNth(t.to, i + 1)} hideLabel quiet whole value={n.to ?? ''} onChange={(to) => set(i, { to })} />
              <IconButton icon="close" label={t.remove} onPress={() => setNames(names.filter((_, k) => k !== i))} />
            </div>
          ))}
          <div className="row"><Button icon="plus" onPress={() => setNames([...names, { name: '' }])}>{t.addName}</Button><span className="field-hint">{t.registerDayHint}</span></div>
        </fieldset>
        <div className="row"><Button type="submit" look="primary" isDisabled={bad}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button>{entry.name && !entry.built_in && <Button look="danger" icon="trash" onPress={() => void gone.run().then((done) => { if (done) { tell(t.registerRemoved); onClose(); } })} aria-label={t.registerRemove(entry.name)}>{t.remove}</Button>}</div>
      </form>
    </Dialog>
  );
}
