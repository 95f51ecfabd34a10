// Recording one value (or taking one out), and whole sheets of them.
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { ApiError, send } from '../../api/client';
import type { Element, Recorded } from '../../api/measures';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Select, TextField } from '../../components/Fields';
import { PeriodInput } from '../../components/PeriodInput';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { readPoint } from '../../lib/rocdate';
import { useWrite } from '../admin/useWrite';
import { qualityName, unitName } from './words';
import type { useUnits } from './useUnits';

const QUALITIES = ['self-reported', 'measured', 'estimated', 'suspect'];
const TYPED = new Set(['year', 'half', 'quarter', 'month', 'day']); // the others are written as docs/measuring.md says

// Faults of single values come as an answer of their own, with their places.
function faultsOf(error: Error | undefined): Recorded['errors'] {
  const body = error instanceof ApiError ? (error.problem as unknown as Partial<Recorded>) : undefined;
  return body?.errors ?? [];
}

export function ValuesDialog({ element, units, onClose }: { element: Element; units: ReturnType<typeof useUnits>; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const [unit, setUnit] = useState('');
  const [period, setPeriod] = useState('');
  const [value, setValue] = useState('');
  const [plane, setPlane] = useState('actual');
  const [quality, setQuality] = useState('self-reported');
  const [note, setNote] = useState('');
  const [members, setMembers] = useState<Record<string, string>>(() => Object.fromEntries((element.dimensions ?? []).map((d) => [d.name, d.members[0] ?? ''])));
  const typed = TYPED.has(element.rhythm);
  const read = typed ? readPoint(period) : period.trim() || undefined;
  const number = value.trim().replaceAll(',', '');
  const good = unit !== '' && read !== undefined && (number === '' || /^-?\d+(\.\d+)?$/.test(number));
  const { run, error } = useWrite((body: unknown) => send<Recorded>('POST', '/values', body));
  const sheet = useWrite((file: File) => send<Recorded>('POST', '/values/sheet', file, { name: file.name, plane, note: note.trim() }));
  const done = (answer: Recorded | undefined) => { if (answer) { tell(t.valuesRecorded(answer.given, answer.changed)); onClose(); } };
  const save = async () => done(await run({ plane, note: note.trim(), values: [{ element: element.id, unit, period: read, value: number === '' ? null : number, members, quality }] }));
  const faults = [...faultsOf(error), ...faultsOf(sheet.error)];
  return (
    <Dialog title={t.valuesRecord.replace('…', '')} open onClose={onClose}>
      <form onSubmit={(e) => { e.preventDefault(); if (good) void save(); }}>
        {faults.length > 0 ? <ul className="form-error" role="alert">{faults.slice(0, 20).map((f, i) => <li key={i}>{f.place} {f[lang]} {lang === 'zh' ? f.mend : f.mend_en}</li>)}</ul> : (error ?? sheet.error) && <Failure error={(error ?? sheet.error)!} />}
        <div className="form-grid">
          <Select label={t.measureReporter} value={unit} onChange={setUnit} choices={units.list.map((u) => ({ id: u.id, label: unitName(u, lang) }))} />
          <Select label={t.valuesPlane} value={plane} onChange={setPlane} choices={[{ id: 'actual', label: t.valuesActual }, { id: 'target', label: t.measureTarget }]} />
          {typed ? <PeriodInput label={t.period} value={period} onChange={setPeriod} required /> : <TextField label={t.period} value={period} onChange={setPeriod} isRequired hint={t.valuesPeriodHint} />}
          <TextField label={element.unit ? `${t.alertValue}（${element.unit}）` : t.alertValue} value={value} onChange={setValue} inputMode="decimal" hint={t.valuesEmptyHint} />
          {(element.dimensions ?? []).map((d) => <Select key={d.name} label={d.name} value={members[d.name] ?? ''} onChange={(m) => setMembers({ ...members, [d.name]: m })} choices={d.members.map((m) => ({ id: m, label: m }))} />)}
          <Select label={t.measureQuality} value={quality} onChange={setQuality} choices={QUALITIES.map((q) => ({ id: q, label: qualityName(t, q) }))} />
          <div className="wide"><TextField label={t.valuesNote} value={note} onChange={setNote} maxLength={600} /></div>
        </div>
        <div className="row">
          <Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button>
          <FileTrigger acceptedFileTypes={['.csv', '.xlsx', '.ods']} onSelect={(files) => { const file = files?.item(0); if (file) void sheet.run(file).then(done); }}><Button icon="upload">{t.valuesSheet}</Button></FileTrigger>
          <Button onPress={onClose}>{t.cancel}</Button>
        </div>
        <p className="hint">{t.valuesSheetHint}</p>
      </form>
    </Dialog>
  );
}
