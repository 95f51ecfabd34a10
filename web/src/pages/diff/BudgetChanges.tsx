import type { BudgetDiff } from '../../api/desk';
import { CONTENT, Period } from '../../components/Marks';
import { useLanguage } from '../../i18n';
import { showDecimal, showMoney, toNumber } from '../../lib/numbers';
import { changeName, changeSign } from './DiffView';

export function BudgetChanges({ items }: { items: BudgetDiff[] }) {
  const { lang, t } = useLanguage();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={t.budgets}>
      <table className="table diff-grid">
        <thead><tr><th scope="col">{t.budgetItem}</th><th scope="col">{t.period}</th><th scope="col" data-align="end">{t.diffBefore}</th><th scope="col" data-align="end">{t.diffAfter}</th><th scope="col" data-align="end">{t.diffDelta}</th></tr></thead>
        <tbody>
          {items.map((b, i) => {
            const was = toNumber(b.before?.amount);
            const is = toNumber(b.after?.amount);
            const delta = was !== undefined && is !== undefined ? is - was : undefined;
            return (
              <tr key={i}>
                <th scope="row"><span className={`change change-${b.change}`}>{changeSign(b.change)} {changeName(b.change, t)}</span><span lang={CONTENT} className="diff-indicator">{b.title || b.node_title || t.wholePlan}</span></th>
                <td><Period period={b.period ?? b.after?.period ?? b.before?.period} /></td>
                <td data-align="end">{b.before && <del className="figure" title={b.before.printed}>{showDecimal(b.before.amount)}</del>}</td>
                <td data-align="end">{b.after && <ins className="figure" title={b.after.printed}>{showDecimal(b.after.amount)}</ins>}</td>
                <td data-align="end" className="figure">{delta ? `${delta > 0 ? '＋' : '－'}${showMoney(Math.abs(delta), lang)}` : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
