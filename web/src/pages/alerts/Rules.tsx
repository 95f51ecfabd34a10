// The rules of warning: what is watched, from which line, how many alerts are open; made, changed and ended by officers.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client';
import type { WarningRule, WarningRules } from '../../api/alerts';
import { useApi, useRole } from '../../api/hooks';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async, Empty } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';
import { elementAddress } from '../measures/words';
import { LevelMark, ModeMark } from './AlertMarks';
import { RuleDialog } from './RuleDialog';

type Row = WarningRules['rules'][number];

export function Rules() {
  const { lang, t } = useLanguage();
  const officer = useRole('officer');
  const client = useQueryClient();
  const rules = useApi<WarningRules>('/warnings');
  const [editing, setEditing] = useState<WarningRule | 'new'>();
  const [ending, setEnding] = useState<WarningRule>();
  const limits = (r: WarningRule) => (r.limits ?? []).map((l) => `${l.from ? `${formatPeriod(l.from, lang)} ` : ''}${showDecimal(l.value)}`).join('、');
  const columns: Column<Row>[] = [
    { id: 'name', header: t.alertRule, width: 'mid', value: (r) => r.rule.name[lang] || r.rule.name.zh, cell: (r) => <><ModeMark alert={{ mode: r.rule.mode ?? 'actual' }} /> <span lang={CONTENT}>{r.rule.name[lang] || r.rule.name.zh}</span></> },
    { id: 'element', header: t.measureElement, value: (r) => r.element_name?.[lang] || r.element_name?.zh || r.rule.element, cell: (r) => <Link to={elementAddress(r.rule.element)} lang={CONTENT}>{r.element_name?.[lang] || r.element_name?.zh || r.rule.element}</Link> },
    { id: 'kind', header: t.ruleKind, filter: 'choice', value: (r) => r.kind[lang] },
    { id: 'limits', header: t.ruleLines, filter: 'none', value: (r) => limits(r.rule) },
    { id: 'level', header: t.alertLevel, filter: 'choice', value: (r) => t[`level_${r.rule.level ?? 'warning'}`], cell: (r) => <LevelMark level={r.rule.level ?? 'warning'} /> },
    { id: 'mode', header: t.alertMode, filter: 'choice', hidden: true, value: (r) => t[`mode_${r.rule.mode ?? 'actual'}`] },
    { id: 'state', header: t.ruleState, filter: 'choice', value: (r) => (r.rule.off ? t.ruleIsOff : t.ruleIsOn) },
    { id: 'open', header: t.ruleOpen, align: 'end', filter: 'none', value: (r) => r.open },
    ...(officer ? [{ id: 'change', header: t.ruleChange.replace('…', ''), filter: 'none', value: () => '', cell: (r: Row) => <span className="rule-tools"><Button onPress={() => setEditing(r.rule)}>{t.ruleChange}</Button><Button onPress={() => setEnding(r.rule)}>{t.ruleEnd}</Button></span> } satisfies Column<Row>] : []),
  ];
  const tools = officer && <Button icon="plus" onPress={() => setEditing('new')}>{t.ruleNew}</Button>;
  return (
    <section className="measure-part">
      <h2>{t.warningRules}</h2>
      <Async query={rules}>
        {(data) => (data.rules.length ? <DataTable label={t.warningRules} rows={data.rules} columns={columns} name="gangmu-warnings" rowId={(r) => `rule-${r.rule.id}`} tools={tools} /> : <><div className="toolbar">{tools}</div><Empty title={t.rulesNone}><p>{t.rulesNoneText}</p></Empty></>)}
      </Async>
      {editing && <RuleDialog {...(editing === 'new' ? {} : { rule: editing })} onClose={() => setEditing(undefined)} />}
      {ending && (
        <ReasonDialog title={`${t.ruleEnd.replace('…', '')}：${ending.name[lang] || ending.name.zh}`} action={t.ruleEnd} danger onClose={() => setEnding(undefined)}
          onDone={async (reason) => { await send('DELETE', `/warnings/${encodeURIComponent(ending.id)}`, { reason }); await client.invalidateQueries(); tell(t.saved); }} />
      )}
    </section>
  );
}
