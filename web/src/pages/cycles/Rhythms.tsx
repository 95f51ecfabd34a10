// How often the plan is reported on, as it was set, changed and ended.
import { useMemo, useState } from 'react';
import { useRole } from '../../api/hooks';
import type { Rhythm } from '../../api/tracking';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link } from '../../components/Link';
import { Period } from '../../components/Marks';
import { useText } from '../../i18n';
import { EndRhythmDialog, RhythmDialog } from './RhythmDialog';

type Doing = { what: 'change' | 'end'; rhythm: Rhythm };

export function Rhythms({ plan, rhythms, today }: { plan: string; rhythms: Rhythm[]; today: string }) {
  const t = useText();
  const officer = useRole('officer');
  const [doing, setDoing] = useState<Doing>();
  const columns = useMemo((): Column<Rhythm>[] => {
    const over = (r: Rhythm) => Boolean(r.until && r.until < today);
    return [
      { id: 'every', header: t.rhythmEvery, value: (r) => t[`every_${r.every}`] },
      { id: 'scope', header: t.rhythmScope, value: (r) => r.scope ?? '', cell: (r) => (r.scope ? <Link to={`/plans/${encodeURIComponent(plan)}/nodes/${r.scope}`}>{r.scope}</Link> : t.rhythmWhole) },
      { id: 'kinds', header: t.rhythmKinds, value: (r) => r.kinds?.join('、') ?? '' },
      { id: 'due', header: t.rhythmDays, value: (r) => `${r.opens_after} ＋ ${r.due_after} ＋ ${r.grace}`, filter: 'none' },
      { id: 'from', header: t.rhythmFrom, value: (r) => r.from ?? '', cell: (r) => (r.from ? <Period period={r.from} full /> : '') },
      { id: 'until', header: t.rhythmUntilColumn, value: (r) => r.until ?? '', cell: (r) => (r.until ? <><Period period={r.until} full />{over(r) && <span className="quiet">{t.rhythmOver}</span>}</> : '') },
      ...(officer ? [{ id: 'tools', header: t.edit, value: () => '', filter: 'none' as const, cell: (r: Rhythm) => (over(r) ? null : <span className="row"><Button onPress={() => setDoing({ what: 'change', rhythm: r })} aria-label={`${t.rhythmChange} ${r.id}`}>{t.rhythmChange}</Button><Button onPress={() => setDoing({ what: 'end', rhythm: r })} aria-label={`${t.rhythmEnd} ${r.id}`}>{t.rhythmEnd}</Button></span>) }] : []),
    ];
  }, [t, plan, officer, today]);
  return (
    <div className="stages">
      <h2>{t.rhythms}</h2>
      <DataTable label={t.rhythms} rows={rhythms} columns={columns} name={`rhythms-${plan}`} />
      {doing?.what === 'change' && <RhythmDialog plan={plan} rhythm={doing.rhythm} onClose={() => setDoing(undefined)} />}
      {doing?.what === 'end' && <EndRhythmDialog plan={plan} rhythm={doing.rhythm} onClose={() => setDoing(undefined)} />}
    </div>
  );
}
