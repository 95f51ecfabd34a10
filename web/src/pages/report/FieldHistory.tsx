import { useState } from 'react';
import type { AuditEvent } from '../../api/audit';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { Async, Empty } from '../../components/States';
import { useText } from '../../i18n';
import { Events } from '../audit/Changes';

// Every field of the report: who, when, before and after. Asked for when it is wanted.
export function FieldHistory({ path }: { path: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="field-history">
      <h2 id="field-history">{t.fieldHistory}</h2>
      {open ? <List path={path} /> : <Button onPress={() => setOpen(true)}>{t.fieldHistoryShow}</Button>}
    </section>
  );
}

function List({ path }: { path: string }) {
  const t = useText();
  const history = useApi<{ events: AuditEvent[] }>(path.replace('/reports/', '/report-history/'), {}, { now: true });
  return <Async query={history}>{(data) => (data.events.length ? <Events events={data.events} label={t.fieldHistory} /> : <Empty title={t.auditNone} />)}</Async>;
}
