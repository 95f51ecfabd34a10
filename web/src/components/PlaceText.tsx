import { createContext, useContext } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Source } from '../api/types';
import { useText } from '../i18n';
import { placeQuery, spanText } from '../lib/spans';
import { documentAddress, useAddress } from './Link';

export function PlaceText({ place }: { place: Source }) {
  const t = useText();
  const parts = [
    place.page ? t.page(place.page) : '',
    place.lines ? t.lines(spanText(place.lines)) : '',
    place.block ? t.block(place.block) : '',
    place.sheet ?? '',
    place.cells ?? '',
  ].filter(Boolean);
  return <>{parts.join(' ') || t.wholeDocument}</>;
}

// Where the page shows the source beside its content, places light up there; elsewhere they lead to the document.
export const ShowPlace = createContext<((place: Source) => void) | undefined>(undefined);

export function PlaceLink({ place }: { place: Source }) {
  const show = useContext(ShowPlace);
  const address = useAddress();
  return (
    <RouterLink to={address(documentAddress(place.document, placeQuery(place)))} className="place"
      onClick={(e) => { if (show && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0) { e.preventDefault(); show(place); } }}>
      <PlaceText place={place} />
    </RouterLink>
  );
}
