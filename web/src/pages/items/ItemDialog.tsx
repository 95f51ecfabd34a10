// What is set about one item, and its release from control: asked for by the agency, decided by the plan's office.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { segments, send } from '../../api/client';
import type { Level } from '../../api/tracking';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { CONTENT } from '../../components/Marks';
import { PersonField } from '../../components/PersonField';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { levelName } from '../work/Obligations';
import { releaseName, type Item } from './ItemsTab';
import { sharesWritten, SharesField, sumOf } from './SharesField';

const LEVELS: Level[] = ['none', 'own', 'ministry', 'yuan'];
type Act = 'ask' | 'grant' | 'refuse' | 'resume';

export function ItemDialog({ plan, item, officer, onClose }: { plan: string; item: Item; officer: boolean; onClose: () => void }) {
  const t = useText();
  const path = `/plans/${encodeURIComponent(plan)}/items/${segments(item.id)}`;
  const set = item.set;
  const [level, setLevel] = useState<Level>(set?.level ?? 'none');
  const [who, setWho] = useState(set?.officer ?? '');
  const [holder, setHolder] = useState(set?.holder ?? '');
  const [shares, setShares] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(set?.shares ?? {}).map(([a, s]) => [a, String(s)])));
  const [reason, setReason] = useState('');
  const [act, setAct] = useState<Act>();
  const names = Object.keys(shares);
  const sharesGood = !names.length || sumOf(shares) === 1;
  // Only what differs is sent: a reviewer may set the officer and nothing else.
  const change = {
    ...(level !== (set?.level ?? 'none') ? { level } : {}),
    ...(who.trim() !== (set?.officer ?? '') ? { officer: who.trim() } : {}),
    ...(holder !== (set?.holder ?? '') ? { holder } : {}),
    ...(JSON.stringify(sharesWritten(shares)) !== JSON.stringify(sharesWritten(Object.fromEntries(Object.entries(set?.shares ?? {}).map(([a, s]) => [a, String(s)])))) ? { shares: sharesWritten(shares) } : {}),
  };
  const { run, error } = useWrite(async () => {
    await send('PUT', path, { ...change, ...(reason.trim() ? { reason: reason.trim() } : {}) });
    tell(t.saved);
    onClose();
  });
  const release = set?.release ?? 'none';
  const acts: [Act, string][] = release === 'asked' ? [['grant', t.releaseGrant], ['refuse', t.releaseRefuse]] : release === 'released' ? [['resume', t.releaseResume]] : [['ask', t.releaseAsk]];
  return (
    <Dialog title={t.itemSetFor(`${item.label} ${item.title}`.trim())} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (Object.keys(change).length && sharesGood) void run(); }}>
        {error && <Failure error={error} />}
        {officer && <Select label={t.itemLevel} choices={LEVELS.map((id) => ({ id, label: levelName(t, id) || t.levelNone }))} value={level} onChange={(id) => setLevel(id as Level)} />}
        <PersonField label={t.itemOfficer} value={who} onChange={setWho} />
        {officer && item.lead.length > 1 && <Select label={t.itemHolder} choices={[{ id: '', label: `${item.lead[0]}${t.itemHolderFirst}` }, ...item.lead.map((id) => ({ id, label: id }))]} value={holder} onChange={setHolder} />}
        {officer && <SharesField agencies={item.lead} value={shares} onChange={setShares} />}
        <TextField label={t.itemReason} value={reason} onChange={setReason} maxLength={600} />
        <div className="row"><Button type="submit" look="primary" isDisabled={!Object.keys(change).length || !sharesGood}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
      <div className="release-part">
        <h3>{t.itemRelease}{release !== 'none' && <span className="tab-count">{releaseName(t, set)}</span>}</h3>
        {set?.release_reason && <p lang={CONTENT}>{set.release_reason}</p>}
        {set?.release_answer && <p lang={CONTENT} className="quiet">{set.release_answer}</p>}
        <div className="row">{acts.filter(([id]) => officer || id === 'ask').map(([id, name]) => <Button key={id} onPress={() => setAct(id)}>{name}</Button>)}</div>
      </div>
      {act && <Release path={path} act={act} name={acts.find(([id]) => id === act)?.[1] ?? ''} onClose={() => setAct(undefined)} onDone={onClose} />}
    </Dialog>
  );
}

function Release({ path, act, name, onClose, onDone }: { path: string; act: Act; name: string; onClose: () => void; onDone: () => void }) {
  const t = useText();
  const client = useQueryClient();
  return (
    <ReasonDialog title={name.replace('…', '')} action={name} onClose={onClose} onDone={async (reason) => {
      await send('POST', path, { act, reason });
      await client.invalidateQueries();
      tell(t.releaseDone);
      onDone();
    }} />
  );
}
