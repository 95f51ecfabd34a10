// Targets as a grid: a row for each indicator, a column for each period, old → new where a cell changed.
import type { IndicatorDiff, TargetDiff } from '../../api/desk';
import type { Indicator } from '../../api/types';
import { CONTENT, Label, Period } from '../../components/Marks';
import { useLanguage } from '../../i18n';
import { targetText } from '../../lib/diffRows';
import { spanOf } from '../../lib/period';
import { FieldList } from './ChangeTree';
import { changeName, changeSign } from './DiffView';

interface Props { items: IndicatorDiff[]; now: Indicator[]; name: (id: string) => string }

export function IndicatorChanges({ items, now, name }: Props) {
  const { t } = useLanguage();
  const present = new Map(now.map((i) => [i.id, i]));
  const rank = (p: string) => (p === 'overall' ? -1 : spanOf(p)?.start ?? Infinity);
  const periods = [...new Set(items.flatMap((i) => [...(i.targets ?? []).map((x) => x.period ?? ''), ...(present.get(i.id)?.targets ?? []).map((x) => x.period)]))].sort((a, b) => rank(a) - rank(b));
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={t.indicatorsAndTargets}>
      <table className="table diff-grid">
        <thead><tr><th scope="col">{t.indicator}</th>{periods.map((p) => <th key={p} scope="col"><Period period={p} /></th>)}</tr></thead>
        <tbody>
          {items.map((i) => (
            <tr key={i.id}>
              <th scope="row">
                <span className={`change change-${i.change}`}>{changeSign(i.change)} {changeName(i.change, t)}</span>
                <span lang={CONTENT} className="diff-indicator"><Label text={i.label} />{i.title}</span>
                <span className="quiet" lang={CONTENT}>{i.node_title ?? name(i.node)}</span>
                {(i.fields ?? []).length > 0 && i.change !== 'added' && i.change !== 'removed' && <FieldList fields={i.fields!} name={name} />}
              </th>
              {periods.map((p) => <td key={p}><Cell changed={(i.targets ?? []).filter((x) => (x.period ?? '') === p)} same={(present.get(i.id)?.targets ?? []).filter((x) => x.period === p).map(targetText).join('；')} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ changed, same }: { changed: TargetDiff[]; same: string }) {
  const { t } = useLanguage();
  if (!changed.length) return <span className="quiet" lang={CONTENT}>{same}</span>;
  return (
    <>
      {changed.map((x, i) => {
        const before = targetText(x.before);
        const after = targetText(x.after);
        return (
          <span key={i} className="cell-change" lang={CONTENT}>
            {before && before !== after && <del><span className="unseen">{t.diffGone}</span>{before}</del>}
            {before && after && before !== after && <span aria-hidden="true"> → </span>}
            {after && (before === after ? <span>{after}</span> : <ins><span className="unseen">{t.diffCame}</span>{after}</ins>)}
            {before === after && before && <Meaning diff={x} />}
          </span>
        );
      })}
    </>
  );
}

// The printed words are the same; what was understood of them is not.
function Meaning({ diff }: { diff: TargetDiff }) {
  const { t } = useLanguage();
  const said = (x: TargetDiff['before']) => [x?.comparator && x.comparator !== '=' ? x.comparator : '', x?.value ?? '', x?.value_max !== undefined ? `–${x.value_max}` : '', x?.unit ?? '', x?.cumulative ? t.cumulativeShort : '', x?.due ?? ''].filter(Boolean).join(' ');
  return <span className="diff-meaning"><del><span className="unseen">{t.diffGone}</span>{said(diff.before) || '—'}</del> <ins><span className="unseen">{t.diffCame}</span>{said(diff.after) || '—'}</ins></span>;
}
