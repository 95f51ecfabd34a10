// On an item's page, for those who may see it: its light, why, its progress, and what is expected of its indicators.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { segments, send } from '../../api/client';
import { LIGHTS, type LightName, type NodeEvaluation } from '../../api/evaluation';
import { useApi, useRole, useSession } from '../../api/hooks';
import { Button } from '../../components/Button';
import { Select } from '../../components/Fields';
import { CONTENT, Instant } from '../../components/Marks';
import { PeriodInput } from '../../components/PeriodInput';
import { ReasonDialog } from '../../components/ReasonDialog';
import { useLanguage, useText } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { readPoint } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';
import { Redefined } from '../report/Redefined';
import { LightMark, lightName } from '../../components/LightMark';
import { LightStatement } from './Lights';
import { TargetBullets } from './TargetBullets';

export function NodeLight({ plan, node }: { plan: string; node: string }) {
  const session = useSession();
  const path = `/plans/${encodeURIComponent(plan)}/evaluation/${segments(node)}`;
  const light = useApi<NodeEvaluation>(path, {}, { enabled: Boolean(session.data?.account) });
  if (!light.data || !tracked(light.data)) return null;
  return <Loaded data={light.data} path={path} plan={plan} />;
}

// A plan that nobody reports on has no light to show: all of it would be 未填報.
function tracked({ light, override, all, progress }: NodeEvaluation): boolean {
  if (light === 'none') return false;
  return Boolean(override) || Number(all.coverage ?? 0) > 0 || (progress?.reports_missed ?? 0) > 0 || Object.keys(all.counts).some((l) => l !== 'not-reported' && l !== 'not-due');
}

function Loaded({ data, path, plan }: { data: NodeEvaluation; path: string; plan: string }) {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const { progress, override } = data;
  return (
    <section aria-labelledby="node-light" className="node-light">
      <h2 id="node-light">{t.evaluation}</h2>
      <LightStatement of={{ ...data.all, light: data.light }} />
      {override && <p><strong>{t.lightSetBy(override.by)}</strong> <span lang={CONTENT}>{override.reason}</span> <Instant at={override.recorded} /></p>}
      {progress && progress.light !== 'none' && <p><LightMark light={progress.light} /> {progress.because[lang]}</p>}
      {data.indicators.length > 0 && (
        <ul className="remarks">{data.indicators.map((i) => (
          <li key={i.id}>
            <p><LightMark light={i.light} /> <span lang={CONTENT}>{i.title}</span>{i.achievement !== undefined && ` ${showDecimal(i.achievement)} %`}</p>
            <p className="quiet">{i.because[lang]}</p>
            {i.forecast && <p className={i.forecast.misses ? 'mark-soon' : 'quiet'}>{t.forecast}：{i.forecast[lang]}</p>}
          </li>
        ))}</ul>
      )}
      <TargetBullets data={data} plan={plan} />
      <Redefined items={data.redefined} cycles />
      {officer && <ByHand data={data} path={path} />}
    </section>
  );
}

function ByHand({ data, path }: { data: NodeEvaluation; path: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [light, setLight] = useState<LightName>(data.light === 'none' ? 'on-track' : data.light);
  const [of, setOf] = useState('');
  const [period, setPeriod] = useState('');
  const read = readPoint(period);
  const bad = period.trim() !== '' && !read;
  const client = useQueryClient();
  const { run } = useWrite((body: unknown) => send('POST', path, body));
  return (
    <p className="row">
      <Button onPress={() => setOpen(true)}>{t.lightSet}</Button>
      {open && (
        <ReasonDialog title={t.lightSet.replace('…', '')} action={t.save} onClose={() => setOpen(false)} onDone={async (reason) => {
          if (bad) throw new Error(t.deskDateBad);
          await send('POST', path, { light, reason, ...(of ? { indicator: of } : {}), ...(read ? { period: read } : {}) });
          await client.invalidateQueries();
        }}>
          <Select label={t.light} choices={LIGHTS.filter((l) => l !== 'none' && l !== 'undecidable').map((id) => ({ id, label: lightName(t, id) }))} value={light} onChange={(id) => setLight(id as LightName)} />
          {data.indicators.length > 0 && <Select label={t.overrideOf} choices={[{ id: '', label: t.overrideItem }, ...data.indicators.map((i) => ({ id: i.id, label: `${i.label ?? ''} ${i.title}`.trim() }))]} value={of} onChange={setOf} />}
          <PeriodInput label={t.overridePeriodOnly} value={period} onChange={setPeriod} />
        </ReasonDialog>
      )}
      {data.override && <Button icon="undo" onPress={() => void run({ reason: t.lightBack })}>{t.lightBack}</Button>}
    </p>
  );
}
