// What is typed into a report saves itself; what somebody else changed meanwhile is shown, never overwritten.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, send } from '../../api/client';
import type { Conflict, FieldValue, Report } from '../../api/tracking';

const PAUSE = 1200; // ms after the last key

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict';

export interface Draft {
  value: (field: string) => FieldValue | undefined; // as typed, else as kept
  set: (field: string, value: FieldValue) => void;
  state: Saving;
  error: Error | undefined;
  conflicts: Conflict[];
  settle: (field: string, mine: boolean, merged?: string) => void; // a conflict: mine (or both put together) is saved over theirs, or theirs stays
  flush: () => Promise<boolean>; // all that is typed is kept; false: it could not be
}

export function useDraft(path: string, report: Report): Draft {
  const client = useQueryClient();
  const [typed, setTyped] = useState<Record<string, FieldValue>>({});
  const [state, setState] = useState<Saving>('saved');
  const [error, setError] = useState<Error>();
  const [conflicts, setConflicts] = useState<Conflict[]>([]);
  const now = useRef({ typed, seen: report.version });
  now.current.typed = typed;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const underWay = useRef<Promise<boolean>>(undefined);
  useEffect(() => { if (!Object.keys(now.current.typed).length) now.current.seen = report.version; }, [report.version]);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (underWay.current) await underWay.current;
    const fields = now.current.typed;
    if (!Object.keys(fields).length) return true;
    setState('saving');
    setError(undefined);
    const sending = (async () => {
      try {
        const done = await send<{ version: number }>('PUT', path, { fields, seen: now.current.seen });
        now.current.seen = done.version;
        await client.invalidateQueries({ queryKey: [path] });
        // What was typed while it was under way stays.
        setTyped((after) => Object.fromEntries(Object.entries(after).filter(([name, value]) => fields[name] !== value)));
        setState('saved');
        return true;
      } catch (e) {
        const found = e instanceof ApiError && e.status === 409 ? (e.problem as { conflicts?: Conflict[] }).conflicts : undefined;
        if (found?.length) {
          setConflicts(found);
          setState('conflict');
        } else {
          setError(e instanceof Error ? e : new Error(String(e)));
          setState('failed');
        }
        return false;
      } finally {
        underWay.current = undefined;
      }
    })();
    underWay.current = sending;
    return sending;
  }, [client, path]);

  const set = useCallback((field: string, value: FieldValue) => {
    setTyped((before) => ({ ...before, [field]: value }));
    setState((s) => (s === 'conflict' ? s : 'waiting'));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), PAUSE);
  }, [save]);

  const settle = useCallback((field: string, mine: boolean, merged?: string) => {
    const conflict = conflicts.find((c) => c.field === field);
    if (!conflict) return;
    if (merged !== undefined) setTyped((before) => ({ ...before, [field]: merged === '' ? null : merged }));
    if (!mine) setTyped((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== field)));
    const rest = conflicts.filter((c) => c.field !== field);
    setConflicts(rest);
    if (rest.length) return;
    now.current.seen = Math.max(now.current.seen, conflict.version, ...conflicts.map((c) => c.version));
    setState('waiting');
    timer.current = setTimeout(() => void save(), 0);
    void client.invalidateQueries({ queryKey: [path] });
  }, [conflicts, save, client, path]);

  useEffect(() => {
    if (state === 'saved') return;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [state]);
  // Leaving for another page of ours: what is typed goes along.
  useEffect(() => () => { void save(); }, [save]);

  const value = useCallback((field: string) => (field in typed ? typed[field] : report.fields[field]?.value), [typed, report.fields]);
  return { value, set, state: Object.keys(typed).length || state !== 'waiting' ? state : 'saved', error, conflicts, settle, flush: save };
}
