import { useMemo } from 'react';
import { Spark } from '../../charts/Spark';
import type { Indicator } from '../../api/types';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { Agencies, CONTENT, Label, TargetValue } from '../../components/Marks';
import { Async, Skeleton } from '../../components/States';
import { useLanguage } from '../../i18n';
import { toNumber } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';
import { periodsOf } from '../../lib/targets';
import { useItems, usePlan } from './usePlan';

export default function IndicatorsTab() {
  const plan = usePlan();
  const items = useItems<Indicator>(plan, 'indicators');
  return <Async query={items} skeleton={<Skeleton rows={12} wide />}>{(data) => <Matrix items={data.items} />}</Async>;
}

const MOST_PERIODS = 14;

function Matrix({ items }: { items: Indicator[] }) {
  const { lang, t } = useLanguage();
  const plan = usePlan();
  const periods = useMemo(() => periodsOf(items), [items]);
  const columns = useMemo((): Column<Indicator>[] => [
    { id: 'title', header: t.indicator, width: 'wide', value: (i) => i.title, cell: (i) => <Link to={`${nodeAddress(plan.id, i.node)}#${encodeURIComponent(i.id)}`} lang={CONTENT}><Label text={i.label} />{i.title}</Link> },
    { id: 'role', header: t.role, filter: 'choice', width: 'narrow', hidden: true, value: (i) => (i.role === 'goal' ? t.goal : t.kpi) },
    { id: 'node', header: t.item, width: 'mid', value: (i) => `${i.node_label ?? ''} ${i.node_title ?? ''}`.trim(), cell: (i) => <Link to={nodeAddress(plan.id, i.node)} lang={CONTENT}><Label text={i.node_label} />{i.node_title}</Link> },
    { id: 'lead', header: t.lead, filter: 'choice', hidden: !items.some((i) => i.lead?.length), value: (i) => (i.lead ?? []).join('、'), cell: (i) => <Agencies names={i.lead} /> },
    { id: 'unit', header: t.unit, filter: 'choice', width: 'narrow', value: (i) => i.unit ?? '', cell: (i) => <span lang={CONTENT}>{i.unit}</span> },
    ...periods.map((period, n): Column<Indicator> => ({
      id: `p-${period}`, header: formatPeriod(period, lang), headerTitle: period, hidden: n >= MOST_PERIODS,
      value: (i) => { const own = i.targets?.filter((x) => x.period === period) ?? []; return own.length === 1 ? toNumber(own[0]!.value) ?? own[0]!.text : own.map((x) => x.text).join('；'); },
      cell: (i) => i.targets?.filter((x) => x.period === period).map((x, k) => <TargetValue key={k} target={x} unit={x.unit !== i.unit} />),
    })),
    { id: 'trend', header: t.trend, filter: 'none', value: () => '', cell: (i) => <Spark indicator={i} /> },
  ], [items, periods, plan.id, lang, t]);
  return (
    <>
      <DataTable label={t.indicatorsOf(plan.title)} rows={items} columns={columns} name={`${plan.title}-${t.indicators}`} empty={t.noIndicators} />
      {items.length > 0 && <p className="hint">{t.matrixHint}</p>}
    </>
  );
}
