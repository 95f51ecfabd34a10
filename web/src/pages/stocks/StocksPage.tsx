// The board: each material with its days left, light, trend and when it falls under its line; the table of material × site;
// who owes a return; returns by sheet.
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { apiUrl, send } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import type { Board, Duty, Formula, MaterialView, SheetReturned, Site, StockScope } from '../../api/stocks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Select } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { Async, Empty, Failure } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';
import { LightMark, shown, StockSpark, Under, unitOf } from './marks';
import { ExerciseChooser, StockFrame, useExercise, useStockAddress } from './scope';

export default function StocksPage() {
  const t = useText();
  const exercise = useExercise();
  const session = useSession();
  const [formula, setFormula] = useState<Formula | ''>('');
  const params = { exercise, formula, periods: formula === 'last_periods' ? 3 : undefined };
  const board = useApi<Board>('/stocks', params, { keep: true });
  const signedIn = Boolean(session.data?.account);
  return (
    <StockFrame title={t.stocks} scope={board.data}>
      <div className="page-head">
        <div><h1>{t.stocks}</h1><p className="lede">{t.stocksLede}</p></div>
        <div className="row page-tools">
          <Select label={t.stockFormula} value={formula || 'own'} onChange={(id) => setFormula(id === 'own' ? '' : (id as Formula))}
            choices={[{ id: 'own', label: t.stockFormulaOwn }, ...(['last_year', 'last_periods', 'planned'] as const).map((f) => ({ id: f, label: t[`stockFormula_${f}`] }))]} />
          {signedIn && <ExerciseChooser />}
        </div>
      </div>
      <Async query={board}>
        {(data) => data.materials.length === 0
          ? <Empty title={t.stocksNone}><p>{signedIn ? t.stocksNoneText : t.stocksSignIn}</p></Empty>
          : <><Cards board={data} /><Sites board={data} params={params} />{signedIn && <><Duties /><Sheet exercise={exercise} /></>}</>}
      </Async>
    </StockFrame>
  );
}

function Cards({ board }: { board: Board }) {
  const groups = useMemo(() => [...new Set(board.materials.map((m) => m.group))], [board]);
  return (
    <div className="stock-groups">
      {groups.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`} lang={CONTENT}>{group}</h2>
          <div className="stock-cards">{board.materials.filter((m) => m.group === group).map((m) => <Card key={m.id} material={m} today={board.today} />)}</div>
        </section>
      ))}
    </div>
  );
}

function Card({ material: m, today }: { material: MaterialView; today: string }) {
  const { lang, t } = useLanguage();
  const to = useStockAddress();
  const notes = [m.late > 0 && t.stockLateCount(m.late), m.shortages > 0 && t.stockShortageCount(m.shortages), m.breaks > 0 && t.stockBreakCount(m.breaks)].filter(Boolean);
  return (
    <article className="stock-card">
      <h3><Link to={to(`/materials/${encodeURIComponent(m.id)}`)}>{m.name[lang]}</Link></h3>
      <LightMark light={m.light} />
      <p className="stock-big">{shown(m.value)} <small>{unitOf(m, t.stockDay)}{m.line && ` ／ ${t.stockLine} ${showDecimal(m.line.value)}`}</small></p>
      <StockSpark points={m.trend} />
      <dl>
        <dt>{t.stockUnderHead}</dt><dd />
        <dt>{t.stockUnderWithout}</dt><dd><Under path={m.projection?.without} today={today} /></dd>
        <dt>{t.stockUnderWith}</dt><dd><Under path={m.projection?.with} today={today} /></dd>
      </dl>
      <p className="meta"><span>{m.use.why[lang]}</span>{!m.whole && <span className="mark-soon">{t.stockPartOnly}</span>}{notes.map((n) => <strong key={String(n)} className="stock-missing">{n}</strong>)}</p>
    </article>
  );
}

interface Row { material: MaterialView; site: Site }

function Sites({ board, params }: { board: Board; params: Record<string, string | number | undefined> }) {
  const { lang, t } = useLanguage();
  const to = useStockAddress();
  const rows = useMemo((): Row[] => board.materials.flatMap((material) => material.sites.map((site) => ({ material, site }))), [board]);
  const columns = useMemo((): Column<Row>[] => [
    { id: 'material', header: t.stockMaterial, filter: 'choice', value: (r) => r.material.name[lang], cell: (r) => <Link to={to(`/materials/${encodeURIComponent(r.material.id)}`)}>{r.material.name[lang]}</Link> },
    { id: 'site', header: t.stockSite, value: (r) => r.site.name, cell: (r) => <Link to={to(`/materials/${encodeURIComponent(r.material.id)}/sites/${encodeURIComponent(r.site.site)}`)} lang={CONTENT}>{r.site.name}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (r) => r.site.agency, cell: (r) => <span lang={CONTENT}>{r.site.agency}</span> },
    { id: 'stock', header: t.stockAmount, align: 'end', filter: 'none', value: (r) => (r.site.stock === undefined ? '' : Number(r.site.stock)), cell: (r) => <>{showDecimal(r.site.stock)} <span className="quiet" lang={CONTENT}>{r.material.unit}</span></> },
    { id: 'value', header: t.stockDays, align: 'end', filter: 'none', value: (r) => r.site.value ?? '', cell: (r) => (r.site.value === undefined ? '—' : `${shown(r.site.value)} ${unitOf(r.material, t.stockDay)}`) },
    { id: 'line', header: t.stockLine, align: 'end', filter: 'none', value: (r) => (r.site.line ? Number(r.site.line.value) : '') },
    { id: 'light', header: t.stockLight, filter: 'choice', value: (r) => t[`stockLight_${r.site.light}`], cell: (r) => <LightMark light={r.site.light} /> },
    { id: 'without', header: t.stockUnderWithout, filter: 'none', value: (r) => r.site.without?.under ?? '', cell: (r) => <Under path={r.site.without} today={board.today} /> },
    { id: 'with', header: t.stockUnderWith, filter: 'none', value: (r) => r.site.with?.under ?? '', cell: (r) => <Under path={r.site.with} today={board.today} /> },
    { id: 'full', header: t.stockFull, align: 'end', filter: 'none', hidden: true, value: (r) => r.site.full ?? '' },
    { id: 'period', header: t.stockPeriod, value: (r) => r.site.last_period?.[lang] ?? '' },
    { id: 'late', header: t.owed_late, align: 'end', filter: 'none', value: (r) => r.site.late, cell: (r) => (r.site.late ? <strong className="mark-overdue">{r.site.late}</strong> : '') },
  ], [t, lang, to, board.today]);
  return (
    <section>
      <h2 id="sites">{t.stockSites}</h2>
      <DataTable label={t.stockSites} rows={rows} columns={columns} name={board.exercise ? `演習-${board.exercise.name}-stocks` : 'stocks'}
        tools={<>{(['xlsx', 'ods', 'csv'] as const).map((format) => <a key={format} className="button" href={apiUrl('/stocks/export', { ...params, what: 'board', format })} download>{t.stockExport} {format.toUpperCase()}</a>)}</>} />
    </section>
  );
}

function Duties() {
  const { lang, t } = useLanguage();
  const exercise = useExercise();
  const to = useStockAddress();
  const duties = useApi<StockScope & { duties: Duty[] }>('/stocks/duties', { exercise });
  const columns = useMemo((): Column<Duty>[] => [
    { id: 'state', header: t.stockState, filter: 'choice', value: (d) => t[`owed_${d.owed.state}`], cell: (d) => <span className={d.owed.state === 'late' ? 'mark-overdue' : d.owed.state === 'remind' ? 'mark-soon' : ''}>{d.owed.state === 'late' && '▼ '}{t[`owed_${d.owed.state}`]}</span> },
    { id: 'material', header: t.stockMaterial, filter: 'choice', value: (d) => d.name[lang] },
    { id: 'site', header: t.stockSite, value: (d) => d.site_name, cell: (d) => <Link to={to(`/materials/${encodeURIComponent(d.material)}/sites/${encodeURIComponent(d.site)}?period=${d.owed.period}`)} lang={CONTENT}>{d.site_name}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (d) => d.agency, cell: (d) => <span lang={CONTENT}>{d.agency}</span> },
    { id: 'period', header: t.stockPeriod, value: (d) => d.owed.title[lang] },
    { id: 'due', header: t.stockDue, value: (d) => d.owed.due, cell: (d) => <Period period={d.owed.due} /> },
  ], [t, lang, to]);
  return (
    <section>
      <h2 id="duties">{t.stockDutiesOwed}</h2>
      <Async query={duties}>{(data) => (data.duties.length ? <DataTable label={t.stockDutiesOwed} rows={data.duties} columns={columns} name={data.exercise ? `演習-${data.exercise.name}-duties` : 'stock-duties'} /> : <p className="quiet">{t.stockDutiesNone}</p>)}</Async>
    </section>
  );
}

function Sheet({ exercise }: { exercise: string }) {
  const { lang, t } = useLanguage();
  const [answer, setAnswer] = useState<SheetReturned>();
  const { run, error } = useWrite(async (file: File) => {
    setAnswer(undefined);
    setAnswer(await send<SheetReturned>('POST', '/stocks/sheet', file, { name: file.name, exercise }));
  });
  return (
    <section aria-labelledby="stock-sheet" className="page-tools">
      <h2 id="stock-sheet">{t.stockSheet}</h2>
      <p className="quiet">{t.stockSheetText}</p>
      <div className="row sheet-row">
        {(['xlsx', 'ods', 'csv'] as const).map((format) => <a key={format} className="button" href={apiUrl('/stocks/sheet', { exercise, format })} download>{format.toUpperCase()}</a>)}
        <FileTrigger acceptedFileTypes={['.xlsx', '.ods', '.csv']} onSelect={(files) => { const file = files?.item(0); if (file) void run(file); }}><Button icon="upload" look="primary">{t.sheetUpload}</Button></FileTrigger>
      </div>
      {error && <Failure error={error} />}
      {answer && <p role="status">{answer.mark && <strong className="drill-mark">{t.exerciseMark}</strong>} {t.stockSheetDone(answer.rows, answer.changed, answer.unchanged)}</p>}
      {answer && (answer.errors.length > 0 || answer.findings.length > 0) && (
        <table className="table">
          <thead><tr><th scope="col">{t.sheetCell}</th><th scope="col">{t.item}</th><th scope="col">{t.sheetWhat}</th></tr></thead>
          <tbody>
            {answer.errors.slice(0, 100).map((e, i) => <tr key={i}><th scope="row">{e.cell}</th><td lang={CONTENT}>{e.column}</td><td>{e[lang]}</td></tr>)}
            {answer.findings.slice(0, 100).map((f, i) => <tr key={`f${i}`}><th scope="row">{t.stockFindings}</th><td>{f.period}</td><td>{f.message?.[lang]}</td></tr>)}
          </tbody>
        </table>
      )}
    </section>
  );
}
