// An indicator with its targets as a grid: a row for each period, the years of the plan offered.
import { useMemo, useState } from 'react';
import { sourcesOf, type Indicator } from '../../api/types';
import { Button, IconButton } from '../../components/Button';
import { Select, TextField } from '../../components/Fields';
import { CONTENT, Label } from '../../components/Marks';
import { NamesField } from '../../components/NamesField';
import { PeriodInput } from '../../components/PeriodInput';
import { PlaceLink } from '../../components/PlaceText';
import { Failure } from '../../components/States';
import { useLanguage } from '../../i18n';
import { indicatorForm, indicatorOperations, newTarget, type TargetRow } from '../../lib/corrections';
import { formatPeriod } from '../../lib/period';
import { readPeriod, typedPeriod } from '../../lib/rocdate';
import { useDesk } from './useDesk';
import { useForm } from './useEdits';

interface Props { indicator: Indicator; period: { start?: string; end?: string } | undefined; agencies: string[] | undefined }

export function IndicatorEditor({ indicator, period, agencies }: Props) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  const base = useMemo(() => indicatorForm(indicator, lang), [indicator, lang]);
  const [form, set, edit] = useForm(`indicator ${indicator.id}`, indicator.node, base, (f) => indicatorOperations(indicator, f, lang));
  const [more, setMore] = useState(false);
  const [error, setError] = useState<Error>();
  const remove = () => { desk.send([{ op: 'remove', indicator: indicator.id }]).catch((e: Error) => setError(e)); };
  return (
    <article className="indicator-editor" aria-label={`${t.indicator} ${indicator.label ?? ''} ${indicator.title}`} {...(edit ? { 'data-edited': true } : {})}>
      <div className="indicator-editor-head">
        <h4 lang={CONTENT}><Label text={indicator.label} />{indicator.title}</h4>
        {sourcesOf(indicator.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />)}
        <Button look="quiet" onPress={() => setMore(!more)} aria-expanded={more}>{more ? t.deskLess : t.deskMore}</Button>
      </div>
      {error && <Failure error={error} />}
      <div className="editor-line editor-line-indicator">
        <TextField label={t.label} value={form.label} onChange={(label) => set({ label })} />
        <TextField label={t.deskIndicatorTitle} value={form.title} onChange={(title) => set({ title })} />
        <TextField label={t.unit} value={form.unit} onChange={(unit) => set({ unit })} />
      </div>
      {more && (
        <div className="editor-more">
          <Select label={t.role} value={form.role || 'kpi'} onChange={(role) => set({ role })} choices={[{ id: 'kpi', label: t.kpi }, { id: 'goal', label: t.goal }]} />
          <NamesField label={t.lead} value={form.lead} onChange={(lead) => set({ lead })} known={agencies} unknown={t.deskUnknownAgency} />
          <NamesField label={t.co} value={form.co} onChange={(co) => set({ co })} known={agencies} unknown={t.deskUnknownAgency} />
          <Button look="danger" icon="trash" onPress={remove}>{t.deskRemoveIndicator}</Button>
        </div>
      )}
      <TargetGrid rows={form.targets} unit={form.unit} sources={(indicator.targets ?? []).map((x) => sourcesOf(x.source)[0])} period={period} name={indicator.title} onChange={(targets) => set({ targets })} />
    </article>
  );
}

interface GridProps { rows: TargetRow[]; unit: string; sources: (ReturnType<typeof sourcesOf>[number] | undefined)[]; period: Props['period']; name: string; onChange: (rows: TargetRow[]) => void }

function TargetGrid({ rows, unit, sources, period, name, onChange }: GridProps) {
  const { lang, t } = useLanguage();
  const set = (at: number, change: Partial<TargetRow>) => onChange(rows.map((r, i) => (i === at ? { ...r, ...change } : r)));
  const years = yearsWithout(rows, period);
  const comparators = [['', t.deskPlain], ['=', '＝'], ['>=', t.deskAtLeast], ['<=', t.deskAtMost], ['~', t.deskAbout]] as const;
  const countings = [['', t.unsaid], ['cumulative', t.cumulative], ['yearly', t.yearly], ['year', t.everyYear], ['quarter', t.everyQuarter], ['month', t.everyMonth]] as const;
  return (
    <>
      {rows.length > 0 && (
        <div className="table-box target-grid-box" tabIndex={0} role="region" aria-label={t.targetsTable(name)}>
          <table className="table target-grid">
            <thead><tr>{[t.period, t.deskComparator, t.figure, t.deskUpTo, t.unit, t.counts].map((h) => <th key={h} scope="col">{h}</th>)}<th scope="col"><span className="unseen">{t.remove}</span></th></tr></thead>
            {rows.map((r, i) => {
              const of = (what: string) => `${formatPeriod(readPeriod(r.period), lang) || t.deskNth(t.period, i + 1)} ${what}`;
              const source = r.at === undefined ? undefined : sources[r.at];
              return (
                <tbody key={i}>
                  <tr>
                    <th scope="row"><PeriodInput label={t.deskNth(t.period, i + 1)} hideLabel range quiet required value={r.period} onChange={(p) => set(i, { period: p })} /></th>
                    <td><select className="input" aria-label={of(t.deskComparator)} value={r.comparator} onChange={(e) => set(i, { comparator: e.target.value })}>{comparators.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></td>
                    <td><input className="input figure-input" inputMode="decimal" aria-label={of(t.figure)} value={r.value} onChange={(e) => set(i, { value: e.target.value })} /></td>
                    <td><input className="input figure-input" inputMode="decimal" aria-label={of(t.deskUpTo)} placeholder={t.deskUpTo} value={r.max} onChange={(e) => set(i, { max: e.target.value })} /></td>
                    <td><input className="input unit-input" lang={CONTENT} aria-label={of(t.unit)} value={r.unit} placeholder={unit} onChange={(e) => set(i, { unit: e.target.value })} /></td>
                    <td><select className="input counting-input" aria-label={of(t.counts)} value={r.counting} onChange={(e) => set(i, { counting: e.target.value as TargetRow['counting'] })}>{countings.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></td>
                    <td className="target-tools"><IconButton icon="close" label={of(t.remove)} size={16} onPress={() => onChange(rows.filter((_, k) => k !== i))} /></td>
                  </tr>
                  <tr className="target-second">
                    <td colSpan={5}><label className="target-words-field"><span className="quiet">{t.asPrinted}</span><textarea className="input words-input" rows={r.text.length > 24 ? 2 : 1} lang={CONTENT} aria-label={of(t.asPrinted)} value={r.text} onChange={(e) => set(i, { text: e.target.value })} /></label></td>
                    <td colSpan={2}><span className="target-due"><span className="quiet" aria-hidden="true">{t.due}</span><PeriodInput label={of(t.due)} hideLabel quiet value={r.due} onChange={(due) => set(i, { due })} />{source && <PlaceLink place={source} />}</span></td>
                  </tr>
                </tbody>
              );
            })}
          </table>
        </div>
      )}
      <p className="row target-add">
        <span className="field-hint">{t.deskAddTarget}</span>
        {years.map((y) => <Button key={y} icon="plus" onPress={() => onChange(inTime([...rows, newTarget(typedPeriod(y, lang), unit)]))}>{formatPeriod(y, lang)}</Button>)}
        <Button icon="plus" onPress={() => onChange([...rows, newTarget('', unit)])}>{t.deskOtherPeriod}</Button>
      </p>
    </>
  );
}

// The whole and each year of the plan that has no target yet.
function yearsWithout(rows: TargetRow[], period: Props['period']): string[] {
  const from = Number(period?.start?.slice(0, 4) ?? NaN);
  const to = Number(period?.end?.slice(0, 4) ?? NaN);
  const all = ['overall'];
  if (from && to && to - from < 15) for (let y = from; y <= to; y++) all.push(String(y));
  const there = new Set(rows.map((r) => readPeriod(r.period)));
  return all.filter((y) => !there.has(y));
}
const rank = (r: TargetRow) => { const p = readPeriod(r.period); return p === undefined ? '9999' : p === 'overall' ? '' : p; };
// A new row finds its place among the periods; the others stay as they were.
function inTime(rows: TargetRow[]): TargetRow[] {
  const fresh = rows.at(-1)!;
  const rest = rows.slice(0, -1);
  const at = rest.findIndex((r) => rank(r) > rank(fresh));
  return at < 0 ? rows : [...rest.slice(0, at), fresh, ...rest.slice(at)];
}

export function NewIndicator({ node }: { node: string }) {
  const { t } = useLanguage();
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const [unit, setUnit] = useState('');
  const [error, setError] = useState<Error>();
  const add = async () => {
    try {
      await desk.send([{ op: 'add', indicator: { node, role: 'kpi', title: title.trim(), ...(unit.trim() ? { unit: unit.trim() } : {}), targets: [] } }]);
      setOpen(false); setTitle(''); setUnit(''); setError(undefined);
    } catch (e) {
      setError(e as Error);
    }
  };
  if (!open) return <Button icon="plus" onPress={() => setOpen(true)}>{t.deskAddIndicator}</Button>;
  return (
    <form className="editor-new" onSubmit={(e) => { e.preventDefault(); void add(); }}>
      {error && <Failure error={error} />}
      <TextField label={t.deskIndicatorTitle} value={title} onChange={setTitle} isRequired autoFocus />
      <TextField label={t.unit} value={unit} onChange={setUnit} />
      <Button type="submit" look="primary">{t.deskAddDo}</Button>
      <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
    </form>
  );
}
