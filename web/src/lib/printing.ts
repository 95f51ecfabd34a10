import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

// True while the page is printed, so that lists that draw only what is on screen can draw everything.
let printing = false;
const watchers = new Set<() => void>();
function set(value: boolean): void {
  if (printing === value) return;
  printing = value;
  flushSync(() => watchers.forEach((notify) => notify()));
}
if (typeof window !== 'undefined') {
  window.addEventListener('beforeprint', () => set(true));
  window.addEventListener('afterprint', () => set(false));
}

export const PRINT_LIMIT = 3000; // rows; more would be a book, not a page

export function usePrinting(): boolean {
  return useSyncExternalStore((notify) => {
    watchers.add(notify);
    return () => watchers.delete(notify);
  }, () => printing);
}
