import type { Brief, PlanNode } from '../../api/types';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Kind, Label } from '../../components/Marks';
import { useText } from '../../i18n';

// The place of the node from the vision down to itself, as a stair.
export function Ancestors({ list, node, plan }: { list: Brief[]; node: PlanNode; plan: string }) {
  const t = useText();
  if (!list.length) return null;
  return (
    <nav aria-label={t.placeInPlan} className="stair">
      <ol>
        {list.map((a, i) => (
          <li key={a.id} style={{ paddingInlineStart: `calc(var(--indent) * ${i})` }}>
            <Kind>{a.kind}</Kind><Link to={nodeAddress(plan, a.id)} lang={CONTENT}><Label of={a} />{a.title}</Link>
          </li>
        ))}
        <li aria-current="page" style={{ paddingInlineStart: `calc(var(--indent) * ${list.length})` }}><Kind>{node.kind}</Kind><span lang={CONTENT}><Label text={node.label} />{node.title}</span></li>
      </ol>
    </nav>
  );
}
