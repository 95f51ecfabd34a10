// Single keys that work while nothing is typed; they can be switched off (WCAG 2.1.4).
import { useEffect, useRef, useState } from 'react';

const KEY = 'gangmu.desk.keys';

export function useKeysOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => { try { return localStorage.getItem(KEY) !== 'off'; } catch { return true; } });
  return [on, (next) => { setOn(next); try { localStorage.setItem(KEY, next ? 'on' : 'off'); } catch { /* for this page only */ } }];
}

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role=treegrid],[role=listbox],[role=menu],[role=dialog]') !== null);

// `always`: keys with Ctrl, which also work while typing.
export function useKeys(on: boolean, keys: Record<string, () => void>, always: Record<string, () => void>): void {
  const now = useRef({ keys, always });
  now.current = { keys, always };
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if ((e.ctrlKey || e.metaKey) && !e.altKey) {
        const act = now.current.always[e.key.toLowerCase()];
        if (act) { e.preventDefault(); act(); }
        return;
      }
      if (!on || e.altKey || e.isComposing || typing(e.target)) return;
      const act = now.current.keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
      if (act) { e.preventDefault(); act(); }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
}
