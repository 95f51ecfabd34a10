// Files on their way: sent one after the other, then their reading is followed as a job until it ends.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, get, send } from '../../api/client';
import type { Job, Problem } from '../../api/types';

export interface Upload { key: number; name: string; bytes: number; state: 'queued' | 'sending' | Job['state']; job?: Job; problem?: Problem }

const MOST_BYTES = 200 * 1024 * 1024;
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
let next = 1;

export function useUploads() {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const gone = useRef(false);
  const cancelled = useRef(new Set<number>());
  const jobs = useRef(new Map<number, string>());
  useEffect(() => { gone.current = false; return () => { gone.current = true; }; }, []);

  const set = useCallback((key: number, change: Partial<Upload>) => setUploads((all) => all.map((u) => (u.key === key ? { ...u, ...change } : u))), []);

  const run = useCallback(async (key: number, file: File) => {
    if (cancelled.current.has(key)) return;
    set(key, { state: 'sending' });
    try {
      const { job: id } = await send<{ job: string }>('POST', '/documents', file, { name: file.name });
      jobs.current.set(key, id);
      for (let pause = 200; !gone.current; pause = Math.min(1000, pause * 1.3)) {
        const job = await get<Job>(`/jobs/${id}`);
        set(key, { state: job.state, job, ...(job.error ? { problem: job.error } : {}) });
        if (job.state !== 'waiting' && job.state !== 'running') break;
        await wait(pause);
      }
      await client.invalidateQueries();
    } catch (e) {
      set(key, { state: 'failed', problem: e instanceof ApiError ? e.problem : { detail: String(e) } });
    }
  }, [client, set]);

  const add = useCallback((files: File[]) => {
    const list = files.map((file) => ({ key: next++, file }));
    setUploads((all) => [...all, ...list.map(({ key, file }): Upload => ({ key, name: file.name, bytes: file.size, state: file.size > MOST_BYTES ? 'failed' : 'queued', ...(file.size > MOST_BYTES ? { problem: { code: 'too-large' } } : {}) }))]);
    for (const { key, file } of list) if (file.size <= MOST_BYTES) queue.current = queue.current.then(() => run(key, file));
  }, [run]);

  const cancel = useCallback((key: number) => {
    cancelled.current.add(key);
    const id = jobs.current.get(key);
    if (id) void send('DELETE', `/jobs/${id}`).catch(() => undefined);
    else set(key, { state: 'cancelled' });
  }, [set]);

  return { uploads, add, cancel };
}
