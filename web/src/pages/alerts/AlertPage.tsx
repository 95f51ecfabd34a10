// One alert: why, its series with the line, what happened to it, and what can be done.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useParams } from 'react-router';
import type { AlertPoint, AlertStep, AlertWhole } from '../../api/alerts';
import { apiUrl, send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { LineChart } from '../../charts/LineChart';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { TextField } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { LevelMark, ModeMark, StageMark } from './AlertMarks';

export default function AlertPage() {
  const t = useText();
  const { alert = '' } = useParams();
  usePage(t.alerts);
  const query = useApi<AlertWhole>(`/alerts/${encodeURIComponent(alert)}`);
  return <div className="page alert-page"><Async query={query} page>{(data) => <Whole alert={data} />}</Async></div>;
}

function Whole({ alert }: { alert: AlertWhole }) {
  const { lang, t } = useLanguage();
  const name = alert.element_name?.[lang] ?? alert.element;
  return (
    <article aria-labelledby="alert-title">
      {alert.mode !== 'actual' && <p className="alert-banner" role="note">{t.alertNotReal(t[`mode_${alert.mode}`])}</p>}
      <div className="page-head">
        <div>
          <p className="quiet"><Link to="/alerts">{t.alerts}</Link></p>
          <h1 id="alert-title"><ModeMark alert={alert} /> {alert.headline[lang]}</h1>
          <p className="lede">{alert.because[lang]}</p>
        </div>
      </div>
      <p className="meta"><LevelMark level={alert.level} /><StageMark stage={alert.stage} />{!alert.holds && alert.stage !== 'resolved' && <span>{t.alertOver}</span>}</p>
      <dl className="alert-facts">
        <Fact name={t.alertWhat}><span lang={CONTENT}>{name}{alert.combination.length > 0 && `（${alert.combination.join('、')}）`}</span></Fact>
        <Fact name={t.alertWhere}><span lang={CONTENT}>{alert.unit_name?.[lang] ?? alert.unit}{alert.agency && ` ${alert.agency}`}</span></Fact>
        <Fact name={t.alertRule}>{alert.rule}</Fact>
        <Fact name={t.alertOpened}><Instant at={alert.opened} /></Fact>
        {alert.assignee && <Fact name={t.alertAssignee}>{alert.assignee}</Fact>}
        {alert.silent_until && <Fact name={t.alertSilent}><Instant at={alert.silent_until} /></Fact>}
      </dl>
      {alert.may_handle && <Actions alert={alert} />}
      <section aria-labelledby="alert-series">
        <h2 id="alert-series">{t.alertSeries}</h2>
        {alert.points.length === 0 ? <p className="quiet">{t.alertNoSeries}</p> : (
          <>
            <LineChart points={alert.points} unit={alert.unit_of_measure ?? ''} label={name} line={alert.line === undefined ? undefined : Number(alert.line)} />
            <details><summary>{t.table}</summary><Points points={alert.points} /></details>
          </>
        )}
      </section>
      <section aria-labelledby="alert-steps">
        <h2 id="alert-steps">{t.alertSteps}</h2>
        <ol className="alert-steps">{alert.steps.map((step, i) => <StepLine key={i} step={step} />)}</ol>
        <p><a href={apiUrl(`/alerts/${encodeURIComponent(alert.id)}/cap`)}>{t.alertCap}</a></p>
      </section>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function StepLine({ step }: { step: AlertStep }) {
  const { lang, t } = useLanguage();
  return (
    <li>
      <strong>{step.title[lang]}</strong> {step.to && <span>{step.to}</span>} <span className="quiet"><Instant at={step.at} /> {t.alertBy(step.by ?? t.alertMachine)}</span>
      {step.until && <span> {t.alertSilent} <Instant at={step.until} /></span>}
      {step.because && <p>{step.because[lang]}</p>}
    </li>
  );
}

function Points({ points }: { points: AlertPoint[] }) {
  const t = useText();
  const columns = useMemo((): Column<AlertPoint>[] => [
    { id: 'at', header: t.alertAt, value: (p) => p.at, cell: (p) => <Instant at={p.at} /> },
    { id: 'value', header: t.alertValue, value: (p) => p.value, align: 'end', filter: 'none' },
    { id: 'line', header: t.alertLine, value: (p) => p.line ?? '', align: 'end', filter: 'none' },
  ], [t]);
  return <DataTable label={t.alertSeries} rows={[...points].reverse()} columns={columns} name="alert-series" />;
}

type Asking = 'assign' | 'silence' | 'comment' | 'resolve';

function Actions({ alert }: { alert: AlertWhole }) {
  const t = useText();
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking>();
  const [to, setTo] = useState('');
  const [hours, setHours] = useState('24');
  const post = useWrite((body: Record<string, unknown>) => send('POST', `/alerts/${encodeURIComponent(alert.id)}/steps`, body));
  const closed = alert.stage === 'resolved';
  const names: Record<Asking, string> = { assign: t.alertAssign, silence: t.alertSilence, comment: t.alertComment, resolve: t.alertResolve };
  const act = async (body: Record<string, unknown>) => {
    await send('POST', `/alerts/${encodeURIComponent(alert.id)}/steps`, body);
    await client.invalidateQueries();
    tell(t.saved);
  };
  return (
    <div className="alert-actions">
      {post.error && <Failure error={post.error} />}
      <div className="row">
        {alert.stage === 'open' && <Button look="primary" onPress={() => void post.run({ act: 'acknowledge' })}>{t.alertAcknowledge}</Button>}
        {!closed && <Button onPress={() => setAsking('assign')}>{t.alertAssign}</Button>}
        {!closed && <Button onPress={() => setAsking('silence')}>{t.alertSilence}</Button>}
        <Button onPress={() => setAsking('comment')}>{t.alertComment}</Button>
        {!closed && <Button onPress={() => setAsking('resolve')}>{t.alertResolve}</Button>}
      </div>
      {asking && (
        <ReasonDialog key={asking} title={names[asking].replace('…', '')} action={names[asking]} {...(asking === 'resolve' ? { hint: t.alertResolveHint } : {})} onClose={() => setAsking(undefined)}
          onDone={(reason) => act({ act: asking, reason, ...(asking === 'assign' ? { to: to.trim() } : {}), ...(asking === 'silence' ? { hours: Number(hours) } : {}) })}>
          {asking === 'assign' && <TextField label={t.alertAssignTo} value={to} onChange={setTo} isRequired />}
          {asking === 'silence' && <TextField label={t.alertHours} value={hours} onChange={setHours} inputMode="numeric" isRequired />}
        </ReasonDialog>
      )}
    </div>
  );
}
