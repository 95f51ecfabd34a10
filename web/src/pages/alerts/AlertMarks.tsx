// How grave an alert is, how far it has come, and whether it is real: in words with a shape, never by colour alone.
import type { Alert, AlertLevel, AlertStage } from '../../api/alerts';
import { Icon } from '../../components/Icon';
import { useText } from '../../i18n';

export function LevelMark({ level }: { level: AlertLevel }) {
  const t = useText();
  const icon = ({ severe: 'error', warning: 'warning', watch: 'note' } as const)[level];
  return <span className={`severity severity-${icon}`}><Icon name={icon} size={16} />{t[`level_${level}`]}</span>;
}

export function StageMark({ stage }: { stage: AlertStage }) {
  const t = useText();
  return <span className={`alert-stage alert-stage-${stage}`}>{t[`stage_${stage}`]}</span>;
}

// Stands before the headline's own mark, on every page that shows an alert that is not real.
export function ModeMark({ alert }: { alert: Pick<Alert, 'mode'> }) {
  const t = useText();
  return alert.mode === 'actual' ? null : <strong className="alert-mode">{t[`mode_${alert.mode}`]}</strong>;
}
