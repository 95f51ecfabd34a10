import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../../api/hooks';
import { sourcesOf, type Hit, type SearchAnswer } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { SearchField } from '../../components/Fields';
import { agencyAddress, documentAddress, Link, nodeAddress, planAddress } from '../../components/Link';
import { CONTENT, Kind, Label, Snippet } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { Async, Empty, Skeleton } from '../../components/States';
import { useLanguage, useText, type Text } from '../../i18n';
import { kindName } from '../../lib/names';
import { placeQuery } from '../../lib/spans';
import { Facets, FACETS } from './Facets';
import { QueryHelp } from './QueryHelp';

const PAGE = 20;

export default function SearchPage() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const [text, setText] = useState(q);
  usePage(q ? `${t.search}：${q}` : t.search);
  useEffect(() => setText(q), [q]);
  const change = (changes: Record<string, string>) => setParams((before) => {
    const next = new URLSearchParams(before);
    for (const [key, value] of Object.entries(changes)) if (value) next.set(key, value); else next.delete(key);
    return next;
  });
  return (
    <div className="page">
      <h1>{t.search}</h1>
      <form role="search" className="home-search" onSubmit={(e) => { e.preventDefault(); change({ q: text.trim(), offset: '' }); }}>
        <SearchField wide label={t.searchAll} value={text} onChange={setText} autoFocus={!q} />
        <Button type="submit" look="primary">{t.search}</Button>
      </form>
      <QueryHelp open={!q} />
      {q && <Results params={params} change={change} />}
    </div>
  );
}

function Results({ params, change }: { params: URLSearchParams; change: (changes: Record<string, string>) => void }) {
  const { lang, t } = useLanguage();
  const offset = Math.max(0, Number(params.get('offset')) || 0);
  const asked = Object.fromEntries(['q', ...FACETS].map((key) => [key, params.get(key) ?? undefined]));
  const answer = useApi<SearchAnswer>('/search', { ...asked, limit: PAGE, offset }, { keep: true });
  const list = useRef<HTMLOListElement>(null);
  // j and k, or the arrows, go from hit to hit.
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (!step) return;
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('.hit-title a') ?? [])];
    const now = links.findIndex((a) => a.closest('li')?.contains(document.activeElement));
    links[Math.max(0, Math.min(links.length - 1, now + step))]?.focus();
    event.preventDefault();
  };
  return (
    <Async query={answer} skeleton={<Skeleton rows={10} wide />}>
      {(data) => (
        <div className="search">
          <Facets facets={data.facets} params={params} change={change} hits={data.hits} />
          <section aria-label={t.results} aria-busy={answer.isFetching}>
            <p className="search-count" role="status">
              {data.exact ? t.hits(data.total) : t.hitsAbout(data.total)}
              <span className="quiet">{t.took(data.took_us)}{data.query && data.query !== params.get('q') && <> · {t.understood} <span className="mono">{data.query}</span></>}</span>
            </p>
            {data.notes?.map((note, i) => <p key={i} className="notice">{note[lang]}</p>)}
            {data.hits.length ? (
              <ol className="hits" start={offset + 1} ref={list} onKeyDown={onKeyDown}>{data.hits.map((hit, i) => <HitView key={`${hit.type}${hit.plan}${hit.id}${i}`} hit={hit} />)}</ol>
            ) : <Empty title={t.noHits}><p>{t.noHitsText}</p></Empty>}
            {data.total > PAGE && (
              <nav className="pager" aria-label={t.pages}>
                <Button isDisabled={offset === 0} onPress={() => { change({ offset: offset > PAGE ? String(offset - PAGE) : '' }); window.scrollTo(0, 0); }} icon="left">{t.previous}</Button>
                <span>{t.pageOf(Math.floor(offset / PAGE) + 1, Math.ceil(data.total / PAGE))}</span>
                <Button isDisabled={offset + PAGE >= data.total} onPress={() => { change({ offset: String(offset + PAGE) }); window.scrollTo(0, 0); }}>{t.next}</Button>
              </nav>
            )}
          </section>
        </div>
      )}
    </Async>
  );
}

export function typeName(type: string, t: Text): string {
  const names: Record<string, string> = { node: t.item, indicator: t.indicator, agency: t.agency, document: t.document, fact: t.fact, plan: t.plan };
  return names[type] ?? type;
}

function addressOf(hit: Hit): string {
  const place = sourcesOf(hit.source)[0];
  if (hit.type === 'agency') return agencyAddress(hit.id || hit.title || '');
  if (hit.type === 'plan') return planAddress(hit.plan ?? hit.id);
  if (hit.type === 'document') return documentAddress(place?.document ?? hit.id, place ? placeQuery(place) : '');
  if (!hit.plan) return '/';
  if (hit.type === 'indicator') return `${nodeAddress(hit.plan, hit.id.split('#')[0]!)}#${encodeURIComponent(hit.id)}`;
  if (hit.type === 'fact') return planAddress(hit.plan, 'facts');
  return nodeAddress(hit.plan, hit.id);
}

function HitView({ hit }: { hit: Hit }) {
  const t = useText();
  const place = sourcesOf(hit.source)[0];
  return (
    <li className="hit">
      <p className="hit-path quiet"><span className="hit-type">{typeName(hit.type, t)}</span>{hit.plan_title && <span lang={CONTENT}>{hit.plan_title}</span>}{hit.path && <span lang={CONTENT}>{hit.path}</span>}</p>
      <h2 className="hit-title"><Link to={addressOf(hit)} lang={CONTENT}><Label text={hit.label} />{hit.title_pieces?.length ? <Snippet parts={hit.title_pieces} /> : hit.title || hit.plan_title || typeName(hit.type, t)}</Link> <Kind>{hit.kind && kindName(hit.kind, t)}</Kind></h2>
      <p className="hit-text"><Snippet parts={hit.snippet} />{place && hit.type !== 'document' && <PlaceLink place={place} />}</p>
    </li>
  );
}
