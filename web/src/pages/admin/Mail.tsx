import { useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { TextField } from '../../components/Fields';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from './useWrite';
import { Webhooks } from './Webhooks';

interface Channel { channel: string; waiting: number; sent: number; failed: number; last_error?: string }
interface Values { base_url: string; server: string; user: string; from: string; password: boolean; from_command_line: boolean; in_force: string; channels: Channel[] }

export function Mail() {
  const t = useText();
  const mail = useApi<Values>('/mail', {}, { now: true });
  return (
    <>
      <section aria-labelledby="mail-server">
        <h2 id="mail-server">{t.mailTitle}</h2>
        <Async query={mail}>{(data) => <><Server data={data} /><States channels={data.channels} /></>}</Async>
      </section>
      <Webhooks />
    </>
  );
}

function Server({ data }: { data: Values }) {
  const t = useText();
  const [base, setBase] = useState(data.base_url);
  const [server, setServer] = useState(data.server);
  const [user, setUser] = useState(data.user);
  const [password, setPassword] = useState('');
  const [from, setFrom] = useState(data.from);
  const [to, setTo] = useState('');
  const write = useWrite(() => send('PUT', '/mail', { base_url: base.trim(), server: server.trim(), user: user.trim(), from: from.trim(), ...(password ? { password } : {}) }).then(() => { setPassword(''); tell(t.saved); }));
  const test = useWrite(() => send('POST', '/mail/test', { to: to.trim() }).then(() => tell(t.mailTried)));
  return (
    <>
      {data.in_force && <p>{t.mailInForce(data.in_force)}</p>}
      {data.from_command_line && <p className="field-hint">{t.mailCommandLine}</p>}
      <form className="form" onSubmit={(e) => { e.preventDefault(); void write.run(); }}>
        {write.error && <Failure error={write.error} />}
        <TextField label={t.mailBase} hint={t.mailBaseHint} value={base} onChange={setBase} />
        <TextField label={t.mailServer} hint={t.mailServerHint} value={server} onChange={setServer} />
        <TextField label={t.mailFrom} type="email" value={from} onChange={setFrom} />
        <TextField label={t.mailUser} value={user} onChange={setUser} autoComplete="off" />
        <TextField label={t.mailPassword} type="password" {...(data.password ? { hint: t.mailPasswordKept } : {})} value={password} onChange={setPassword} autoComplete="new-password" />
        <div className="row"><Button type="submit" look="primary">{t.save}</Button></div>
      </form>
      {data.in_force && (
        <form className="form" onSubmit={(e) => { e.preventDefault(); void test.run(); }}>
          {test.error && <Failure error={test.error} />}
          <TextField label={t.mailTry} type="email" value={to} onChange={setTo} isRequired />
          <div className="row"><Button type="submit">{t.mailTryDo}</Button></div>
        </form>
      )}
    </>
  );
}

function States({ channels }: { channels: Channel[] }) {
  const t = useText();
  const columns: Column<Channel>[] = [
    { id: 'channel', header: t.mailChannel, value: (c) => (c.channel === 'email' ? t.channelEmail : t.channelWebhook) },
    { id: 'waiting', header: t.mailWaiting, value: (c) => c.waiting, align: 'end', filter: 'none' },
    { id: 'sent', header: t.mailSent, value: (c) => c.sent, align: 'end', filter: 'none' },
    { id: 'failed', header: t.mailFailed, value: (c) => c.failed, align: 'end', filter: 'none' },
    { id: 'error', header: t.mailLastError, value: (c) => c.last_error ?? '' },
  ];
  return <DataTable label={t.mailStates} rows={channels} columns={columns} name={t.mailStates} />;
}
