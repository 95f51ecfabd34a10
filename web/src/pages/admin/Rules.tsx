import { useMemo, useState } from 'react';
import { send } from '../../api/client';
import type { Rule } from '../../api/desk';
import { useApi } from '../../api/hooks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Instant } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { useWrite } from './useWrite';

// The rules of checking for the whole store: what is off, why, and who said so.
export function Rules() {
  const { lang, t } = useLanguage();
  const rules = useApi<{ rules: Rule[] }>('/rules', {}, { now: true });
  const [silencing, setSilencing] = useState<Rule>();
  const write = useWrite((rule: string, off: boolean, reason: string) => send('PUT', `/rules/${encodeURIComponent(rule)}`, { off, reason }).then(() => true));
  const columns = useMemo((): Column<Rule>[] => [
    { id: 'title', header: t.ruleName, width: 'wide', value: (r) => r.title?.[lang] ?? r.rule },
    { id: 'rule', header: t.code.replace(/[：:]\s*$/, ''), value: (r) => r.rule, cell: (r) => <span className="mono">{r.rule}</span> },
    { id: 'state', header: t.state, filter: 'choice', width: 'narrow', value: (r) => (r.off ? t.ruleOff : t.ruleOn) },
    { id: 'reason', header: t.deskReason, value: (r) => r.off?.reason ?? '', cell: (r) => r.off && <>{r.off.reason} <span className="quiet">{r.off.by} <Instant at={r.off.recorded} /></span></> },
    { id: 'switch', header: t.edit, filter: 'none', value: () => '', cell: (r) => r.off
      ? <Button onPress={() => void write.run(r.rule, false, t.ruleTurnOn).then((done) => { if (done) tell(t.ruleSwitchedOn); })} aria-label={`${t.ruleTurnOn} ${r.rule}`}>{t.ruleTurnOn}</Button>
      : <Button onPress={() => setSilencing(r)} aria-label={`${t.ruleTurnOff} ${r.rule}`}>{t.ruleTurnOff}</Button> },
  ], [lang, t]); // eslint-disable-line
  return (
    <>
      <p className="lede">{t.rulesText}</p>
      {write.error && <Failure error={write.error} />}
      <Async query={rules}>{(data) => <DataTable label={t.rulesTitle} rows={data.rules} columns={columns} name={t.rulesTitle} />}</Async>
      {silencing && (
        <ReasonDialog title={t.ruleTurnOffTitle(silencing.title?.[lang] ?? silencing.rule)} action={t.ruleTurnOff} onClose={() => setSilencing(undefined)}
          onDone={async (reason) => { await send('PUT', `/rules/${encodeURIComponent(silencing.rule)}`, { off: true, reason }); tell(t.ruleSwitchedOff); await rules.refetch(); }}>
          <p>{t.rulesText}</p>
        </ReasonDialog>
      )}
    </>
  );
}
