import { useState, type ReactNode } from 'react';
import { sourcesOf, type Finding } from '../api/types';
import { useLanguage } from '../i18n';
import { Button } from './Button';
import { Link, nodeAddress } from './Link';
import { CONTENT, SeverityMark } from './Marks';
import { PlaceLink } from './PlaceText';

const AT_ONCE = 50;

interface Props { items: Finding[]; plan: string; bare?: boolean; names?: Map<string, string> | undefined; tools?: (finding: Finding) => ReactNode }

// `names`: what nodes are called, by id; without them only the first of a finding has its name.
export function FindingList({ items, plan, bare = false, names, tools }: Props) {
  const { lang, t } = useLanguage();
  const [most, setMost] = useState(AT_ONCE);
  return (
    <>
      <ul className="finding-list">
        {items.slice(0, most).map((f) => (
          <li key={f.id} {...(f.dismissed ? { 'data-dismissed': true } : {})}>
            {!bare && <SeverityMark severity={f.severity} />}
            <p>{lang === 'en' && f.message_en ? f.message_en : <span lang={CONTENT}>{f.message}</span>}</p>
            {f.dismissed && <p className="quiet">{t.dismissed(f.dismissed.reason)}</p>}
            <p className="finding-places">
              {(f.nodes ?? []).map((id, i) => <Link key={id} to={nodeAddress(plan, id)} lang={CONTENT}>{names?.get(id) ?? (i === 0 && f.node_title ? `${f.node_label ?? ''} ${f.node_title}`.trim() : id)}</Link>)}
              {sourcesOf(f.source).map((s, i) => <PlaceLink key={i} place={s} />)}
              {!bare && <span className="mono quiet">{f.rule}</span>}
              {tools && <span className="finding-tools">{tools(f)}</span>}
            </p>
          </li>
        ))}
      </ul>
      {items.length > most && <Button onPress={() => setMost(most + 200)}>{t.showMore(items.length - most)}</Button>}
    </>
  );
}
