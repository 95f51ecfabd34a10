// What the plan's office looks at first: late, behind, unowned, without target, not started.
import type { ReactNode } from 'react';
import { useApi } from '../../api/hooks';
import type { Board, BoardNode } from '../../api/tracking';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Label } from '../../components/Marks';
import { Async } from '../../components/States';
import { useText } from '../../i18n';
import { Obligations } from '../work/Obligations';
import { today as storeDay } from '../../lib/store';

const FIRST = 12;

export function BoardSection({ plan, cycle }: { plan: string; cycle: string }) {
  const t = useText();
  const board = useApi<Board>(`/plans/${encodeURIComponent(plan)}/board`, { cycle }, { now: true });
  const today = storeDay();
  return (
    <section aria-labelledby="board">
      <h2 id="board">{t.cycleBoard}</h2>
      <Async query={board}>
        {(data) => (
          <div className="board">
            <Card title={t.boardLate} count={data.late.length}><Obligations items={data.late} today={today} /></Card>
            <Card title={t.boardBehind} count={data.behind.length}><Obligations items={data.behind} today={today} /></Card>
            <Card title={t.boardNotStarted} count={data.not_started.length}><Obligations items={data.not_started} today={today} /></Card>
            <Card title={t.boardUnowned} count={data.unowned.length}><Nodes plan={plan} nodes={data.unowned} /></Card>
            <Card title={t.boardWithout} count={data.without_target.length}><Nodes plan={plan} nodes={data.without_target} /></Card>
          </div>
        )}
      </Async>
    </section>
  );
}

function Card({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const t = useText();
  return (
    <details className="board-card">
      <summary><h3>{title}</h3><span className={count ? 'board-count' : 'quiet'}>{count || t.boardClear}</span></summary>
      {count > 0 && children}
    </details>
  );
}

function Nodes({ plan, nodes }: { plan: string; nodes: BoardNode[] }) {
  const t = useText();
  return (
    <>
      <ul className="desk-list">{nodes.slice(0, FIRST).map((n) => <li key={n.id}><Link to={nodeAddress(plan, n.id)} lang={CONTENT}><Label text={n.label} /> {n.title}</Link></li>)}</ul>
      {nodes.length > FIRST && <p className="quiet">{t.workShown(FIRST, nodes.length)}</p>}
    </>
  );
}
