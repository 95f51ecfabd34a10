import { useMemo, useState } from 'react';
import type { ReviewedAccount } from '../../api/audit';
import { useApi } from '../../api/hooks';
import { DataTable, type Column } from '../../components/DataTable';
import { Select } from '../../components/Fields';
import { CONTENT, Instant } from '../../components/Marks';
import { Async } from '../../components/States';
import { useLanguage } from '../../i18n';
import { roleName } from './roles';

const DAYS = ['30', '60', '90', '180', '365'];

// Accounts that somebody should look at, now and then.
export function Review() {
  const { lang, t } = useLanguage();
  const [days, setDays] = useState('90');
  const review = useApi<{ accounts: ReviewedAccount[] }>('/accounts/review', { days }, { now: true, keep: true });
  const columns = useMemo((): Column<ReviewedAccount>[] => [
    { id: 'name', header: t.accountName, value: (a) => a.name },
    { id: 'display', header: t.displayName, value: (a) => a.display, cell: (a) => <span lang={CONTENT}>{a.display}</span> },
    { id: 'flags', header: t.reviewFlags, filter: 'choice', value: (a) => [a.idle && t.reviewIdle, a.without_agency && t.reviewNoAgency, a.disabled && t.disabled].filter(Boolean).join('、') },
    { id: 'seen', header: t.lastSignIn, value: (a) => a.last_sign_in ?? '', cell: (a) => (a.last_sign_in ? <Instant at={a.last_sign_in} /> : t.never) },
    { id: 'roles', header: t.roles, value: (a) => a.roles.map((r) => [roleName(r.role, t), r.agency].filter(Boolean).join(' · ')).join('、') },
    { id: 'changed', header: t.reviewRoles, value: (a) => (a.role_changed ? `${a.role_changed.recorded} ${a.role_changed.actor} ${a.role_changed.summary[lang]}` : ''), cell: (a) => a.role_changed && <><Instant at={a.role_changed.recorded} /> {a.role_changed.actor}<br /><span className="quiet">{a.role_changed.summary[lang]}：{a.role_changed.changes.map((c) => c.field.replace(/^role /, '')).join('、')}</span></> },
    { id: 'created', header: t.reviewCreated, hidden: true, value: (a) => `${a.created} ${a.created_by}`, cell: (a) => <><Instant at={a.created} /> {a.created_by}</> },
  ], [lang, t]);
  return (
    <>
      <p className="lede">{t.reviewLede}</p>
      <Select label={t.reviewDays} value={days} onChange={setDays} choices={DAYS.map((d) => ({ id: d, label: d }))} />
      <Async query={review}>{(data) => <DataTable label={t.review} rows={data.accounts} columns={columns} name={t.review} />}</Async>
    </>
  );
}
