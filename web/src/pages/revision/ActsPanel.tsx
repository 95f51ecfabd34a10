// The legal acts of a plan, of one revision or of one report: listed, recorded, taken back.
import { useState, type ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { apiUrl, send } from '../../api/client';
import { useApi, useRole } from '../../api/hooks';
import { revisionAddress, type Act, type ActKind } from '../../api/revision';
import type { Edition } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT, Period } from '../../components/Marks';
import { PeriodInput } from '../../components/PeriodInput';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { readPoint } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';

const KINDS: ActKind[] = ['decided', 'endorsed', 'noted', 'granted'];
export interface ActForm { act: ActKind; agency: string; day: string; number: string; note: string }
export const emptyAct: ActForm = { act: 'decided', agency: '', day: '', number: '', note: '' };
const whole = (typed: string): string | undefined => { const day = readPoint(typed); return day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined; };
// What the server takes; undefined while something is missing.
export function actBody(form: ActForm): Record<string, string> | undefined {
  const day = whole(form.day);
  if (!day || !form.agency.trim() || !form.number.trim()) return undefined;
  return { act: form.act, agency: form.agency.trim(), day, number: form.number.trim(), ...(form.note.trim() ? { note: form.note.trim() } : {}) };
}

export function ActFields({ form, onChange }: { form: ActForm; onChange: (form: ActForm) => void }) {
  const t = useText();
  const set = (change: Partial<ActForm>) => onChange({ ...form, ...change });
  return (
    <>
      <Select label={t.actKind} choices={KINDS.map((id) => ({ id, label: t[`act_${id}`] }))} value={form.act} onChange={(act) => set({ act: act as ActKind })} />
      <TextField label={t.actAgency} value={form.agency} onChange={(agency) => set({ agency })} placeholder="行政院" isRequired />
      <PeriodInput label={t.actDay} value={form.day} onChange={(day) => set({ day })} required whole />
      <TextField label={t.actNumber} value={form.number} onChange={(number) => set({ number })} placeholder="院臺字第1150000000號" isRequired />
      <TextField label={t.actNote} value={form.note} onChange={(note) => set({ note })} />
    </>
  );
}

export function LetterField({ file, onFile }: { file: File | undefined; onFile: (file: File | undefined) => void }) {
  const t = useText();
  return (
    <div className="field"><span className="field-label">{t.actLetter}</span>
      <span className="row"><FileTrigger onSelect={(files) => onFile(files?.item(0) ?? undefined)}><Button icon="file">{t.actChoose}</Button></FileTrigger>{file && <span lang={CONTENT}>{file.name}</span>}</span></div>
  );
}

export const sendLetter = (plan: string, act: number, file: File): Promise<unknown> => send('PUT', `/plans/${encodeURIComponent(plan)}/acts/${act}/letter`, file, { name: file.name });

interface Subject { edition?: number; revision?: number; cycle?: string; node?: string }
// `only`: acts about this alone; a new one is about it.
export function ActsPanel({ plan, editions = [], only, tools }: { plan: string; editions?: Edition[]; only?: Subject; tools?: ReactNode }) {
  const t = useText();
  const acts = useApi<{ acts: Act[] }>(`/plans/${encodeURIComponent(plan)}/acts`);
  const officer = useRole('officer');
  const [recording, setRecording] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Act>();
  const write = useWrite(() => Promise.resolve());
  const shown = (all: Act[]) => (only ? all.filter((a) => (only.revision === undefined || a.revision === only.revision) && (only.cycle === undefined || (a.cycle === only.cycle && a.node === only.node))) : all);
  return (
    <section aria-labelledby="acts" className="acts">
      <h2 id="acts">{t.acts}</h2>
      {!only && <p className="quiet">{t.actsText}</p>}
      <Async query={acts}>{(data) => (shown(data.acts).length
        ? <ActTable plan={plan} acts={shown(data.acts)} subject={!only} onWithdraw={officer ? setWithdrawing : undefined} />
        : <p className="quiet">{t.actsNone}</p>)}</Async>
      <p className="row">{officer && <Button icon="plus" onPress={() => setRecording(true)}>{t.actRecord}</Button>}{tools}</p>
      {recording && <RecordDialog plan={plan} editions={editions} only={only} onClose={() => setRecording(false)} />}
      {withdrawing && (
        <ReasonDialog title={t.actWithdraw.replace('…', '')} action={t.actWithdraw} danger onClose={() => setWithdrawing(undefined)}
          onDone={async (reason) => { await send('DELETE', `/plans/${encodeURIComponent(plan)}/acts/${withdrawing.id}`, { reason }); tell(t.revisionDone); await write.run(); }}>
          <p>{t.actWithdrawText}</p>
        </ReasonDialog>
      )}
    </section>
  );
}

function ActTable({ plan, acts, subject, onWithdraw }: { plan: string; acts: Act[]; subject: boolean; onWithdraw: ((act: Act) => void) | undefined }) {
  const { lang, t } = useLanguage();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={t.tableNamed(t.acts)}>
      <table className="table">
        <thead><tr><th scope="col">{t.actKind}</th><th scope="col">{t.actAgency}</th><th scope="col">{t.actDay}</th><th scope="col">{t.actNumber}</th>{subject && <th scope="col">{t.actSubject}</th>}<th scope="col">{t.actLetter}</th>{onWithdraw && <th scope="col"><span className="unseen">{t.actWithdraw}</span></th>}</tr></thead>
        <tbody>{acts.map((a) => (
          <tr key={a.id} className={a.withdrawn ? 'act-withdrawn' : ''}>
            <th scope="row">{a.title[lang]}{a.withdrawn && <span className="withdrawn-reason">{t.actWithdrawn(a.withdrawn)}</span>}</th>
            <td lang={CONTENT}>{a.agency}</td><td><Period period={a.day} full /></td><td lang={CONTENT}>{a.number}{a.note && <span className="act-note">{a.note}</span>}</td>
            {subject && <td><About plan={plan} act={a} /></td>}
            <td lang={CONTENT}>{a.file && (a.attached ? <a href={apiUrl(`/plans/${encodeURIComponent(plan)}/acts/${a.id}/letter`)} download>{a.file_name}</a> : <Link to={documentAddress(a.file)}>{a.file_name ?? t.actLetter}</Link>)}</td>
            {onWithdraw && <td>{!a.withdrawn && <Button look="quiet" onPress={() => onWithdraw(a)} aria-label={`${t.actWithdraw} ${a.number}`}>{t.deskWithdraw}</Button>}</td>}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function About({ plan, act }: { plan: string; act: Act }) {
  const t = useText();
  if (act.cycle) return <Link to={`/reports/${encodeURIComponent(plan)}/${encodeURIComponent(act.cycle)}/${act.node?.split('/').map(encodeURIComponent).join('/') ?? ''}`}>{t.actReport(act.cycle)}</Link>;
  return (
    <>
      {act.revision !== undefined && <Link to={revisionAddress(plan, act.revision)}>{t.revisionNo(act.revision)}</Link>}
      {act.revision !== undefined && act.edition !== undefined && ' → '}
      {act.edition !== undefined && <Link to={`${planAddress(plan, 'history')}`}>{t.edition(act.edition)}</Link>}
      {act.revision === undefined && act.edition === undefined && t.actPlan}
    </>
  );
}

function RecordDialog({ plan, editions, only, onClose }: { plan: string; editions: Edition[]; only: Subject | undefined; onClose: () => void }) {
  const t = useText();
  const [form, setForm] = useState(emptyAct);
  const [file, setFile] = useState<File>();
  const published = editions.filter((e) => e.state === 'published').map((e) => e.edition).reverse();
  const [about, setAbout] = useState(String(published[0] ?? ''));
  const body = actBody(form);
  const { run, error } = useWrite(async () => {
    const subject = only ?? (about ? { edition: Number(about) } : {});
    const { seq } = await send<{ seq: number }>('POST', `/plans/${encodeURIComponent(plan)}/acts`, { ...body, ...subject });
    if (file) await sendLetter(plan, seq, file);
    tell(t.actRecorded);
    onClose();
  });
  return (
    <Dialog title={t.actRecord.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (body) void run(); }}>
        {error && <Failure error={error} />}
        {!only && <Select label={t.actSubject} choices={[...published.map((n) => ({ id: String(n), label: t.edition(n) })), { id: '', label: t.actPlan }]} value={about} onChange={setAbout} />}
        <ActFields form={form} onChange={setForm} />
        <LetterField file={file} onFile={setFile} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!body}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
