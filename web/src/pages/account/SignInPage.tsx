import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError, send, setCsrf } from '../../api/client';
import { SESSION_KEY, useSession } from '../../api/hooks';
import type { Session } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Fields';
import { Icon } from '../../components/Icon';
import { Link } from '../../components/Link';
import { useLanguage } from '../../i18n';
import { safeBack } from './back';

export default function SignInPage() {
  const { lang, t } = useLanguage();
  usePage(t.signIn);
  const client = useQueryClient();
  const session = useSession();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await send<Session>('POST', '/session', { name, password });
      if (answer?.csrf) setCsrf(answer.csrf);
      await client.invalidateQueries({ queryKey: SESSION_KEY });
      await client.invalidateQueries();
      void navigate(safeBack(params.get('back')), { replace: true });
    } catch (e) {
      const p = e instanceof ApiError ? e.problem : undefined;
      setError(p?.code === 'unreachable' ? t.unreachable : [(lang === 'en' && p?.detail_en) || p?.detail || t.failed, (lang === 'en' && p?.mend_en) || p?.mend].filter(Boolean).join(' '));
      setPassword('');
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="page page-form">
      <h1>{t.signIn}</h1>
      {session.data?.account && <p className="notice">{t.signedInAs(session.data.account.display || session.data.account.name)}</p>}
      {session.data?.public_reading !== false && <p className="lede">{t.signInLede}</p>}
      <form className="form" onSubmit={(e) => { e.preventDefault(); void submit(); }}>
        {error && <p className="form-error" role="alert"><Icon name="error" />{error}</p>}
        <TextField label={t.accountName} value={name} onChange={setName} isRequired autoComplete="username" autoFocus />
        <TextField label={t.password} type="password" value={password} onChange={setPassword} isRequired autoComplete="current-password" />
        <div className="row"><Button type="submit" look="primary" isDisabled={busy}>{t.signIn}</Button><Link to="/">{t.toStart}</Link></div>
      </form>
    </div>
  );
}
