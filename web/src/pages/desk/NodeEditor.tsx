// One item of the draft with every field open to correction.
import { useMemo } from 'react';
import { useApi, useRole } from '../../api/hooks';
import { sourcesOf, type AgencyRow, type Budget, type Fact, type NodePage, type RegisterEntry } from '../../api/types';
import { Button, IconButton } from '../../components/Button';
import { Checkbox, TextField } from '../../components/Fields';
import { CONTENT, Kind, Label } from '../../components/Marks';
import { NamesField } from '../../components/NamesField';
import { PeriodInput } from '../../components/PeriodInput';
import { PlaceLink } from '../../components/PlaceText';
import { TextArea } from '../../components/TextArea';
import { useLanguage } from '../../i18n';
import { nodeForm, nodeOperations, type Range } from '../../lib/corrections';
import { compareText } from '../../lib/numbers';
import { BudgetEditor, NewBudget } from './BudgetEditor';
import { FactRow } from './FactRow';
import { IndicatorEditor, NewIndicator } from './IndicatorEditor';
import { useDesk } from './useDesk';
import { useForm } from './useEdits';

export type NodeAction = 'move' | 'add' | 'split' | 'merge' | 'remove' | 'identity';
interface Props { data: NodePage; kinds: string[]; uncertain: boolean; onAction: (action: NodeAction) => void; onGo: (id: string) => void }

// The names an agency may go by: those that the plans use, and for the administrator those of the register.
export function useAgencyNames(): string[] | undefined {
  const admin = useRole('admin');
  const used = useApi<{ agencies: AgencyRow[] }>('/agencies', {}, { now: true });
  const register = useApi<{ agencies: RegisterEntry[] }>('/register', {}, { now: true, enabled: admin });
  return useMemo(() => used.data && [...new Set([...used.data.agencies.map((a) => a.name), ...(register.data?.agencies ?? []).map((a) => a.name)])].sort(compareText), [used.data, register.data]);
}

export function NodeEditor({ data, kinds, uncertain, onAction, onGo }: Props) {
  const { lang, t } = useLanguage();
  const { node } = data;
  const base = useMemo(() => nodeForm(node, lang), [node, lang]);
  const [form, set, edit] = useForm(`node ${node.id}`, node.id, base, (f) => nodeOperations(node, f, lang));
  const agencies = useAgencyNames();
  const sources = sourcesOf(node.source);
  const carried = (field: string) => (node.carried?.includes(field) ? t.carriedText : undefined);
  return (
    <article className="editor" aria-labelledby="editor-title">
      <header className="editor-head">
        <nav className="editor-path" aria-label={t.placeInPlan}>
          {data.ancestors.map((a) => <button key={a.id} type="button" className="link-button" lang={CONTENT} onClick={() => onGo(a.id)}><Label of={a} />{a.label ? '' : a.title}</button>)}
        </nav>
        <h2 id="editor-title" lang={CONTENT} tabIndex={-1}><Kind>{node.kind}</Kind> <Label text={node.label} />{node.title}</h2>
        {uncertain && (
          <div className="notice editor-uncertain">
            <p>{t.deskUncertain}</p>
            <Button onPress={() => onAction('identity')}>{t.deskIdentity}</Button>
          </div>
        )}
        <div className="editor-tools" role="toolbar" aria-label={t.deskNodeTools}>
          <Button icon="move" onPress={() => onAction('move')}>{t.deskMove}</Button>
          <Button icon="plus" onPress={() => onAction('add')}>{t.deskAdd}</Button>
          <Button icon="split" onPress={() => onAction('split')}>{t.deskSplit}</Button>
          <Button icon="merge" onPress={() => onAction('merge')}>{t.deskMerge}</Button>
          <Button icon="trash" onPress={() => onAction('remove')}>{t.deskRemove}</Button>
        </div>
      </header>
      <section className="editor-fields" aria-label={t.deskFields} {...(edit ? { 'data-edited': true } : {})}>
        <div className="editor-line">
          <span className="field"><label className="field-label" htmlFor="editor-kind">{t.kind}</label>
            <input id="editor-kind" className="input" list="editor-kinds" lang={CONTENT} value={form.kind} onChange={(e) => set({ kind: e.target.value })} /></span>
          <datalist id="editor-kinds">{kinds.map((k) => <option key={k} value={k} />)}</datalist>
          <TextField label={t.label} value={form.label} onChange={(label) => set({ label })} />
        </div>
        <TextArea label={t.deskTitle} content rows={2} value={form.title} onChange={(title) => set({ title: title.replace(/\n/g, '') })} />
        <TextArea label={t.deskText} content rows={Math.min(10, Math.max(3, Math.ceil(form.text.length / 34)))} value={form.text} onChange={(text) => set({ text })} />
        <NamesField label={form.unmarked ? t.agencies : t.lead} value={form.lead} onChange={(lead) => set({ lead })} known={agencies} unknown={t.deskUnknownAgency} />
        {carried('lead') && <p className="field-hint">{carried('lead')}</p>}
        <NamesField label={t.co} value={form.co} onChange={(co) => set({ co })} known={agencies} unknown={t.deskUnknownAgency} />
        {carried('co') && <p className="field-hint">{carried('co')}</p>}
        <NamesField label={t.units} value={form.units} onChange={(units) => set({ units })} />
        {form.lead.length + form.co.length > 0 && <Checkbox checked={form.unmarked} onChange={(unmarked) => set({ unmarked })}>{t.deskUnmarked}</Checkbox>}
        <ScheduleField value={form.schedule} onChange={(schedule) => set({ schedule })} hint={carried('schedule')} />
        <NamesField label={t.alsoLabelled} value={form.labels} onChange={(labels) => set({ labels })} />
      </section>
      {sources.length > 0 && <p className="editor-places"><span className="field-label">{t.source}</span>{sources.map((s, i) => <PlaceLink key={i} place={s} />)}</p>}
      <section aria-labelledby="editor-indicators" className="editor-part">
        <h3 id="editor-indicators">{t.indicatorsAndTargets}<span className="tab-count">{data.indicators.length}</span></h3>
        {data.indicators.map((i) => <IndicatorEditor key={i.id} indicator={i} period={data.plan.period} agencies={agencies} />)}
        <NewIndicator node={node.id} />
      </section>
      <section aria-labelledby="editor-budgets" className="editor-part">
        <h3 id="editor-budgets">{t.budgets}<span className="tab-count">{data.budgets.length}</span></h3>
        <Budgets node={node.id} />
      </section>
      {data.facts.length > 0 && (
        <section aria-labelledby="editor-facts" className="editor-part">
          <h3 id="editor-facts">{t.facts}<span className="tab-count">{data.facts.length}</span></h3>
          <Facts node={node.id} />
        </section>
      )}
    </article>
  );
}

function ScheduleField({ value, onChange, hint }: { value: Range[]; onChange: (ranges: Range[]) => void; hint: string | undefined }) {
  const { t } = useLanguage();
  const set = (at: number, change: Partial<Range>) => onChange(value.map((r, i) => (i === at ? { ...r, ...change } : r)));
  return (
    <fieldset className="schedule-field">
      <legend className="field-label">{t.schedule}</legend>
      {value.map((r, i) => (
        <div key={i} className="schedule-row">
          <PeriodInput label={t.deskNth(t.start, i + 1)} hideLabel value={r.start} onChange={(start) => set(i, { start })} />
          <span className="schedule-to" aria-hidden="true">–</span>
          <PeriodInput label={t.deskNth(t.end, i + 1)} hideLabel value={r.end} onChange={(end) => set(i, { end })} />
          <input className="input" lang={CONTENT} aria-label={t.deskNth(t.deskPhase, i + 1)} placeholder={t.deskPhase} value={r.phase || (!r.start && !r.end ? r.text : '')}
            onChange={(e) => set(i, !r.start && !r.end && r.text ? { text: e.target.value } : { phase: e.target.value })} />
          <IconButton icon="close" label={t.deskNth(t.remove, i + 1)} onPress={() => onChange(value.filter((_, k) => k !== i))} />
        </div>
      ))}
      <div className="row"><Button icon="plus" onPress={() => onChange([...value, { start: '', end: '', phase: '', text: '' }])}>{t.deskAddDates}</Button><span className="field-hint">{hint ?? t.deskDateHint}</span></div>
    </fieldset>
  );
}

// A budget is known by its number among all of the plan's.
function Budgets({ node }: { node: string }) {
  const desk = useDesk();
  const all = useApi<{ items: Budget[] }>(`${desk.path}/budgets`, desk.draft, { now: true });
  if (!all.data) return null;
  return <>{all.data.items.map((b, at) => (b.node === node ? <BudgetEditor key={at} budget={b} at={at} /> : null))}<NewBudget node={node} count={all.data.items.length} /></>;
}

function Facts({ node }: { node: string }) {
  const desk = useDesk();
  const all = useApi<{ items: Fact[] }>(`${desk.path}/facts`, desk.draft, { now: true });
  return <>{(all.data?.items ?? []).map((f, at) => (f.node === node ? <FactRow key={at} fact={f} at={at} /> : null))}</>;
}
