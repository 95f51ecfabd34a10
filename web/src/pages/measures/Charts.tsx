// All series of an element beside each other: small multiples, and where the reporting units are counties a map of tiles;
// one table with what both show.
import { useMemo } from 'react';
import type { Element, Values, ValueSeries } from '../../api/measures';
import { CountyMap, type CountyValue } from '../../charts/CountyMap';
import { SmallMultiples, type Multiple } from '../../charts/SmallMultiples';
import { DataTable, type Column } from '../../components/DataTable';
import { useLanguage } from '../../i18n';
import { countyOf } from '../../lib/counties';
import { formatPeriod } from '../../lib/period';
import { fixed, seriesName } from './words';
import type { useUnits } from './useUnits';

const MOST = 60; // more small charts than this are a table
const FEWEST_COUNTIES = 3;

interface Newest { index: number; series: ValueSeries; period: string; value: string | number; target: string | number | undefined; met: boolean | undefined }

// The value against its target, as the element's direction says; a target to be reached is met from it on.
export function isMet(direction: string, value: number, target: number): boolean | undefined {
  return direction === 'none' ? undefined : direction === 'less' ? value <= target : value >= target;
}

export const targetsOf = (targets: Values | undefined, series: ValueSeries): Map<string, string | number> =>
  new Map(targets?.series.find((s) => s.unit === series.unit && seriesName(s) === seriesName(series))?.values.flatMap((v) => (v.value === undefined ? [] : [[v.period, v.value] as const])));

export function AllSeries({ data, targets, units, onChoose }: { data: Values; targets: Values | undefined; units: ReturnType<typeof useUnits>; onChoose: (index: number) => void }) {
  const { lang, t } = useLanguage();
  const { element } = data;
  const newest = useMemo((): Newest[] => data.series.flatMap((series, index) => {
    const last = series.values.filter((v) => v.value !== undefined).at(-1);
    if (!last) return [];
    const target = targetsOf(targets, series).get(last.period);
    return [{ index, series, period: last.period, value: last.value!, target, met: target === undefined ? undefined : isMet(element.direction, Number(last.value), Number(target)) }];
  }), [data, targets, element]);
  if (newest.length < 2) return null;
  const columns: Column<Newest>[] = [
    { id: 'series', header: t.measureReporter, width: 'mid', value: (r) => seriesName(r.series), cell: (r) => <button type="button" className="link-button" onClick={() => onChoose(r.index)}>{seriesName(r.series)}</button> },
    { id: 'period', header: t.period, value: (r) => r.period, cell: (r) => formatPeriod(r.period, lang) },
    { id: 'value', header: valueHeader(element, t.alertValue), align: 'end', filter: 'none', value: (r) => Number(r.value), cell: (r) => fixed(r.value, element.decimals) },
    ...(newest.some((r) => r.target !== undefined) ? [
      { id: 'target', header: t.measureTarget, align: 'end', filter: 'none', value: (r: Newest) => (r.target === undefined ? '' : Number(r.target)), cell: (r: Newest) => fixed(r.target, element.decimals) },
      { id: 'met', header: t.measureReached, filter: 'choice', value: (r: Newest) => (r.met === undefined ? '' : r.met ? t.measureMet : t.measureNotMet) } satisfies Column<Newest>,
    ] as Column<Newest>[] : []),
  ];
  return (
    <section className="measure-part">
      <h2>{t.measureAll}</h2>
      {newest.length <= MOST && <Multiples newest={newest} element={element} targets={targets} onChoose={onChoose} />}
      <Counties newest={newest} element={element} units={units} />
      <DataTable label={t.measureNewest} rows={newest} columns={columns} name={`${element.id}-newest`} rowId={(r) => `newest-${r.index}`} />
    </section>
  );
}

export const valueHeader = (element: Element, word: string): string => (element.unit ? `${word}（${element.unit}）` : word);

function Multiples({ newest, element, targets, onChoose }: { newest: Newest[]; element: Element; targets: Values | undefined; onChoose: (index: number) => void }) {
  const { t } = useLanguage();
  const items = newest.map((n): Multiple => {
    const goals = targetsOf(targets, n.series);
    return {
      id: String(n.index), name: seriesName(n.series), newest: fixed(n.value, element.decimals), met: n.met,
      points: n.series.values.flatMap((v) => (v.value === undefined ? [] : [{ period: v.period, value: Number(v.value), target: goals.has(v.period) ? Number(goals.get(v.period)) : undefined }])),
    };
  });
  return <SmallMultiples label={t.measureMultiples} unit={element.unit ?? ''} items={items} onChoose={(id) => onChoose(Number(id))} />;
}

function Counties({ newest, element, units }: { newest: Newest[]; element: Element; units: ReturnType<typeof useUnits> }) {
  const { lang, t } = useLanguage();
  const values = new Map<string, CountyValue>();
  for (const n of newest) {
    const unit = units.byId.get(n.series.unit);
    const county = countyOf(String(unit?.attributes?.['county'] ?? '')) ?? countyOf(n.series.name);
    // With dimensions a county has several series: a map of one of them would tell less than it seems to.
    if (!county || element.dimensions?.length) continue;
    values.set(county.name, { value: Number(n.value), text: fixed(n.value, element.decimals), note: formatPeriod(n.period, lang) });
  }
  return values.size < FEWEST_COUNTIES ? null : <CountyMap label={t.measureMap} unit={element.unit ?? ''} values={values} />;
}
