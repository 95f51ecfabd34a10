import { sourcesOf, type Indicator, type Target } from '../../api/types';
import { TargetChart } from '../../charts/TargetChart';
import { Agencies, CONTENT, figureText, Label, Period } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { useText } from '../../i18n';

export function IndicatorSection({ items, plan }: { items: Indicator[]; plan: string }) {
  const t = useText();
  if (!items.length) return null;
  return (
    <section aria-labelledby="indicators">
      <h2 id="indicators">{t.indicatorsAndTargets}<span className="tab-count">{items.length}</span></h2>
      {items.map((i) => <IndicatorView key={i.id} indicator={i} plan={plan} />)}
    </section>
  );
}

export function IndicatorView({ indicator }: { indicator: Indicator; plan: string }) {
  const t = useText();
  return (
    <article className="indicator" id={indicator.id}>
      <h3 lang={CONTENT}><Label text={indicator.label} />{indicator.title}</h3>
      <p className="meta">
        <span>{indicator.role === 'goal' ? t.goal : t.kpi}</span>
        {indicator.unit && <span>{t.unit} <span lang={CONTENT}>{indicator.unit}</span></span>}
        {indicator.lead?.length ? <span>{t.lead} <Agencies names={indicator.lead} /></span> : null}
        {indicator.co?.length ? <span>{t.co} <Agencies names={indicator.co} /></span> : null}
        {indicator.same_as?.length ? <span>{t.sameAs(indicator.same_as.length)}</span> : null}
      </p>
      <TargetChart indicator={indicator} />
      <Targets targets={indicator.targets ?? []} name={indicator.title} />
    </article>
  );
}

function Targets({ targets, name }: { targets: Target[]; name: string }) {
  const t = useText();
  if (!targets.length) return <p className="quiet">{t.noTargets}</p>;
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={t.targetsTable(name)}>
      <table className="table table-small">
        <thead><tr><th scope="col">{t.period}</th><th scope="col">{t.figure}</th><th scope="col">{t.counts}</th><th scope="col">{t.asPrinted}</th><th scope="col">{t.source}</th></tr></thead>
        <tbody>
          {targets.map((target, i) => (
            <tr key={i}>
              <th scope="row"><Period period={target.period} />{target.due && <span className="tally">{t.due} <Period period={target.due} /></span>}</th>
              <td className="figure" lang={CONTENT}>{target.value !== undefined ? figureText(target) : (target.parts ?? []).map(figureText).join('；')}</td>
              <td>{target.cumulative === true ? t.cumulative : target.every === 'quarter' ? t.everyQuarter : target.every === 'month' ? t.everyMonth : target.every === 'year' ? t.everyYear : target.cumulative === false ? t.yearly : target.value !== undefined && target.period !== 'overall' ? <span className="quiet">{t.unsaid}</span> : ''}</td>
              <td lang={CONTENT}>{target.text}</td>
              <td>{sourcesOf(target.source).slice(0, 1).map((s, k) => <PlaceLink key={k} place={s} />)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
