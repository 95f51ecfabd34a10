import { useMemo } from 'react';
import { useApi } from '../../api/hooks';
import type { DocumentInfo, PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { DataTable, type Column } from '../../components/DataTable';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { showBytes } from '../../lib/numbers';

export function formatName(media: string, name: string): string {
  const known: Record<string, string> = { 'application/pdf': 'PDF', 'text/html': 'HTML', 'text/markdown': 'Markdown', 'text/plain': 'TXT', 'text/csv': 'CSV' };
  return known[media.split(';')[0]!.trim()] ?? name.split('.').pop()?.toUpperCase() ?? media;
}

export default function DocumentsPage() {
  const t = useText();
  usePage(t.documents);
  const documents = useApi<{ documents: DocumentInfo[] }>('/documents');
  const plans = useApi<{ plans: PlanHead[] }>('/plans');
  const columns = useMemo((): Column<DocumentInfo>[] => {
    const titles = new Map((plans.data?.plans ?? []).map((p) => [p.id, p.title]));
    return [
      { id: 'name', header: t.document, width: 'wide', value: (d) => d.name, cell: (d) => <Link to={documentAddress(d.sha256)} lang={CONTENT}>{d.name}</Link> },
      { id: 'format', header: t.format, filter: 'choice', width: 'narrow', value: (d) => formatName(d.media_type, d.name) },
      { id: 'plans', header: t.plans, value: (d) => (d.plans ?? []).map((p) => titles.get(p) ?? p).join('、'), cell: (d) => (d.plans ?? []).map((p) => <Link key={p} to={planAddress(p)} lang={CONTENT}>{titles.get(p) ?? p}</Link>) },
      { id: 'length', header: t.length, align: 'end', filter: 'none', value: (d) => d.pages || d.lines || 0, cell: (d) => (d.pages ? t.pagesCount(d.pages) : d.lines ? t.linesCount(d.lines) : '') },
      { id: 'bytes', header: t.size, align: 'end', filter: 'none', value: (d) => d.bytes ?? 0, cell: (d) => (d.bytes === undefined ? '' : showBytes(d.bytes)) },
      { id: 'recorded', header: t.recorded, value: (d) => d.recorded ?? '', cell: (d) => <Instant at={d.recorded} /> },
      { id: 'sha', header: 'SHA-256', hidden: true, value: (d) => d.sha256, cell: (d) => <span className="mono" title={d.sha256}>{d.sha256.slice(0, 16)}…</span> },
    ];
  }, [t, plans.data]);
  return (
    <div className="page">
      <div className="page-head"><div><h1>{t.documents}</h1><p className="lede">{t.documentsLede}</p></div><Link className="button" to="/upload">{t.upload}</Link></div>
      <Async query={documents} skeleton={<Skeleton rows={8} wide />}>{(data) => <DataTable label={t.documents} rows={data.documents} columns={columns} name={t.documents} empty={t.noDocuments} />}</Async>
    </div>
  );
}

