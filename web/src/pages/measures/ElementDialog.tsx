// Defining an element, or its next version. What never changes (id, rhythm, decimals) is asked once.
import { useState } from 'react';
import { send } from '../../api/client';
import type { Element, Named } from '../../api/measures';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, Select, TextField } from '../../components/Fields';
import { Failure } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { segments } from '../../api/client';
import { useWrite } from '../admin/useWrite';
import { directionName, rhythmName } from './words';

const RHYTHMS = ['year', 'half', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'instant'];
const DIRECTIONS = ['none', 'more', 'less', 'reach'];
const SUMS = ['sum', 'last', 'average', 'max', 'min', 'none'] as const;

const named = (zh: string, en: string): Named => ({ zh: zh.trim(), ...(en.trim() ? { en: en.trim() } : {}) });
const dimensionText = (e: Element | undefined) => (e?.dimensions ?? []).map((d) => `${d.name}：${d.members.join('、')}`).join('\n');
// 性別：女、男, a dimension a line.
const dimensionsOf = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
  const [name = '', members = ''] = line.split(/[：:]/, 2);
  return { name: name.trim(), members: members.split(/[、,，]/).map((m) => m.trim()).filter(Boolean) };
});

export function ElementDialog({ element, onClose, onDone }: { element?: Element; onClose: () => void; onDone?: (id: string) => void }) {
  const t = useText();
  const [f, setF] = useState({
    id: element?.id ?? '', zh: element?.name?.zh ?? '', en: element?.name?.en ?? '', about: element?.about?.zh ?? '', about_en: element?.about?.en ?? '', unit: element?.unit ?? '', decimals: String(element?.decimals ?? 0),
    rhythm: element?.rhythm ?? 'quarter', direction: element?.direction ?? 'more', over_time: element?.over_time ?? 'sum', over_units: element?.over_units ?? 'sum', dimensions: dimensionText(element),
    least: element?.least === undefined ? '' : String(element.least), most: element?.most === undefined ? '' : String(element.most), retired: element?.retired ?? false,
  });
  const set = (key: keyof typeof f) => (value: string) => setF((now) => ({ ...now, [key]: value }));
  const good = /^[a-z0-9._#/-]+$/i.test(f.id.trim()) && f.zh.trim() !== '' && /^\d$/.test(f.decimals);
  const { run, error } = useWrite(() => {
    const body = {
      name: named(f.zh, f.en), ...(f.about.trim() ? { about: named(f.about, f.about_en) } : {}), unit: f.unit.trim(), decimals: Number(f.decimals), rhythm: f.rhythm, direction: f.direction, over_time: f.over_time, over_units: f.over_units,
      dimensions: dimensionsOf(f.dimensions), ...(f.least.trim() ? { least: f.least.trim() } : {}), ...(f.most.trim() ? { most: f.most.trim() } : {}),
      ...(element?.plan ? { plan: element.plan } : {}), ...(element?.indicator ? { indicator: element.indicator } : {}), ...(element?.group ? { group: element.group } : {}), ...(f.retired ? { retired: true } : {}),
    };
    return send<{ id: string; version: number }>('PUT', `/elements/${segments(f.id.trim())}`, body);
  });
  const save = async () => { const done = await run(); if (done) { tell(t.saved); onClose(); onDone?.(done.id); } };
  const sums = SUMS.map((s) => ({ id: s, label: t[`sum_${s}`] }));
  return (
    <Dialog title={(element ? t.elementChange : t.elementNew).replace('…', '')} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (good) void save(); }}>
        {error && <Failure error={error} />}
        <div className="form-grid">
          <TextField label={t.nameZh} value={f.zh} onChange={set('zh')} isRequired autoFocus />
          <TextField label={t.nameEn} value={f.en} onChange={set('en')} />
          <TextField label={t.idOf} value={f.id} onChange={set('id')} isRequired isDisabled={Boolean(element)} hint={t.idHint} />
          <TextField label={t.measureUnitOf} value={f.unit} onChange={set('unit')} maxLength={100} />
          {element ? <p className="field"><span className="field-label">{t.measureRhythm}</span>{rhythmName(t, f.rhythm)}</p> : <Select label={t.measureRhythm} value={f.rhythm} onChange={set('rhythm')} choices={RHYTHMS.map((r) => ({ id: r, label: rhythmName(t, r) }))} />}
          <TextField label={t.elementDecimals} value={f.decimals} onChange={set('decimals')} inputMode="numeric" isDisabled={Boolean(element)} />
          <Select label={t.measureDirection} value={f.direction} onChange={set('direction')} choices={DIRECTIONS.map((d) => ({ id: d, label: directionName(t, d) }))} />
          <Select label={t.elementOverTime} value={f.over_time} onChange={set('over_time')} choices={sums} />
          <Select label={t.elementOverUnits} value={f.over_units} onChange={set('over_units')} choices={sums} />
          <TextField label={t.elementLeast} value={f.least} onChange={set('least')} inputMode="decimal" />
          <TextField label={t.elementMost} value={f.most} onChange={set('most')} inputMode="decimal" />
          <div className="wide"><TextArea label={t.elementAbout} rows={2} value={f.about} onChange={set('about')} /></div>
          <div className="wide"><TextArea label={t.elementDimensions} hint={t.elementDimensionsHint} rows={2} value={f.dimensions} onChange={set('dimensions')} /></div>
          {element && <div className="wide"><Checkbox checked={f.retired} onChange={(on) => setF({ ...f, retired: on })}>{t.elementRetired}</Checkbox></div>}
        </div>
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}

// A reporting unit: who reports, under whom.
export function UnitDialog({ units, onClose }: { units: { id: string; label: string }[]; onClose: () => void }) {
  const t = useText();
  const [f, setF] = useState({ id: '', zh: '', en: '', parent: '', agency: '' });
  const set = (key: keyof typeof f) => (value: string) => setF((now) => ({ ...now, [key]: value }));
  const good = /^[a-z0-9._/-]+$/i.test(f.id.trim()) && f.zh.trim() !== '';
  const { run, error } = useWrite(() => send('PUT', `/units/${segments(f.id.trim())}`, { name: named(f.zh, f.en), ...(f.parent ? { parent: f.parent } : {}), ...(f.agency.trim() ? { agency: f.agency.trim() } : {}) }).then(() => true));
  const save = async () => { if (await run()) { tell(t.saved); onClose(); } };
  return (
    <Dialog title={t.unitNew.replace('…', '')} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (good) void save(); }}>
        {error && <Failure error={error} />}
        <div className="form-grid">
          <TextField label={t.nameZh} value={f.zh} onChange={set('zh')} isRequired autoFocus />
          <TextField label={t.nameEn} value={f.en} onChange={set('en')} />
          <TextField label={t.idOf} value={f.id} onChange={set('id')} isRequired hint={t.idHint} />
          <Select label={t.unitParent} value={f.parent} onChange={set('parent')} choices={[{ id: '', label: t.unitTop }, ...units]} />
          <div className="wide"><TextField label={t.agency} value={f.agency} onChange={set('agency')} hint={t.unitAgencyHint} /></div>
        </div>
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
