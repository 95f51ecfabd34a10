// What this browser looked at last, for the start page. It never leaves the browser.
export interface Visit { address: string; title: string; under: string }
const KEY = 'gangmu.recent';
const MOST = 8;

export function visits(): Visit[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((v): v is Visit => typeof v === 'object' && v !== null && typeof (v as Visit).address === 'string' && (v as Visit).address.startsWith('/')) : [];
  } catch {
    return [];
  }
}

export function remember(visit: Visit): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([visit, ...visits().filter((v) => v.address !== visit.address)].slice(0, MOST)));
  } catch { /* private mode: nothing is kept */ }
}
