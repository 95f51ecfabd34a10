import { useState } from 'react';
import type { FieldDiff, NodeDiff } from '../../api/desk';
import { Button } from '../../components/Button';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Kind, Label } from '../../components/Marks';
import { ListDiff, WordDiff } from '../../components/WordDiff';
import { useLanguage } from '../../i18n';
import { valueLines, type DiffRow } from '../../lib/diffRows';
import { usePrinting } from '../../lib/printing';
import { fieldName } from '../desk/describe';
import { changeName, changeSign } from './DiffView';

const AT_ONCE = 300;
interface Props { rows: DiffRow[]; plan: string; draft: boolean; linked: boolean; name: (id: string) => string }

export function ChangeTree({ rows, plan, draft, linked, name }: Props) {
  const { t } = useLanguage();
  const [most, setMost] = useState(AT_ONCE);
  const printing = usePrinting();
  const shown = printing ? rows : rows.slice(0, most);
  return (
    <>
      <ul className="change-tree">
        {shown.map((row) => row.diff
          ? <Changed key={`${row.diff.id} ${row.diff.change}`} node={row.diff} depth={row.depth} address={linked && row.diff.change !== 'removed' ? `${nodeAddress(plan, row.diff.id)}${draft ? '?draft=true' : ''}` : undefined} name={name} />
          : <li key={`context ${row.place.id}`} className={`change-context change-depth-${Math.min(row.depth, 6)}`} lang={CONTENT}><Kind>{row.place.kind}</Kind> <Label text={row.place.label} />{row.place.title}</li>)}
      </ul>
      {rows.length > shown.length && <Button onPress={() => setMost(most + 500)}>{t.showMore(rows.length - shown.length)}</Button>}
    </>
  );
}

function Changed({ node, depth, address, name }: { node: NodeDiff; depth: number; address: string | undefined; name: (id: string) => string }) {
  const { t } = useLanguage();
  const title = <><Label text={node.label} />{node.title}</>;
  const fields = (node.fields ?? []).filter((f) => node.change !== 'added' && node.change !== 'removed' ? true : f.field !== 'title' && f.field !== 'label' && f.field !== 'kind');
  return (
    <li className={`change-item change-item-${node.change} change-depth-${Math.min(depth, 6)}`}>
      <p className="change-head">
        <span className={`change change-${node.change}`}><span aria-hidden="true">{changeSign(node.change)}</span> {changeName(node.change, t)}</span>
        <Kind>{node.kind}</Kind>
        <span lang={CONTENT} className="change-title">{node.change === 'removed' ? <del>{title}</del> : address ? <Link to={address}>{title}</Link> : title}</span>
        {node.uncertain && <span className="stamp">{t.deskUncertainShort}</span>}
        {node.split_from && <span className="tally">{t.diffSplitFrom(name(node.split_from))}</span>}
        {node.merged_into && <span className="tally">{t.diffMergedInto(name(node.merged_into))}</span>}
      </p>
      {fields.length > 0 && <FieldList fields={fields} name={name} />}
    </li>
  );
}

const LISTS = new Set(['lead', 'co', 'units', 'labels', 'schedule', 'parent', 'node', 'level']);

export function FieldList({ fields, name }: { fields: FieldDiff[]; name: (id: string) => string }) {
  const { lang, t } = useLanguage();
  return (
    <dl className="change-fields">
      {fields.filter((f) => f.field !== 'level').map((f) => {
        const before = valueLines(f.before, f.field, lang, name);
        const after = valueLines(f.after, f.field, lang, name);
        return <div key={f.field}><dt>{fieldName(f.field, t)}</dt><dd>{LISTS.has(f.field) ? <ListDiff before={before} after={after} single={f.field === 'parent' || f.field === 'node' || f.field === 'schedule'} /> : <WordDiff before={before.join('\n')} after={after.join('\n')} />}</dd></div>;
      })}
    </dl>
  );
}
