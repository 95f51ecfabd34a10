// An agency's own numbers for the plan's items, so that its sheets need no other key.
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { send } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import type { AgencyKeys } from '../../api/settings';
import type { Outline } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Label } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { pastedKeys, type Target } from '../../lib/keys';
import { compareText } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';
import { useOutline, usePlan } from '../plan/usePlan';
import { TrackingParts } from './parts';

export default function KeysTab() {
  const plan = usePlan();
  const t = useText();
  const outline = useOutline(plan);
  return (
    <section>
      <TrackingParts plan={plan.id} at="keys" />
      <h2 className="unseen">{t.keys}</h2>
      <p className="lede">{t.keysLede}</p>
      <Async query={outline}>{(data) => <Chosen outline={data} plan={plan.id} />}</Async>
    </section>
  );
}

function Chosen({ outline, plan }: { outline: Outline; plan: string }) {
  const t = useText();
  const session = useSession();
  const [params, setParams] = useSearchParams();
  const agencies = useMemo(() => [...new Set([...outline.lead, ...outline.co].flat())].sort(compareText), [outline]);
  const own = session.data?.account?.roles.map((r) => r.agency).find((a) => a && agencies.includes(a));
  const agency = params.get('agency') ?? own ?? agencies[0] ?? '';
  if (!agencies.length) return <Empty title={t.keysNone} />;
  return (
    <>
      <div className="row keys-agency"><Select label={t.keysChoose} choices={agencies.map((id) => ({ id, label: id }))} value={agency} onChange={(id) => setParams({ agency: id }, { replace: true })} /></div>
      <Keys key={agency} plan={plan} agency={agency} outline={outline} />
    </>
  );
}

function Keys({ plan, agency, outline }: { plan: string; agency: string; outline: Outline }) {
  const t = useText();
  const path = `/plans/${encodeURIComponent(plan)}/keys/${encodeURIComponent(agency)}`;
  const keys = useApi<AgencyKeys>(path, {}, { now: true });
  const items = useMemo(() => outline.id.flatMap((id, row): Target[] => (outline.lead[row]?.includes(agency) || outline.co[row]?.includes(agency) ? [{ id, label: outline.label[row] ?? '', title: outline.title[row] ?? '' }] : [])), [outline, agency]);
  if (!items.length) return <Empty title={t.keysNone} />;
  return <Async query={keys} skeleton={<Skeleton rows={8} wide />}>{(data) => <Editor path={path} kept={data} items={items} plan={plan} agency={agency} />}</Async>;
}

function Editor({ path, kept, items, plan, agency }: { path: string; kept: AgencyKeys; items: Target[]; plan: string; agency: string }) {
  const t = useText();
  // By item, as typed; the server keeps them by key.
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [column, setColumn] = useState(kept.column ?? '');
  const [pasting, setPasting] = useState(false);
  const before = useMemo(() => Object.fromEntries(Object.entries(kept.keys ?? {}).map(([key, node]) => [node, key])), [kept]);
  const of = (id: string) => typed[id] ?? before[id] ?? '';
  const all = items.map((i) => ({ id: i.id, key: of(i.id).trim() })).filter((i) => i.key);
  const double = all.find((i, n) => all.findIndex((o) => o.key === i.key) !== n)?.key;
  const { run, error } = useWrite(async () => {
    // Keys of items that are another agency's now stay as they are.
    const mine = new Set(items.map((i) => i.id));
    const others = Object.entries(kept.keys ?? {}).filter(([, node]) => !mine.has(node));
    await send('PUT', path, { column: column.trim(), keys: Object.fromEntries([...others, ...all.map((i) => [i.key, i.id])]) });
    tell(t.keysSaved(all.length));
    setTyped({});
  });
  const changed = column.trim() !== (kept.column ?? '') || items.some((i) => of(i.id).trim() !== (before[i.id] ?? ''));
  const columns: Column<Target>[] = [
    { id: 'key', header: t.keysKey, value: (i) => of(i.id), cell: (i) => <input className="input key-input" aria-label={`${t.keysKey} ${i.label} ${i.title}`} value={of(i.id)} maxLength={100} onChange={(e) => setTyped({ ...typed, [i.id]: e.target.value })} /> },
    { id: 'title', header: t.item, width: 'wide', value: (i) => `${i.label} ${i.title}`.trim(), cell: (i) => <Link to={nodeAddress(plan, i.id)} lang={CONTENT}><Label text={i.label} />{i.title}</Link> },
    { id: 'id', header: t.nodeId, hidden: true, value: (i) => i.id, cell: (i) => <span className="mono">{i.id}</span> },
  ];
  return (
    <form className="form keys-form" onSubmit={(e) => { e.preventDefault(); if (column.trim() && !double) void run(); }}>
      {error && <Failure error={error} />}
      <div className="keys-head">
        <TextField label={t.keysColumn} hint={t.keysColumnHint} value={column} onChange={setColumn} isRequired maxLength={60} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!column.trim() || Boolean(double) || !changed}>{t.save}</Button><Button icon="copy" onPress={() => setPasting(true)}>{t.keysPaste}</Button></div>
      </div>
      {double && <p className="field-error" role="status">{t.keysDouble(double)}</p>}
      <DataTable label={t.keys} rows={items} columns={columns} name={`keys-${agency}`} />
      {pasting && <Paste items={items} onClose={() => setPasting(false)} onKeys={(found) => setTyped({ ...typed, ...found })} />}
    </form>
  );
}

function Paste({ items, onClose, onKeys }: { items: Target[]; onClose: () => void; onKeys: (keys: Record<string, string>) => void }) {
  const t = useText();
  const [text, setText] = useState('');
  const { keys, bad } = useMemo(() => pastedKeys(text, items), [text, items]);
  const count = Object.keys(keys).length;
  return (
    <Dialog title={t.keysPaste} open onClose={onClose}>
      <div className="form">
        <TextArea label={t.keysPaste} hint={t.keysPasteHint} rows={8} value={text} onChange={setText} autoFocus />
        <p role="status" className="quiet">{text.trim() && t.keysPasted(count, bad.length)}</p>
        {bad.length > 0 && <ul className="plain-list quiet">{bad.slice(0, 8).map((l, i) => <li key={i} lang={CONTENT}>{l}</li>)}</ul>}
        <div className="row"><Button look="primary" isDisabled={!count} onPress={() => { onKeys(keys); onClose(); }}>{t.keysPasteDo}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </div>
    </Dialog>
  );
}
