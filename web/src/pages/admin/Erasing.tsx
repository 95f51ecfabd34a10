import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { DocumentInfo, PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Checkbox, TextField } from '../../components/Fields';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';

interface Filed extends DocumentInfo { erased?: { reason: string } }

// Personal data filed by mistake: the bytes go, the hash and the reason stay. It cannot be undone, so the name is typed.
export function Erasing() {
  const t = useText();
  const documents = useApi<{ documents: Filed[] }>('/documents', {}, { now: true });
  const plans = useApi<{ plans: PlanHead[] }>('/plans', {}, { now: true });
  const [chosen, setChosen] = useState<Filed>();
  const columns = useMemo((): Column<Filed>[] => {
    const titles = new Map((plans.data?.plans ?? []).map((p) => [p.id, p.title]));
    return [
      { id: 'name', header: t.eraseDocument, width: 'wide', value: (d) => d.name, cell: (d) => <Link to={documentAddress(d.sha256)} lang={CONTENT}>{d.name}</Link> },
      { id: 'plans', header: t.plans, value: (d) => (d.plans ?? []).map((p) => titles.get(p) ?? p).join('、'), cell: (d) => (d.plans ?? []).map((p) => <Link key={p} to={planAddress(p)} lang={CONTENT}>{titles.get(p) ?? p}</Link>) },
      { id: 'recorded', header: t.recorded, value: (d) => d.recorded ?? '', cell: (d) => <Instant at={d.recorded} /> },
      { id: 'erase', header: t.edit, filter: 'none', value: () => '', cell: (d) => d.erased ? <span className="quiet">{t.erasedDocument}：{d.erased.reason}</span> : <Button look="danger" onPress={() => setChosen(d)} aria-label={`${t.eraseChoose} ${d.name}`}>{t.eraseChoose}</Button> },
    ];
  }, [t, plans.data]);
  return (
    <>
      <p className="lede">{t.eraseLede}</p>
      <Async query={documents}>{(data) => <DataTable label={t.documents} rows={data.documents} columns={columns} name={t.erasing} empty={t.noDocuments} />}</Async>
      {chosen && <Confirm document={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function Confirm({ document, onClose }: { document: Filed; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [keep, setKeep] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <ReasonDialog title={`${t.erasing}：${document.name}`} action={t.eraseDo} danger onClose={onClose}
      onDone={async (reason) => {
        if (typed.trim() !== document.name) throw new Error(t.eraseConfirm(document.name));
        await send('POST', '/erasures', { blobs: [document.sha256], keep_readings: keep, reason });
        tell(t.eraseDone);
        await client.invalidateQueries();
      }}>
      <p>{t.eraseLede}</p>
      <Checkbox checked={keep} onChange={setKeep}>{t.eraseKeep}</Checkbox>
      <TextField label={t.eraseConfirm(document.name)} value={typed} onChange={setTyped} isRequired autoComplete="off" />
    </ReasonDialog>
  );
}
