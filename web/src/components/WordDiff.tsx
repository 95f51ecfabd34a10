import { useMemo } from 'react';
import { useText } from '../i18n';
import { wordDiff } from '../lib/words';
import { CONTENT } from './Marks';

// Old and new in one line: what went is struck through, what came underlined, so that it reads without colour; a screen
// reader hears both announced.
export function WordDiff({ before, after }: { before: string; after: string }) {
  const t = useText();
  const spans = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <span className="word-diff" lang={CONTENT}>
      {spans.map((s, i) => s.kind === 'same' ? <span key={i}>{s.text}</span> : s.kind === 'del' ? <del key={i}><span className="unseen">{t.diffGone}</span>{s.text}</del> : <ins key={i}><span className="unseen">{t.diffCame}</span>{s.text}</ins>)}
    </span>
  );
}

// Lists: what stayed, what went, what came. `single`: a field of one value, which reads as old → new.
export function ListDiff({ before, after, single = false }: { before: string[]; after: string[]; single?: boolean }) {
  const t = useText();
  const gone = before.filter((x) => !after.includes(x));
  const came = after.filter((x) => !before.includes(x));
  return (
    <span className="list-diff" lang={CONTENT}>
      {before.filter((x) => after.includes(x)).map((x, i) => <span key={`=${i}`}>{x}</span>)}
      {gone.map((x, i) => <del key={`-${i}`}><span className="unseen">{t.diffGone}</span>{x}</del>)}
      {single && gone.length > 0 && came.length > 0 && <span aria-hidden="true">→</span>}
      {came.map((x, i) => <ins key={`+${i}`}><span className="unseen">{t.diffCame}</span>{x}</ins>)}
    </span>
  );
}
