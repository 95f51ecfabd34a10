// Edits that are typed but not sent yet, kept by what they are about, so that an officer may look elsewhere meanwhile.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { rebased, type Operation, type Trouble } from '../../lib/corrections';

interface Made { operations: Operation[]; troubles: Trouble[] }
// `base`: what the form showed before anybody typed.
export interface Edit extends Made { key: string; node: string; base: object; form: object }

export interface Edits {
  get: (key: string) => Edit | undefined;
  put: (edit: Edit) => void; // without operations and troubles all is as it was, and the edit is forgotten
  drop: (keep?: (edit: Edit) => boolean) => void;
  all: Edit[];
}

export function useEdits(): Edits {
  const [map, setMap] = useState<ReadonlyMap<string, Edit>>(new Map());
  const put = useCallback((edit: Edit) => setMap((before) => {
    const next = new Map(before);
    if (edit.operations.length || edit.troubles.length) next.set(edit.key, edit); else next.delete(edit.key);
    return next;
  }), []);
  const drop = useCallback((keep?: (edit: Edit) => boolean) => setMap((before) => new Map(keep ? [...before].filter(([, e]) => keep(e)) : [])), []);
  useEffect(() => {
    if (!map.size) return;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [map.size]);
  return useMemo(() => ({ get: (key: string) => map.get(key), put, drop, all: [...map.values()] }), [map, put, drop]);
}

const Context = createContext<Edits | undefined>(undefined);
export const EditsProvider = Context.Provider;
export function useAllEdits(): Edits {
  const edits = useContext(Context);
  if (!edits) throw new Error('outside a desk');
  return edits;
}

// One form over what the server has (`now`). When that changes under it, what was not touched follows.
export function useForm<F extends object>(key: string, node: string, now: F, make: (form: F) => Made): [F, (change: Partial<F>) => void, Edit | undefined] {
  const edits = useAllEdits();
  const edit = edits.get(key);
  const stale = edit !== undefined && JSON.stringify(edit.base) !== JSON.stringify(now);
  const form = !edit ? now : stale ? rebased(edit.base as F, edit.form as F, now) : (edit.form as F);
  const { put } = edits;
  useEffect(() => {
    if (stale) put({ key, node, base: now, form, ...make(form) });
  });
  const set = (change: Partial<F>) => {
    const next = { ...form, ...change };
    put({ key, node, base: now, form: next, ...make(next) });
  };
  return [form, set, edit];
}
