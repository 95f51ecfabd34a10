// What if: sliders for use and for how long a route is closed, ships that are lost; every answer is the server's, reckoned
// while the slider moves.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { get } from '../../api/client';
import { useApi, useDates } from '../../api/hooks';
import type { Line, Shipment, StockScope, TrendPoint, WhatIf } from '../../api/stocks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Checkbox } from '../../components/Fields';
import { CONTENT, Period } from '../../components/Marks';
import { Async } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { LightMark, shown, Under, unitOf } from './marks';
import { StockFrame, useExercise } from './scope';
import { SupplyChart } from './SupplyChart';

interface Choice { use: number; days: number; routes: string[]; lost: string[] }
const NOTHING: Choice = { use: 0, days: 0, routes: [], lost: [] };

// A list of the query is one parameter repeated, which the plain reader does not write.
function useWhatIf(choice: Choice, exercise: string, material?: string) {
  const dates = useDates();
  const query = new URLSearchParams({ ...dates, ...(exercise ? { exercise } : {}), use: String(choice.use), days: String(choice.days) });
  choice.routes.forEach((r) => query.append('route', r));
  choice.lost.forEach((l) => query.append('lost', l));
  if (material) query.append('material', material);
  const path = `/stocks/what-if?${query}`;
  return useQuery<WhatIf, Error>({ queryKey: [path], queryFn: ({ signal }) => get<WhatIf>(path, undefined, signal), placeholderData: keepPreviousData });
}

export default function WhatIfPage() {
  const t = useText();
  const exercise = useExercise();
  const [choice, setChoice] = useState<Choice>(NOTHING);
  const [material, setMaterial] = useState<string>();
  const answer = useWhatIf(choice, exercise);
  const ships = useApi<StockScope & { shipments: Shipment[] }>('/stocks/shipments', { exercise });
  return (
    <StockFrame title={t.whatIf} scope={answer.data}>
      <div className="page-head"><div><h1>{t.whatIf}</h1><p className="lede">{t.whatIfLede}</p></div></div>
      <Async query={answer}>
        {(data) => (
          <div className="what-if">
            <Sliders choice={choice} onChange={setChoice} routes={data.routes} ships={ships.data?.shipments ?? []} />
            <div>
              <Answers data={data} onOpen={setMaterial} />
              {(material ?? data.materials[0]?.id) && <Chart id={material ?? data.materials[0]!.id} choice={choice} exercise={exercise} />}
            </div>
          </div>
        )}
      </Async>
    </StockFrame>
  );
}

function Sliders({ choice, onChange, routes, ships }: { choice: Choice; onChange: (choice: Choice) => void; routes: string[]; ships: Shipment[] }) {
  const { t } = useLanguage();
  const toggle = (list: string[], one: string, on: boolean) => (on ? [...list, one] : list.filter((x) => x !== one));
  const coming = ships.filter((s) => (s.state === 'planned' || s.state === 'under_way') && !s.overdue);
  const withRoutes = (next: string[]) => onChange({ ...choice, routes: next, days: next.length && !choice.days ? 30 : choice.days });
  return (
    <form className="what-if-form" onSubmit={(e) => e.preventDefault()}>
      <label className="slider"><span className="field-label">{t.whatIfUse} <output>{choice.use > 0 ? '+' : ''}{choice.use}％</output></span><input aria-label={t.whatIfUse} type="range" min={-50} max={100} step={5} value={choice.use} onChange={(e) => onChange({ ...choice, use: Number(e.target.value) })} /></label>
      <label className="slider"><span className="field-label">{t.whatIfDays} <output>{choice.days} {t.stockDay}</output></span><input aria-label={t.whatIfDays} type="range" min={0} max={120} step={1} value={choice.days} onChange={(e) => onChange({ ...choice, days: Number(e.target.value) })} /></label>
      <fieldset className="what-if-list"><legend className="field-label">{t.whatIfRoutes}</legend>{routes.map((r) => <Checkbox key={r} checked={choice.routes.includes(r)} onChange={(on) => withRoutes(toggle(choice.routes, r, on))}><span lang={CONTENT}>{r}</span></Checkbox>)}</fieldset>
      <fieldset className="what-if-list"><legend className="field-label">{t.whatIfLost}</legend>{coming.map((s) => <Checkbox key={s.id} checked={choice.lost.includes(s.id)} onChange={(on) => onChange({ ...choice, lost: toggle(choice.lost, s.id, on) })}><span><span lang={CONTENT}>{s.vessel || s.id}</span> <Period period={s.eta} /> {showDecimal(s.quantity)}</span></Checkbox>)}</fieldset>
      <p className="field-hint">{t.whatIfRule}</p>
      <div className="row"><Button onPress={() => onChange(NOTHING)}>{t.whatIfReset}</Button></div>
    </form>
  );
}

type Row = WhatIf['materials'][number];

function Answers({ data, onOpen }: { data: WhatIf; onOpen: (material: string) => void }) {
  const { lang, t } = useLanguage();
  const columns = useMemo((): Column<Row>[] => [
    { id: 'material', header: t.stockMaterial, value: (m) => m.name[lang], cell: (m) => <Button look="quiet" onPress={() => onOpen(m.id)}>{m.name[lang]}</Button> },
    { id: 'value', header: t.stockDays, align: 'end', filter: 'none', value: (m) => m.value ?? '', cell: (m) => `${shown(m.value)} ${unitOf(m, t.stockDay)}` },
    { id: 'light', header: t.stockLight, filter: 'choice', value: (m) => t[`stockLight_${m.light}`], cell: (m) => <LightMark light={m.light} /> },
    { id: 'plan', header: t.whatIfPlan, filter: 'none', value: (m) => m.plan?.under ?? '', cell: (m) => <Under path={m.plan} today={data.today} /> },
    { id: 'changed', header: t.whatIfChanged, filter: 'none', value: (m) => m.changed?.under ?? '', cell: (m) => <strong><Under path={m.changed} today={data.today} /></strong> },
    { id: 'empty', header: t.stockEmptyOn('').trim(), filter: 'none', value: (m) => m.changed?.empty ?? '', cell: (m) => (m.changed?.empty ? <Period period={m.changed.empty} /> : '—') },
  ], [t, lang, data.today, onOpen]);
  return <div aria-live="polite"><DataTable label={t.whatIf} rows={data.materials} columns={columns} name={data.exercise ? `演習-${data.exercise.name}-what-if` : 'what-if'} rowId={(m) => m.id} /></div>;
}

function Chart({ id, choice, exercise }: { id: string; choice: Choice; exercise: string }) {
  const { lang, t } = useLanguage();
  const answer = useWhatIf(choice, exercise, id);
  const view = useApi<{ lines: Line[]; trend: TrendPoint[] }>(`/stocks/materials/${encodeURIComponent(id)}`, { exercise });
  const m = answer.data?.materials[0];
  if (!m || !view.data) return null;
  return (
    <section aria-label={m.name[lang]}>
      <h2>{m.name[lang]}</h2>
      <SupplyChart name={m.measure_name[lang]} unit={unitOf(m, t.stockDay)} trend={view.data.trend.slice(-24)} lines={view.data.lines} today={answer.data!.today} without={m.without} with={m.plan} changed={m.changed} withName={t.whatIfPlan} />
    </section>
  );
}
