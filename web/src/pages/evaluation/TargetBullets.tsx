// What an item's indicators reached by each target that has come, against the target, with the bands of the plan's rules;
// the same as a table to copy and export.
import { useApi } from '../../api/hooks';
import type { NodeEvaluation } from '../../api/evaluation';
import type { EvaluationSettings } from '../../api/settings';
import { Bullets, type Bullet } from '../../charts/Bullets';
import { DataTable, type Column } from '../../components/DataTable';
import { LightMark, lightName } from '../../components/LightMark';
import { useLanguage } from '../../i18n';
import { showDecimal, toNumber } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';

export function TargetBullets({ data, plan }: { data: NodeEvaluation; plan: string }) {
  const { lang, t } = useLanguage();
  const measured = data.indicators.some((i) => i.targets?.some((x) => x.reasons?.some((r) => r.goal !== undefined && r.value !== undefined)));
  const settings = useApi<EvaluationSettings>(`/plans/${encodeURIComponent(plan)}/evaluation-settings`, {}, { enabled: measured });
  if (!measured || !settings.data) return null;
  const { rules } = settings.data;
  const [met, near] = [toNumber(rules['met']) ?? 100, toNumber(rules['near']) ?? 90];
  const items = data.indicators.flatMap((i): Bullet[] => (i.targets ?? []).flatMap((target, n): Bullet[] => {
    const reason = target.reasons?.find((r) => r.goal !== undefined && r.value !== undefined);
    if (!reason) return [];
    return [{
      id: `${i.id}-${n}`, name: `${i.label ?? ''} ${i.title}（${formatPeriod(target.period, lang)}）`.trim(), value: Number(reason.value), goal: Number(reason.goal), unit: reason.unit ?? i.unit ?? '',
      light: target.light, falling: reason.direction === 'falling', met, near, period: formatPeriod(reason.period ?? target.period, lang),
    }];
  }));
  const columns: Column<Bullet>[] = [
    { id: 'name', header: t.item, width: 'wide', value: (b) => b.name },
    { id: 'period', header: t.period, value: (b) => b.period },
    { id: 'value', header: t.bulletValue, align: 'end', filter: 'none', value: (b) => b.value, cell: (b) => showDecimal(b.value) },
    { id: 'goal', header: t.bulletGoal, align: 'end', filter: 'none', value: (b) => b.goal, cell: (b) => showDecimal(b.goal) },
    { id: 'unit', header: t.unit, value: (b) => b.unit },
    { id: 'light', header: t.light, filter: 'choice', value: (b) => lightName(t, b.light), cell: (b) => <LightMark light={b.light} /> },
  ];
  return (
    <>
      <Bullets label={t.bulletsOf} items={items} />
      <details><summary>{t.table}</summary><DataTable label={t.bulletsOf} rows={items} columns={columns} name={`targets-${plan}`} rowId={(b) => `bullet-${b.id}`} /></details>
    </>
  );
}
