import { useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { Select, TextField } from '../../components/Fields';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

interface Choice { email: string; digest: string; hour: number; language: string; mail: boolean }

// How one's own account is told of things.
export function Telling({ account }: { account: string }) {
  const t = useText();
  const choice = useApi<Choice>(`/accounts/${encodeURIComponent(account)}/notices`, {}, { now: true });
  return (
    <section aria-labelledby="how">
      <h2 id="how">{t.noticeHow}</h2>
      <p className="quiet">{t.noticeHowText}</p>
      <Async query={choice}>{(data) => <Form account={account} data={data} />}</Async>
    </section>
  );
}

function Form({ account, data }: { account: string; data: Choice }) {
  const t = useText();
  const [email, setEmail] = useState(data.email);
  const [digest, setDigest] = useState(data.digest);
  const [hour, setHour] = useState(String(data.hour));
  const [language, setLanguage] = useState(data.language);
  const write = useWrite(() => send('PUT', `/accounts/${encodeURIComponent(account)}/notices`, { email: email.trim(), digest, hour: Number(hour), language }).then(() => tell(t.saved)));
  return (
    <form className="form" noValidate onSubmit={(e) => { e.preventDefault(); void write.run(); }}>
      {write.error && <Failure error={write.error} />}
      {!data.mail && <p className="field-hint">{t.noticeNoMail}</p>}
      <TextField label={t.noticeEmail} hint={t.noticeEmailHint} type="email" validationBehavior="aria" value={email} onChange={setEmail} autoComplete="email" />
      <Select label={t.noticeDigest} value={digest} onChange={setDigest} choices={[{ id: 'now', label: t.noticeNow }, { id: 'daily', label: t.noticeDaily }, { id: 'off', label: t.noticeOff }]} />
      {digest === 'daily' && <Select label={t.noticeHour} value={hour} onChange={setHour} choices={Array.from({ length: 24 }, (_, h) => ({ id: String(h), label: `${String(h).padStart(2, '0')}:00` }))} />}
      <Select label={t.noticeLanguage} value={language} onChange={setLanguage} choices={[{ id: 'zh', label: '中文' }, { id: 'en', label: 'English' }]} />
      <div className="row"><Button type="submit" look="primary">{t.save}</Button></div>
    </form>
  );
}
