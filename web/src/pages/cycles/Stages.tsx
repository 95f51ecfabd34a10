// Through whose hands a report goes: shown as a way, and set by the plan's office.
import { useState } from 'react';
import { send } from '../../api/client';
import { useRole } from '../../api/hooks';
import type { Stage } from '../../api/settings';
import { Button, IconButton } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { Icon } from '../../components/Icon';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

const MOST = 6;

export function Stages({ plan, stages, issuer }: { plan: string; stages: Stage[]; issuer: string | undefined }) {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const [setting, setSetting] = useState(false);
  const who = (s: Stage) => (s.scope === 'named' ? s.agency : s.scope === 'issuer' ? issuer || t.stage_issuer : t.stage_agency);
  return (
    <section aria-labelledby="stages" className="stages">
      <h2 id="stages">{t.stages}</h2>
      <p className="lede">{t.stagesText}</p>
      <ol className="who-way stage-way">
        <Step n={1} name={t.stageOffice} whose={t.stage_agency} />
        {stages.map((s, i) => <Step key={i} n={i + 2} name={(lang === 'en' && s.name_en) || s.name} whose={who(s) ?? ''} />)}
        <Step name={t.stageLocked} />
      </ol>
      {officer && <div className="row"><Button onPress={() => setSetting(true)}>{t.stagesEdit}</Button></div>}
      {setting && <Editor plan={plan} stages={stages} onClose={() => setSetting(false)} />}
    </section>
  );
}

function Step({ n, name, whose }: { n?: number; name: string; whose?: string }) {
  return <li><span className="who-mark" aria-hidden="true">{n ?? <Icon name="lock" size={14} />}</span><span className="who-words"><strong>{name}</strong>{whose && <span className="quiet" lang={CONTENT}>{whose}</span>}</span></li>;
}

function Editor({ plan, stages, onClose }: { plan: string; stages: Stage[]; onClose: () => void }) {
  const t = useText();
  const [list, setList] = useState<Stage[]>(stages.map((s) => ({ ...s })));
  const { run, error } = useWrite(async (to: Stage[]) => {
    await send('PUT', `/plans/${encodeURIComponent(plan)}/review`, { stages: to.map((s) => ({ name: s.name.trim(), ...(s.name_en?.trim() ? { name_en: s.name_en.trim() } : {}), scope: s.scope, ...(s.scope === 'named' ? { agency: s.agency?.trim() ?? '' } : {}) })) });
    tell(t.stagesSaved);
    onClose();
  });
  const set = (at: number, change: Partial<Stage>) => setList(list.map((s, i) => (i === at ? { ...s, ...change } : s)));
  const up = (at: number) => setList(list.map((s, i) => (i === at - 1 ? list[at]! : i === at ? list[at - 1]! : s)));
  const good = list.length > 0 && list.every((s) => s.name.trim() && (s.scope !== 'named' || s.agency?.trim()));
  return (
    <Dialog title={t.stagesEdit.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(list); }}>
        {error && <Failure error={error} />}
        {list.map((s, i) => (
          <fieldset key={i} className="stage-edit">
            <legend className="field-label">{t.stageNth(i + 1)}</legend>
            <div className="stage-tools">
              {i > 0 && <IconButton icon="up" label={t.stageUp(t.stageNth(i + 1))} onPress={() => up(i)} />}
              {list.length > 1 && <IconButton icon="trash" label={t.stageRemove(t.stageNth(i + 1))} onPress={() => setList(list.filter((_, k) => k !== i))} />}
            </div>
            <div className="pair">
              <TextField label={t.stageName} value={s.name} onChange={(name) => set(i, { name })} isRequired maxLength={60} />
              <TextField label={t.stageNameEn} value={s.name_en ?? ''} onChange={(name_en) => set(i, { name_en })} maxLength={80} />
            </div>
            <Select label={t.stageScope} choices={(['agency', 'issuer', 'named'] as const).map((id) => ({ id, label: t[`stage_${id}`] }))} value={s.scope} onChange={(scope) => set(i, { scope: scope as Stage['scope'] })} />
            {s.scope === 'named' && <TextField label={t.agency} value={s.agency ?? ''} onChange={(agency) => set(i, { agency })} isRequired maxLength={100} />}
          </fieldset>
        ))}
        <div className="row">
          <Button icon="plus" isDisabled={list.length >= MOST} onPress={() => setList([...list, { name: '', scope: 'issuer' }])}>{t.stageAdd}</Button>
          <Button icon="undo" onPress={() => void run([])}>{t.stagesBack}</Button>
        </div>
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
