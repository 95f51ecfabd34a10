import { useEffect, useRef, useState } from 'react';
import { apiUrl, send } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { useWrite } from './useWrite';

interface Fault { cell: string; column: string; key: string; zh: string; en: string }
interface Imported { applied: boolean; rows: number; made: number; changed: number; unchanged: number; passwords: { name: string; password: string }[]; errors: Fault[] }

// From a sheet: looked at first, then all of it or nothing.
export function ImportSheet({ what }: { what: 'accounts' | 'agencies' }) {
  const { t } = useLanguage();
  const [file, setFile] = useState<File>();
  const input = useRef<HTMLInputElement>(null);
  return (
    <p className="row import-sheet">
      <a className="button" href={apiUrl(`/imports/${what}`, { format: 'xlsx' })} download>{t.importDownload}</a>
      <Button icon="upload" onPress={() => input.current?.click()}>{t.importUpload}</Button>
      <input ref={input} type="file" hidden accept=".xlsx,.ods,.csv" aria-label={t.importUpload} onChange={(e) => { setFile(e.target.files?.[0]); e.target.value = ''; }} />
      {file && <Check key={file.name + file.lastModified} what={what} file={file} onClose={() => setFile(undefined)} />}
    </p>
  );
}

function Check({ what, file, onClose }: { what: string; file: File; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const [result, setResult] = useState<Imported>();
  const write = useWrite((apply: boolean) => send<Imported>('POST', `/imports/${what}`, file, { name: file.name, ...(apply ? { apply: 'true' } : {}) }));
  const run = async (apply: boolean) => {
    const done = await write.run(apply);
    if (done) { setResult(done); if (done.applied) tell(t.saved); }
  };
  useEffect(() => { void run(false); }, []);
  const lines = result?.passwords.map((p) => `${p.name}\t${p.password}`).join('\n') ?? '';
  return (
    <Dialog title={`${t.importUpload}：${file.name}`} open onClose={onClose}>
      {write.error && <Failure error={write.error} />}
      {!result && !write.error && <p role="status">{t.importLooking}</p>}
      {result && <p role="status">{t.importCounts(result.rows, result.made, result.changed, result.unchanged)}</p>}
      {result && result.errors.length > 0 && (
        <>
          <p className="form-error" role="alert">{t.importNothing}</p>
          <ul className="import-faults">{result.errors.slice(0, 100).map((e, i) => <li key={i}><strong>{e.cell} {e.column}</strong> {e.key}：{e[lang]}</li>)}</ul>
        </>
      )}
      {lines && (
        <>
          <p>{t.importPasswords}</p>
          <pre className="secret mono">{lines}</pre>
          <Button icon="copy" onPress={() => void navigator.clipboard.writeText(lines).then(() => tell(t.copiedText))}>{t.copy}</Button>
        </>
      )}
      <div className="row">
        {result && !result.applied && !result.errors.length && <Button look="primary" onPress={() => void run(true)} isDisabled={!result.made && !result.changed}>{t.importApply}</Button>}
        <Button onPress={onClose}>{t.close}</Button>
      </div>
    </Dialog>
  );
}
