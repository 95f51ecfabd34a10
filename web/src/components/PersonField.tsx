// Choosing an account by its name or the person's: those with work to do are offered.
import { useId } from 'react';
import { useApi } from '../api/hooks';
import type { Colleague } from '../api/settings';
import { useText } from '../i18n';
import { CONTENT } from './Marks';

interface Props { label: string; value: string; onChange: (account: string) => void; required?: boolean; hint?: string }

export const useColleagues = () => useApi<{ colleagues: Colleague[] }>('/colleagues', {}, { now: true });

export function PersonField({ label, value, onChange, required = false, hint }: Props) {
  const t = useText();
  const id = useId();
  const colleagues = useColleagues();
  const list = colleagues.data?.colleagues ?? [];
  const typed = value.trim();
  const found = list.find((c) => c.name === typed);
  const unknown = typed !== '' && colleagues.isSuccess && !found;
  const whose = found && [found.display, ...new Set(found.roles.map((r) => r.agency).filter(Boolean))].filter(Boolean).join(' · ');
  // What is picked by the person's name becomes the account.
  const change = (text: string) => onChange(list.find((c) => c.display === text)?.name ?? text);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <input id={id} className="input" list={`${id}-list`} value={value} required={required} autoComplete="off" aria-describedby={`${id}-said`} aria-invalid={unknown} {...(unknown ? { 'data-invalid': true } : {})} onChange={(e) => change(e.target.value)} />
      <datalist id={`${id}-list`}>{list.map((c) => <option key={c.name} value={c.name}>{[c.display, ...c.roles.map((r) => r.agency)].filter(Boolean).join(' · ')}</option>)}</datalist>
      <span id={`${id}-said`} className={unknown ? 'field-error' : 'field-hint'}>{unknown ? t.personUnknown : whose ? <span lang={CONTENT}>{whose}</span> : hint ?? t.personHint}</span>
    </div>
  );
}

// Whose account it is, in words: the name people know, then the account.
export function usePerson(): (name: string | undefined) => string {
  const colleagues = useColleagues();
  return (name) => {
    const display = colleagues.data?.colleagues.find((c) => c.name === name)?.display;
    return !name ? '' : display && display !== name ? `${display}（${name}）` : name;
  };
}
