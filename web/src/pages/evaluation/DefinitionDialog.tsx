import { useMemo, useState } from 'react';
import { segments, send } from '../../api/client';
import type { Definition } from '../../api/settings';
import type { Indicator } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { CONTENT, Label, Period, TargetValue } from '../../components/Marks';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { formatPeriod, parsePoint } from '../../lib/period';
import { today as storeDay } from '../../lib/store';
import { useWrite } from '../admin/useWrite';
import { usePlan } from '../plan/usePlan';
import { definitionName } from './Definitions';

const CHOICES = {
  reading: ['increment', 'year-to-date', 'to-date', 'level'],
  direction: ['rising', 'falling', 'range', 'milestone'],
  meaning: ['period', 'to-date', 'level', 'either'],
} as const;
type Kind = keyof typeof CHOICES;
const KINDS: Kind[] = ['reading', 'direction', 'meaning'];
const AUTOMATIC = 'automatic';
const NUMBER = /^-?\d+(\.\d+)?$/;

export function DefinitionDialog({ plan, indicator, set, onClose }: { plan: string; indicator: Indicator; set: Definition | undefined; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const { period } = usePlan();
  const [kinds, setKinds] = useState<Record<Kind, string>>({ reading: set?.reading ?? AUTOMATIC, direction: set?.direction ?? AUTOMATIC, meaning: set?.meaning ?? AUTOMATIC });
  const [weight, setWeight] = useState(set?.weight === undefined ? '' : String(set.weight));
  const [planned, setPlanned] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(set?.planned ?? {}).map(([p, v]) => [p, String(v)])));
  // The years of the plan, and those that already have a value.
  const years = useMemo(() => {
    const now = Number(storeDay().slice(0, 4));
    const first = parsePoint(period?.start ?? '')?.year ?? now;
    const last = Math.min(parsePoint(period?.end ?? '')?.year ?? now, first + 15);
    return [...new Set([...Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i), ...Object.keys(planned).map((p) => Number(p.slice(0, 4)))])].sort();
  }, [period]); // eslint-disable-line
  const [year, setYear] = useState(() => { const now = Number(storeDay().slice(0, 4)); return String(years.includes(now) ? now : years.at(-1)); });
  const names = { reading: t.definitionReading, direction: t.definitionDirection, meaning: t.definitionMeaning };
  const bad = Object.values(planned).some((v) => v.trim() && !NUMBER.test(v.trim())) || (weight.trim() !== '' && !/^\d+(\.\d+)?$/.test(weight.trim()));
  const { run, error } = useWrite(async () => {
    const kept = Object.fromEntries(Object.entries(planned).filter(([, v]) => v.trim()).map(([p, v]) => [p, v.trim()]));
    await send('PUT', `/plans/${encodeURIComponent(plan)}/definitions/${segments(indicator.id)}`, { ...kinds, ...(weight.trim() ? { weight: weight.trim() } : {}), ...(Object.keys(kept).length ? { planned: kept } : {}) });
    tell(t.definitionSaved);
    onClose();
  });
  const targets = (indicator.targets ?? []).filter((x) => x.period.startsWith(year) || x.period === 'overall');
  return (
    <Dialog title={t.definitionOf(indicator.title)} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (!bad) void run(); }}>
        {error && <Failure error={error} />}
        <p lang={CONTENT}><Label text={indicator.label} />{indicator.title}{indicator.unit && `（${indicator.unit}）`}</p>
        <div className="definition-kinds">
          {KINDS.map((k) => <Select key={k} label={names[k]} choices={[{ id: AUTOMATIC, label: t.definitionAutomatic }, ...CHOICES[k].map((id) => ({ id, label: definitionName(t, k, id) }))]} value={kinds[k]} onChange={(id) => setKinds({ ...kinds, [k]: id })} />)}
          <TextField label={t.definitionWeight} hint={t.definitionWeightHint} value={weight} onChange={setWeight} inputMode="decimal" />
        </div>
        <fieldset className="planned">
          <legend className="field-label">{t.definitionPlanned}{indicator.unit && <span lang={CONTENT}>（{indicator.unit}）</span>}</legend>
          <p className="field-hint">{t.definitionPlannedHint}</p>
          <div className="planned-row">
            <Select label={t.calendarYears} choices={years.map((y) => ({ id: String(y), label: formatPeriod(String(y), lang) }))} value={year} onChange={setYear} />
            {[1, 2, 3, 4].map((q) => {
              const p = `${year}-Q${q}`;
              return <label key={p} className="field"><span className="field-label"><Period period={p} /></span><input className="input" inputMode="decimal" value={planned[p] ?? ''} onChange={(e) => setPlanned({ ...planned, [p]: e.target.value })} {...(planned[p]?.trim() && !NUMBER.test(planned[p]!.trim()) ? { 'data-invalid': true, 'aria-invalid': true } : {})} /></label>;
            })}
          </div>
          {targets.length > 0 && <dl className="indicator-facts">{targets.map((x, i) => <div key={i}><dt>{t.reportTarget} <Period period={x.period} /></dt><dd><TargetValue target={x} /></dd></div>)}</dl>}
        </fieldset>
        <div className="row"><Button type="submit" look="primary" isDisabled={bad}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
