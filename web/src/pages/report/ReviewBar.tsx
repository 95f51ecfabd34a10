// What can be done with a report next: submit, take back, approve, return with a reason.
import { useState } from 'react';
import { ApiError, send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Fault, Obligation, Report } from '../../api/tracking';
import { Button } from '../../components/Button';
import { Link } from '../../components/Link';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { reportAddress } from '../work/Obligations';
import { fieldName } from './fields';
import type { Draft } from './useReport';

type Act = 'submit' | 'withdraw' | 'return' | 'approve';

export function ReviewBar({ path, report, draft }: { path: string; report: Report; draft: Draft }) {
  const { lang, t } = useLanguage();
  const [asking, setAsking] = useState<'return' | 'withdraw'>();
  const [faults, setFaults] = useState<Fault[]>([]);
  const { run, error } = useWrite(async (act: Act, note?: string) => {
    setFaults([]);
    if (act === 'submit' && !(await draft.flush())) return;
    try {
      await send('POST', path, { act, ...(note ? { note } : {}) });
    } catch (e) {
      const missing = e instanceof ApiError ? (e.problem as { faults?: Fault[] }).faults : undefined;
      if (!missing?.length) throw e;
      setFaults(missing);
      return;
    }
    tell({ submit: t.reportSubmitted, withdraw: t.cycleDone, return: t.reportReturned, approve: t.reportApproved }[act]);
  });
  const { may } = report;
  if (!may.file && !may.review && !may.withdraw && !report.obligation.mine) return null;
  return (
    <section className="review-bar" aria-label={t.reportActs}>
      {error && <Failure error={error} />}
      {faults.length > 0 && (
        <div role="alert" className="faults">
          <p>{t.reportMissing(faults.length)}</p>
          <ul>{faults.map((f, i) => <li key={i}><strong>{fieldName(t, f.field)}</strong> {f[lang]}</li>)}</ul>
        </div>
      )}
      <div className="row">
        {may.file && <Button look="primary" icon="check" onPress={() => void run('submit')}>{t.reportSubmit}</Button>}
        {may.review && <Button look="primary" icon="check" onPress={() => void run('approve')}>{t.reportApprove}</Button>}
        {may.review && <Button icon="undo" onPress={() => setAsking('return')}>{t.reportReturn}</Button>}
        {may.withdraw && <Button icon="undo" onPress={() => setAsking('withdraw')}>{t.reportWithdraw}</Button>}
        <NextItem report={report} />
      </div>
      {asking && <ReasonDialog title={(asking === 'return' ? t.reportReturn : t.reportWithdraw).replace('…', '')} action={asking === 'return' ? t.reportReturn : t.reportWithdraw} onClose={() => setAsking(undefined)} onDone={(reason) => run(asking, reason)} />}
    </section>
  );
}

// From one of mine to the next that is still to be done, without the way over the list.
function NextItem({ report }: { report: Report }) {
  const { t } = useLanguage();
  const mine = useApi<{ obligations: Obligation[] }>(`/plans/${encodeURIComponent(report.plan)}/cycles/${encodeURIComponent(report.cycle.id)}/obligations`, { mine: 'true' }, { now: true });
  const list = mine.data?.obligations ?? [];
  const here = list.findIndex((o) => o.node === report.node.id);
  const open = (o: Obligation) => o.node !== report.node.id && (o.state === 'none' || o.state === 'draft' || o.state === 'returned');
  const next = [...list.slice(here + 1), ...list.slice(0, Math.max(0, here))].find(open);
  if (here < 0 || !next) return null;
  return <Link to={reportAddress(next)} className="button next-item" title={`${next.label ?? ''} ${next.title}`.trim()}>{t.reportNextOne}（{t.reportLeft(list.filter(open).length)}）</Link>;
}
