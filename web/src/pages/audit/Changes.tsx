import type { AuditChange, AuditEvent } from '../../api/audit';
import { CONTENT, Instant } from '../../components/Marks';
import { useLanguage, type useText } from '../../i18n';
import { formatPeriod, type Lang } from '../../lib/period';

const MOST = 12;

export function say(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// A day in words of the page; anything else as the ledger has it.
const shown = (value: unknown, lang: Lang): string => {
  const text = say(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatPeriod(text, lang) : text;
};

// Reports have fields with titles of their own; those of other events are named here, or stand as the ledger has them.
const fieldName = (t: ReturnType<typeof useText>, change: AuditChange, type: string, lang: Lang): string => {
  const known = (t as unknown as Record<string, string>)[`auditField_${change.field}`];
  return (type.startsWith('report.') ? change.title?.[lang] ?? known : known ?? change.title?.[lang]) ?? change.field;
};

// Each field of an event: what it was, and what it became; what was not set before has nothing struck out.
export function Changes({ changes, type = 'report.' }: { changes: AuditChange[]; type?: string }) {
  const { lang, t } = useLanguage();
  if (!changes.length) return null;
  return (
    <>
    <dl className="audit-changes">
      {changes.slice(0, MOST).map((c, i) => (
        <div key={i}>
          <dt title={c.field}>{fieldName(t, c, type, lang)}</dt>
          <dd lang={CONTENT}>
            {c.before !== undefined && c.before !== '' && <><del>{shown(c.before, lang)}</del><span aria-hidden="true"> → </span></>}
            <ins>{c.after === '' || c.after === null ? t.auditUnset : shown(c.after, lang)}</ins>
          </dd>
        </div>
      ))}
    </dl>
    {changes.length > MOST && <p className="quiet">{t.auditMore(changes.length - MOST)}</p>}
    </>
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
              <td><Changes changes={e.changes} type={e.type} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
