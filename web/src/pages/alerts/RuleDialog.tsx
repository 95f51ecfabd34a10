// A warning rule: what it watches, when it is raised, and whom it tells. Tried on the values that are there before it holds.
import { useState } from 'react';
import { send } from '../../api/client';
import { KINDS, LEVELS, type Trials, type WarningKind, type WarningRule } from '../../api/alerts';
import type { Elements } from '../../api/measures';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, Select, TextField } from '../../components/Fields';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { formatPeriod } from '../../lib/period';
import { readPoint } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';
import { elementName } from '../measures/words';

const MODES = ['actual', 'exercise', 'test'] as const;
const SIDED: WarningKind[] = ['threshold', 'seasonal', 'rate', 'forecast'];
const LINED: WarningKind[] = ['threshold', 'forecast'];
// The figures that a kind reads beside its side and its lines.
const READS: Record<WarningKind, string[]> = {
  threshold: ['release', 'hold_points'], seasonal: ['years', 'window_days', 'deviations'], rate: ['change', 'span'], missing: ['grace'], forecast: ['horizon_days'],
  range: ['low', 'high'], stuck: ['stuck_points', 'tolerance'], spike: ['deviations', 'least_spread'],
};
const NEEDED = new Set(['change', 'span', 'low', 'high']);
const DAY = new Set(['span', 'grace']); // asked in days, kept in seconds

const list = (text: string) => text.split(/[、,，\n]/).map((x) => x.trim()).filter(Boolean);

export function RuleDialog({ rule, onClose }: { rule?: WarningRule; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const elements = useApi<Elements>('/elements', { limit: 5000 });
  const [f, setF] = useState({
    id: rule?.id ?? '', zh: rule?.name.zh ?? '', en: rule?.name.en ?? '', element: rule?.element ?? '', units: (rule?.units ?? []).join('、'), side: rule?.side ?? 'under',
    tell: (rule?.tell ?? []).join('、'), escalate_hours: String(rule?.escalate_hours ?? ''), escalate_to: (rule?.escalate_to ?? []).join('、'),
    limits: (rule?.limits ?? []).map((l) => `${l.from ? `${formatPeriod(l.from, lang)} ` : ''}${l.value}`).join('\n'),
  });
  const [kind, setKind] = useState<WarningKind>(rule?.kind ?? 'threshold');
  const [level, setLevel] = useState<string>(rule?.level ?? 'warning');
  const [mode, setMode] = useState<string>(rule?.mode ?? 'actual');
  const [off, setOff] = useState(rule?.off ?? false);
  const [closes, setCloses] = useState(rule?.closes ?? false);
  const [figures, setFigures] = useState<Record<string, string>>(() => Object.fromEntries(READS[rule?.kind ?? 'threshold'].map((name) => { const v = rule?.[name]; return [name, v === undefined ? '' : DAY.has(name) ? String(Number(v) / 86_400) : String(v)]; })));
  const [trials, setTrials] = useState<Trials>();
  const set = (key: keyof typeof f) => (value: string) => setF((now) => ({ ...now, [key]: value }));

  // 111/1/1 8, a line each; without a day it always holds.
  const lines = f.limits.split('\n').map((x) => x.trim()).filter(Boolean).map((line) => {
    const [, day = '', value = ''] = /^(?:(.+?)\s+)?(-?[\d.,]+)$/.exec(line) ?? [];
    const from = day ? readPoint(day) : undefined;
    return { from, value: value.replaceAll(',', ''), bad: value === '' || (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(from ?? '')) };
  });
  const numbers = READS[kind].filter((name) => (figures[name] ?? '').trim() !== '');
  const good = /^[A-Za-z0-9._-]+$/.test(f.id.trim()) && f.zh.trim() !== '' && f.element !== '' && !lines.some((l) => l.bad) && (!LINED.includes(kind) || lines.length > 0)
    && READS[kind].every((name) => (NEEDED.has(name) ? numbers.includes(name) || (kind === 'range' && numbers.length > 0) : true) && ((figures[name] ?? '') === '' || Number.isFinite(Number(figures[name]))));

  const body = () => ({
    name: { zh: f.zh.trim(), en: f.en.trim() || f.zh.trim() }, element: f.element, kind, level, mode, ...(rule?.category ? { category: rule.category } : {}), ...(rule?.combination?.length ? { combination: rule.combination } : {}),
    ...(list(f.units).length ? { units: list(f.units) } : {}), ...(off ? { off } : {}), ...(closes ? { closes } : {}), ...(SIDED.includes(kind) ? { side: f.side } : {}),
    ...(LINED.includes(kind) ? { limits: lines.map((l) => ({ ...(l.from ? { from: l.from } : {}), value: l.value })) } : {}),
    ...Object.fromEntries(numbers.map((name) => [name, DAY.has(name) ? Math.round(Number(figures[name]) * 86_400) : name === 'change' || name === 'release' ? figures[name]!.trim() : Number(figures[name])])),
    ...(list(f.tell).length ? { tell: list(f.tell) } : {}), ...(Number(f.escalate_hours) > 0 ? { escalate_hours: Number(f.escalate_hours), escalate_to: list(f.escalate_to) } : {}),
  });
  const path = `/warnings/${encodeURIComponent(f.id.trim())}`;
  const { run, error } = useWrite(() => send('PUT', path, body()).then(() => true));
  const trial = useWrite(() => send<Trials>('POST', `${path}/try`, body()));
  const save = async () => { if (await run()) { tell(t.saved); onClose(); } };
  const failure = error ?? trial.error;
  return (
    <Dialog title={(rule ? t.ruleChange : t.ruleNew).replace('…', '')} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (good) void save(); }}>
        {failure && <Failure error={failure} />}
        <div className="form-grid">
          <TextField label={t.nameZh} value={f.zh} onChange={set('zh')} isRequired autoFocus />
          <TextField label={t.nameEn} value={f.en} onChange={set('en')} />
          <TextField label={t.idOf} value={f.id} onChange={set('id')} isRequired isDisabled={Boolean(rule)} hint={t.ruleIdHint} />
          <Select label={t.measureElement} value={f.element} onChange={set('element')} choices={(elements.data?.elements ?? []).map(({ element }) => ({ id: element.id, label: elementName(element, lang) }))} />
          <Select label={t.ruleKind} value={kind} onChange={(k) => setKind(k as WarningKind)} choices={KINDS.map((k) => ({ id: k, label: t[`warning_${k}`] }))} />
          {SIDED.includes(kind) && <Select label={t.ruleSide} value={f.side} onChange={set('side')} choices={(kind === 'threshold' || kind === 'forecast' ? ['under', 'over'] as const : ['under', 'over', 'either'] as const).map((s) => ({ id: s, label: t[`side_${s}`] }))} />}
          <Select label={t.alertLevel} value={level} onChange={setLevel} choices={LEVELS.map((l) => ({ id: l, label: t[`level_${l}`] }))} />
          <Select label={t.alertMode} value={mode} onChange={setMode} choices={MODES.map((m) => ({ id: m, label: t[`mode_${m}`] }))} />
          {READS[kind].map((name) => <TextField key={name} label={(t as unknown as Record<string, string>)[`rule_${name}`] ?? name} value={figures[name] ?? ''} onChange={(v) => setFigures({ ...figures, [name]: v })} inputMode="decimal" isRequired={NEEDED.has(name) && kind !== 'range'} />)}
          {LINED.includes(kind) && <div className="wide"><TextArea label={t.ruleLines} hint={t.ruleLinesHint} rows={3} value={f.limits} onChange={set('limits')} isRequired isInvalid={lines.some((l) => l.bad)} /></div>}
          <TextField label={t.ruleUnits} value={f.units} onChange={set('units')} hint={t.ruleUnitsHint} />
          <TextField label={t.ruleTell} value={f.tell} onChange={set('tell')} hint={t.ruleTellHint} />
          <TextField label={t.ruleEscalate} value={f.escalate_hours} onChange={set('escalate_hours')} inputMode="numeric" />
          <TextField label={t.ruleEscalateTo} value={f.escalate_to} onChange={set('escalate_to')} />
          <div className="wide row"><Checkbox checked={closes} onChange={setCloses}>{t.ruleCloses}</Checkbox><Checkbox checked={off} onChange={setOff}>{t.ruleOff}</Checkbox></div>
        </div>
        {trials && <TrialList trials={trials} />}
        <div className="row">
          <Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button>
          <Button isDisabled={!good} onPress={() => void trial.run().then(setTrials)}>{t.ruleTry}</Button>
          <Button onPress={onClose}>{t.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function TrialList({ trials }: { trials: Trials }) {
  const { lang, t } = useLanguage();
  const raised = trials.series.filter((s) => s.state === 'raised');
  return (
    <div className="notice" role="status">
      <p>{t.ruleTried(trials.series.length, raised.length)}</p>
      {raised.length > 0 && <ul>{raised.slice(0, 5).map((s, i) => <li key={i}>{[s.unit, ...s.combination].join('・')} {s.because[lang]}</li>)}</ul>}
    </div>
  );
}
