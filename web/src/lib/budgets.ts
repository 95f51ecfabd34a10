// Money by period for the bars. Where the document prints a total for a period, that is the bar; elsewhere the rows are
// added up, and the bar says so. Only New Taiwan dollars are added.
import type { Budget } from '../api/types';
import type { BudgetBar } from '../charts/BudgetBars';
import { toNumber } from './numbers';

export function budgetBars(items: Budget[]): BudgetBar[] {
  const dollars = items.filter((b) => !b.currency && b.period && b.period !== 'overall');
  // A bar for 111–113 beside bars of single years would look like growth: ranges stay in the table.
  const single = dollars.filter((b) => !b.period!.includes('/'));
  const periods = [...new Set((single.length ? single : dollars).map((b) => b.period!))].sort();
  return periods.map((period) => {
    const own = dollars.filter((b) => b.period === period);
    const totals = own.filter((b) => b.total && !b.node);
    const amount = (list: Budget[]) => list.reduce((sum, b) => sum + (toNumber(b.amount) ?? 0), 0);
    return totals.length === 1 ? { period, amount: amount(totals), printed: true } : { period, amount: amount(own.filter((b) => !b.total)), printed: own.length === 1 };
  }).filter((bar) => bar.amount > 0);
}
