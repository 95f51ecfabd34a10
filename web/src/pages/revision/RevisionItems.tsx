// Revisions that wait: of several plans, as a list to work through.
import { revisionAddress, type RevisionEntry } from '../../api/revision';
import { Link } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { useText } from '../../i18n';
import { RevisionMark } from './RevisionsTab';

export function RevisionItems({ items, plans }: { items: RevisionEntry[]; plans: ReadonlyMap<string, string> }) {
  const t = useText();
  return (
    <ul className="owed">{items.map((r) => (
      <li key={`${r.plan} ${r.number}`} className="owed-item">
        <Link to={revisionAddress(r.plan, r.number)} className="owed-title" lang={CONTENT}>{r.title}</Link>
        <span className="meta"><RevisionMark state={r.state} />{r.conflicts > 0 && <span className="mark-overdue">{t.revisionConflictsTitle(r.conflicts)}</span>}<span lang={CONTENT}>{plans.get(r.plan) ?? r.plan}</span><span>{r.proposer}</span><Instant at={r.recorded} /></span>
      </li>
    ))}</ul>
  );
}
