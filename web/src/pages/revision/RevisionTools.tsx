// What may be done with a revision as it stands: edited, proposed, returned, withdrawn, approved.
import { useState } from 'react';
import { get, send } from '../../api/client';
import { revisionAddress, type Revision } from '../../api/revision';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox } from '../../components/Fields';
import { Link } from '../../components/Link';
import { PeriodInput } from '../../components/PeriodInput';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { today as storeDay } from '../../lib/store';
import { readPoint, typedPeriod } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';
import { actBody, ActFields, emptyAct, LetterField, sendLetter } from './ActsPanel';
import { RevisionFields, revisionBody, revisionForm } from './RevisionsTab';

type Doing = 'describe' | 'return' | 'withdraw' | 'approve';
interface Props { plan: PlanHead; revision: Revision }

export function RevisionTools({ plan, revision }: Props) {
  const { t } = useLanguage();
  const [doing, setDoing] = useState<Doing>();
  const path = `/plans/${encodeURIComponent(plan.id)}/revisions/${revision.number}`;
  const { run, error } = useWrite(async (act: string, note?: string) => {
    await send('POST', path, { act, version: revision.version, ...(note ? { note } : {}) });
    tell(t.revisionDone);
  });
  const refresh = useWrite(() => Promise.resolve());
  const { may } = revision;
  const close = () => setDoing(undefined);
  return (
    <div className="page-tools revision-tools">
      {may.edit && !revision.behind && <Link className="button" to={revisionAddress(plan.id, revision.number, 'edit')}>{t.revisionEdit}</Link>}
      {may.edit && <Button onPress={() => setDoing('describe')}>{t.revisionDescribe}</Button>}
      {may.withdraw && <Button onPress={() => setDoing('withdraw')}>{t.revisionWithdraw}</Button>}
      {may.decide && <Button onPress={() => setDoing('return')}>{t.revisionReturn}</Button>}
      {may.propose && revision.operations.length > 0 && <Button look="primary" icon="check" onPress={() => void run('propose')}>{t.revisionPropose}</Button>}
      {may.decide && !revision.behind && <Button look="primary" icon="check" onPress={() => setDoing('approve')}>{t.revisionApprove}</Button>}
      <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
      {error && <Failure error={error} />}
      {(doing === 'return' || doing === 'withdraw') && (
        <ReasonDialog title={(doing === 'return' ? t.revisionReturn : t.revisionWithdraw).replace('…', '')} action={doing === 'return' ? t.revisionReturn : t.revisionWithdraw} danger={doing === 'withdraw'} onClose={close}
          onDone={async (reason) => { await send('POST', path, { act: doing, note: reason, version: revision.version }); tell(t.revisionDone); await refresh.run(); }} />
      )}
      {doing === 'describe' && <DescribeDialog path={path} revision={revision} onClose={close} />}
      {doing === 'approve' && <ApproveDialog plan={plan} path={path} revision={revision} onClose={close} />}
    </div>
  );
}

function DescribeDialog({ path, revision, onClose }: { path: string; revision: Revision; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const [form, setForm] = useState(() => revisionForm(revision, lang));
  const body = revisionBody(form);
  const { run, error } = useWrite(async () => {
    await send('PUT', path, { ...body, version: revision.version });
    tell(t.revisionDone);
    onClose();
  });
  return (
    <Dialog title={t.revisionDescribe.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (body) void run(); }}>
        {error && <Failure error={error} />}
        <RevisionFields form={form} onChange={setForm} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!body}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}

// It rests on a legal act: one that was recorded already, or the one that is given here.
function ApproveDialog({ plan, path, revision, onClose }: Props & { path: string; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const earliest = revision.newest_effective > storeDay() ? revision.newest_effective : storeDay();
  const [typed, setTyped] = useState(typedPeriod(revision.effective ?? earliest, lang));
  const [proofread, setProofread] = useState(true);
  const [form, setForm] = useState(emptyAct);
  const [file, setFile] = useState<File>();
  const there = revision.acts.some((a) => !a.withdrawn);
  const effective = readPoint(typed);
  const day = effective !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(effective);
  const record = actBody(form);
  const next = Math.max(0, ...(plan.editions ?? []).map((e) => e.edition)) + 1;
  const ready = day && (there || record !== undefined);
  const { run, error } = useWrite(async () => {
    await send('POST', path, { act: 'approve', effective, proofread, version: revision.version, ...(record ? { record } : {}) });
    if (file && record) {
      const after = await get<Revision>(path);
      const newest = after.acts[0];
      if (newest) await sendLetter(plan.id, newest.id, file);
    }
    tell(t.revisionBecame(next));
    onClose();
  });
  return (
    <Dialog title={t.revisionApprove.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (ready) void run(); }}>
        {error && <Failure error={error} />}
        <p>{t.revisionApproveText(next)}</p>
        <PeriodInput label={t.effectiveFrom} value={typed} onChange={setTyped} required whole />
        <fieldset className="form revision-act"><legend className="field-label">{there ? t.actThere : t.actNeeded}</legend>
          <ActFields form={form} onChange={setForm} />
          <LetterField file={file} onFile={setFile} />
        </fieldset>
        <Checkbox checked={proofread} onChange={setProofread}>{t.revisionProofread}</Checkbox>
        <div className="row"><Button type="submit" look="primary" isDisabled={!ready}>{t.revisionApprove.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
