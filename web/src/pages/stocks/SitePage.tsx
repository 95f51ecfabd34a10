// One material at one site: what was returned, what is owed, and the form to return it with the last figures at hand.
import { useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Owed, Returned, SitePage as Page, StockReturn } from '../../api/stocks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Select, TextField } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Instant, Period } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { addDecimals } from '../../lib/decimals';
import { useWrite } from '../admin/useWrite';
import { Findings, TrendTable } from './MaterialPage';
import { LightMark, shown, Under, unitOf } from './marks';
import { StockFrame, useExercise, useStockAddress } from './scope';
import { SupplyChart } from './SupplyChart';

export default function SitePage() {
  const { material = '', site = '' } = useParams();
  const { lang } = useLanguage();
  const exercise = useExercise();
  const view = useApi<Page>(`/stocks/materials/${encodeURIComponent(material)}/sites/${encodeURIComponent(site)}`, { exercise });
  return <StockFrame title={view.data && `${view.data.standing.name} · ${view.data.material.name[lang]}`} scope={view.data}><Async page query={view}>{(data) => <Loaded view={data} />}</Async></StockFrame>;
}

function Loaded({ view }: { view: Page }) {
  const { lang, t } = useLanguage();
  const to = useStockAddress();
  const { material, standing } = view;
  const name = `${view.exercise ? `演習-${view.exercise.name}-` : ''}${material.id}-${standing.site}`;
  return (
    <>
      <nav className="crumbs" aria-label={t.upTo}><Link to={to(`/materials/${encodeURIComponent(material.id)}`)}>{material.name[lang]}</Link></nav>
      <div className="page-head">
        <div><h1 lang={CONTENT}>{standing.name}</h1><p className="meta"><span lang={CONTENT}>{standing.agency}</span><span>{material.duty_name[lang]}</span></p></div>
        <LightMark light={standing.light} />
      </div>
      <dl className="stock-facts">
        <div><dt>{material.measure_name[lang]}</dt><dd>{shown(standing.value)} {unitOf(material, t.stockDay)}</dd></div>
        <div><dt>{t.stockLine}</dt><dd>{standing.line ? showDecimal(standing.line.value) : '—'}</dd></div>
        <div><dt>{t.stockAmount}</dt><dd>{showDecimal(standing.stock) || '—'} {standing.day && <span className="stock-why">(<Period period={standing.day} />)</span>}</dd></div>
        <div><dt>{t.stockUnderWithout}</dt><dd><Under path={standing.without} today={view.today} /></dd></div>
      </dl>
      <p className="stock-why">{t.stockFormula}：{standing.use.why[lang]}</p>
      {standing.reports && (view.exercise?.open ?? true) && <Entry view={view} />}
      <section><h2 id="chart">{t.stockTrend}</h2>
        <SupplyChart name={material.measure_name[lang]} unit={unitOf(material, t.stockDay)} trend={view.trend} lines={standing.line ? [standing.line] : []} today={view.today} without={view.projection?.without} with={view.projection?.with} />
        <details><summary>{t.stockTable}</summary><TrendTable points={view.trend} name={name} /></details>
      </section>
      <section><h2 id="returns">{t.stockReturns}</h2><Returns view={view} name={name} /></section>
      <section><h2 id="findings">{t.stockFindings}</h2><Findings findings={view.findings} /></section>
    </>
  );
}

const FIGURES = ['opening', 'in', 'contract', 'spot', 'out', 'use', 'adjust', 'closing'] as const;
type Figure = (typeof FIGURES)[number];
type Form = Record<Figure, string> & { note: string };

function formOf(value: StockReturn | undefined, before: StockReturn | undefined): Form {
  const of = (key: Figure) => { const known = value?.[key]; return known === undefined ? '' : String(known); };
  const form = Object.fromEntries(FIGURES.map((key) => [key, of(key)])) as Record<Figure, string>;
  return { ...form, opening: value ? form.opening : before ? String(before.closing) : '', note: value?.note ?? '' };
}

function Entry({ view }: { view: Page }) {
  const { lang, t } = useLanguage();
  const exercise = useExercise();
  const [params] = useSearchParams();
  const owed = view.owed;
  const open = owed.filter((o) => o.state !== 'returned' && o.state !== 'returned_late');
  const asked = params.get('period');
  const [period, setPeriod] = useState(owed.some((o) => o.period === asked) ? asked! : (open[0] ?? owed.at(-1))?.period ?? '');
  if (!owed.length) return null;
  const at = view.returns.findIndex((r) => r.period === period);
  const value = at < 0 ? undefined : view.returns[at];
  const earlier = view.returns.filter((r) => r.period < period);
  const before = at < 0 ? earlier.at(-1) : view.returns[at - 1];
  const label = (o: Owed) => `${o.title[lang]}（${t[`owed_${o.state}`]}）`;
  return (
    <section>
      <h2 id="entry">{t.stockEnter}</h2>
      <div className="row"><Select label={t.stockPeriod} value={period} onChange={setPeriod} choices={[...owed].reverse().map((o) => ({ id: o.period, label: label(o) }))} /></div>
      <EntryForm key={`${period}-${value?.version ?? 0}`} view={view} period={period} exercise={exercise} value={value} before={before} />
    </section>
  );
}

function EntryForm({ view, period, exercise, value, before }: { view: Page; period: string; exercise: string; value: StockReturn | undefined; before: StockReturn | undefined }) {
  const { lang, t } = useLanguage();
  const [form, setForm] = useState<Form>(() => formOf(value, before));
  const [answer, setAnswer] = useState<Returned>();
  const sum = addDecimals([form.opening, form.in, `-${form.out || '0'}`, form.adjust || '0']);
  const off = sum === undefined || form.closing === '' ? undefined : addDecimals([form.closing, negated(sum)]);
  const { run, error } = useWrite(async () => {
    const given = Object.fromEntries(FIGURES.filter((key) => form[key].trim() !== '').map((key) => [key, form[key].trim()]));
    const done = await send<Returned>('POST', '/stocks/returns', { exercise, rows: [{ material: view.material.id, site: view.standing.site, period, seen: value?.version ?? 0, ...given, ...(form.note ? { note: form.note } : {}) }] });
    setAnswer(done);
    tell(done.changed ? t.stockSent : t.stockSame);
  });
  const names: Record<Figure, string> = { opening: t.stockOpening, in: t.stockIn, contract: t.stockContract, spot: t.stockSpot, out: t.stockOut, use: t.stockUsed, adjust: t.stockAdjust, closing: t.stockClosing };
  const needed = ['opening', 'in', 'out', 'closing'];
  const last = (key: Figure) => { const known = before?.[key]; return known === undefined ? undefined : t.stockBefore(showDecimal(known)); };
  return (
    <form className="stock-form" onSubmit={(e) => { e.preventDefault(); void run(); }}>
      {error && <div className="wide"><Failure error={error} /></div>}
      {FIGURES.map((key) => {
        const hint = last(key);
        return <TextField key={key} label={names[key]} {...(hint ? { hint } : {})} value={form[key]} onChange={(v) => setForm({ ...form, [key]: v })} isRequired={needed.includes(key)} inputMode="decimal" maxLength={20} />;
      })}
      <div className="wide" role="status">
        {sum !== undefined && <p>{t.stockSum(showDecimal(sum))} {off === undefined && <Button look="quiet" onPress={() => setForm({ ...form, closing: sum })}>{t.stockClosing} = {showDecimal(sum)}</Button>}</p>}
        {off !== undefined && Number(off) !== 0 && <p className="stock-missing">▼ {t.stockSumOff(showDecimal(off))}</p>}
      </div>
      <div className="wide"><TextArea label={t.stockNote} rows={2} value={form.note} onChange={(note) => setForm({ ...form, note })} maxLength={600} /></div>
      <div className="wide row"><Button type="submit" look="primary">{t.stockSend}</Button></div>
      {answer && answer.findings.length > 0 && <div className="wide">{answer.findings.map((f, i) => <p key={i} className="stock-missing">{f.message?.[lang]}</p>)}</div>}
    </form>
  );
}

const negated = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`);

function Returns({ view, name }: { view: Page; name: string }) {
  const t = useText();
  const rows = useMemo(() => [...view.returns].reverse(), [view.returns]);
  const columns = useMemo((): Column<StockReturn>[] => [
    { id: 'period', header: t.stockPeriod, value: (r) => r.period, cell: (r) => <Period period={r.period} /> },
    ...FIGURES.map((key): Column<StockReturn> => ({
      id: key, header: { opening: t.stockOpening, in: t.stockIn, contract: t.stockContract, spot: t.stockSpot, out: t.stockOut, use: t.stockUsed, adjust: t.stockAdjust, closing: t.stockClosing }[key], align: 'end', filter: 'none',
      hidden: key === 'contract' || key === 'spot' || key === 'adjust', value: (r) => (r[key] === undefined ? '' : Number(r[key])), cell: (r) => showDecimal(r[key]),
    })),
    { id: 'corrections', header: t.stockCorrections, align: 'end', filter: 'none', value: (r) => r.corrections },
    { id: 'by', header: t.stockBy, value: (r) => r.by },
    { id: 'recorded', header: t.stockWhen, value: (r) => r.recorded, cell: (r) => <Instant at={r.recorded} /> },
    { id: 'note', header: t.stockNote, value: (r) => r.note ?? '' },
  ], [t]);
  return <DataTable label={t.stockReturns} rows={rows} columns={columns} name={`${name}-returns`} />;
}
