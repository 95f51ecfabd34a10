// What was said about one field, at the field; and saying something there.
import { createContext, useContext, useState, type ReactNode } from 'react';
import { send } from '../../api/client';
import type { Report } from '../../api/tracking';
import { Button } from '../../components/Button';
import { CONTENT, Instant } from '../../components/Marks';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { fieldName } from './fields';

interface Talk { path: string; report: Report }
const Context = createContext<Talk | undefined>(undefined);

export function RemarksProvider({ path, report, children }: Talk & { children: ReactNode }) {
  return <Context.Provider value={{ path, report }}>{children}</Context.Provider>;
}

export const mayTalk = ({ may, state }: Report): boolean => state !== 'none' && (may.file || may.review || may.contribute.length > 0);

export function FieldRemarks({ field, name }: { field: string; name?: string }) {
  const t = useText();
  const talk = useContext(Context);
  const [open, setOpen] = useState(false);
  if (!talk) return null;
  const { report, path } = talk;
  const remarks = report.comments.filter((c) => c.field === field);
  // Who files says it in the field; what they answer stands with what was said.
  const may = mayTalk(report) && (report.may.review || remarks.length > 0);
  if (!remarks.length && !may) return null;
  const called = name ?? fieldName(t, field);
  return (
    <div className="field-remarks">
      {remarks.length > 0 && (
        <ul aria-label={t.remarksOn(called)}>{remarks.map((c) => (
          <li key={c.id} className={c.round === report.round ? 'remark-now' : 'remark-past'}><span lang={CONTENT} className="prose">{c.text}</span> <span className="quiet">{c.by} <Instant at={c.recorded} />{c.round !== report.round && ` · ${t.remarkRound(c.round)}`}</span></li>
        ))}</ul>
      )}
      {may && (open ? <Say path={path} field={field} label={t.remarksOn(called)} onDone={() => setOpen(false)} /> : <button type="button" className="text-button remark-add" onClick={() => setOpen(true)} aria-label={`${t.reportComment}：${called}`}>{t.reportComment}</button>)}
    </div>
  );
}

function Say({ path, field, label, onDone }: { path: string; field: string; label: string; onDone: () => void }) {
  const t = useText();
  const [text, setText] = useState('');
  const { run, error } = useWrite(async () => { await send('POST', path, { act: 'comment', text: text.trim(), field }); onDone(); });
  return (
    <form className="form remark-form" onSubmit={(e) => { e.preventDefault(); if (text.trim()) void run(); }}>
      {error && <Failure error={error} />}
      <TextArea label={label} rows={2} value={text} onChange={setText} maxLength={2000} autoFocus content />
      <div className="row"><Button type="submit" isDisabled={!text.trim()}>{t.reportComment}</Button><Button onPress={onDone}>{t.cancel}</Button></div>
    </form>
  );
}
