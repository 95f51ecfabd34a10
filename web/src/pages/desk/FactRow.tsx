import { sourcesOf, type Fact } from '../../api/types';
import { CONTENT, figureText, Period } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';

// A result as the document states it. Its sentence is the document's own and is not rewritten here.
export function FactRow({ fact }: { fact: Fact }) {
  return (
    <p className="editor-fact">
      <span lang={CONTENT}>{fact.text}</span>
      <span className="figure" lang={CONTENT}>{figureText({ value: fact.figure, value_max: fact.figure_max, unit: fact.unit, comparator: fact.comparator } as Parameters<typeof figureText>[0])}</span>
      <Period period={fact.period} />
      {sourcesOf(fact.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />)}
    </p>
  );
}
