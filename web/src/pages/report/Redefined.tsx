// What was filed under an earlier edition's definition than the newest one's, side by side.
import type { Redefinition } from '../../api/tracking';
import { CONTENT, Period, TargetValue } from '../../components/Marks';
import { useText } from '../../i18n';

export function Redefined({ items, cycles = false }: { items: Redefinition[]; cycles?: boolean }) {
  const t = useText();
  if (!items.length) return null;
  return (
    <div className="definition-notes">
      {items.map((r) => (
        <div key={`${r.indicator} ${r.cycle} ${r.node}`} className="definition-note">
          <p><b lang={CONTENT}>{r.title}</b> {cycles && <span>{r.cycle} </span>}{t.definitionFiled(r.edition)}；{t.definitionRevised(r.newest)}</p>
          <dl className="indicator-facts">
            {([['was', t.definitionWas], ['now', t.definitionIs]] as const).map(([side, name]) => (
              <div key={side}><dt>{name}</dt><dd>{r[side].targets.map((target, i) => <span key={i}>{i > 0 && '；'}{target.period !== 'overall' && <><Period period={target.period} /> </>}<TargetValue target={target} /></span>)}{r[side].unit && <span lang={CONTENT}>（{r[side].unit}）</span>}</dd></div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
