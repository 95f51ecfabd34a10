import { useMemo } from 'react';
import { sourcesOf, type Budget } from '../../api/types';
import { Checkbox, TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { PlaceLink } from '../../components/PlaceText';
import { useLanguage } from '../../i18n';
import { budgetForm, budgetOperations } from '../../lib/corrections';
import { showMoney } from '../../lib/numbers';
import { useForm } from './useEdits';

// One sum of money; `at`: its number among all of the plan.
export function BudgetEditor({ budget, at }: { budget: Budget; at: number }) {
  const { lang, t } = useLanguage();
  const base = useMemo(() => budgetForm(budget, lang), [budget, lang]);
  const [form, set, edit] = useForm(`budget ${at}`, budget.node ?? '', base, (f) => budgetOperations(budget, at, f, lang));
  return (
    <div className="budget-editor" role="group" aria-label={`${t.budgets} ${budget.title ?? ''} ${base.period}`} {...(edit ? { 'data-edited': true } : {})}>
      <TextField label={t.budgetItem} value={form.title} onChange={(title) => set({ title })} />
      <PeriodInput label={t.period} range quiet value={form.period} onChange={(period) => set({ period })} />
      <TextField label={t.amount} value={form.amount} onChange={(amount) => set({ amount })} inputMode="decimal" hint={showMoney(form.amount.replace(/,/g, ''), lang)} />
      <TextField label={t.asPrinted} value={form.printed} onChange={(printed) => set({ printed })} />
      <TextField label={t.basis} value={form.basis} onChange={(basis) => set({ basis })} />
      <Checkbox checked={form.total} onChange={(total) => set({ total })}>{t.printedTotal}</Checkbox>
      {sourcesOf(budget.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />)}
    </div>
  );
}
