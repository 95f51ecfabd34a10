// What the plan's office looks at first: late, behind, not started, unowned, without target; and each agency's load.
import { useMemo } from 'react';
import { useApi } from '../../api/hooks';
import type { Board, BoardNode, Obligation } from '../../api/tracking';
import { DataTable, type Column } from '../../components/DataTable';
import { agencyAddress, Link, nodeAddress } from '../../components/Link';
import { CONTENT, Kind, Label } from '../../components/Marks';
import { Problems, type Problem } from '../../components/Problems';
import { Async, Empty } from '../../components/States';
import { useText } from '../../i18n';
import { today as storeDay } from '../../lib/store';
import { ActionList } from '../meetings/ActionList';
import { LoadBars } from '../work/LoadBars';
import { Due, reportAddress, StateMark, stateName } from '../work/Obligations';

export function BoardSection({ plan, cycle }: { plan: string; cycle: string }) {
  const t = useText();
  const board = useApi<Board>(`/plans/${encodeURIComponent(plan)}/board`, { cycle }, { now: true });
  return (
    <section aria-labelledby="board">
      <h2 id="board">{t.cycleBoard}</h2>
      <Async query={board}>{(data) => <><Lists board={data} plan={plan} />{data.load.length > 0 && <><h3 className="load-head">{t.workLoad}</h3><LoadBars load={data.load} /></>}</>}</Async>
    </section>
  );
}

function Lists({ board, plan }: { board: Board; plan: string }) {
  const t = useText();
  const problems = useMemo(() => {
    const of = (id: string, title: string, owed: Obligation[] | undefined, nodes?: BoardNode[]): Problem => {
      const count = (owed ?? nodes ?? []).length;
      return { id, title, count, body: () => (!count ? <Empty title={t.overviewClear(title)} /> : owed ? <Owed label={title} rows={owed} /> : <Nodes label={title} rows={nodes ?? []} plan={plan} />) };
    };
    const { decisions: late } = board;
    const decisions: Problem = { id: 'decisions', title: t.boardDecisions, count: late.length, body: () => (late.length ? <ActionList items={late} today={storeDay()} /> : <Empty title={t.overviewClear(t.boardDecisions)} />) };
    // What is not filed yet, and what was filed after its day: one is to be chased, the other to be known.
    return [of('late', t.boardLate, board.late.filter((o) => o.overdue)), of('filed-late', t.workLate, board.late.filter((o) => !o.overdue)), of('behind', t.boardBehind, board.behind), of('not-started', t.boardNotStarted, board.not_started), decisions, of('unowned', t.boardUnowned, undefined, board.unowned), of('without', t.boardWithout, undefined, board.without_target)];
  }, [board, plan, t]);
  return <Problems label={t.cycleBoard} problems={problems} />;
}

function Owed({ label, rows }: { label: string; rows: Obligation[] }) {
  const t = useText();
  const today = storeDay();
  const columns = useMemo((): Column<Obligation>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (o) => `${o.label ?? ''} ${o.title}`.trim(), cell: (o) => <Link to={reportAddress(o)} lang={CONTENT}><Label text={o.label} />{o.title}</Link> },
    { id: 'agency', header: t.agency, filter: 'choice', value: (o) => o.agency, cell: (o) => <Link to={agencyAddress(o.agency)} lang={CONTENT}>{o.agency}</Link> },
    { id: 'state', header: t.status, filter: 'choice', value: (o) => stateName(t, o.state), cell: (o) => <StateMark state={o.state} /> },
    { id: 'planned', header: t.reportPlanned, align: 'end', filter: 'none', value: (o) => (o.planned === undefined ? '' : Number(o.planned)) },
    { id: 'actual', header: t.reportActual, align: 'end', filter: 'none', value: (o) => (o.actual === undefined ? '' : Number(o.actual)) },
    { id: 'due', header: t.workDue, value: (o) => o.due, cell: (o) => <Due bare due={o.due} today={today} done={o.state === 'approved' || o.state === 'submitted'} /> },
  ], [t, today]);
  return <DataTable label={`${label} ${t.table}`} rows={rows} columns={columns} name={label} />;
}

function Nodes({ label, rows, plan }: { label: string; rows: BoardNode[]; plan: string }) {
  const t = useText();
  const columns = useMemo((): Column<BoardNode>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (n) => `${n.label ?? ''} ${n.title}`.trim(), cell: (n) => <Link to={nodeAddress(plan, n.id)} lang={CONTENT}><Label text={n.label} />{n.title}</Link> },
    { id: 'kind', header: t.kind, filter: 'choice', value: (n) => n.kind ?? '', cell: (n) => <Kind>{n.kind}</Kind> },
  ], [t, plan]);
  return <DataTable label={`${label} ${t.table}`} rows={rows} columns={columns} name={label} />;
}
