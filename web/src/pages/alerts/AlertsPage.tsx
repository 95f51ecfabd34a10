// All alerts, newest first, by stage, level and status.
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { LEVELS, type Alert, type Alerts } from '../../api/alerts';
import { ApiError } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { Select } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { LevelMark, ModeMark, StageMark } from './AlertMarks';
import { Rules } from './Rules';

const PAGE = 50;
const STAGES = ['unresolved', 'open', 'acknowledged', 'resolved'] as const;
const MODES = ['actual', 'exercise', 'test', 'system'] as const;

export default function AlertsPage() {
  const t = useText();
  usePage(t.alerts);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page alerts-page">
      <div className="page-head"><div><h1>{t.alerts}</h1><p className="lede">{t.alertsLede}</p></div></div>
      {session.data?.account ? <><List /><Rules /></> : <Failure error={new ApiError(401, { detail: t.alertsSignIn })} />}
    </div>
  );
}

function List() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const [limit, setLimit] = useState(PAGE);
  const chosen = (name: string, otherwise: string) => params.get(name) ?? otherwise;
  const stage = chosen('stage', 'unresolved');
  const level = chosen('level', 'all');
  const mode = chosen('mode', 'all');
  const choose = (name: string) => (value: string) => {
    setLimit(PAGE);
    setParams((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    }, { replace: true });
  };
  const asked = (value: string) => (value === 'all' ? undefined : value);
  const alerts = useApi<Alerts>('/alerts', { stage: asked(stage), level: asked(level), mode: asked(mode), limit }, { keep: true, every: 10_000 });
  const all = { id: 'all', label: t.alertAll };
  return (
    <>
      <div className="filters row" role="group" aria-label={t.alertStage}>
        <Select label={t.alertStage} value={stage} onChange={choose('stage')} choices={[all, ...STAGES.map((s) => ({ id: s, label: t[`stage_${s}`] }))]} />
        <Select label={t.alertLevel} value={level} onChange={choose('level')} choices={[all, ...LEVELS.map((l) => ({ id: l, label: t[`level_${l}`] }))]} />
        <Select label={t.alertMode} value={mode} onChange={choose('mode')} choices={[all, ...MODES.map((m) => ({ id: m, label: t[`mode_${m}`] }))]} />
      </div>
      <Async query={alerts}>
        {(data) => (
          <>
            <p className="quiet" role="status">{(['open', 'acknowledged', 'resolved'] as const).map((s) => `${t[`stage_${s}`]} ${data.counts[s]}`).join('　')}</p>
            {data.alerts.length === 0 && <Empty title={t.alertsNone}><p>{t.alertsNoneText}</p></Empty>}
            <ul className="owed alert-list">{data.alerts.map((a) => <Item key={a.id} alert={a} />)}</ul>
            {data.more && <Button onPress={() => setLimit(Math.min(500, limit + PAGE))}>{t.alertsMore}</Button>}
          </>
        )}
      </Async>
    </>
  );
}

function Item({ alert }: { alert: Alert }) {
  const { lang, t } = useLanguage();
  return (
    <li className={`owed-item alert-item alert-${alert.mode}`}>
      <Link to={`/alerts/${alert.id}`} className="owed-title"><ModeMark alert={alert} /> {alert.headline[lang]}</Link>
      <span className="alert-because">{alert.because[lang]}</span>
      <span className="meta">
        <LevelMark level={alert.level} />
        <StageMark stage={alert.stage} />
        {!alert.holds && alert.stage !== 'resolved' && <span>{t.alertOver}</span>}
        {alert.combination.length > 0 && <span lang={CONTENT}>{alert.combination.join('、')}</span>}
        {alert.assignee && <span>{t.alertAssignee} {alert.assignee}</span>}
        {alert.silent_until && <span>{t.alertSilent} <Instant at={alert.silent_until} /></span>}
      </span>
      <span className="owed-due">{t.alertOpened} <Instant at={alert.opened} /></span>
    </li>
  );
}
