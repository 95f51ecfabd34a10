// The plan's items as those who control them see them: level, officer, who answers, shares, release.
import { useMemo, useState } from 'react';
import { useApi, useRole, useSession } from '../../api/hooks';
import type { ItemSettings } from '../../api/settings';
import type { Outline } from '../../api/types';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link, nodeAddress } from '../../components/Link';
import { Agencies, CONTENT, Kind, Label } from '../../components/Marks';
import { usePerson } from '../../components/PersonField';
import { Async, Skeleton } from '../../components/States';
import { Switch } from '../../components/Switch';
import { useText, type Text } from '../../i18n';
import { showDecimal } from '../../lib/numbers';
import { useOutline, usePlan } from '../plan/usePlan';
import { levelName } from '../work/Obligations';
import { HandOver } from './HandOver';
import { ItemDialog } from './ItemDialog';
import { TrackingParts } from './parts';

export interface Item { id: string; label: string; title: string; kind: string; lead: string[]; set: ItemSettings | undefined }

export const releaseName = (t: Text, set: ItemSettings | undefined): string => (set && set.release !== 'none' ? t[`release_${set.release}`] : '');

export default function ItemsTab() {
  const plan = usePlan();
  const t = useText();
  const items = useApi<{ items: ItemSettings[] }>(`/plans/${encodeURIComponent(plan.id)}/items`, {}, { now: true });
  const outline = useOutline(plan);
  return (
    <section>
      <TrackingParts plan={plan.id} at="items" />
      <h2 className="unseen">{t.items}</h2>
      <Async query={items}>{(data) => <Async query={outline} skeleton={<Skeleton rows={10} wide />}>{(tree) => <Items outline={tree} items={data.items} plan={plan.id} />}</Async>}</Async>
    </section>
  );
}

// Items that somebody answers for; headings without an agency are not controlled.
function itemsOf(o: Outline, settings: ItemSettings[]): Item[] {
  const set = new Map(settings.map((s) => [s.node, s]));
  return o.id.flatMap((id, row) => {
    const lead = o.lead[row] ?? [];
    if (!lead.length && !set.has(id)) return [];
    return [{ id, label: o.label[row] ?? '', title: o.title[row] ?? '', kind: o.kinds[o.kind[row]!] ?? '', lead, set: set.get(id) }];
  });
}

const sharesText = (set: ItemSettings | undefined): string => Object.entries(set?.shares ?? {}).map(([agency, share]) => `${agency} ${showDecimal(share)}`).join('、');

function Items({ outline, items, plan }: { outline: Outline; items: ItemSettings[]; plan: string }) {
  const t = useText();
  const person = usePerson();
  const session = useSession();
  const officer = useRole('officer');
  const reviewer = useRole('reviewer', 'officer');
  const works = useRole('reporter', 'reviewer', 'officer');
  const [which, setWhich] = useState<'all' | 'set'>('all');
  const [editing, setEditing] = useState<string>();
  const [handing, setHanding] = useState(false);
  const all = useMemo(() => itemsOf(outline, items), [outline, items]);
  const rows = useMemo(() => (which === 'set' ? all.filter((i) => i.set) : all), [all, which]);
  const me = session.data?.account?.name;
  const columns = useMemo((): Column<Item>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (i) => `${i.label} ${i.title}`.trim(), cell: (i) => <Link to={nodeAddress(plan, i.id)} lang={CONTENT}><Label text={i.label} />{i.title}</Link> },
    { id: 'kind', header: t.kind, filter: 'choice', hidden: true, value: (i) => i.kind, cell: (i) => <Kind>{i.kind}</Kind> },
    { id: 'lead', header: t.lead, filter: 'choice', value: (i) => i.lead.join('、'), cell: (i) => <Agencies names={i.lead} /> },
    { id: 'level', header: t.itemLevel, filter: 'choice', value: (i) => (i.set ? levelName(t, i.set.level) : '') },
    { id: 'officer', header: t.itemOfficer, filter: 'choice', value: (i) => person(i.set?.officer), cell: (i) => <span {...(i.set?.officer && i.set.officer === me ? { className: 'me' } : {})}>{person(i.set?.officer)}</span> },
    { id: 'holder', header: t.itemHolder, filter: 'choice', hidden: true, value: (i) => i.set?.holder ?? '', cell: (i) => <span lang={CONTENT}>{i.set?.holder}</span> },
    { id: 'shares', header: t.itemShares, value: (i) => sharesText(i.set), cell: (i) => <span lang={CONTENT}>{sharesText(i.set)}</span> },
    { id: 'release', header: t.itemRelease, filter: 'choice', value: (i) => releaseName(t, i.set), cell: (i) => i.set && i.set.release !== 'none' && <span className={i.set.release === 'asked' ? 'mark-soon' : 'quiet'}>{releaseName(t, i.set)}</span> },
    ...(works ? [{ id: 'edit', header: t.edit, filter: 'none' as const, value: () => '', cell: (i: Item) => <Button onPress={() => setEditing(i.id)} aria-label={t.itemSetFor(`${i.label} ${i.title}`.trim())}>{t.itemSet}</Button> }] : []),
  ], [t, plan, person, me, works]);
  const tools = (
    <>
      <Switch label={t.view} value={which} choices={[{ id: 'all', label: t.itemsAll }, { id: 'set', label: t.itemsSet }]} onChange={(id) => setWhich(id as 'all' | 'set')} />
      {reviewer && <Button icon="person" onPress={() => setHanding(true)}>{t.handOver}</Button>}
    </>
  );
  const agencies = useMemo(() => [...new Set(all.flatMap((i) => i.lead))], [all]);
  const item = editing === undefined ? undefined : all.find((i) => i.id === editing);
  return (
    <>
      <p className="lede">{t.itemsLede}</p>
      <DataTable label={t.items} rows={rows} columns={columns} name={`items-${plan}`} tools={tools} />
      {item && <ItemDialog key={item.id} plan={plan} item={item} officer={officer} onClose={() => setEditing(undefined)} />}
      {handing && <HandOver plan={plan} agencies={agencies} onClose={() => setHanding(false)} />}
    </>
  );
}
