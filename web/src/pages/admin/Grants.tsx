import type { Grant, Role } from '../../api/types';
import { Button, IconButton } from '../../components/Button';
import { useText } from '../../i18n';
import { ROLES, roleName } from './roles';

interface Props { value: Grant[]; onChange: (grants: Grant[]) => void; agencies: string[] }

// Roles, each for one agency or, left empty, for all.
export function Grants({ value, onChange, agencies }: Props) {
  const t = useText();
  const set = (at: number, change: Partial<Grant>) => onChange(value.map((g, i) => (i === at ? { ...g, ...change } : g)));
  return (
    <fieldset className="grants">
      <legend className="field-label">{t.roles}</legend>
      {value.map((grant, i) => (
        <div key={i} className="grant">
          <select className="input" aria-label={t.role} value={grant.role} onChange={(e) => set(i, { role: e.target.value as Role })}>
            {ROLES.map((r) => <option key={r} value={r}>{roleName(r, t)}</option>)}
          </select>
          <input className="input" aria-label={t.roleAgency} placeholder={t.allAgencies} list="grant-agencies" value={grant.agency ?? ''} onChange={(e) => set(i, { agency: e.target.value })} />
          <IconButton icon="close" label={t.remove} onPress={() => onChange(value.filter((_, k) => k !== i))} />
        </div>
      ))}
      <datalist id="grant-agencies">{agencies.map((a) => <option key={a} value={a} />)}</datalist>
      <Button onPress={() => onChange([...value, { role: 'reporter', agency: '' }])}>{t.addRole}</Button>
    </fieldset>
  );
}
