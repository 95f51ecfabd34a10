import { useState } from 'react';
import type { Brief } from '../../api/types';
import { Button } from '../../components/Button';
import { Link, nodeAddress } from '../../components/Link';
import { Agencies, CONTENT, Kind, Label } from '../../components/Marks';
import { useText } from '../../i18n';

const AT_ONCE = 30;

export function BriefList({ id, title, list, plan }: { id: string; title: string; list: Brief[]; plan: string }) {
  const t = useText();
  const [all, setAll] = useState(false);
  if (!list.length) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}<span className="tab-count">{list.length}</span></h2>
      <ul className="briefs">
        {(all ? list : list.slice(0, AT_ONCE)).map((b) => (
          <li key={b.id}>
            <Kind>{b.kind}</Kind>
            <Link to={nodeAddress(plan, b.id)} lang={CONTENT}><Label of={b} />{b.title}</Link>
            <span className="quiet"><Agencies names={b.lead} plain />{b.count ? <span>{t.below(b.count)}</span> : null}</span>
          </li>
        ))}
      </ul>
      {!all && list.length > AT_ONCE && <Button onPress={() => setAll(true)}>{t.showMore(list.length - AT_ONCE)}</Button>}
    </section>
  );
}
