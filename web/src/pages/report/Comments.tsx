// What was said about the report as a whole, and the way it came.
import { useState } from 'react';
import { send } from '../../api/client';
import type { Report } from '../../api/tracking';
import { Button } from '../../components/Button';
import { CONTENT, Instant } from '../../components/Marks';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { fieldName } from './fields';
import { mayTalk } from './FieldRemarks';

export function Comments({ path, report }: { path: string; report: Report }) {
  const t = useText();
  const [text, setText] = useState('');
  const { run, error } = useWrite(async () => {
    await send('POST', path, { act: 'comment', text: text.trim() });
    setText('');
  });
  const may = mayTalk(report);
  if (!may && !report.comments.length) return null;
  return (
    <section aria-labelledby="report-comments">
      <h2 id="report-comments">{t.reportComments}{report.comments.length > 0 && <span className="tab-count">{report.comments.length}</span>}</h2>
      {report.comments.length > 0 && <ul className="remarks">{report.comments.map((c) => <li key={c.id}><p className="meta"><strong>{fieldName(t, c.field ?? '')}</strong><span>{c.by}</span><Instant at={c.recorded} /></p><p lang={CONTENT} className="prose">{c.text}</p></li>)}</ul>}
      {may && (
        <form className="form" onSubmit={(e) => { e.preventDefault(); if (text.trim()) void run(); }}>
          {error && <Failure error={error} />}
          <TextArea label={t.reportCommentWhole} hint={t.reportCommentHint} rows={2} value={text} onChange={setText} maxLength={2000} content />
          <div className="row"><Button type="submit" isDisabled={!text.trim()}>{t.reportComment}</Button></div>
        </form>
      )}
    </section>
  );
}

export function TheWay({ report }: { report: Report }) {
  const t = useText();
  if (!report.steps.length) return null;
  const name = (act: string) => (t as unknown as Record<string, string>)[`act_${act}`] ?? act;
  return (
    <section aria-labelledby="report-way">
      <h2 id="report-way">{t.reportWay}</h2>
      <ol className="remarks">{report.steps.map((s, i) => <li key={i}><p className="meta"><strong>{name(s.act)}</strong><span>{s.on_behalf ? t.onBehalf(s.by, s.on_behalf) : s.by}</span><Instant at={s.recorded} /></p>{s.note && <p lang={CONTENT} className="prose">{s.note}</p>}</li>)}</ol>
    </section>
  );
}
