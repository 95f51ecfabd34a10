// Choosing one item of a plan: type some of its number or title, then pick. Also for trees of 50,000.
import { useMemo, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Outline } from '../api/types';
import { useText } from '../i18n';
import { ancestors, findRows, searchTexts, type Tree } from '../lib/tree';
import { SearchField } from './Fields';
import { CONTENT, Label } from './Marks';

interface Props { label: string; outline: Outline; tree: Tree; value: number | undefined; onChange: (row: number) => void; may?: (row: number) => boolean; none?: string }

const AT_ONCE = 60;
export const ROOT = -1;

// `none`: the name of "no item at all" (the top level), which is then row -1. `may`: what can be chosen.
export function NodePicker({ label, outline, tree, value, onChange, may, none }: Props) {
  const t = useText();
  const [query, setQuery] = useState('');
  const texts = useMemo(() => searchTexts(outline), [outline]);
  const rows = useMemo(() => {
    const all = query.trim() ? findRows(texts, query) : Array.from({ length: outline.count }, (_, row) => row);
    const list = may ? all.filter(may) : all;
    // What is chosen stays in sight.
    return value !== undefined && value >= 0 && !query.trim() && list.indexOf(value) > AT_ONCE / 2 ? [value, ...list.filter((r) => r !== value)] : list;
  }, [texts, query, outline, may, value]);
  const path = (row: number) => ancestors(tree, row).map((r) => outline.label[r] || outline.title[r]).join(' › ');
  const items = [...(none !== undefined && !query.trim() ? [{ id: String(ROOT), row: ROOT }] : []), ...rows.slice(0, AT_ONCE).map((row) => ({ id: String(row), row }))];
  return (
    <div className="picker">
      <SearchField label={t.deskFindIn(label)} value={query} onChange={setQuery} />
      <ListBox className="listbox picker-list" aria-label={label} items={items} selectionMode="single" disallowEmptySelection selectedKeys={value === undefined ? [] : [String(value)]}
        onSelectionChange={(keys) => { if (keys !== 'all') { const [key] = keys; if (key !== undefined) onChange(Number(key)); } }} renderEmptyState={() => <p className="quiet picker-none">{t.noneFound}</p>}>
        {({ id, row }) => (
          <ListBoxItem id={id} className="option picker-option" textValue={row < 0 ? none ?? '' : `${outline.label[row]} ${outline.title[row]}`}>
            {row < 0 ? <span>{none}</span> : <span lang={CONTENT}><Label text={outline.label[row]} />{outline.title[row]}{path(row) && <span className="picker-path">{path(row)}</span>}</span>}
          </ListBoxItem>
        )}
      </ListBox>
      {rows.length > AT_ONCE && <p className="quiet">{t.deskMoreFound(rows.length - AT_ONCE)}</p>}
    </div>
  );
}
