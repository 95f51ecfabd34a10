// By what the lights of a plan are computed: thresholds, how indicators are read, weights, and what was set by hand.
import { useApi } from '../../api/hooks';
import type { EvaluationSettings } from '../../api/settings';
import { Async, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { EvaluationParts } from '../items/parts';
import { usePlan } from '../plan/usePlan';
import { Definitions } from './Definitions';
import { Overrides } from './Overrides';
import { Thresholds } from './Thresholds';
import { Weights } from './Weights';

export default function StandardsTab() {
  const plan = usePlan();
  const t = useText();
  const settings = useApi<EvaluationSettings>(`/plans/${encodeURIComponent(plan.id)}/evaluation-settings`, {}, { now: true });
  return (
    <div className="cycle-page standards">
      <EvaluationParts plan={plan.id} at="standards" />
      <h2 className="unseen">{t.standards}</h2>
      <Async query={settings} skeleton={<Skeleton rows={10} wide />}>
        {(data) => (
          <>
            <p className="lede">{t.standardsLede}</p>
            <Thresholds plan={plan.id} settings={data} />
            <Definitions plan={plan.id} settings={data} />
            <Weights plan={plan.id} settings={data} />
            <Overrides plan={plan.id} settings={data} />
          </>
        )}
      </Async>
    </div>
  );
}
