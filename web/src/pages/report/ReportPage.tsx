// One item's report in one cycle: filled, reviewed, and how it came to be.
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { segments } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Report } from '../../api/tracking';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Link, nodeAddress, planAddress } from '../../components/Link';
import { CONTENT, Label } from '../../components/Marks';
import { Async, Empty, Failure } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { cycleAddress } from '../cycles/CyclesTab';
import { ActsPanel } from '../revision/ActsPanel';
import { Due, levelName, StateMark } from '../work/Obligations';
import { Comments, TheWay } from './Comments';
import { ConflictBar } from './ConflictBar';
import { FieldHistory } from './FieldHistory';
import { Evidence } from './Evidence';
import { IndicatorFields } from './IndicatorFields';
import { MoneyFields } from './MoneyFields';
import { Redefined } from './Redefined';
import { ReviewBar } from './ReviewBar';
import { RemarksProvider } from './FieldRemarks';
import { TextFields } from './TextFields';
import { WhoHasIt } from './WhoHasIt';
import { useDraft, type Saving } from './useReport';
import { today as storeDay } from '../../lib/store';

const AGAIN = 30_000; // ms: a colleague may be at the same report

export default function ReportPage() {
  const { plan = '', cycle = '', '*': node = '' } = useParams();
  const path = `/reports/${encodeURIComponent(plan)}/${encodeURIComponent(cycle)}/${segments(node)}`;
  const report = useApi<Report>(path, {}, { now: true, every: AGAIN });
  usePage(report.data && `${report.data.node.title} · ${report.data.cycle.period}`);
  return <div className="page report-page"><Async page query={report}>{(data) => <Loaded key={path} path={path} report={data} />}</Async></div>;
}

function Loaded({ path, report }: { path: string; report: Report }) {
  const { lang, t } = useLanguage();
  const draft = useDraft(path, report);
  const plan = useApi<PlanHead>(`/plans/${encodeURIComponent(report.plan)}`);
  const { obligation: owed, may } = report;
  const today = storeDay();
  const contributions = [...new Set([...may.contribute, ...Object.keys(report.fields).filter((f) => f.startsWith('contribution/')).map((f) => f.slice('contribution/'.length))])];
  const nameOf = (field: string) => { const row = report.indicators.find((i) => `observation/${i.indicator.id}` === field); return row ? row.indicator.title : ''; };
  return (
    <RemarksProvider path={path} report={report}>
      <nav className="crumbs" aria-label={t.upTo}><span>{plan.data?.title && <><Link to={planAddress(report.plan)} lang={CONTENT}>{plan.data.title}</Link> › </>}<Link to={cycleAddress(report.plan, report.cycle.id)}>{report.cycle.title[lang]}</Link></span></nav>
      <header className="report-head">
        <h1 lang={CONTENT}><Label text={report.node.label} /> {report.node.title}</h1>
        <p className="meta">
          <StateMark state={owed.state} />
          {owed.behind && <span className="mark-behind">{t.workBehind}</span>}
          {owed.level !== 'none' && <span>{levelName(t, owed.level)}</span>}
          <span lang={CONTENT}>{owed.agency}</span>
          <Due due={owed.due} today={today} done={owed.state === 'submitted' || owed.state === 'approved'} />
          <Link to={nodeAddress(report.plan, report.node.id)}>{t.reportSource2}</Link>
          {report.state !== 'none' && report.edition !== undefined && <span>{t.definitionFiled(report.edition)}</span>}
        </p>
        <WhoHasIt report={report} issuer={plan.data?.issuer} />
        <SaveState state={draft.state} />
      </header>
      {!may.file && !may.contribute.length && !may.review && <Empty title={report.state === 'approved' || report.cycle.phase === 'locked' || report.cycle.phase === 'planned' ? t.reportLocked : t.reportNotYours(owed.agency)} />}
      {draft.error && <Failure error={draft.error} retry={() => void draft.flush()} />}
      {draft.conflicts.length > 0 && <ConflictBar draft={draft} nameOf={nameOf} />}
      <TextFields draft={draft} report={report} disabled={!may.file} />
      <Redefined items={report.redefined} />
      {report.indicators.length > 0 && <IndicatorFields draft={draft} report={report} disabled={!may.file} />}
      <MoneyFields draft={draft} report={report} disabled={!may.file} />
      {contributions.length > 0 && <Contributions draft={draft} agencies={contributions} may={may.contribute} />}
      <Evidence path={path} report={report} disabled={!may.file} draft={draft} />
      <ReviewBar path={path} report={report} draft={draft} />
      <Comments path={path} report={report} />
      <TheWay report={report} />
      <FieldHistory path={path} />
      {report.state !== 'none' && <ActsPanel plan={report.plan} only={{ cycle: report.cycle.id, node: report.node.id }} />}
    </RemarksProvider>
  );
}

function SaveState({ state }: { state: Saving }) {
  const t = useText();
  const [words, setWords] = useState('');
  // Silent until something was typed; then the screen reader hears the end, not every pause.
  useEffect(() => { setWords((before) => (state === 'saved' ? (before ? t.reportSaved : '') : state === 'saving' ? t.reportSaving : t.reportUnsaved)); }, [state, t]);
  return <p className={`save-state save-${state}`} role="status">{words}</p>;
}

function Contributions({ draft, agencies, may }: { draft: ReturnType<typeof useDraft>; agencies: string[]; may: string[] }) {
  const t = useText();
  return (
    <section aria-label={t.workContribute}>
      {agencies.map((agency) => <TextFields.Area key={agency} draft={draft} field={`contribution/${agency}`} label={t.reportContribution(agency)} disabled={!may.includes(agency)} />)}
    </section>
  );
}
