import { useCallback, useState } from 'react';
import { keepSeen, seenIn } from '../../lib/worklist';

export function useSeen(plan: string): [ReadonlySet<string>, (id: string, on: boolean) => void] {
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => seenIn(plan));
  const mark = useCallback((id: string, on: boolean) => setSeen((before) => {
    const next = new Set(before);
    if (on) next.add(id); else next.delete(id);
    keepSeen(plan, next);
    return next;
  }), [plan]);
  return [seen, mark];
}
