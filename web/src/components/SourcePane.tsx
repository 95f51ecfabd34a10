// The source beside a fact: the document at its place, and the other places of the same thing.
import { useEffect, useMemo, useState } from 'react';
import { useApi } from '../api/hooks';
import type { DocumentInfo, Source } from '../api/types';
import { useText } from '../i18n';
import { orderedPlaces, placeQuery } from '../lib/spans';
import { Button, IconButton } from './Button';
import { DocumentView } from './DocumentView';
import { documentAddress, Link } from './Link';
import { PlaceText } from './PlaceText';
import { Async, Empty } from './States';

interface Props { sources: Source[]; title: string; shown?: Source | undefined; onBack?: () => void; ref?: React.Ref<HTMLElement> }

// `shown` is a place outside the list (an indicator's cell, a finding's line) that the reader asked for.
export function SourcePane({ sources, title, shown, onBack, ref }: Props) {
  const t = useText();
  const places = useMemo(() => orderedPlaces(sources), [sources]);
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [places]);
  const place = shown ?? places[Math.min(at, places.length - 1)];
  return (
    <aside className="source" aria-label={t.source} ref={ref}>
      <div className="source-head">
        <h2>{title}</h2>
        {shown && onBack && places.length > 0 && <Button look="quiet" onPress={onBack}>{t.backToNode}</Button>}
        {!shown && places.length > 1 && (
          <div className="source-turn">
            <IconButton icon="left" label={t.previousPlace} isDisabled={at === 0} onPress={() => setAt(at - 1)} />
            <span role="status">{t.placeOf(at + 1, places.length)}</span>
            <IconButton icon="right" label={t.nextPlace} isDisabled={at >= places.length - 1} onPress={() => setAt(at + 1)} />
          </div>
        )}
      </div>
      {place ? <Placed place={place} /> : <Empty title={t.noSource} />}
    </aside>
  );
}

function Placed({ place }: { place: Source }) {
  const t = useText();
  const document = useApi<DocumentInfo>(`/documents/${place.document}`);
  return (
    <Async query={document}>
      {(doc) => (
        <>
          <p className="source-name">
            <Link to={documentAddress(doc.sha256, placeQuery(place))}>{doc.name}</Link>
            <span className="quiet"><PlaceText place={place} /></span>
          </p>
          <DocumentView document={doc} place={place} label={t.documentText(doc.name)} />
        </>
      )}
    </Async>
  );
}
