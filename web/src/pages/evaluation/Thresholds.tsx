import { useMemo, useState } from 'react';
import { send } from '../../api/client';
import { useRole } from '../../api/hooks';
import type { EvaluationSettings, RuleRow } from '../../api/settings';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';

export function Thresholds({ plan, settings }: { plan: string; settings: EvaluationSettings }) {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const [editing, setEditing] = useState(false);
  const { rules } = settings;
  const columns = useMemo((): Column<RuleRow>[] => [
    { id: 'name', header: t.ruleName, width: 'mid', value: (r) => r[lang] },
    { id: 'value', header: t.ruleValue, align: 'end', filter: 'none', value: (r) => Number(rules[r.name] ?? r.usual), cell: (r) => <>{Number(rules[r.name]) !== Number(r.usual) && <span className="tally">{t.ruleOwn}</span>} <strong>{showDecimal(rules[r.name] ?? r.usual)}</strong></> },
    { id: 'usual', header: t.ruleUsual, align: 'end', filter: 'none', value: (r) => Number(r.usual), cell: (r) => showDecimal(r.usual) },
    { id: 'bounds', header: t.ruleBounds, align: 'end', filter: 'none', value: (r) => `${showDecimal(r.least)}–${showDecimal(r.most)}` },
  ], [t, lang, rules]);
  return (
    <section aria-labelledby="thresholds">
      <h2 id="thresholds">{t.rulesOf}</h2>
      <DataTable label={`${t.rulesOf} ${t.table}`} rows={settings.rows} columns={columns} name={`rules-${plan}`} tools={officer && <Button onPress={() => setEditing(true)}>{t.rulesEdit}</Button>} />
      {editing && <Editor plan={plan} settings={settings} onClose={() => setEditing(false)} />}
    </section>
  );
}

function Editor({ plan, settings, onClose }: { plan: string; settings: EvaluationSettings; onClose: () => void }) {
  const { lang, t } = useLanguage();
  const [typed, setTyped] = useState<Record<string, string>>(() => Object.fromEntries(settings.rows.map((r) => [r.name, String(settings.rules[r.name] ?? r.usual)])));
  const { run, error } = useWrite(async (rules: Record<string, number>) => {
    await send('PUT', `/plans/${encodeURIComponent(plan)}/evaluation-rules`, { rules });
    tell(t.rulesSaved);
    onClose();
  });
  const bad = (r: RuleRow) => {
    const text = (typed[r.name] ?? '').trim();
    const n = Number(text);
    return text === '' || !Number.isFinite(n) || n < Number(r.least) || n > Number(r.most) || (r.whole && !Number.isInteger(n));
  };
  // What stands at its default is left out, so that a default that changes later holds here too.
  const changed = Object.fromEntries(settings.rows.filter((r) => Number(typed[r.name]) !== Number(r.usual)).map((r) => [r.name, Number(typed[r.name])]));
  const good = !settings.rows.some(bad);
  return (
    <Dialog title={t.rulesEdit.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(changed); }}>
        {error && <Failure error={error} />}
        <div className="rule-fields">
          {settings.rows.map((r) => (
            <label key={r.name} className="field"><span className="field-label">{r[lang]}</span>
              <input className="input" inputMode="decimal" value={typed[r.name]} onChange={(e) => setTyped({ ...typed, [r.name]: e.target.value })} {...(bad(r) ? { 'data-invalid': true, 'aria-invalid': true } : {})} />
              <span className={bad(r) ? 'field-error' : 'field-hint'}>{t.ruleUsual} {showDecimal(r.usual)} · {showDecimal(r.least)}–{showDecimal(r.most)}</span>
            </label>
          ))}
        </div>
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button icon="undo" onPress={() => void run({})}>{t.rulesBack}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
