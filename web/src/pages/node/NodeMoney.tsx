import { sourcesOf, type Budget, type Fact } from '../../api/types';
import { CONTENT, figureText, Period } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';

export function NodeBudgets({ items }: { items: Budget[] }) {
  const t = useText();
  if (!items.length) return null;
  return (
    <section aria-labelledby="budgets">
      <h2 id="budgets">{t.budgets}</h2>
      <div className="table-box" tabIndex={0} role="region" aria-label={t.tableNamed(t.budgets)}>
        <table className="table table-small">
          <thead><tr><th scope="col">{t.period}</th><th scope="col">{t.budgetItem}</th><th scope="col" data-align="end">{t.amount}</th><th scope="col">{t.asPrinted}</th><th scope="col">{t.basis}</th><th scope="col">{t.source}</th></tr></thead>
          <tbody>{items.map((b, i) => (
            <tr key={i}>
              <th scope="row"><Period period={b.period} /></th><td lang={CONTENT}>{b.title}{b.total && <span className="tally">{t.printedTotal}</span>}</td>
              <td className="figure" data-align="end">{showDecimal(b.amount)}{b.currency && ` ${b.currency}`}</td><td lang={CONTENT}>{b.printed}</td><td lang={CONTENT}>{b.basis}</td>
              <td>{sourcesOf(b.source).slice(0, 1).map((s, k) => <PlaceLink key={k} place={s} />)}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
    </section>
  );
}

export function NodeFacts({ items }: { items: Fact[] }) {
  const t = useText();
  if (!items.length) return null;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{t.facts}</h2>
      <ul className="fact-list">{items.map((f, i) => (
        <li key={i}>
          <p lang={CONTENT}>{f.text}</p>
          <p className="meta"><span className="figure" lang={CONTENT}>{figureText({ value: f.figure, value_max: f.figure_max, unit: f.unit, comparator: f.comparator } as Parameters<typeof figureText>[0])}</span>{f.cumulative && <span>{t.cumulative}</span>}<Period period={f.period} />{sourcesOf(f.source).slice(0, 1).map((s, k) => <PlaceLink key={k} place={s} />)}</p>
        </li>
      ))}</ul>
    </section>
  );
}
