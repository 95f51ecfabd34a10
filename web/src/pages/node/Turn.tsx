import type { Brief } from '../../api/types';
import { Link, nodeAddress } from '../../components/Link';
import { useText } from '../../i18n';
import { Icon } from '../../components/Icon';

// To the sibling before and after.
export function Turn({ siblings, id, plan }: { siblings: Brief[]; id: string; plan: string }) {
  const t = useText();
  const at = siblings.findIndex((s) => s.id === id);
  const before = siblings[at - 1];
  const after = at >= 0 ? siblings[at + 1] : undefined;
  if (!before && !after) return null;
  return (
    <span className="turn">
      {before && <Link to={nodeAddress(plan, before.id)} title={before.title} className="turn-link"><Icon name="left" size={16} />{t.previous}</Link>}
      {after && <Link to={nodeAddress(plan, after.id)} title={after.title} className="turn-link">{t.next}<Icon name="right" size={16} /></Link>}
    </span>
  );
}
