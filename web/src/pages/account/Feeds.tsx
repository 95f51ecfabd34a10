import { useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Select } from '../../components/Fields';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

interface Feed { id: string; plan?: string; created: string }

// Due dates in one's own calendar, by a secret address.
export function Feeds() {
  const t = useText();
  const feeds = useApi<{ feeds: Feed[] }>('/feeds', {}, { now: true });
  const plans = useApi<{ plans: PlanHead[] }>('/plans', {}, { now: true });
  const [making, setMaking] = useState(false);
  const revoke = useWrite((id: string) => send('DELETE', `/feeds/${encodeURIComponent(id)}`).then(() => tell(t.feedRevoked)));
  const title = (id: string | undefined) => (id ? plans.data?.plans.find((p) => p.id === id)?.title ?? id : t.feedMine);
  const columns: Column<Feed>[] = [
    { id: 'what', header: t.feedWhat, value: (f) => title(f.plan), cell: (f) => <span lang={CONTENT}>{title(f.plan)}</span> },
    { id: 'created', header: t.reviewCreated, value: (f) => f.created, cell: (f) => <Instant at={f.created} /> },
    { id: 'revoke', header: t.tokenRevoke, filter: 'none', value: () => '', cell: (f) => <Button look="danger" onPress={() => void revoke.run(f.id)} aria-label={`${t.tokenRevoke} ${title(f.plan)}`}>{t.tokenRevoke}</Button> },
  ];
  return (
    <section aria-labelledby="feeds">
      <h2 id="feeds">{t.feeds}</h2>
      <p className="quiet">{t.feedsText}</p>
      {revoke.error && <Failure error={revoke.error} />}
      <Async query={feeds}>{(data) => <DataTable label={t.feeds} rows={data.feeds} columns={columns} name={t.feeds} empty={t.feedsNone} tools={<Button look="primary" onPress={() => setMaking(true)}>{t.feedNew}</Button>} />}</Async>
      {making && <Maker plans={plans.data?.plans ?? []} onClose={() => setMaking(false)} />}
    </section>
  );
}

const MINE = 'mine';

function Maker({ plans, onClose }: { plans: PlanHead[]; onClose: () => void }) {
  const t = useText();
  const [plan, setPlan] = useState(MINE);
  const [address, setAddress] = useState('');
  const write = useWrite(() => send<{ path: string; url?: string }>('POST', '/feeds', plan === MINE ? {} : { plan }));
  const make = async () => {
    const made = await write.run();
    if (made) setAddress(made.url ?? window.location.origin + made.path);
  };
  return (
    <Dialog title={t.feedNew} open onClose={onClose}>
      {address ? (
        <>
          <p>{t.feedMade}</p>
          <p className="secret mono">{address}</p>
          <div className="row"><Button icon="copy" onPress={() => void navigator.clipboard.writeText(address).then(() => tell(t.copiedText))}>{t.copy}</Button><Button look="primary" onPress={onClose}>{t.close}</Button></div>
        </>
      ) : (
        <form className="form" onSubmit={(e) => { e.preventDefault(); void make(); }}>
          {write.error && <Failure error={write.error} />}
          <Select label={t.feedWhat} value={plan} onChange={setPlan} choices={[{ id: MINE, label: t.feedMine }, ...plans.map((p) => ({ id: p.id, label: p.title ?? p.id }))]} />
          <div className="row"><Button type="submit" look="primary">{t.feedNew}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
        </form>
      )}
    </Dialog>
  );
}
