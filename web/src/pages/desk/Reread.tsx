// Reading the kept bytes again with today's reader: started here, followed as a job, then looked at as a difference.
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, get, send } from '../../api/client';
import type { Job } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { planAddress, useAddress } from '../../components/Link';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { stepName } from '../upload/steps';
import { useDesk } from './useDesk';

interface Result { same?: boolean }
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

export const proposalAddress = (plan: string): string => `${planAddress(plan, 'diff')}?from=draft&to=proposal`;

export function RereadDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const desk = useDesk();
  const navigate = useNavigate();
  const address = useAddress();
  const [step, setStep] = useState<string>();
  const [error, setError] = useState<Error>();
  const run = async () => {
    setError(undefined);
    setStep('');
    try {
      const { job } = await desk.command(() => send<{ job: string }>('POST', `${desk.path}/reread`, {}));
      for (let pause = 200; ; pause = Math.min(1000, pause * 1.3)) {
        const now = await get<Job>(`/jobs/${job}`);
        setStep(now.step ?? '');
        if (now.state === 'failed' || now.state === 'cancelled') throw new ApiError(now.error?.status ?? 500, now.error ?? { title: t.jobCancelled });
        if (now.state === 'done') {
          await desk.reload();
          if ((now.result as Result | undefined)?.same) { tell(t.deskRereadSame); onClose(); return; }
          void navigate(address(proposalAddress(desk.plan)));
          return;
        }
        await wait(pause);
      }
    } catch (e) {
      setError(e as Error);
      setStep(undefined);
    }
  };
  return (
    <Dialog title={t.deskReread} open onClose={onClose}>
      <p>{t.deskRereadText}</p>
      {error && <Failure error={error} />}
      {step !== undefined && <p role="status">{t.jobStep(stepName(step, t))}</p>}
      <div className="row"><Button look="primary" isDisabled={step !== undefined} onPress={() => void run()}>{t.deskReread}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
    </Dialog>
  );
}
