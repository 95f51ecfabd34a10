import { useMemo, useState } from 'react';
import { sourcesOf, type Budget } from '../../api/types';
import { Button, IconButton } from '../../components/Button';
import { Checkbox, TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { PlaceLink } from '../../components/PlaceText';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { budgetForm, budgetOperations, readNumber } from '../../lib/corrections';
import { showMoney } from '../../lib/numbers';
import { readPeriod } from '../../lib/rocdate';
import { useDesk } from './useDesk';
import { useAllEdits, useForm } from './useEdits';

// One sum of money; `at`: its number among all of the plan.
export function BudgetEditor({ budget, at }: { budget: Budget; at: number }) {
  const { lang, t } = useLanguage();
  const base = useMemo(() => budgetForm(budget, lang), [budget, lang]);
  const desk = useDesk();
  const edits = useAllEdits();
  const [form, set, edit] = useForm(`budget ${at}`, budget.node ?? '', base, (f) => budgetOperations(budget, at, f, lang));
  return (
    <div className="budget-editor" role="group" aria-label={`${t.budgets} ${budget.title ?? ''} ${base.period}`} {...(edit ? { 'data-edited': true } : {})}>
      <TextField label={t.budgetItem} value={form.title} onChange={(title) => set({ title })} />
      <PeriodInput label={t.period} range quiet value={form.period} onChange={(period) => set({ period })} />
      <TextField label={t.amount} value={form.amount} onChange={(amount) => set({ amount })} inputMode="decimal" hint={showMoney(form.amount.replace(/,/g, ''), lang)} />
      <TextField label={t.asPrinted} value={form.printed} onChange={(printed) => set({ printed })} />
      <TextField label={t.basis} value={form.basis} onChange={(basis) => set({ basis })} />
      <Checkbox checked={form.total} onChange={(total) => set({ total })}>{t.printedTotal}</Checkbox>
      <IconButton icon="trash" label={t.deskRemoveBudget} isDisabled={edits.all.some((e) => e.key.startsWith('budget '))} onPress={() => { desk.send([{ op: 'budget', at, value: null }]).then(() => tell(t.deskCorrected), (e: Error) => tell(e.message, 'error')); }} />
      {sourcesOf(budget.source).slice(0, 1).map((s, i) => <PlaceLink key={i} place={s} />)}
    </div>
  );
}

// `count`: how many the plan has now; a new one comes after them.
export function NewBudget({ node, count }: { node: string; count: number }) {
  const { t } = useLanguage();
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const [period, setPeriod] = useState('');
  const [amount, setAmount] = useState('');
  const figure = readNumber(amount);
  const when = period.trim() ? readPeriod(period) : '';
  const add = async () => {
    try {
      await desk.send([{ op: 'budget', at: count, value: { node, amount: figure, ...(title.trim() ? { title: title.trim() } : {}), ...(when ? { period: when } : {}) } }]);
      setOpen(false); setTitle(''); setPeriod(''); setAmount('');
      tell(t.deskCorrected);
    } catch (e) {
      tell((e as Error).message, 'error');
    }
  };
  if (!open) return <Button icon="plus" onPress={() => setOpen(true)}>{t.deskAddBudget}</Button>;
  return (
    <form className="editor-new" onSubmit={(e) => { e.preventDefault(); if (figure !== undefined && when !== undefined) void add(); }}>
      <TextField label={t.budgetItem} value={title} onChange={setTitle} autoFocus />
      <PeriodInput label={t.period} range quiet value={period} onChange={setPeriod} />
      <TextField label={t.amount} value={amount} onChange={setAmount} isRequired inputMode="decimal" />
      <Button type="submit" look="primary" isDisabled={figure === undefined || when === undefined}>{t.deskAddDo}</Button>
      <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
    </form>
  );
}
