// The parts of one tab of a plan.
import { Link } from './Link';

export interface Part { to: string; label: string; at: boolean }

export function PartNav({ label, parts }: { label: string; parts: Part[] }) {
  return (
    <nav className="parts" aria-label={label}>
      {parts.map((p) => <Link key={p.to} to={p.to} className={`part${p.at ? ' part-at' : ''}`} {...(p.at ? { current: true } : {})}>{p.label}</Link>)}
    </nav>
  );
}
