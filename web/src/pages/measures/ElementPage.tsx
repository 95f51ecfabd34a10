// One element: its definition, the values of a reporting unit as a line and a table, and all units by year.
import { useState } from 'react';
import { useParams } from 'react-router';
import { segments } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Element, MeasuredCell, Rollup, Values } from '../../api/measures';
import { usePage } from '../../app/usePage';
import { LineChart } from '../../charts/LineChart';
import { DataTable, type Column } from '../../components/DataTable';
import { Select } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Empty } from '../../components/States';
import { useLanguage } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { formatPeriod, spanOf } from '../../lib/period';
import { directionName, elementName, qualityName, rhythmName, seriesName } from './words';

interface Page { element: Element; series_count: number }

export default function ElementPage() {
  const { lang, t } = useLanguage();
  const id = useParams()['*'] ?? '';
  const page = useApi<Page>(`/elements/${segments(id)}`);
  const element = page.data?.element;
  usePage(element && elementName(element, lang));
  return (
    <div className="page">
      <nav className="crumbs" aria-label={t.upTo}><Link to="/measures">{t.measures}</Link></nav>
      <Async query={page}>
        {(data) => (
          <>
            <div className="page-head"><div>
              <h1 lang={CONTENT}>{elementName(data.element, lang)}</h1>
              {data.element.about && <p className="lede" lang={CONTENT}>{(lang === 'en' && data.element.about.en) || data.element.about.zh}</p>}
              <p className="meta">
                <span>{data.element.id}</span>
                {data.element.unit && <span lang={CONTENT}>{data.element.unit}</span>}
                <span>{rhythmName(t, data.element.rhythm)}</span>
                {data.element.direction !== 'none' && <span>{directionName(t, data.element.direction)}</span>}
                <span>{t.measureVersion} {data.element.version}</span>
              </p>
              {data.element.formula && <p><code>{data.element.formula}</code></p>}
            </div></div>
            {data.series_count === 0 ? <Empty title={t.measureNoValues} /> : <Figures element={data.element} />}
          </>
        )}
      </Async>
    </div>
  );
}

function Figures({ element }: { element: Element }) {
  const values = useApi<Values>('/values', { element: element.id });
  const targets = useApi<Values>('/values', { element: element.id, plane: 'target' });
  return <Async query={values}>{(data) => <Series data={data} targets={targets.data} />}</Async>;
}

// The instant at which a period ends, for the axis.
const endOf = (period: string): string => {
  const span = spanOf(period.slice(0, 10));
  return span ? new Date(span.end).toISOString() : period;
};

interface Row extends MeasuredCell { target?: MeasuredCell['value'] }

function Series({ data, targets }: { data: Values; targets: Values | undefined }) {
  const { lang, t } = useLanguage();
  const [chosen, setChosen] = useState(0);
  const series = data.series[chosen] ?? data.series[0];
  if (!series) return <Empty title={t.measureNoValues} />;
  const promised = targets?.series.find((s) => s.unit === series.unit && seriesName(s) === seriesName(series));
  const targetOf = new Map(promised?.values.map((v) => [v.period, v.value]));
  const rows: Row[] = series.values.map((v) => { const target = targetOf.get(v.period); return target === undefined ? v : { ...v, target }; });
  const columns: Column<Row>[] = [
    { id: 'period', header: t.period, value: (r) => r.period, cell: (r) => formatPeriod(r.period, lang) },
    { id: 'value', header: data.element.unit ?? t.measureSeries, align: 'end', filter: 'none', value: (r) => Number(r.value ?? 0), cell: (r) => showDecimal(r.value) },
    { id: 'target', header: t.measureTarget, align: 'end', filter: 'none', hidden: !promised, value: (r) => (r.target === undefined ? '' : Number(r.target)), cell: (r) => showDecimal(r.target) },
    { id: 'quality', header: t.measureQuality, filter: 'choice', value: (r) => qualityName(t, r.quality) },
    { id: 'version', header: t.measureVersion, align: 'end', hidden: true, value: (r) => r.version ?? data.element.version },
  ];
  return (
    <>
      <div className="filters row">
        <Select label={t.measureReporter} value={String(chosen)} onChange={(v) => setChosen(Number(v))} choices={data.series.map((s, i) => ({ id: String(i), label: seriesName(s) }))} />
      </div>
      <LineChart label={seriesName(series)} unit={data.element.unit ?? ''}
        points={series.values.map((v) => { const line = targetOf.get(v.period); return { at: endOf(v.period), value: v.value ?? '0', ...(line === undefined ? {} : { line }) }; })} />
      <DataTable label={seriesName(series)} rows={rows} columns={columns} name={`${data.element.id}-${series.unit}`} rowId={(r) => r.period} />
      {data.more && <p className="quiet">{t.measureMore}</p>}
      {data.element.rhythm !== 'instant' && <ByYear element={data.element} />}
    </>
  );
}

type Group = Rollup['groups'][number];

function ByYear({ element }: { element: Element }) {
  const { lang, t } = useLanguage();
  const rollup = useApi<Rollup>('/rollup', { by: 'unit', element: element.id, bucket: 'year' });
  return (
    <>
      <h2>{t.measureByYear}</h2>
      <Async query={rollup}>
        {(data) => {
          const columns: Column<Group>[] = [
            { id: 'unit', header: t.measureReporter, value: (g) => g.id },
            ...data.buckets.map((bucket, i): Column<Group> => ({
              id: bucket, header: formatPeriod(bucket, lang), align: 'end', filter: 'none', value: (g) => { const f = g.totals[i]?.figure; return f === undefined ? '' : Number(f); },
              cell: (g) => { const total = g.totals[i]; return <span title={t.measureMissing(total?.present ?? 0, total?.expected ?? 0)}>{showDecimal(total?.figure)}</span>; },
            })),
          ];
          return <DataTable label={t.measureByYear} rows={data.groups} columns={columns} name={`${element.id}-years`} rowId={(g) => g.id} />;
        }}
      </Async>
    </>
  );
}
