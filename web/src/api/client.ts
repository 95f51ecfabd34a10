// One door to the server. Every read carries the dates chosen in the header; every write the CSRF token.
import type { Problem } from './types';

export class ApiError extends Error {
  constructor(readonly status: number, readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.name = 'ApiError';
  }
  get noRight(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

export interface Dates { as_of?: string; on?: string }
export type Params = Record<string, string | number | undefined>;

// The ledger head of the last answer; the footer and every print show it.
let head = '';
const watchers = new Set<() => void>();
export const ledgerHead = {
  get: () => head,
  watch(notify: () => void) {
    watchers.add(notify);
    return () => watchers.delete(notify);
  },
};

let csrf = '';
export const setCsrf = (token: string) => { csrf = token; };

export function apiUrl(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) if (value !== undefined && value !== '') query.set(key, String(value));
  const text = query.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

export const segments = (id: string): string => id.split('/').map(encodeURIComponent).join('/');

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { status: response.status, title: response.statusText };
  }
}

async function answer<T>(response: Response): Promise<T> {
  const seen = response.headers.get('Gangmu-Ledger-Head');
  if (seen && seen !== head) {
    head = seen;
    watchers.forEach((notify) => notify());
  }
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

const language = () => (document.documentElement.lang.startsWith('en') ? 'en' : 'zh-TW, en;q=0.5');

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init, headers: { Accept: 'application/json', 'Accept-Language': language(), ...init.headers } });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new ApiError(0, { code: 'unreachable' });
  }
}

export async function get<T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> {
  return answer<T>(await reach(apiUrl(path, params), signal ? { signal } : {}));
}

export async function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, params?: Params): Promise<T> {
  const raw = body instanceof Blob;
  const headers: Record<string, string> = { 'X-CSRF-Token': csrf };
  if (body !== undefined) headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json';
  return answer<T>(await reach(apiUrl(path, params), { method, headers, body: body === undefined ? null : raw ? body : JSON.stringify(body) }));
}
