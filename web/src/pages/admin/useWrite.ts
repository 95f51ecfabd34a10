import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

// A write that shows its own failure and, done, refreshes what the page shows.
export function useWrite<A extends unknown[], R>(write: (...args: A) => Promise<R>) {
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const run = async (...args: A): Promise<R | undefined> => {
    setError(undefined);
    try {
      const result = await write(...args);
      await client.invalidateQueries();
      return result;
    } catch (e) {
      setError(e instanceof Error ? e : new Error(String(e)));
      return undefined;
    }
  };
  return { run, error };
}
