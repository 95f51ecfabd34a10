import { useSearchParams } from 'react-router';

// Puts this page, and every link from it, at the given dates.
export function useSetDates(): (asOf: string | undefined, on: string | undefined) => void {
  const [, setParams] = useSearchParams();
  return (asOf, on) => setParams((params) => {
    const next = new URLSearchParams(params);
    if (asOf) next.set('as_of', asOf); else next.delete('as_of');
    if (on) next.set('on', on); else next.delete('on');
    return next;
  });
}
