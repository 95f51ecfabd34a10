import type { AuditChange, AuditEvent } from '../../api/audit';
import { CONTENT, Instant } from '../../components/Marks';
import { useLanguage } from '../../i18n';

const MOST = 12;

export function say(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// Each field of an event: what it was, and what it became.
export function Changes({ changes }: { changes: AuditChange[] }) {
  const { lang, t } = useLanguage();
  if (!changes.length) return null;
  return (
    <dl className="audit-changes">
      {changes.slice(0, MOST).map((c, i) => (
        <div key={i}>
          <dt>{c.title?.[lang] ?? c.field}</dt>
          <dd lang={CONTENT}>
            <del>{c.before === undefined || c.before === '' ? t.auditUnset : say(c.before)}</del>
            <span aria-hidden="true"> → </span>
            <ins>{c.after === '' || c.after === null ? t.auditUnset : say(c.after)}</ins>
          </dd>
        </div>
      ))}
      {changes.length > MOST && <p className="quiet">{t.auditMore(changes.length - MOST)}</p>}
    </dl>
  );
}

export function Events({ events, label }: { events: AuditEvent[]; label: string }) {
  const { lang, t } = useLanguage();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={t.tableNamed(label)}>
      <table className="table audit-table">
        <thead><tr><th scope="col">#</th><th scope="col">{t.auditWhen}</th><th scope="col">{t.auditWho}</th><th scope="col">{t.auditWhat}</th><th scope="col">{t.auditChanges}</th></tr></thead>
        <tbody>
          {events.map((e) => (
            <tr key={e.seq}>
              <th scope="row" title={e.hash}>{e.seq}</th>
              <td><Instant at={e.recorded} /></td>
              <td>{e.actor}</td>
              <td><span lang={CONTENT}>{e.summary[lang]}</span><br /><span className="quiet mono">{e.type} · {e.subject}</span></td>
              <td><Changes changes={e.changes} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
