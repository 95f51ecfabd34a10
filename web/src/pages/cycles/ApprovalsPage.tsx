// What waits for me in one cycle, approved together: the unremarkable are ticked, the others are for looking at.
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Cycle, Obligation, Said, Work } from '../../api/tracking';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { TextField } from '../../components/Fields';
import { Link, planAddress } from '../../components/Link';
import { CONTENT, Label } from '../../components/Marks';
import { Async, Empty, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText, type Text } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { reportAddress } from '../work/Obligations';
import { cycleAddress } from './CyclesTab';

const plain = (o: Obligation) => !o.behind && !o.late && !o.overdue;
const remarks = (t: Text, o: Obligation) => [o.behind && t.workBehind, (o.late || o.overdue) && t.workLate].filter(Boolean).join('、') || t.approvalsPlain;
const gapOf = (o: Obligation) => (o.planned === undefined || o.actual === undefined ? undefined : Math.round((Number(o.actual) - Number(o.planned)) * 100) / 100);

export default function ApprovalsPage() {
  const { plan = '', cycle = '' } = useParams();
  const { lang, t } = useLanguage();
  const base = cycleAddress(plan, cycle);
  const view = useApi<{ cycle: Cycle }>(base, {}, { now: true });
  const head = useApi<PlanHead>(`/plans/${encodeURIComponent(plan)}`);
  const work = useApi<Work>('/work', {}, { now: true });
  usePage(`${t.approvals} · ${view.data?.cycle.title[lang] ?? ''}`);
  return (
    <div className="page page-wide">
      <nav className="crumbs" aria-label={t.upTo}><span><Link to={planAddress(plan, 'cycles')} lang={CONTENT}>{head.data?.title ?? plan}</Link> › <Link to={base}>{view.data?.cycle.title[lang] ?? cycle}</Link></span></nav>
      <h1>{t.approvals}</h1>
      <p className="lede">{t.approvalsLede}</p>
      <Async query={work}>{(data) => <Waiting base={base} waiting={data.waiting.filter((o) => o.plan === plan && o.cycle === cycle)} name={`${plan}-${cycle}`} />}</Async>
    </div>
  );
}

function Waiting({ base, waiting, name }: { base: string; waiting: Obligation[]; name: string }) {
  const { lang, t } = useLanguage();
  // What somebody unticked or ticked; the rest stands as it is found.
  const [changed, setChanged] = useState<Map<string, boolean>>(new Map());
  const [note, setNote] = useState('');
  const [passed, setPassed] = useState<(Said & { node: string })[]>([]);
  const ticked = (o: Obligation) => changed.get(o.node) ?? plain(o);
  const chosen = waiting.filter(ticked);
  const set = (to: (o: Obligation) => boolean) => setChanged(new Map(waiting.map((o) => [o.node, to(o)])));
  const { run, error } = useWrite(async () => {
    const done = await send<{ approved: string[]; passed_over: (Said & { node: string })[] }>('POST', `${base}/approvals`, { nodes: chosen.map((o) => o.node), ...(note.trim() ? { note: note.trim() } : {}) });
    setPassed(done.passed_over);
    setNote('');
    tell(t.cycleBulkDone(done.approved.length, done.passed_over.length));
  });
  const titles = useMemo(() => new Map(waiting.map((o) => [o.node, o.title])), [waiting]);
  const columns: Column<Obligation>[] = [
    { id: 'tick', header: t.reportApprove, width: 'narrow', filter: 'none', value: (o) => (ticked(o) ? t.yes : ''), cell: (o) => <input type="checkbox" className="tick" checked={ticked(o)} aria-label={t.approvalsChoose(`${o.label ?? ''} ${o.title}`.trim())} onChange={(e) => setChanged(new Map(changed).set(o.node, e.target.checked))} /> },
    { id: 'title', header: t.item, width: 'wide', value: (o) => `${o.label ?? ''} ${o.title}`.trim(), cell: (o) => <Link to={reportAddress(o)} lang={CONTENT}><Label text={o.label} />{o.title}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (o) => o.agency, cell: (o) => <span lang={CONTENT}>{o.agency}</span> },
    { id: 'remark', header: t.approvalsRemark, filter: 'choice', value: (o) => remarks(t, o), cell: (o) => <span className={plain(o) ? 'quiet' : 'mark-behind'}>{remarks(t, o)}</span> },
    { id: 'planned', header: t.reportPlanned, align: 'end', filter: 'none', value: (o) => (o.planned === undefined ? '' : Number(o.planned)) },
    { id: 'actual', header: t.reportActual, align: 'end', filter: 'none', value: (o) => (o.actual === undefined ? '' : Number(o.actual)) },
    { id: 'gap', header: t.gap, align: 'end', filter: 'none', value: (o) => gapOf(o) ?? '' },
    { id: 'who', header: t.inReview, hidden: true, value: (o) => [o.who?.name?.[lang], o.who?.agency].filter(Boolean).join(' ') },
  ];
  return (
    <>
      {error && <Failure error={error} />}
      {passed.length > 0 && <Passed passed={passed} titles={titles} />}
      {waiting.length ? (
        <>
          <div className="row approvals-tools">
            <Button onPress={() => set(plain)}>{t.approvalsOnlyPlain}</Button><Button onPress={() => set(() => true)}>{t.approvalsAll}</Button><Button onPress={() => set(() => false)}>{t.approvalsNoneTicked}</Button>
          </div>
          <DataTable label={t.approvals} rows={waiting} columns={columns} name={`approvals-${name}`} />
          <form className="review-bar approvals-bar" onSubmit={(e) => { e.preventDefault(); if (chosen.length) void run(); }}>
            <TextField label={t.approvalsNote} value={note} onChange={setNote} maxLength={2000} />
            <Button type="submit" look="primary" icon="check" isDisabled={!chosen.length}>{t.approvalsDo(chosen.length)}</Button>
          </form>
        </>
      ) : <Empty title={t.approvalsNone} actions={<Link to={base} className="button">{t.cycle}</Link>} />}
    </>
  );
}

function Passed({ passed, titles }: { passed: (Said & { node: string })[]; titles: Map<string, string> }) {
  const { lang } = useLanguage();
  const t = useText();
  return (
    <section className="notice" aria-labelledby="passed">
      <h2 id="passed">{t.approvalsPassed(passed.length)}</h2>
      <ul className="plain-list">{passed.map((p) => <li key={p.node}><span lang={CONTENT}>{titles.get(p.node) ?? p.node}</span>　{p[lang]}</li>)}</ul>
    </section>
  );
}
