// One cycle of a plan: how far each agency is, what is owed, the office's board, sheets in and out.
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { apiUrl, send } from '../../api/client';
import { useApi, useRole } from '../../api/hooks';
import type { Counts, Cycle, Obligation } from '../../api/tracking';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';
import { Due, levelName, reportAddress, StateMark, stateName } from '../work/Obligations';
import { BoardSection } from './BoardSection';
import { cycleAddress, phaseName } from './CyclesTab';
import { SheetSection } from './SheetSection';
import { today as storeDay } from '../../lib/store';

interface View { cycle: Cycle; counts: Counts; agencies: { agency: string; counts: Counts }[] }

export default function CyclePage() {
  const { plan = '', cycle = '' } = useParams();
  const { lang } = useLanguage();
  const base = cycleAddress(plan, cycle);
  const view = useApi<View>(base, {}, { now: true });
  const head = useApi<PlanHead>(`/plans/${encodeURIComponent(plan)}`);
  usePage(view.data && `${view.data.cycle.title[lang]} · ${head.data?.title ?? ''}`);
  return <div className="page page-wide cycle-page"><Async page query={view}>{(data) => <Loaded plan={plan} title={head.data?.title ?? plan} view={data} base={base} />}</Async></div>;
}

function Loaded({ plan, title, view, base }: { plan: string; title: string; view: View; base: string }) {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const reviewer = useRole('reviewer', 'officer');
  const { cycle, counts } = view;
  return (
    <>
      <nav className="crumbs" aria-label={t.upTo}><Link to={planAddress(plan, 'cycles')} lang={CONTENT}>{title}</Link></nav>
      <div className="page-head">
        <div>
          <h1>{cycle.title[lang]}</h1>
          <p className="meta"><span className={`phase phase-${cycle.phase}`}>{phaseName(t, cycle.phase)}</span><span>{t.cycleOpens} <Period period={cycle.opens} full /></span><span>{t.workDue} <Period period={cycle.due} full /></span>{cycle.marks?.reason && <span lang={CONTENT}>{cycle.marks.reason}</span>}{!cycle.known && <span className="quiet">{t.cycleUnknown}</span>}</p>
        </div>
        <div className="row">{reviewer && counts.submitted > 0 && <Link to={`${base}/approvals`} className="button">{t.approvals}</Link>}{officer && <Steering cycle={cycle} base={base} />}</div>
      </div>
      <Tally counts={counts} />
      {officer && <BoardSection plan={plan} cycle={cycle.id} />}
      <section aria-labelledby="items"><h2 id="items">{t.cycleItems}</h2><Owed base={base} plan={plan} /></section>
      <section aria-labelledby="agencies"><h2 id="agencies">{t.cycleAgencies}</h2><AgencyTable agencies={view.agencies} name={`${plan}-${cycle.id}`} /></section>
      <SheetSection base={base} agencies={view.agencies.map((a) => a.agency)} />
      <section aria-labelledby="summary">
        <h2 id="summary">{t.cycleSummary}</h2>
        <p className="row">{(['xlsx', 'ods', 'csv'] as const).map((format) => <a key={format} className="button" href={apiUrl(`${base}/summary`, { format, by: 'agency' })} download>{format.toUpperCase()}</a>)}</p>
      </section>
    </>
  );
}

function Tally({ counts }: { counts: Counts }) {
  const t = useText();
  const parts: [string, number, string][] = [
    ['approved', counts.approved, t.stateApproved], ['submitted', counts.submitted, t.stateSubmitted], ['returned', counts.returned, t.stateReturned], ['draft', counts.draft, t.stateDraft], ['none', counts.none, t.stateNone],
  ];
  return (
    <>
      <div className="tally-bar" aria-hidden="true">{parts.filter(([, n]) => n).map(([id, n]) => <span key={id} className={`tally-${id}`} style={{ flexGrow: n }} />)}</div>
      <dl className="counts">
        <div><dt>{t.cycleOwed}</dt><dd>{showDecimal(counts.owed)}</dd></div>
        {parts.map(([id, n, name]) => <div key={id}><dt>{name}</dt><dd>{showDecimal(n)}</dd></div>)}
        <div><dt>{t.workOverdue}</dt><dd className={counts.overdue ? 'count-open' : ''}>{showDecimal(counts.overdue)}</dd></div>
        <div><dt>{t.workBehind}</dt><dd className={counts.behind ? 'count-open' : ''}>{showDecimal(counts.behind)}</dd></div>
      </dl>
    </>
  );
}

// What an officer does to a cycle by hand, each with its reason.
function Steering({ cycle, base }: { cycle: Cycle; base: string }) {
  const t = useText();
  const [doing, setDoing] = useState<'open' | 'lock' | 'reopen'>();
  const [until, setUntil] = useState('');
  const { run } = useWrite(async (body: unknown) => { await send('POST', `${base}/${doing}`, body); tell(t.cycleDone); });
  const names = { open: t.cycleOpenNow, lock: t.cycleLock, reopen: t.cycleReopen };
  const today = storeDay();
  return (
    <>
      {cycle.phase === 'planned' && <Button onPress={() => setDoing('open')}>{names.open}</Button>}
      {(cycle.phase === 'open' || cycle.phase === 'grace') && <Button icon="lock" onPress={() => setDoing('lock')}>{names.lock}</Button>}
      {cycle.phase === 'locked' && <Button onPress={() => setDoing('reopen')}>{names.reopen}</Button>}
      {doing && (
        <ReasonDialog title={names[doing].replace('…', '')} action={names[doing]} onClose={() => setDoing(undefined)}
          onDone={(reason) => run({ reason, ...(doing === 'open' ? { day: today } : doing === 'reopen' ? { until: until || today } : {}) })}>
          {doing === 'reopen' && <label className="field"><span className="field-label">{t.cycleUntil}</span><input className="input" type="date" min={today} value={until || today} onChange={(e) => setUntil(e.target.value)} /></label>}
        </ReasonDialog>
      )}
    </>
  );
}

function Owed({ base, plan }: { base: string; plan: string }) {
  const { lang, t } = useLanguage();
  const owed = useApi<{ cycle: Cycle; obligations: Obligation[] }>(`${base}/obligations`, {}, { now: true });
  const today = storeDay();
  const columns = useMemo((): Column<Obligation>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (o) => `${o.label ?? ''} ${o.title}`.trim(), cell: (o) => <Link to={reportAddress(o)} lang={CONTENT}>{o.label ? `${o.label} ` : ''}{o.title}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (o) => o.agency, cell: (o) => <span lang={CONTENT}>{o.agency}</span> },
    { id: 'state', header: t.status, filter: 'choice', value: (o) => stateName(t, o.state), cell: (o) => <StateMark state={o.state} /> },
    { id: 'who', header: t.inReview, value: (o) => [o.who?.name?.[lang], o.who?.agency].filter(Boolean).join(' '), hidden: true },
    { id: 'planned', header: t.reportPlanned, align: 'end', value: (o) => (o.planned === undefined ? '' : Number(o.planned)), filter: 'none' },
    { id: 'actual', header: t.reportActual, align: 'end', value: (o) => (o.actual === undefined ? '' : Number(o.actual)), filter: 'none' },
    { id: 'flags', header: t.workBehind, filter: 'choice', value: (o) => [o.behind && t.workBehind, o.overdue && t.workOverdue, o.late && t.workLate].filter(Boolean).join('、') },
    { id: 'level', header: t.level, filter: 'choice', hidden: true, value: (o) => levelName(t, o.level) },
    { id: 'due', header: t.workDue, value: (o) => o.due, cell: (o) => <Due bare due={o.due} today={today} done={o.state === 'approved' || o.state === 'submitted'} /> },
  ], [t, lang, today]);
  return <Async query={owed}>{(data) => <DataTable label={`${t.cycleItems} ${t.table}`} rows={data.obligations} columns={columns} name={`${plan}-${data.cycle.id}`} />}</Async>;
}

function AgencyTable({ agencies, name }: { agencies: View['agencies']; name: string }) {
  const t = useText();
  const columns = useMemo((): Column<View['agencies'][number]>[] => [
    { id: 'agency', header: t.agency, value: (a) => a.agency, cell: (a) => <span lang={CONTENT}>{a.agency}</span> },
    ...([['owed', t.cycleOwed], ['approved', t.stateApproved], ['submitted', t.stateSubmitted], ['returned', t.stateReturned], ['draft', t.stateDraft], ['none', t.stateNone], ['overdue', t.workOverdue], ['behind', t.workBehind]] as const)
      .map(([id, header]) => ({ id, header, align: 'end' as const, filter: 'none' as const, value: (a: View['agencies'][number]) => a.counts[id] })),
  ], [t]);
  return <DataTable label={`${t.cycleAgencies} ${t.table}`} rows={agencies} columns={columns} name={`${name}-agencies`} />;
}
