import { PartNav } from '../../components/PartNav';
import { planAddress } from '../../components/Link';
import { useText } from '../../i18n';

export function TrackingParts({ plan, at }: { plan: string; at: 'cycles' | 'items' | 'keys' }) {
  const t = useText();
  const parts = [['cycles', t.partCycles], ['items', t.items], ['keys', t.keys]] as const;
  return <PartNav label={t.trackingParts} parts={parts.map(([id, label]) => ({ to: planAddress(plan, id), label, at: id === at }))} />;
}

export function EvaluationParts({ plan, at }: { plan: string; at: 'evaluation' | 'heatmap' | 'standards' }) {
  const t = useText();
  const parts = [['evaluation', t.partLights], ['heatmap', t.heatmap], ['standards', t.standards]] as const;
  return <PartNav label={t.evaluationParts} parts={parts.map(([id, label]) => ({ to: planAddress(plan, id), label, at: id === at }))} />;
}
