// Files on their way: sent one after the other, then their reading is followed as a job until it ends. They go on while
// the officer looks at other pages, and are found again on every page that shows them.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { ApiError, get, send } from '../../api/client';
import type { Job, Problem } from '../../api/types';

export interface Upload { key: number; name: string; bytes: number; state: 'queued' | 'sending' | Job['state']; job?: Job; problem?: Problem }

const MOST_BYTES = 200 * 1024 * 1024;
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
let next = 1;
let uploads: readonly Upload[] = [];
let queue: Promise<void> = Promise.resolve();
const watchers = new Set<() => void>();
const jobs = new Map<number, string>();
const cancelled = new Set<number>();

function change(to: readonly Upload[]): void {
  uploads = to;
  watchers.forEach((notify) => notify());
}
const set = (key: number, what: Partial<Upload>) => change(uploads.map((u) => (u.key === key ? { ...u, ...what } : u)));
const watch = (notify: () => void) => { watchers.add(notify); return () => { watchers.delete(notify); }; };

async function run(client: QueryClient, key: number, file: File): Promise<void> {
  if (cancelled.has(key)) return;
  set(key, { state: 'sending' });
  try {
    const { job: id } = await send<{ job: string }>('POST', '/documents', file, { name: file.name });
    jobs.set(key, id);
    if (cancelled.has(key)) void send('DELETE', `/jobs/${id}`).catch(() => undefined);
    for (let pause = 200; ; pause = Math.min(1000, pause * 1.3)) {
      const job = await get<Job>(`/jobs/${id}`);
      set(key, { state: job.state, job, ...(job.error ? { problem: job.error } : {}) });
      if (job.state !== 'waiting' && job.state !== 'running') break;
      await wait(pause);
    }
    await client.invalidateQueries();
  } catch (e) {
    set(key, { state: 'failed', problem: e instanceof ApiError ? e.problem : { detail: String(e) } });
  }
}

export function useUploads() {
  const client = useQueryClient();
  const list = useSyncExternalStore(watch, () => uploads);
  const add = useCallback((files: File[]) => {
    const fresh = files.map((file) => ({ key: next++, file, large: file.size > MOST_BYTES }));
    change([...uploads, ...fresh.map(({ key, file, large }): Upload => ({ key, name: file.name, bytes: file.size, state: large ? 'failed' : 'queued', ...(large ? { problem: { code: 'too-large' } } : {}) }))]);
    for (const { key, file, large } of fresh) if (!large) queue = queue.then(() => run(client, key, file));
  }, [client]);
  const cancel = useCallback((key: number) => {
    cancelled.add(key);
    const id = jobs.get(key);
    if (id) void send('DELETE', `/jobs/${id}`).catch(() => undefined);
    else set(key, { state: 'cancelled' });
  }, []);
  return { uploads: list, add, cancel };
}
