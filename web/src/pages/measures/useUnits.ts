// Reporting units by their id, for names and for choosing.
import { useMemo } from 'react';
import { useApi } from '../../api/hooks';
import type { ReportingUnit, Units } from '../../api/measures';

export function useUnits() {
  const query = useApi<Units>('/units', { all: 'true', limit: 10_000 });
  return useMemo(() => {
    const list: ReportingUnit[] = query.data?.units.map((u) => u.unit) ?? [];
    return { list, byId: new Map(list.map((u) => [u.id, u])), loaded: query.isSuccess };
  }, [query.data, query.isSuccess]);
}
