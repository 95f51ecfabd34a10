// Filing in bulk: the sheet of all that an agency owes goes out, comes back filled, and its errors are told cell by cell.
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { apiUrl, send } from '../../api/client';
import type { SheetAnswer } from '../../api/tracking';
import { Button } from '../../components/Button';
import { Select } from '../../components/Fields';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { useWrite } from '../admin/useWrite';

export function SheetSection({ base, agencies }: { base: string; agencies: string[] }) {
  const { lang, t } = useLanguage();
  const [agency, setAgency] = useState(agencies[0] ?? '');
  const [answer, setAnswer] = useState<SheetAnswer>();
  const { run, error } = useWrite(async (file: File) => {
    setAnswer(undefined);
    const done = await send<SheetAnswer>('POST', `${base}/sheet`, file, { name: file.name, agency });
    setAnswer(done);
    tell(t.sheetDone(done.rows, done.changed, done.unchanged), done.errors.length ? 'error' : 'done');
  });
  if (!agencies.length) return null;
  return (
    <section aria-labelledby="sheet">
      <h2 id="sheet">{t.sheet}</h2>
      <p className="quiet">{t.sheetText}</p>
      <div className="row sheet-row">
        <Select label={t.agency} choices={agencies.map((a) => ({ id: a, label: a }))} value={agency} onChange={setAgency} />
        {(['xlsx', 'ods', 'csv'] as const).map((format) => <a key={format} className="button" href={apiUrl(`${base}/sheet`, { agency, format })} download>{format.toUpperCase()}</a>)}
        <FileTrigger acceptedFileTypes={['.xlsx', '.ods', '.csv']} onSelect={(files) => { const file = files?.item(0); if (file) void run(file); }}>
          <Button icon="upload" look="primary">{t.sheetUpload}</Button>
        </FileTrigger>
      </div>
      {error && <Failure error={error} />}
      {answer && <p role="status">{t.sheetDone(answer.rows, answer.changed, answer.unchanged)}</p>}
      {answer && answer.errors.length > 0 && (
        <>
          <p className="count-open">{t.sheetErrors(answer.errors.length)}</p>
          <table className="table">
            <thead><tr><th scope="col">{t.sheetCell}</th><th scope="col">{t.item}</th><th scope="col">{t.sheetWhat}</th></tr></thead>
            <tbody>{answer.errors.slice(0, 100).map((e, i) => <tr key={i}><th scope="row">{[e.table, e.cell].filter(Boolean).join(' ')}</th><td lang={CONTENT}>{[e.key, e.column].filter(Boolean).join(' · ')}</td><td>{e[lang]}</td></tr>)}</tbody>
          </table>
        </>
      )}
    </section>
  );
}
