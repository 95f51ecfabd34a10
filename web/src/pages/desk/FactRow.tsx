import { useMemo } from 'react';
import { sourcesOf, type Fact } from '../../api/types';
import { IconButton } from '../../components/Button';
import { TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { PlaceLink } from '../../components/PlaceText';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { factForm, factOperations } from '../../lib/corrections';
import { useDesk } from './useDesk';
import { useAllEdits, useForm } from './useEdits';

// A result that a document states; `at`: its number among all of the plan.
export function FactRow({ fact, at }: { fact: Fact; at: number }) {
  const { lang, t } = useLanguage();
  const desk = useDesk();
  const edits = useAllEdits();
  const base = useMemo(() => factForm(fact, lang), [fact, lang]);
  const [form, set, edit] = useForm(`fact ${at}`, fact.node ?? '', base, (f) => factOperations(fact, at, f, lang));
  const remove = () => { desk.send([{ op: 'fact', at, value: null }]).then(() => tell(t.deskCorrected), (e: Error) => tell(e.message, 'error')); };
  return (
    <div className="budget-editor" role="group" aria-label={`${t.fact} ${at + 1}`} {...(edit ? { 'data-edited': true } : {})}>
      <div className="fact-text"><TextArea label={t.deskFactText} content rows={2} value={form.text} onChange={(text) => set({ text })} /></div>
      <TextField label={t.figure} value={form.figure} onChange={(figure) => set({ figure })} inputMode="decimal" />
      <TextField label={t.unit} value={form.unit} onChange={(unit) => set({ unit })} />
      <PeriodInput label={t.period} range quiet value={form.period} onChange={(period) => set({ period })} />
      <TextField label={t.agency} value={form.agency} onChange={(agency) => set({ agency })} />
      <IconButton icon="trash" label={t.deskRemoveFact} isDisabled={edits.all.some((e) => e.key.startsWith('fact '))} onPress={remove} />
      {sourcesOf(fact.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />)}
    </div>
  );
}
