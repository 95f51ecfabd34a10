import { useEffect, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useApi } from '../../api/hooks';
import type { DocumentInfo, PlanHead, Source } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { DocumentView, isLined } from '../../components/DocumentView';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { PlaceText } from '../../components/PlaceText';
import { Async, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { showBytes } from '../../lib/numbers';
import { remember } from '../../lib/recent';
import { placeOf, placeQuery } from '../../lib/spans';
import { formatName } from './DocumentsPage';
import { FindInDocument } from './FindInDocument';
import { ReadFrom } from './ReadFrom';

export default function DocumentPage() {
  const { sha = '' } = useParams();
  const query = useApi<DocumentInfo>(`/documents/${encodeURIComponent(sha)}`);
  usePage(query.data?.name);
  return <div className="page page-wide"><Async page query={query} skeleton={<Skeleton rows={12} wide />}>{(doc) => <Loaded key={doc.sha256} doc={doc} />}</Async></div>;
}

function Loaded({ doc }: { doc: DocumentInfo }) {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const place = useMemo(() => placeOf(doc.sha256, params), [doc.sha256, params]);
  const plans = useApi<{ plans: PlanHead[] }>('/plans');
  const [goTo, setGoTo] = useState('');
  useEffect(() => remember({ address: documentAddress(doc.sha256), title: doc.name, under: t.document }), [doc, t.document]);
  const titles = new Map((plans.data?.plans ?? []).map((p) => [p.id, p.title]));
  const lightPlace = (found: Source) => setParams((before) => {
    const next = new URLSearchParams(before);
    for (const key of ['page', 'lines', 'block', 'sheet', 'cells']) next.delete(key);
    for (const [key, value] of new URLSearchParams(placeQuery(found))) next.set(key, value);
    return next;
  }, { replace: true });
  const light = (line: number) => setParams((before) => {
    const next = new URLSearchParams(before);
    for (const key of ['page', 'block', 'sheet', 'cells']) next.delete(key);
    next.set('lines', String(line));
    return next;
  });
  const copyLink = () => navigator.clipboard.writeText(location.href).then(() => tell(t.linkCopied), () => tell(t.copyFailed, 'error'));
  return (
    <>
      <div className="crumbs"><Link to="/documents">{t.documents}</Link></div>
      <div className="page-head">
        <div>
          <h1 lang={CONTENT}>{doc.name}</h1>
          <p className="meta">
            <span>{formatName(doc.media_type, doc.name)}</span>
            {doc.pages ? <span>{t.pagesCount(doc.pages)}</span> : doc.lines ? <span>{t.linesCount(doc.lines)}</span> : null}
            {doc.bytes !== undefined && <span>{showBytes(doc.bytes)}</span>}
            {doc.recorded && <span>{t.recorded} <Instant at={doc.recorded} /></span>}
            {(doc.plans ?? []).map((p) => <Link key={p} to={planAddress(p)} lang={CONTENT}>{titles.get(p) ?? p}</Link>)}
          </p>
          <p className="quiet mono sha">SHA-256 {doc.sha256}</p>
        </div>
        <div className="page-tools">
          <a className="button button-plain" href={`/api/documents/${doc.sha256}/raw`} download={doc.name}>{t.originalFile}</a>
        </div>
      </div>
      <div className="toolbar" role="group" aria-label={t.documentTools}>
        <p className="toolbar-count" role="status">{place ? <>{t.lit} <PlaceText place={place} /></> : t.lineHint}</p>
        <FindInDocument document={doc} onFound={lightPlace} />
        {isLined(doc) && (
          <form className="go-to" onSubmit={(e) => { e.preventDefault(); const n = Number(goTo); if (n >= 1 && n <= doc.lines!) light(n); }}>
            <label htmlFor="go-to">{t.goToLine}</label>
            <input id="go-to" className="input" inputMode="numeric" value={goTo} onChange={(e) => setGoTo(e.target.value)} />
          </form>
        )}
        {place && <Button icon="link" onPress={() => void copyLink()}>{t.copyLink}</Button>}
      </div>
      <div className="document">
        <DocumentView document={doc} place={place} label={t.documentText(doc.name)} onPick={light} />
        <ReadFrom document={doc} place={place} />
      </div>
    </>
  );
}
