import { ProgressBar } from 'react-aria-components';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { useLanguage } from '../../i18n';
import { showBytes } from '../../lib/numbers';
import { stepName } from './steps';
import type { Upload } from './useUploads';

export function JobRow({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const { lang, t } = useLanguage();
  const { state, job, problem } = upload;
  const busy = state === 'queued' || state === 'sending' || state === 'waiting' || state === 'running';
  const words: Record<Upload['state'], string> = { queued: t.jobQueued, sending: t.jobSending, waiting: t.jobQueued, running: job?.step ? t.jobStep(stepName(job.step, t)) : t.jobRunning, done: t.jobDone, failed: t.jobFailed, cancelled: t.jobCancelled };
  const share = job?.total ? Math.min(100, ((job.done ?? 0) / job.total) * 100) : undefined;
  const detail = problem?.code === 'too-large' && !problem.detail ? t.tooLarge : problem?.code === 'unreachable' ? t.unreachable : (lang === 'en' && problem?.detail_en) || problem?.detail || problem?.title;
  const mend = problem?.code === 'too-large' && !problem.mend ? t.tooLargeMend : problem?.code === 'unreachable' ? t.unreachableMend : (lang === 'en' && problem?.mend_en) || problem?.mend;
  return (
    <li className={`job job-${state}`}>
      <p className="job-name"><Icon name={state === 'done' ? 'check' : state === 'failed' ? 'error' : 'file'} /><span lang={CONTENT}>{upload.name}</span><span className="quiet">{showBytes(upload.bytes)}</span></p>
      <p className="job-state" role="status">{words[state]}</p>
      {busy && (
        <ProgressBar className="progress" aria-label={upload.name} {...(share === undefined || state !== 'running' ? { isIndeterminate: true } : { value: share })}>
          {({ percentage, isIndeterminate }) => <span className={`progress-fill${isIndeterminate ? ' progress-idle' : ''}`} style={isIndeterminate ? undefined : { width: `${percentage ?? 0}%` }} />}
        </ProgressBar>
      )}
      {state === 'failed' && <div className="job-problem"><p>{detail}</p>{mend && <p className="quiet">{mend}</p>}</div>}
      {state === 'done' && job?.result?.known && <p className="quiet">{t.deskKnownBytes}</p>}
      {state === 'done' && (job?.result?.resembles ?? []).slice(0, 1).map((r) => <p key={r.plan} className="quiet">{t.deskResembles(r.title)}</p>)}
      <p className="job-tools">
        {busy && <Button onPress={onCancel}>{t.cancel}</Button>}
        {state === 'done' && job?.result && <><Link className="button button-primary" to={planAddress(job.result.plan, 'desk')}>{t.deskOpen}</Link><Link className="button" to={planAddress(job.result.plan)}>{t.openDraft}</Link><Link to={documentAddress(job.result.document)}>{t.document}</Link></>}
      </p>
    </li>
  );
}
