import { FileTrigger } from 'react-aria-components';
import { apiUrl, send } from '../../api/client';
import { shown, type Report } from '../../api/tracking';
import { Button, IconButton } from '../../components/Button';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import type { Draft } from './useReport';

const PREFIX = 'evidence/';

export function Evidence({ path, report, disabled, draft }: { path: string; report: Report; disabled: boolean; draft: Draft }) {
  const t = useText();
  const place = path.replace(/^\/reports\//, '/evidence/');
  const { run, error } = useWrite(async (files: File[]) => {
    await draft.flush();
    for (const file of files) await send('PUT', place, file, { name: file.name });
  });
  const files = Object.entries(report.fields).filter(([name]) => name.startsWith(PREFIX)).map(([name]) => ({ name, sha: name.slice(PREFIX.length), title: shown(draft.value(name)) })).filter((f) => f.title);
  if (disabled && !files.length) return null;
  return (
    <section aria-labelledby="report-evidence">
      <h2 id="report-evidence">{t.reportEvidence}</h2>
      {error && <Failure error={error} />}
      {files.length > 0 && <ul className="desk-list">{files.map((f) => <li key={f.sha}><a href={apiUrl(place, { file: f.sha })} download lang={CONTENT}>{f.title}</a>{!disabled && <IconButton icon="trash" label={t.reportRemove(f.title)} onPress={() => draft.set(f.name, null)} />}</li>)}</ul>}
      {!disabled && <FileTrigger allowsMultiple onSelect={(chosen) => { if (chosen?.length) void run([...chosen]); }}><Button icon="upload">{t.reportAddFile}</Button></FileTrigger>}
    </section>
  );
}
