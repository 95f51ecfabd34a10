// What the desk of one plan stands on: the draft (or, when there is none, the edition from which a correction makes one),
// the version that was seen, and the one way in which corrections are sent.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError, send, type Params } from '../../api/client';
import type { Corrected, DeskHead, DraftHead, Proposal } from '../../api/desk';
import { useApi, useSession, type Query } from '../../api/hooks';
import type { Finding, Outline, PlanEvent } from '../../api/types';
import type { Operation } from '../../lib/corrections';

export interface Desk {
  plan: string;
  path: string; // of the API, encoded
  head: DeskHead;
  draft: Params; // what reads of the draft carry
  version: number | undefined; // as seen
  behind: PlanEvent[]; // what others did since
  conflict: ApiError | undefined;
  send: (operations: Operation[], note?: string) => Promise<Corrected>;
  command: <T>(run: (version: number | undefined) => Promise<T>) => Promise<T>;
  reload: () => Promise<void>;
  settle: () => void; // the conflict was read
}

const Context = createContext<Desk | undefined>(undefined);
export const DeskProvider = Context.Provider;
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error('outside a desk');
  return desk;
}

// How the work on a draft stands is told by the list of drafts.
export function useDraftOf(plan: string, enabled = true): { draft: DraftHead | undefined; pending: boolean } {
  const query = useApi<{ plans: DraftHead[] }>('/plans', { status: 'drafts' }, { now: true, enabled });
  return { draft: query.data?.plans.find((p) => p.id === plan), pending: enabled && query.isPending };
}

// A rereading that waits for a decision; there mostly is none, which the server says with 404.
export const useProposal = (plan: string, enabled = true): Query<Proposal> => useApi<Proposal>(`/plans/${encodeURIComponent(plan)}/proposal`, {}, { now: true, enabled });

// Somebody else was quicker: the desk itself says so, and how to go on.
export const overtaken = (e: unknown): e is ApiError => e instanceof ApiError && e.problem.code === 'plan-changed';

const ONLY_CHECKED = /^(重新檢核|Checked again)$/;
// Checking that ran in the background is nobody's edit.
export const isEdit = (e: PlanEvent): boolean => e.type.startsWith('plan.') && !ONLY_CHECKED.test(e.summary.zh);

export function useHistory(path: string, options: { poll?: boolean; enabled?: boolean } = {}): Query<{ events: PlanEvent[] }> {
  const query = useApi<{ events: PlanEvent[] }>(`${path}/history`, {}, { now: true, enabled: options.enabled ?? true });
  const { refetch } = query;
  useEffect(() => {
    if (!options.poll) return;
    const timer = setInterval(() => { if (!document.hidden) void refetch(); }, 15_000);
    return () => clearInterval(timer);
  }, [options.poll, refetch]);
  return query;
}

export const lastSeq = (events: PlanEvent[]): number | undefined => (events.length ? Math.max(...events.map((e) => e.seq)) : undefined);

// `busy`: there is unsaved work, so what others do must be shown, not slipped in under it.
export function useDeskOf(plan: string, head: DeskHead, busy: boolean): Desk {
  const client = useQueryClient();
  const session = useSession();
  const me = session.data?.account?.name;
  const path = `/plans/${encodeURIComponent(plan)}`;
  const history = useHistory(path, { poll: true });
  const newest = useMemo(() => lastSeq(history.data?.events ?? []), [history.data]);
  const [version, setVersion] = useState<number>();
  const [conflict, setConflict] = useState<ApiError>();
  const seen = useRef(version);
  const see = useCallback((v: number | undefined) => { seen.current = v; setVersion(v); }, []);

  const refresh = useCallback(() => client.invalidateQueries({ predicate: (q) => { const key = String(q.queryKey[0]); return key === path || key.startsWith(`${path}/`) || key === '/plans'; } }), [client, path]);
  const reload = useCallback(async () => {
    setConflict(undefined);
    await refresh();
    const events = client.getQueryData<{ events: PlanEvent[] }>([`${path}/history`, {}])?.events ?? [];
    see(lastSeq(events));
  }, [client, path, refresh, see]);

  const behind = useMemo(() => (history.data?.events ?? []).filter((e) => version !== undefined && e.seq > version && e.actor !== me && isEdit(e)), [history.data, version, me]);
  useEffect(() => {
    if (newest === undefined || newest === seen.current) return;
    // The first look, what I did elsewhere, what checking found, or others' work while I have none open.
    if (seen.current === undefined) see(Math.min(head.version ?? newest, newest));
    else if (behind.length === 0) {
      // What checking found behind a correction, or what I did elsewhere.
      see(newest);
      void client.invalidateQueries({ queryKey: [`${path}/findings`] });
    }
    else if (!busy) void reload();
  }, [newest, behind, busy, reload, see, head.version, client, path]);

  const command = useCallback(async <T,>(run: (version: number | undefined) => Promise<T>): Promise<T> => {
    try {
      const result = await run(seen.current);
      const now = (result as { version?: number } | undefined)?.version;
      if (now !== undefined) see(now);
      await refresh();
      return result;
    } catch (e) {
      if (overtaken(e)) {
        setConflict(e);
        void history.refetch();
      }
      throw e;
    }
  }, [history, refresh, see]);

  const sendOperations = useCallback((operations: Operation[], note?: string) =>
    command((v) => send<Corrected>('POST', `${path}/corrections`, { operations, ...(v === undefined ? {} : { version: v }), ...(note ? { note } : {}) })), [command, path]);

  const draft = useMemo((): Params => (head.draft || head.state === 'draft' ? { draft: 'true' } : {}), [head.draft, head.state]);
  return useMemo(() => ({ plan, path, head, draft, version, behind, conflict, send: sendOperations, command, reload, settle: () => setConflict(undefined) }),
    [plan, path, head, draft, version, behind, conflict, sendOperations, command, reload]);
}

export const useDeskOutline = (desk: Desk): Query<Outline> => useApi<Outline>(`${desk.path}/outline`, desk.draft, { now: true, keep: true });
export const useDeskFindings = (desk: Desk): Query<{ items: Finding[] }> => useApi<{ items: Finding[] }>(`${desk.path}/findings`, desk.draft, { now: true, keep: true });
