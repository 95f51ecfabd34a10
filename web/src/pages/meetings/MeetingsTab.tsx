import { useText } from '../../i18n';
import { usePlan } from '../plan/usePlan';
import { Overview } from './Overview';

export default function MeetingsTab() {
  const plan = usePlan();
  const t = useText();
  return <div className="meetings"><p className="lede">{t.meetingsLede}</p><Overview plan={plan.id} /></div>;
}
