import { useMemo, useState } from 'react';
import { segments, send } from '../../api/client';
import type { Rule } from '../../api/desk';
import { useApi, useRole } from '../../api/hooks';
import type { Finding, PlanHead, Severity } from '../../api/types';
import { Button } from '../../components/Button';
import { FindingList } from '../../components/FindingList';
import { Select } from '../../components/Fields';
import { SeverityMark } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage, useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { useItems, useOutline, usePlan } from './usePlan';

const GRAVE: Severity[] = ['error', 'warning', 'note'];

export default function FindingsTab() {
  const plan = usePlan();
  const items = useItems<Finding>(plan, 'findings');
  return <Async query={items} skeleton={<Skeleton rows={12} wide />}>{(data) => <Findings items={data.items} plan={plan} />}</Async>;
}

function Findings({ items, plan }: { items: Finding[]; plan: PlanHead }) {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const outline = useOutline(plan).data;
  const names = useMemo(() => outline && new Map(outline.id.map((id, row) => [id, `${outline.label[row] ?? ''} ${outline.title[row] ?? ''}`.trim()])), [outline]);
  const [severity, setSeverity] = useState('');
  const [state, setState] = useState('');
  const [dismissing, setDismissing] = useState<Finding>();
  const [silencing, setSilencing] = useState<string>();
  const path = `/plans/${encodeURIComponent(plan.id)}`;
  const rules = useApi<{ rules: Rule[] }>(`${path}/rules`, {}, { now: true, enabled: officer });
  const ruleName = (id: string) => rules.data?.rules.find((r) => r.rule === id)?.title?.[lang];
  const write = useWrite((run: () => Promise<unknown>) => run().then(() => true));
  const groups = useMemo(() => {
    const shown = items.filter((f) => (!severity || f.severity === severity) && (!state || (state === 'dismissed') === Boolean(f.dismissed)));
    const keys = [...new Set(shown.map((f) => `${GRAVE.indexOf(f.severity)} ${f.rule}`))].sort();
    return keys.map((key) => ({ key, rule: key.slice(2), severity: GRAVE[Number(key[0])] ?? 'note', list: shown.filter((f) => `${GRAVE.indexOf(f.severity)} ${f.rule}` === key) }));
  }, [items, severity, state]);
  const count = (s: Severity) => items.filter((f) => f.severity === s && !f.dismissed).length;
  const gone = items.filter((f) => f.dismissed).length;
  const tools = (f: Finding) => f.dismissed
    ? <Button icon="undo" onPress={() => void write.run(() => send('DELETE', `${path}/dismissals/${segments(f.id)}`)).then((done) => { if (done) tell(t.deskRestored); })}>{t.deskRestore}</Button>
    : <Button onPress={() => setDismissing(f)}>{t.deskDismiss}</Button>;
  return (
    <div className="findings">
      {items.length > 0 ? (
        <div className="toolbar" role="group" aria-label={t.findings}>
          <p className="toolbar-count severity-counts">{GRAVE.map((s) => count(s) > 0 && <span key={s}><SeverityMark severity={s} /> {count(s)}</span>)}{gone > 0 && <span className="quiet">{t.findingsDismissed} {gone}</span>}</p>
          <Select label={t.severity} hideLabel value={severity} onChange={setSeverity} choices={[{ id: '', label: t.allSeverities }, { id: 'error', label: t.severityError }, { id: 'warning', label: t.severityWarning }, { id: 'note', label: t.severityNote }]} />
          {gone > 0 && <Select label={t.findingsWhich} hideLabel value={state} onChange={setState} choices={[{ id: '', label: t.findingsAll }, { id: 'open', label: t.findingsOpen }, { id: 'dismissed', label: t.findingsDismissed }]} />}
        </div>
      ) : <Empty title={t.noFindings}><p>{t.noFindingsText}</p></Empty>}
      {write.error && <Failure error={write.error} />}
      {groups.map((group) => (
        <section key={group.key} className="finding-group" aria-label={`${{ error: t.severityError, warning: t.severityWarning, note: t.severityNote }[group.severity]} ${group.rule}`}>
          <div className="finding-rule">
            <h2><SeverityMark severity={group.severity} /> {ruleName(group.rule) ?? <span className="mono">{group.rule}</span>}</h2>
            <span className="quiet">{t.rowsAll(group.list.length)}</span>
            {officer && rules.data && !group.rule.startsWith('reading-') && !rules.data.rules.find((r) => r.rule === group.rule)?.off && <Button look="quiet" onPress={() => setSilencing(group.rule)}>{t.ruleTurnOff}</Button>}
          </div>
          <FindingList items={group.list} plan={plan.id} names={names} bare {...(officer ? { tools } : {})} />
        </section>
      ))}
      {officer && rules.data && <RulesOff rules={rules.data.rules} onOn={(rule) => void write.run(() => send('PUT', `${path}/rules/${encodeURIComponent(rule)}`, { off: false, reason: t.ruleTurnOn })).then((done) => { if (done) tell(t.ruleSwitchedOn); })} />}
      {dismissing && <ReasonDialog title={t.deskDismissTitle} action={t.deskDismiss} offers={[t.deskReasonPrinted, t.deskReasonExplained]} onClose={() => setDismissing(undefined)} onDone={async (reason) => { await save(() => send('POST', `${path}/dismissals`, { finding: dismissing.id, reason })); tell(t.deskDismissedDone); }}><p className="quiet">{(lang === 'en' && dismissing.message_en) || dismissing.message}</p></ReasonDialog>}
      {silencing && <ReasonDialog title={t.ruleTurnOffTitle(ruleName(silencing) ?? silencing)} action={t.ruleTurnOff} onClose={() => setSilencing(undefined)} onDone={async (reason) => { await save(() => send('PUT', `${path}/rules/${encodeURIComponent(silencing)}`, { off: true, reason })); tell(t.ruleSwitchedOff); }}><p>{t.rulesText}</p></ReasonDialog>}
    </div>
  );

  // The dialog shows the failure itself; done, everything is read anew.
  async function save(run: () => Promise<unknown>): Promise<void> {
    await run();
    await write.run(() => Promise.resolve());
  }
}

function RulesOff({ rules, onOn }: { rules: Rule[]; onOn: (rule: string) => void }) {
  const { lang } = useLanguage();
  const t = useText();
  const off = rules.filter((r) => r.off);
  if (!off.length) return null;
  return (
    <section aria-labelledby="rules-off" className="rules-off">
      <h2 id="rules-off">{t.rulesHere}</h2>
      <ul className="desk-list">{off.map((r) => (
        <li key={r.rule}>
          <span><b>{r.title?.[lang] ?? r.rule}</b> <span className="tally">{r.store ? t.ruleOffStore : t.ruleOff}</span> <span className="quiet">{t.ruleOffBy(r.off!.reason, r.off!.by ?? '')}</span></span>
          {!r.store && <Button onPress={() => onOn(r.rule)}>{t.ruleTurnOn}</Button>}
        </li>
      ))}</ul>
    </section>
  );
}
