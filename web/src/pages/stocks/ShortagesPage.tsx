// Shortages as cases: who notified what, what became of it.
import { useMemo, useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Board, Severity, Shortage, StockScope } from '../../api/stocks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Empty, Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { StockFrame, useExercise, useStockAddress } from './scope';

export default function ShortagesPage() {
  const t = useText();
  const exercise = useExercise();
  const [notifying, setNotifying] = useState(false);
  const list = useApi<StockScope & { shortages: Shortage[] }>('/stocks/shortages', { exercise });
  return (
    <StockFrame title={t.shortages} scope={list.data}>
      <div className="page-head"><h1>{t.shortages}</h1><div className="row page-tools"><Button look="primary" onPress={() => setNotifying(true)}>{t.shortageNotify}</Button></div></div>
      <Async page query={list}>{(data) => (data.shortages.length ? <CaseList cases={data.shortages} name={data.exercise ? `演習-${data.exercise.name}` : 'stocks'} /> : <Empty title={t.shortagesNone} />)}</Async>
      {notifying && <NotifyDialog onClose={() => setNotifying(false)} />}
    </StockFrame>
  );
}

export function CaseList({ cases, name }: { cases: Shortage[]; name: string }) {
  const t = useText();
  const to = useStockAddress();
  const columns = useMemo((): Column<Shortage>[] => [
    { id: 'item', header: t.shortageItem, width: 'wide', value: (s) => s.item, cell: (s) => <Link to={to(`/shortages/${encodeURIComponent(s.id)}`)} lang={CONTENT}>{s.item}</Link> },
    { id: 'state', header: t.stockState, filter: 'choice', value: (s) => t[`case_${s.state}`], cell: (s) => <span className={`phase ${s.state === 'handled' ? 'report-approved' : s.state === 'assessed' ? 'phase-open' : 'phase-grace'}`}>{t[`case_${s.state}`]}</span> },
    { id: 'severity', header: t.shortageSeverity, filter: 'choice', value: (s) => t[`severity_${s.severity}`], cell: (s) => <span className={s.severity === 'high' ? 'mark-overdue' : ''}>{s.severity === 'high' && '▲ '}{t[`severity_${s.severity}`]}</span> },
    { id: 'owner', header: t.stockOwner, filter: 'choice', value: (s) => s.owner, cell: (s) => <span lang={CONTENT}>{s.owner}</span> },
    { id: 'agency', header: t.shortageAgency, value: (s) => s.agency || s.site_name, cell: (s) => <span lang={CONTENT}>{s.agency || s.site_name}</span> },
    { id: 'when', header: t.case_notified, value: (s) => s.steps[0]?.recorded ?? '', cell: (s) => <Instant at={s.steps[0]?.recorded} /> },
  ], [t, to]);
  return <DataTable label={t.shortages} rows={cases} columns={columns} name={`${name}-shortages`} />;
}

const SEVERITIES: Severity[] = ['unknown', 'low', 'medium', 'high'];

function NotifyDialog({ onClose }: { onClose: () => void }) {
  const { lang, t } = useLanguage();
  const exercise = useExercise();
  const board = useApi<Board>('/stocks', { exercise });
  const [material, setMaterial] = useState('');
  const [form, setForm] = useState({ item: '', owner: '', agency: '', reason: '' });
  const [severity, setSeverity] = useState<Severity>('unknown');
  const set = (key: keyof typeof form) => (value: string) => setForm({ ...form, [key]: value });
  const { run, error } = useWrite(() => send('POST', '/stocks/shortages', { exercise, material, severity, ...form }));
  return (
    <Dialog title={t.shortageNotify.replace('…', '')} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); void run().then((done) => { if (done) { tell(t.shortageDone); onClose(); } }); }}>
        {error && <Failure error={error} />}
        <Select label={t.stockMaterial} value={material || 'other'} onChange={(id) => setMaterial(id === 'other' ? '' : id)} choices={[{ id: 'other', label: t.shortageOther }, ...(board.data?.materials ?? []).map((m) => ({ id: m.id, label: m.name[lang] }))]} />
        <TextField label={t.shortageItem} value={form.item} onChange={set('item')} isRequired={!material} maxLength={200} />
        {!material && <TextField label={t.stockOwner} value={form.owner} onChange={set('owner')} isRequired maxLength={200} />}
        <TextField label={t.shortageAgency} value={form.agency} onChange={set('agency')} maxLength={200} />
        <Select label={t.shortageSeverity} value={severity} onChange={(id) => setSeverity(id as Severity)} choices={SEVERITIES.map((s) => ({ id: s, label: t[`severity_${s}`] }))} />
        <TextArea label={t.deskReason} rows={3} value={form.reason} onChange={set('reason')} isRequired maxLength={600} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!form.reason.trim()}>{t.shortageNotify.replace('…', '')}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
