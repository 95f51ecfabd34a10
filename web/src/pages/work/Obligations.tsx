// Items that are owed, as a list to work through: what, whose, by when, how it stands.
import { useMemo, useState, type ReactNode } from 'react';
import { segments } from '../../api/client';
import type { Level, Obligation, ReportState, Who } from '../../api/tracking';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link } from '../../components/Link';
import { CONTENT, Label, Period } from '../../components/Marks';
import { Switch } from '../../components/Switch';
import { useLanguage, useText, type Text } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { formatPeriod } from '../../lib/period';

const FIRST = 30;
const LONG = 12;
const DAY = 86_400_000;

export const reportAddress = (o: { plan: string; cycle: string; node: string }): string => `/reports/${encodeURIComponent(o.plan)}/${encodeURIComponent(o.cycle)}/${segments(o.node)}`;

export const stateName = (t: Text, state: ReportState): string => ({ none: t.stateNone, draft: t.stateDraft, submitted: t.stateSubmitted, returned: t.stateReturned, approved: t.stateApproved })[state];
export const levelName = (t: Text, level: Level): string => ({ none: '', own: t.levelOwn, ministry: t.levelMinistry, yuan: t.levelYuan })[level];

// In whose hands: the office that files, a stage of review, or nobody's any more.
export function Holder({ who }: { who: Who }) {
  const { lang, t } = useLanguage();
  if (who.at === 'done') return null;
  return <span>{t.inReview} {who.name && `${who.name[lang]} `}<span lang={CONTENT}>{who.agency}</span>{who.officer && ` ${who.officer}`}</span>;
}

export function StateMark({ state }: { state: ReportState }) {
  return <span className={`report-state report-${state}`}>{stateName(useText(), state)}</span>;
}

export function Obligations({ items, today, plans }: { items: Obligation[]; today: string; plans?: Map<string, string> }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const shown = all ? items : items.slice(0, FIRST);
  const view = items.length > LONG && <Switch label={t.view} value={asTable ? 'table' : 'list'} choices={[{ id: 'list', label: t.list }, { id: 'table', label: t.table }]} onChange={(id) => setAsTable(id === 'table')} />;
  if (asTable && view) return <OwedTable items={items} today={today} plans={plans} tools={view} />;
  return (
    <>
      {view && <div className="toolbar owed-view">{view}</div>}
      <ul className="owed">{shown.map((o) => <Item key={`${o.plan} ${o.cycle} ${o.node}`} item={o} today={today} plan={plans?.get(o.plan)} />)}</ul>
      {shown.length < items.length && <p className="row"><span className="quiet">{t.workShown(shown.length, items.length)}</span><Button onPress={() => setAll(true)}>{t.workShowAll}</Button></p>}
    </>
  );
}

// A long list is worked through as a table: sorted, filtered, taken along.
function OwedTable({ items, today, plans, tools }: { items: Obligation[]; today: string; plans: Map<string, string> | undefined; tools: ReactNode }) {
  const { lang, t } = useLanguage();
  const columns = useMemo((): Column<Obligation>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (o) => `${o.label ?? ''} ${o.title}`.trim(), cell: (o) => <Link to={reportAddress(o)} lang={CONTENT}><Label text={o.label} />{o.title}</Link> },
    { id: 'state', header: t.status, filter: 'choice', value: (o) => stateName(t, o.state), cell: (o) => <StateMark state={o.state} /> },
    { id: 'flags', header: t.flags, filter: 'choice', value: (o) => [o.behind && t.workBehind, o.overdue && t.workOverdue, o.late && t.workLate].filter(Boolean).join('、') },
    { id: 'due', header: t.workDue, value: (o) => o.due, cell: (o) => <Due bare due={o.due} today={today} done={o.state === 'approved' || o.state === 'submitted'} /> },
    { id: 'period', header: t.cycle, filter: 'choice', value: (o) => formatPeriod(o.period, lang) },
    { id: 'agency', header: t.agency, filter: 'choice', value: (o) => o.agency, cell: (o) => <span lang={CONTENT}>{o.agency}</span> },
    { id: 'plan', header: t.plan, filter: 'choice', value: (o) => plans?.get(o.plan) ?? '', cell: (o) => <span lang={CONTENT}>{plans?.get(o.plan)}</span> },
    { id: 'level', header: t.itemLevel, filter: 'choice', hidden: true, value: (o) => levelName(t, o.level) },
  ], [t, lang, today, plans]);
  return <DataTable label={`${t.work} ${t.table}`} rows={items} columns={columns} name="work" tools={tools} />;
}

function Item({ item, today, plan }: { item: Obligation; today: string; plan: string | undefined }) {
  const t = useText();
  return (
    <li className="owed-item">
      <Link to={reportAddress(item)} className="owed-title" lang={CONTENT}><Label text={item.label} />{item.title}</Link>
      <span className="meta">
        <StateMark state={item.state} />
        {item.behind && <span className="mark-behind">{t.workBehind}</span>}
        {item.overdue && <span className="mark-overdue">{t.workOverdue}</span>}
        <span lang={CONTENT}>{item.agency}</span>
        {item.level !== 'none' && <span>{levelName(t, item.level)}</span>}
        {item.actual !== undefined && <span>{showDecimal(item.actual)} %</span>}
        {item.who && item.state === 'submitted' && <Holder who={item.who} />}
        {plan && <span lang={CONTENT}>{plan}</span>}
        <Period period={item.period} />
      </span>
      <span className="owed-due"><Due due={item.due} today={today} done={item.state === 'approved' || item.state === 'submitted'} /></span>
    </li>
  );
}

export function Due({ due, today, done = false, bare = false }: { due: string; today: string; done?: boolean; bare?: boolean }) {
  const t = useText();
  const left = Math.round((Date.parse(due) - Date.parse(today)) / DAY);
  return <>{!bare && `${t.workDue} `}<Period period={due} />{!done && Math.abs(left) < 400 && <span className={left < 0 ? 'mark-overdue' : left <= 3 ? 'mark-soon' : 'quiet'}> {left < 0 ? t.workDaysOver(-left) : t.workDaysLeft(left)}</span>}</>;
}
