import { useMemo } from 'react';
import { useApi } from '../../api/hooks';
import type { AgencyRow } from '../../api/types';
import { usePage } from '../../app/usePage';
import { DataTable, type Column } from '../../components/DataTable';
import { agencyAddress, Link } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Skeleton } from '../../components/States';
import { useText } from '../../i18n';

export default function AgenciesPage() {
  const t = useText();
  usePage(t.agencies);
  const agencies = useApi<{ agencies: AgencyRow[] }>('/agencies');
  const columns = useMemo((): Column<AgencyRow>[] => [
    { id: 'name', header: t.agency, width: 'wide', value: (a) => a.name, cell: (a) => <Link to={agencyAddress(a.name)} lang={CONTENT}>{a.name}</Link> },
    { id: 'lead', header: t.leadItems, align: 'end', filter: 'none', value: (a) => a.lead },
    { id: 'co', header: t.coItems, align: 'end', filter: 'none', value: (a) => a.co },
    { id: 'indicators', header: t.indicators, align: 'end', filter: 'none', value: (a) => a.indicators },
    { id: 'plans', header: t.plans, align: 'end', filter: 'none', value: (a) => a.plans },
  ], [t]);
  return (
    <div className="page">
      <h1>{t.agencies}</h1>
      <p className="lede">{t.agenciesLede}</p>
      <Async query={agencies} skeleton={<Skeleton rows={10} wide />}>{(data) => <DataTable label={t.agencies} rows={data.agencies} columns={columns} name={t.agencies} empty={t.noAgencies} />}</Async>
    </div>
  );
}
