import { useMemo, useState } from 'react';
import { send } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import type { Account, AgencyRow, Grant } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Checkbox, TextField } from '../../components/Fields';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { ImportSheet } from './ImportSheet';
import { Grants } from './Grants';
import { roleName } from './roles';
import { useWrite } from './useWrite';

interface Written { password?: string }

export function Accounts() {
  const t = useText();
  const accounts = useApi<{ accounts: Account[] }>('/accounts', {}, { now: true });
  const [editing, setEditing] = useState<Account | 'new'>();
  const columns = useMemo((): Column<Account>[] => [
    { id: 'name', header: t.accountName, value: (a) => a.name },
    { id: 'display', header: t.displayName, value: (a) => a.display ?? '', cell: (a) => <span lang={CONTENT}>{a.display}</span> },
    { id: 'roles', header: t.roles, value: (a) => a.roles.map((r) => [roleName(r.role, t), r.agency].filter(Boolean).join(' · ')).join('、') },
    { id: 'state', header: t.state, filter: 'choice', width: 'narrow', value: (a) => (a.disabled ? t.disabled : t.active) },
    { id: 'seen', header: t.lastSignIn, value: (a) => a.last_sign_in ?? '', cell: (a) => (a.last_sign_in ? <Instant at={a.last_sign_in} /> : t.never) },
    { id: 'edit', header: t.edit, filter: 'none', value: () => '', cell: (a) => <Button onPress={() => setEditing(a)} aria-label={`${t.edit} ${a.name}`}>{t.edit}</Button> },
  ], [t]);
  return (
    <>
      <ImportSheet what="accounts" />
      <Async query={accounts}>
        {(data) => <DataTable label={t.accounts} rows={data.accounts} columns={columns} name={t.accounts} tools={<Button look="primary" onPress={() => setEditing('new')}>{t.newAccount}</Button>} />}
      </Async>
      {editing && <Editor account={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Editor({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  const t = useText();
  const session = useSession();
  const agencies = useApi<{ agencies: AgencyRow[] }>('/agencies');
  const [name, setName] = useState(account?.name ?? '');
  const [display, setDisplay] = useState(account?.display ?? '');
  const [roles, setRoles] = useState<Grant[]>(account?.roles ?? [{ role: 'reader' }]);
  const [disabled, setDisabled] = useState(account?.disabled ?? false);
  const [reset, setReset] = useState(false);
  const [password, setPassword] = useState<string>();
  const self = session.data?.account?.name === account?.name;
  const write = useWrite(() => account
    ? send<Written>('PATCH', `/accounts/${encodeURIComponent(account.name)}`, { display, roles, disabled, ...(reset ? { reset_password: true } : {}) })
    : send<Written>('POST', '/accounts', { name: name.trim(), display, roles }));
  const save = async () => {
    const result = await write.run();
    if (result === undefined && write.error) return;
    if (result?.password) setPassword(result.password);
    else if (result !== undefined) { tell(t.saved); onClose(); }
  };
  return (
    <Dialog title={account ? `${t.edit} ${account.name}` : t.newAccount} open onClose={onClose}>
      {password ? (
        <>
          <p>{t.passwordOnce(name)}</p>
          <p className="secret mono">{password}</p>
          <div className="row"><Button icon="copy" onPress={() => void navigator.clipboard.writeText(password).then(() => tell(t.copiedText))}>{t.copy}</Button><Button look="primary" onPress={onClose}>{t.close}</Button></div>
        </>
      ) : (
        <form className="form" onSubmit={(e) => { e.preventDefault(); void save(); }}>
          {write.error && <Failure error={write.error} />}
          {!account && <TextField label={t.accountName} hint={t.accountNameHint} value={name} onChange={setName} isRequired autoFocus />}
          <TextField label={t.displayName} value={display} onChange={setDisplay} />
          <Grants value={roles} onChange={setRoles} agencies={(agencies.data?.agencies ?? []).map((a) => a.name)} />
          {account && <Checkbox checked={reset} onChange={setReset}>{t.resetPassword}</Checkbox>}
          {account && <Checkbox checked={disabled} onChange={setDisabled} disabled={self}>{t.disableAccount}</Checkbox>}
          <div className="row"><Button type="submit" look="primary">{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
        </form>
      )}
    </Dialog>
  );
}
