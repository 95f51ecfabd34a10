// One material: how long it lasts against its line by date, projected with and without ships; sites, tiers, contract and
// spot, ships, shortages, identities.
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { apiUrl, send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { MaterialPage as Page, Shipment, Site, StockFinding, TrendPoint } from '../../api/stocks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Checkbox, Select, TextField } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';
import { LightMark, shown, Under, unitOf } from './marks';
import { StockFrame, useExercise, useStockAddress } from './scope';
import { CaseList } from './ShortagesPage';
import { SupplyChart } from './SupplyChart';

export default function MaterialPage() {
  const { material = '' } = useParams();
  const { lang } = useLanguage();
  const exercise = useExercise();
  const view = useApi<Page>(`/stocks/materials/${encodeURIComponent(material)}`, { exercise });
  return <StockFrame title={view.data?.name[lang]} scope={view.data}><Async page query={view}>{(data) => <Loaded view={data} />}</Async></StockFrame>;
}

function Loaded({ view }: { view: Page }) {
  const { lang, t } = useLanguage();
  const exercise = useExercise();
  const file = view.exercise ? `演習-${view.exercise.name}-${view.id}` : view.id;
  return (
    <>
      <div className="page-head">
        <div><h1>{view.name[lang]}</h1><p className="meta"><span lang={CONTENT}>{view.owner}</span><span lang={CONTENT}>{view.unit}</span><span>{view.duty_name[lang]}</span>{!view.whole && <span className="mark-soon">{t.stockPartOnly}</span>}</p></div>
        <LightMark light={view.light} />
      </div>
      <Facts view={view} />
      <SupplyChart name={view.measure_name[lang]} unit={unitOf(view, t.stockDay)} trend={view.trend} lines={view.lines} today={view.today} without={view.projection?.without} with={view.projection?.with} />
      <p className="row page-tools">
        {(['trend', 'projection', 'returns'] as const).map((what) => (['xlsx', 'ods', 'csv'] as const).map((format) => <a key={what + format} className="button button-quiet" href={apiUrl('/stocks/export', { exercise, what, format, material: view.id })} download>{{ trend: t.stockTrend, projection: t.stockProjectionExport, returns: t.stockReturns }[what]} {format.toUpperCase()}</a>))}
      </p>
      <details><summary>{t.stockTable}</summary><TrendTable points={view.trend} name={file} /></details>
      {view.note && <p className="quiet" lang={CONTENT}>{view.note}</p>}
      <section><h2 id="sites">{t.stockSites}</h2><SiteTable view={view} name={file} /></section>
      {view.tiers && <section><h2 id="tiers">{t.stockTiers}</h2><Tiers view={view} /></section>}
      <section><h2 id="ships">{t.stockShips}</h2><Ships view={view} name={file} /></section>
      {view.shortage_cases.length > 0 && <section><h2 id="cases">{t.shortages}</h2><CaseList cases={view.shortage_cases} name={file} /></section>}
      <section><h2 id="findings">{t.stockFindings}</h2><Findings findings={view.findings} /></section>
    </>
  );
}

export function Findings({ findings }: { findings: StockFinding[] }) {
  const { lang, t } = useLanguage();
  if (!findings.length) return <p className="quiet">{t.stockFindingsNone}</p>;
  return <ul className="desk-list">{findings.map((f, i) => <li key={i} className="stock-missing">{f.message?.[lang] ?? `${f.site} ${f.period} ${f.difference}`}</li>)}</ul>;
}

function Facts({ view }: { view: Page }) {
  const { lang, t } = useLanguage();
  return (
    <>
      <dl className="stock-facts">
        <div><dt>{view.measure_name[lang]}</dt><dd>{shown(view.value)} {unitOf(view, t.stockDay)}</dd></div>
        <div><dt>{t.stockLine}</dt><dd>{view.line ? showDecimal(view.line.value) : '—'}{view.line?.note && <span className="stock-why" lang={CONTENT}> {view.line.note}</span>}</dd></div>
        <div><dt>{t.stockAmount}</dt><dd>{showDecimal(view.stock) || '—'} {view.day && <span className="stock-why">(<Period period={view.day} />)</span>}</dd></div>
        <div><dt>{t.stockPerDay}</dt><dd>{showDecimal(view.use.per_day) || '—'}</dd></div>
        <div><dt>{t.stockUnderWithout}</dt><dd><Under path={view.projection?.without} today={view.today} />{view.projection?.without.empty && <span className="stock-why"> · {t.stockEmptyOn('')}<Period period={view.projection.without.empty} /></span>}</dd></div>
        <div><dt>{t.stockUnderWith}</dt><dd><Under path={view.projection?.with} today={view.today} /></dd></div>
        {view.mix && <div><dt>{t.stockMix}</dt><dd>{view.mix.contract !== undefined ? t.stockMixText(String(view.mix.contract), String(view.mix.spot)) : '—'}{view.mix.least !== undefined && <span className="stock-why"> {t.stockMixRange(String(view.mix.least), String(view.mix.most))}{view.mix.within !== undefined && `，${view.mix.within ? t.stockWithin : `▼ ${t.stockOutside}`}`}</span>}</dd></div>}
      </dl>
      <p className="stock-why">{t.stockFormula}：{view.use.why[lang]}{view.missing.length > 0 && <span className="stock-missing"> · {view.missing.join('、')}</span>}</p>
    </>
  );
}

export function TrendTable({ points, name }: { points: TrendPoint[]; name: string }) {
  const t = useText();
  const columns = useMemo((): Column<TrendPoint>[] => [
    { id: 'period', header: t.stockPeriod, value: (p) => p.period, cell: (p) => <Period period={p.period} /> },
    { id: 'stock', header: t.stockAmount, align: 'end', filter: 'none', value: (p) => p.stock ?? '', cell: (p) => showDecimal(p.stock === undefined ? undefined : String(p.stock)) },
    { id: 'value', header: t.stockDays, align: 'end', filter: 'none', value: (p) => p.value ?? '' },
    { id: 'line', header: t.stockLine, align: 'end', filter: 'none', value: (p) => p.line ?? '' },
    { id: 'light', header: t.stockLight, filter: 'choice', value: (p) => t[`stockLight_${p.light}`], cell: (p) => <LightMark light={p.light} /> },
  ], [t]);
  return <DataTable label={t.stockTrend} rows={points} columns={columns} name={`${name}-trend`} />;
}

function SiteTable({ view, name }: { view: Page; name: string }) {
  const { lang, t } = useLanguage();
  const to = useStockAddress();
  const columns = useMemo((): Column<Site>[] => [
    { id: 'site', header: t.stockSite, value: (s) => s.name, cell: (s) => <Link to={to(`/materials/${encodeURIComponent(view.id)}/sites/${encodeURIComponent(s.site)}`)} lang={CONTENT}>{s.name}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (s) => s.agency, cell: (s) => <span lang={CONTENT}>{s.agency}</span> },
    { id: 'stock', header: t.stockAmount, align: 'end', filter: 'none', value: (s) => (s.stock === undefined ? '' : Number(s.stock)), cell: (s) => showDecimal(s.stock) },
    { id: 'value', header: t.stockDays, align: 'end', filter: 'none', value: (s) => s.value ?? '', cell: (s) => shown(s.value) },
    { id: 'light', header: t.stockLight, filter: 'choice', value: (s) => t[`stockLight_${s.light}`], cell: (s) => <LightMark light={s.light} /> },
    { id: 'capacity', header: t.stockCapacity, align: 'end', filter: 'none', value: (s) => (s.capacity === undefined ? '' : Number(s.capacity)), cell: (s) => showDecimal(s.capacity) },
    { id: 'full', header: `${t.stockFull} %`, align: 'end', filter: 'none', value: (s) => s.full ?? '' },
    { id: 'without', header: t.stockUnderWithout, filter: 'none', value: (s) => s.without?.under ?? '', cell: (s) => <Under path={s.without} today={view.today} /> },
    { id: 'period', header: t.stockPeriod, value: (s) => s.last_period?.[lang] ?? '' },
    { id: 'late', header: t.owed_late, align: 'end', filter: 'none', value: (s) => s.late, cell: (s) => (s.late ? <strong className="mark-overdue">{s.late}</strong> : '') },
  ], [t, lang, to, view.id, view.today]);
  return <DataTable label={t.stockSites} rows={view.sites} columns={columns} name={`${name}-sites`} />;
}

function Tiers({ view }: { view: Page }) {
  const { lang, t } = useLanguage();
  return (
    <table className="table">
      <thead><tr><th scope="col">{t.stockTier}</th><th scope="col">{t.stockSites}</th><th scope="col">{t.stockAmount}</th><th scope="col">{t.stockRequired}</th><th scope="col">{t.stockCoverage} %</th></tr></thead>
      <tbody>{view.tiers!.map((tier) => <tr key={tier.tier}><th scope="row">{tier.name[lang]}</th><td>{tier.sites}</td><td>{showDecimal(tier.stock)}</td><td>{showDecimal(tier.required) || '—'}</td><td>{tier.percent === undefined ? '—' : <>{tier.percent < 100 && <span className="stock-under">▼ </span>}{shown(tier.percent)}</>}</td></tr>)}</tbody>
    </table>
  );
}

function Ships({ view, name }: { view: Page; name: string }) {
  const t = useText();
  const [editing, setEditing] = useState<Partial<Shipment>>();
  const may = view.sites.some((s) => s.reports) && (view.exercise?.open ?? true);
  const columns = useMemo((): Column<Shipment>[] => [
    { id: 'id', header: t.stockShip, value: (s) => s.id, cell: (s) => <span lang={CONTENT}>{s.vessel || s.id}</span> },
    { id: 'state', header: t.stockState, filter: 'choice', value: (s) => t[`stockShip_${s.state}`], cell: (s) => <>{t[`stockShip_${s.state}`]}{s.overdue && <strong className="mark-overdue"> ▼ {t.stockOverdueShip}</strong>}</> },
    { id: 'eta', header: t.stockEta, value: (s) => s.arrived ?? s.eta, cell: (s) => <Period period={s.arrived ?? s.eta} /> },
    { id: 'quantity', header: t.stockQuantity, align: 'end', filter: 'none', value: (s) => Number(s.quantity), cell: (s) => showDecimal(s.quantity) },
    { id: 'site', header: t.stockSite, filter: 'choice', value: (s) => s.site_name, cell: (s) => <span lang={CONTENT}>{s.site_name}</span> },
    { id: 'route', header: t.stockRoute, filter: 'choice', value: (s) => s.route, cell: (s) => <span lang={CONTENT}>{s.route}</span> },
    { id: 'origin', header: t.stockOrigin, value: (s) => s.origin, cell: (s) => <span lang={CONTENT}>{s.origin}</span> },
    { id: 'contract', header: t.stockMix, filter: 'choice', value: (s) => (s.contract ? t.stockContract : t.stockSpot) },
    { id: 'note', header: t.stockNote, value: (s) => s.note, hidden: true },
    { id: 'edit', header: t.stockShipChange, filter: 'none', value: () => '', cell: (s) => (s.may_change ? <Button look="quiet" onPress={() => setEditing(s)}>{t.stockShipChange}</Button> : null) },
  ], [t]);
  return (
    <>
      <DataTable label={t.stockShips} rows={view.shipments} columns={columns} name={`${name}-ships`} tools={may ? <Button onPress={() => setEditing({})}>{t.stockShipAdd}</Button> : undefined} />
      {editing && <ShipDialog view={view} ship={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function ShipDialog({ view, ship, onClose }: { view: Page; ship: Partial<Shipment>; onClose: () => void }) {
  const t = useText();
  const exercise = useExercise();
  const sites = view.sites.filter((s) => s.reports);
  const [id, setId] = useState(ship.id ?? '');
  const [form, setForm] = useState({ vessel: ship.vessel ?? '', origin: ship.origin ?? '', route: ship.route ?? '', quantity: String(ship.quantity ?? ''), eta: ship.eta ?? view.today, arrived: ship.arrived ?? '', site: ship.site ?? sites[0]?.site ?? '', note: ship.note ?? '' });
  const [contract, setContract] = useState(ship.contract ?? true);
  const [state, setState] = useState<Shipment['state']>(ship.state ?? 'under_way');
  const set = (key: keyof typeof form) => (value: string) => setForm({ ...form, [key]: value });
  const { run, error } = useWrite(() => send('PUT', `/stocks/shipments/${encodeURIComponent(id.trim())}`, { exercise, shipment: { ...form, material: view.id, contract, state, arrived: state === 'arrived' ? form.arrived || form.eta : null } }));
  return (
    <Dialog title={ship.id ?? t.stockShipAdd.replace('…', '')} open onClose={onClose}>
      <form className="field-stack" onSubmit={(e) => { e.preventDefault(); void run().then((done) => { if (done !== undefined) onClose(); }); }}>
        {error && <Failure error={error} />}
        {!ship.id && <TextField label={t.stockShip} hint="LNG-2026-12-01" value={id} onChange={setId} isRequired maxLength={64} />}
        <TextField label={t.stockVessel} value={form.vessel} onChange={set('vessel')} maxLength={100} />
        <TextField label={t.stockQuantity} value={form.quantity} onChange={set('quantity')} isRequired inputMode="decimal" />
        <Select label={t.stockSite} value={form.site} onChange={set('site')} choices={sites.map((s) => ({ id: s.site, label: s.name }))} />
        <Select label={t.stockState} value={state} onChange={(v) => setState(v as Shipment['state'])} choices={(['planned', 'under_way', 'arrived', 'lost', 'cancelled'] as const).map((s) => ({ id: s, label: t[`stockShip_${s}`] }))} />
        <label className="field"><span className="field-label">{t.stockEta}</span><input className="input" type="date" required value={form.eta} onChange={(e) => set('eta')(e.target.value)} /></label>
        {state === 'arrived' && <label className="field"><span className="field-label">{t.stockArrived}</span><input className="input" type="date" max={view.today} value={form.arrived || form.eta} onChange={(e) => set('arrived')(e.target.value)} /></label>}
        <TextField label={t.stockRoute} value={form.route} onChange={set('route')} maxLength={60} />
        <TextField label={t.stockOrigin} value={form.origin} onChange={set('origin')} maxLength={60} />
        <Checkbox checked={contract} onChange={setContract}>{t.stockContract}</Checkbox>
        <div className="row"><Button type="submit" look="primary" isDisabled={!id.trim()}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
