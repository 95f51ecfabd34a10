// One element: its definition, the values of a reporting unit as a line and a table, and all units by year.
import { useState } from 'react';
import { useParams } from 'react-router';
import { segments } from '../../api/client';
import { useApi, useRole } from '../../api/hooks';
import type { Element, MeasuredCell, Rollup, Values } from '../../api/measures';
import { usePage } from '../../app/usePage';
import { LineChart, type Band } from '../../charts/LineChart';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Select } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Empty } from '../../components/States';
import { useLanguage } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { formatPeriod, spanOf } from '../../lib/period';
import { AllSeries, targetsOf, valueHeader } from './Charts';
import { ElementDialog } from './ElementDialog';
import { useUnits } from './useUnits';
import { ValuesDialog } from './ValuesDialog';
import { directionName, elementName, fixed, qualityName, rhythmName, seriesName, unitName } from './words';
import type { AlertLevel, WarningRules } from '../../api/alerts';

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
            </div><Tools element={data.element} /></div>
            {data.series_count === 0 ? <Empty title={t.measureNoValues} /> : <Figures element={data.element} />}
          </>
        )}
      </Async>
    </div>
  );
}

// Recording and defining, for those who may; what another room keeps (stocks, formulas) is written there.
function Tools({ element }: { element: Element }) {
  const { t } = useLanguage();
  const records = useRole('reporter', 'officer');
  const defines = useRole('officer');
  const units = useUnits();
  const [open, setOpen] = useState<'values' | 'define'>();
  const own = !element.group && !element.formula;
  return (
    <div className="row page-tools">
      {own && records && !element.retired && <Button look="primary" onPress={() => setOpen('values')}>{t.valuesRecord}</Button>}
      {own && defines && <Button onPress={() => setOpen('define')}>{t.elementChange}</Button>}
      {open === 'values' && <ValuesDialog element={element} units={units} onClose={() => setOpen(undefined)} />}
      {open === 'define' && <ElementDialog element={element} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function Figures({ element }: { element: Element }) {
  const values = useApi<Values>('/values', { element: element.id });
  const targets = useApi<Values>('/values', { element: element.id, plane: 'target' });
  // The table takes its columns from what is promised: both are awaited.
  return <Async query={values}>{(data) => (targets.isPending ? null : <Series data={data} targets={targets.data} />)}</Async>;
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
  const units = useUnits();
  const bands = useBands(data.element);
  const { element } = data;
  const series = data.series[chosen] ?? data.series[0];
  if (!series) return <Empty title={t.measureNoValues} />;
  const targetOf = targetsOf(targets, series);
  const rows: Row[] = series.values.map((v) => { const target = targetOf.get(v.period); return target === undefined ? v : { ...v, target }; });
  const columns: Column<Row>[] = [
    { id: 'period', header: t.period, value: (r) => r.period, cell: (r) => <time>{formatPeriod(r.period, lang)}</time> },
    { id: 'value', header: valueHeader(element, t.alertValue), align: 'end', filter: 'none', value: (r) => Number(r.value ?? 0), cell: (r) => fixed(r.value, element.decimals) },
    ...(targetOf.size ? [{ id: 'target', header: t.measureTarget, align: 'end', filter: 'none', value: (r: Row) => (r.target === undefined ? '' : Number(r.target)), cell: (r: Row) => fixed(r.target, element.decimals) } satisfies Column<Row>] : []),
    { id: 'quality', header: t.measureQuality, filter: 'choice', value: (r) => qualityName(t, r.quality) },
    { id: 'version', header: t.measureVersion, align: 'end', hidden: true, value: (r) => r.version ?? element.version },
  ];
  const choose = (index: number) => { setChosen(index); document.getElementById('measure-one')?.scrollIntoView(); };
  return (
    <>
      <section className="measure-part" aria-labelledby="measure-one">
        <h2 id="measure-one">{t.measureOne}</h2>
        {data.series.length > 1 && (
          <div className="filters row measure-tools">
            <Select label={t.measureReporter} value={String(chosen)} onChange={(v) => setChosen(Number(v))} choices={data.series.map((s, i) => ({ id: String(i), label: seriesName(s) }))} />
          </div>
        )}
        <LineChart label={seriesName(series)} unit={element.unit ?? ''} lineName={t.measureTarget} bands={bands}
          points={series.values.flatMap((v) => { const line = targetOf.get(v.period); return v.value === undefined ? [] : [{ at: endOf(v.period), period: v.period, value: v.value, ...(line === undefined ? {} : { line }) }]; })} />
        <DataTable key={targetOf.size ? 'targets' : 'values'} label={seriesName(series)} rows={rows} columns={columns} name={`${element.id}-${series.unit}`} rowId={(r) => r.period} />
        {data.more && <p className="quiet">{t.measureMore}</p>}
      </section>
      <AllSeries data={data} targets={targets} units={units} onChoose={choose} />
      {element.rhythm !== 'instant' && <ByYear element={element} data={data} units={units} />}
    </>
  );
}

// What the rules of warning say of this element today: where a value would raise an alert.
function useBands(element: Element): Band[] {
  const { lang, t } = useLanguage();
  const rules = useApi<WarningRules>('/warnings');
  return (rules.data?.rules ?? []).flatMap(({ rule }): Band[] => {
    const limit = rule.limits?.at(-1);
    if (rule.element !== element.id || rule.kind !== 'threshold' || rule.off || (rule.mode ?? 'actual') !== 'actual' || rule.units?.length || !limit) return [];
    const level = t[`level_${(rule.level ?? 'warning') as AlertLevel}`];
    const value = Number(limit.value);
    const name = `${rule.name[lang] || rule.name.zh}（${level}）`;
    return rule.side === 'over' ? [{ from: value, name }] : [{ to: value, name }];
  });
}

type Group = Rollup['groups'][number];

// By year; where all reporting units are under one, it is those that are listed.
function ByYear({ element, data, units }: { element: Element; data: Values; units: ReturnType<typeof useUnits> }) {
  const { lang, t } = useLanguage();
  const above = [...new Set(data.series.map((s) => units.byId.get(s.unit)?.parent ?? ''))];
  const under = above.length === 1 ? above[0] : '';
  const rollup = useApi<Rollup>('/rollup', { by: 'unit', element: element.id, bucket: 'year', ...(under ? { under } : {}) }, { enabled: units.loaded });
  if (rollup.data && (rollup.data.groups.length === 0 || rollup.data.buckets.length === 0)) return null;
  return (
    <section className="measure-part">
      <h2>{t.measureByYear}</h2>
      <Async query={rollup}>
        {(answer) => {
          const columns: Column<Group>[] = [
            { id: 'unit', header: t.measureReporter, width: 'mid', value: (g) => unitName(units.byId.get(g.id), lang, g.id) },
            ...answer.buckets.map((bucket, i): Column<Group> => ({
              id: bucket, header: formatPeriod(bucket, lang), align: 'end', filter: 'none', value: (g) => { const f = g.totals[i]?.figure; return f === undefined ? '' : Number(f); },
              cell: (g) => { const total = g.totals[i]; return <span title={`${showDecimal(total?.figure)} ${t.measureMissing(total?.present ?? 0, total?.expected ?? 0)}`}>{fixed(total?.figure, element.decimals)}</span>; },
            })),
          ];
          return <DataTable label={t.measureByYear} rows={answer.groups} columns={columns} name={`${element.id}-years`} rowId={(g) => g.id} />;
        }}
      </Async>
    </section>
  );
}
