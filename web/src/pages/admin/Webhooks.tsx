import { useState } from 'react';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Checkbox, TextField } from '../../components/Fields';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from './useWrite';

interface Webhook { id: string; url: string; kinds: string[]; off: boolean }

export function Webhooks() {
  const t = useText();
  const hooks = useApi<{ webhooks: Webhook[] }>('/webhooks', {}, { now: true });
  const [editing, setEditing] = useState<Webhook | 'new'>();
  const test = useWrite((id: string) => send('POST', `/webhooks/${encodeURIComponent(id)}/test`).then(() => tell(t.hookTried)));
  const remove = useWrite((id: string) => send('DELETE', `/webhooks/${encodeURIComponent(id)}`).then(() => tell(t.saved)));
  const columns: Column<Webhook>[] = [
    { id: 'url', header: t.hookUrl, width: 'wide', value: (h) => h.url },
    { id: 'kinds', header: t.hookKinds, value: (h) => h.kinds.join(', ') || t.hookKindsAll },
    { id: 'state', header: t.state, value: (h) => (h.off ? t.disabled : t.active) },
    { id: 'edit', header: t.edit, filter: 'none', value: () => '', cell: (h) => (
      <span className="row">
        <Button onPress={() => setEditing(h)} aria-label={`${t.edit} ${h.url}`}>{t.edit}</Button>
        <Button onPress={() => void test.run(h.id)} aria-label={`${t.hookTry} ${h.url}`}>{t.hookTry}</Button>
        <Button look="danger" onPress={() => void remove.run(h.id)} aria-label={`${t.remove} ${h.url}`}>{t.remove}</Button>
      </span>
    ) },
  ];
  return (
    <section aria-labelledby="hooks">
      <h2 id="hooks">{t.hooks}</h2>
      <p className="quiet">{t.hooksText}</p>
      {(test.error ?? remove.error) && <Failure error={(test.error ?? remove.error)!} />}
      <Async query={hooks}>
        {(data) => <DataTable label={t.hooks} rows={data.webhooks} columns={columns} name={t.hooks} empty={t.hooksNone} tools={<Button look="primary" onPress={() => setEditing('new')}>{t.hookNew}</Button>} />}
      </Async>
      {editing && <Editor hook={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

function Editor({ hook, onClose }: { hook: Webhook | undefined; onClose: () => void }) {
  const t = useText();
  const [url, setUrl] = useState(hook?.url ?? '');
  const [kinds, setKinds] = useState(hook?.kinds.join(', ') ?? '');
  const [off, setOff] = useState(hook?.off ?? false);
  const [fresh, setFresh] = useState(false);
  const [key, setKey] = useState('');
  const body = { url: url.trim(), kinds: kinds.split(/[,，、\s]+/).filter(Boolean), off };
  const write = useWrite(() => hook
    ? send<{ key?: string }>('PUT', `/webhooks/${encodeURIComponent(hook.id)}`, { ...body, new_key: fresh })
    : send<{ key?: string }>('POST', '/webhooks', body));
  const save = async () => {
    const made = await write.run();
    if (made === undefined) return;
    if (made.key) setKey(made.key);
    else { tell(t.saved); onClose(); }
  };
  return (
    <Dialog title={hook ? `${t.edit} ${hook.id}` : t.hookNew} open onClose={onClose}>
      {key ? (
        <>
          <p>{t.hookKeyOnce}</p>
          <p className="secret mono">{key}</p>
          <div className="row"><Button icon="copy" onPress={() => void navigator.clipboard.writeText(key).then(() => tell(t.copiedText))}>{t.copy}</Button><Button look="primary" onPress={onClose}>{t.close}</Button></div>
        </>
      ) : (
        <form className="form" onSubmit={(e) => { e.preventDefault(); void save(); }}>
          {write.error && <Failure error={write.error} />}
          <TextField label={t.hookUrl} value={url} onChange={setUrl} isRequired autoFocus />
          <TextField label={t.hookKinds} hint={t.hookKindsHint} value={kinds} onChange={setKinds} />
          <Checkbox checked={off} onChange={setOff}>{t.hookOff}</Checkbox>
          {hook && <Checkbox checked={fresh} onChange={setFresh}>{t.hookNewKey}</Checkbox>}
          <div className="row"><Button type="submit" look="primary">{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
        </form>
      )}
    </Dialog>
  );
}
