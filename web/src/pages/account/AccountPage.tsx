import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, send } from '../../api/client';
import { SESSION_KEY, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Fields';
import { Icon } from '../../components/Icon';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { roleName } from '../admin/roles';
import { Feeds } from './Feeds';
import { Telling } from './Telling';
import { Tokens } from './Tokens';

export default function AccountPage() {
  const { t } = useLanguage();
  usePage(t.account);
  const session = useSession();
  return (
    <div className="page page-form">
      <h1>{t.account}</h1>
      <Async query={session}>
        {(data) => data.account ? (
          <>
            <dl className="ledger">
              <div><dt>{t.accountName}</dt><dd>{data.account.name}</dd></div>
              {data.account.display && <div><dt>{t.displayName}</dt><dd>{data.account.display}</dd></div>}
              <div><dt>{t.roles}</dt><dd>{data.account.roles.map((r) => [roleName(r.role, t), r.agency].filter(Boolean).join(' · ')).join('、') || t.none}</dd></div>
            </dl>
            <Telling account={data.account.name} />
            <Feeds />
            <Password />
            <Tokens account={data.account.name} />
          </>
        ) : <Failure error={new ApiError(401, { detail: t.accountNeedsSignIn })} />}
      </Async>
    </div>
  );
}

const SHORTEST = 12;

function Password() {
  const { lang, t } = useLanguage();
  const client = useQueryClient();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<string>();
  const submit = async () => {
    if (fresh.length < SHORTEST) return setError(t.passwordShort(SHORTEST));
    if (fresh !== again) return setError(t.passwordsDiffer);
    setError(undefined);
    try {
      await send('PUT', '/session/password', { old, new: fresh });
      // Changing it makes a new session with a new token.
      await client.invalidateQueries({ queryKey: SESSION_KEY });
      setOld(''); setFresh(''); setAgain('');
      tell(t.passwordChanged);
    } catch (e) {
      const p = e instanceof ApiError ? e.problem : undefined;
      setError([(lang === 'en' && p?.detail_en) || p?.detail || t.failed, (lang === 'en' && p?.mend_en) || p?.mend].filter(Boolean).join(' '));
    }
  };
  return (
    <section aria-labelledby="password">
      <h2 id="password">{t.changePassword}</h2>
      <form className="form" onSubmit={(e) => { e.preventDefault(); void submit(); }}>
        {error && <p className="form-error" role="alert"><Icon name="error" />{error}</p>}
        <TextField label={t.oldPassword} type="password" value={old} onChange={setOld} isRequired autoComplete="current-password" />
        <TextField label={t.newPassword} hint={t.passwordHint(SHORTEST)} type="password" value={fresh} onChange={setFresh} isRequired autoComplete="new-password" />
        <TextField label={t.newPasswordAgain} type="password" value={again} onChange={setAgain} isRequired autoComplete="new-password" />
        <div className="row"><Button type="submit" look="primary">{t.changePassword}</Button></div>
      </form>
    </section>
  );
}
