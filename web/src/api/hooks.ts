import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { ApiError, get, setCsrf, type Dates, type Params } from './client';
import { planTitle } from '../lib/names';
import type { PlanHead, Role, Session } from './types';
import { knowStore } from '../lib/store';

export function useDates(): Dates {
  const [params] = useSearchParams();
  const as_of = params.get('as_of') ?? undefined;
  const on = params.get('on') ?? undefined;
  return useMemo(() => ({ ...(as_of ? { as_of } : {}), ...(on ? { on } : {}) }), [as_of, on]);
}

// Officers may look at a plan's draft beside its published edition: ?draft=true, for plans alone.
export function useDraft(): { draft?: string } {
  const [params] = useSearchParams();
  const draft = params.get('draft') === 'true';
  return useMemo(() => (draft ? { draft: 'true' } : {}), [draft]);
}

export type Query<T> = UseQueryResult<T, Error>;

// Plans without a title go by their document's name everywhere.
function named<T>(answer: T): T {
  const plans = (answer as { plans?: unknown })?.plans;
  const list = Array.isArray(plans) ? plans : [answer];
  for (const item of list as Partial<PlanHead>[]) if (item?.id && item.documents && item.counts && !item.title) item.title = planTitle({ id: item.id, documents: item.documents });
  return answer;
}

// A read at the dates in the address. `keep` shows the old answer while the next one loads (paging, typing); `now` is for
// what has no past here (accounts, settings); `every` asks again after so many ms, while the page is looked at.
export function useApi<T>(path: string, params: Params = {}, options: { enabled?: boolean; keep?: boolean; now?: boolean; every?: number } = {}): Query<T> {
  const dates = useDates();
  const draft = useDraft();
  const all = { ...params, ...(options.now ? {} : dates), ...(path.startsWith('/plans/') ? draft : {}) };
  return useQuery<T, Error>({
    queryKey: [path, all],
    queryFn: ({ signal }) => get<T>(path, all, signal).then(named),
    enabled: options.enabled ?? true,
    ...(options.every ? { refetchInterval: options.every } : {}),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

export const SESSION_KEY = ['/session'];

export function useSession(): Query<Session> {
  return useQuery<Session, Error>({
    queryKey: SESSION_KEY,
    queryFn: async ({ signal }) => {
      const session = await get<Session>('/session', undefined, signal);
      setCsrf(session.csrf);
      knowStore(session);
      return session;
    },
    staleTime: 60_000,
  });
}

export function useRole(...roles: Role[]): boolean {
  const session = useSession();
  return (session.data?.account?.roles ?? []).some((grant) => grant.role === 'admin' || roles.includes(grant.role));
}

// A right that is missing or a thing that is not there does not come by asking again.
export const retry = (failures: number, error: Error): boolean => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);
