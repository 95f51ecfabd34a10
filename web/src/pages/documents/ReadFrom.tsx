// What was read from the lit place, or, when nothing is lit, from the document, in its order.
import { useMemo } from 'react';
import { useApi } from '../../api/hooks';
import type { DocumentInfo, ReadItem, Source } from '../../api/types';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { CONTENT, Kind, Label } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { Async, Empty } from '../../components/States';
import { useText } from '../../i18n';
import { kindName } from '../../lib/names';
import { blockWithin } from '../../lib/spans';

const MOST = 300;

function addressOf(item: ReadItem): string {
  const node = item.type === 'node' ? item.id : item.node;
  if (!node) return planAddress(item.plan, item.type === 'budget' ? 'budgets' : item.type === 'fact' ? 'facts' : item.type === 'finding' ? 'findings' : '');
  return item.type === 'indicator' ? `${nodeAddress(item.plan, node)}#${encodeURIComponent(item.id)}` : nodeAddress(item.plan, node);
}

export function ReadFrom({ document, place }: { document: DocumentInfo; place: Source | undefined }) {
  const t = useText();
  const range = place?.lines && !place.page ? { from: place.lines[0], to: place.lines[1] } : {};
  const query = useApi<{ items: ReadItem[] }>(`/documents/${document.sha256}/read`, range, { keep: true });
  return (
    <aside className="read-from" aria-label={t.readFrom}>
      <h2>{place ? t.readHere : t.readFrom}</h2>
      <Async query={query}>{(data) => <Items items={data.items} place={place} />}</Async>
    </aside>
  );
}

function Items({ items, place }: { items: ReadItem[]; place: Source | undefined }) {
  const t = useText();
  const shown = useMemo(() => {
    const own = place && (place.page || place.block || place.sheet) ? items.filter((i) => blockWithin({ kind: '', ...i.source }, place)) : items;
    return [...own].sort((a, b) => (a.source.page ?? 0) - (b.source.page ?? 0) || (a.source.lines?.[0] ?? a.source.block ?? 0) - (b.source.lines?.[0] ?? b.source.block ?? 0));
  }, [items, place]);
  if (!shown.length) return <Empty title={place ? t.nothingReadHere : t.nothingRead} />;
  return (
    <>
      <ul className="read-list">
        {shown.slice(0, MOST).map((item, i) => (
          <li key={i}>
            <PlaceLink place={item.source} />
            <Link to={addressOf(item)} lang={CONTENT}><Label text={item.label} />{item.title}</Link>
            <Kind>{item.kind ? kindName(item.kind, t) : (item.type === 'indicator' ? t.indicator : item.type === 'budget' ? t.budgets : item.type === 'fact' ? t.fact : item.type === 'finding' ? t.findings : undefined)}</Kind>
          </li>
        ))}
      </ul>
      {shown.length > MOST && <p className="quiet">{t.moreNarrow(shown.length - MOST)}</p>}
    </>
  );
}
