// The load of agencies, as bars and as a table.
import { useMemo } from 'react';
import type { Load } from '../../api/tracking';
import { DataTable, type Column } from '../../components/DataTable';
import { AgencyName } from '../../components/Marks';
import { useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';

const MOST = 20;

// What each agency has on its table: late first, then what waits for review, then the rest of what it owes.
export function LoadBars({ load }: { load: Load[] }) {
  const t = useText();
  const longest = Math.max(1, ...load.map((l) => l.owed + l.waiting));
  const parts = (l: Load): [string, number, string][] => [['overdue', l.overdue, t.workOverdue], ['owed', Math.max(0, l.owed - l.overdue), t.cycleOwed], ['waiting', l.waiting, t.workWaiting]];
  return (
    <>
      <ul className="heat-legend">{parts({ agency: '', owed: 1, overdue: 1, waiting: 1 }).map(([id, , name]) => <li key={id}><span className={`heat-key load-${id}`} aria-hidden="true" />{name}</li>)}</ul>
      <ul className="light-bars" aria-label={t.workLoad}>{load.toSorted((a, b) => b.overdue - a.overdue || b.owed + b.waiting - a.owed - a.waiting).slice(0, MOST).map((l) => (
        <li key={l.agency} className="light-bar">
          <span className="light-bar-name"><AgencyName name={l.agency} /></span>
          <span className="lights-bar" role="img" aria-label={parts(l).map(([, n, name]) => `${name} ${n}`).join('、')}>{parts(l).map(([id, n, name]) => n > 0 && <span key={id} className={`lights-part load-${id}`} style={{ width: `${(n / longest) * 100}%` }} title={`${name} ${n}`}><span className="lights-chip">{n}</span></span>)}</span>
          <span className="light-bar-note">{showDecimal(l.owed + l.waiting)}{l.overdue > 0 && <span className="mark-overdue"> {t.workOverdue} {showDecimal(l.overdue)}</span>}</span>
        </li>
      ))}</ul>
      <details className="load-table"><summary>{t.table}</summary><LoadTable load={load} /></details>
    </>
  );
}

function LoadTable({ load }: { load: Load[] }) {
  const t = useText();
  const columns = useMemo((): Column<Load>[] => [
    { id: 'agency', header: t.agency, value: (l) => l.agency, cell: (l) => <AgencyName name={l.agency} /> },
    { id: 'owed', header: t.cycleOwed, value: (l) => l.owed, align: 'end', filter: 'none' },
    { id: 'overdue', header: t.workOverdue, value: (l) => l.overdue, align: 'end', filter: 'none' },
    { id: 'waiting', header: t.workWaiting, value: (l) => l.waiting, align: 'end', filter: 'none' },
  ], [t]);
  return <DataTable label={`${t.workLoad} ${t.table}`} rows={load} columns={columns} name="load" />;
}
