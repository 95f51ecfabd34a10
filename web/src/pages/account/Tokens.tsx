import { useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { formatInstant, formatPeriod } from '../../lib/period';
import { readPoint } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';

interface Token { id: string; label: string; until?: string; created: string; by: string; last_used?: string }

// The tokens with which programs read and write in an account's name.
export function Tokens({ account }: { account: string }) {
  const { lang, t } = useLanguage();
  const path = `/accounts/${encodeURIComponent(account)}/tokens`;
  const tokens = useApi<{ tokens: Token[] }>(path, {}, { now: true });
  const [making, setMaking] = useState(false);
  const revoke = useWrite((id: string) => send('DELETE', `${path}/${encodeURIComponent(id)}`).then(() => tell(t.tokenRevoked)));
  const columns: Column<Token>[] = [
    { id: 'label', header: t.tokenLabel, value: (e) => e.label },
    { id: 'id', header: t.tokenId, hidden: true, value: (e) => e.id, cell: (e) => <code>{e.id}</code> },
    { id: 'until', header: t.tokenUntil, value: (e) => e.until ?? '', cell: (e) => (e.until ? formatPeriod(e.until, lang, true) : t.tokenNoEnd) },
    { id: 'used', header: t.tokenUsed, value: (e) => e.last_used ?? '', cell: (e) => (e.last_used ? formatInstant(e.last_used, lang) : t.never) },
    { id: 'revoke', header: t.tokenRevoke, filter: 'none', value: () => '', cell: (e) => <Button look="danger" onPress={() => void revoke.run(e.id)} aria-label={`${t.tokenRevoke} ${e.label}`}>{t.tokenRevoke}</Button> },
  ];
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{t.tokens}</h2>
      <p className="quiet">{t.tokensText}</p>
      {revoke.error && <Failure error={revoke.error} />}
      <Async query={tokens}>
        {(data) => <DataTable label={t.tokens} rows={data.tokens} columns={columns} name={t.tokens} empty={t.tokensNone} tools={<Button look="primary" onPress={() => setMaking(true)}>{t.tokenNew}</Button>} />}
      </Async>
      {making && <Maker path={path} onClose={() => setMaking(false)} />}
    </section>
  );
}

function Maker({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useLanguage();
  const [label, setLabel] = useState('');
  const [until, setUntil] = useState('');
  const [token, setToken] = useState('');
  const day = readPoint(until);
  const bad = until.trim() !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day ?? '');
  const write = useWrite(() => send<{ token: string }>('POST', path, { label: label.trim(), ...(until.trim() ? { until: day } : {}) }));
  const make = async () => {
    const made = await write.run();
    if (made) setToken(made.token);
  };
  return (
    <Dialog title={t.tokenNew} open onClose={onClose}>
      {token ? (
        <>
          <p>{t.tokenOnce}</p>
          <p className="secret mono">{token}</p>
          <div className="row"><Button icon="copy" onPress={() => void navigator.clipboard.writeText(token).then(() => tell(t.copiedText))}>{t.copy}</Button><Button look="primary" onPress={onClose}>{t.close}</Button></div>
        </>
      ) : (
        <form className="form" onSubmit={(e) => { e.preventDefault(); void make(); }}>
          {write.error && <Failure error={write.error} />}
          <TextField label={t.tokenLabel} hint={t.tokenLabelHint} value={label} onChange={setLabel} isRequired autoFocus />
          <PeriodInput label={t.tokenUntilOptional} whole value={until} onChange={setUntil} />
          <div className="row"><Button type="submit" look="primary" isDisabled={bad}>{t.tokenNew}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
        </form>
      )}
    </Dialog>
  );
}
