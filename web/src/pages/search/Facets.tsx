import type { Hit, SearchAnswer } from '../../api/types';
import { useApi } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { CONTENT } from '../../components/Marks';
import { useText } from '../../i18n';
import { kindName } from '../../lib/names';
import { showDecimal } from '../../lib/numbers';
import { typeName } from './SearchPage';

export const FACETS = ['type', 'plan', 'kind', 'agency'] as const;

interface Props { facets: SearchAnswer['facets']; params: URLSearchParams; change: (changes: Record<string, string>) => void; hits: Hit[] }

export function Facets({ facets, params, change }: Props) {
  const t = useText();
  const plans = useApi<{ plans: PlanHead[] }>('/plans');
  const titles = new Map((plans.data?.plans ?? []).map((p) => [p.id, p.title]));
  const names = { type: t.what, plan: t.plan, kind: t.kind, agency: t.agency };
  const show = (facet: (typeof FACETS)[number], value: string) => (facet === 'type' ? typeName(value, t) : facet === 'plan' ? titles.get(value) ?? value : facet === 'kind' ? kindName(value, t) : value);
  return (
    <div className="facets" role="group" aria-label={t.narrow}>
      {FACETS.map((facet) => {
        const chosen = params.get(facet);
        const counts = Object.entries(facets[facet] ?? {}).filter(([value]) => value).sort((a, b) => b[1] - a[1]).slice(0, 12);
        if (!counts.length && !chosen) return null;
        return (
          <fieldset key={facet}>
            <legend>{names[facet]}</legend>
            <ul className="facet">
              {chosen && <li><button type="button" className="facet-value" onClick={() => change({ [facet]: '', offset: '' })}>← {t.all}</button></li>}
              {counts.map(([value, count]) => (
                <li key={value}>
                  <button type="button" className="facet-value" aria-pressed={chosen === value} onClick={() => change({ [facet]: chosen === value ? '' : value, offset: '' })}>
                    <span lang={facet === 'type' ? undefined : CONTENT}>{show(facet, value)}</span><span className="figure quiet">{showDecimal(count)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </fieldset>
        );
      })}
    </div>
  );
}
