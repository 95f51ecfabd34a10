import { useId, useState, type KeyboardEvent } from 'react';
import { useText } from '../i18n';
import { Icon } from './Icon';
import { CONTENT } from './Marks';

interface Props { label: string; value: string[]; onChange: (names: string[]) => void; known?: readonly string[] | undefined; unknown?: string }

const SEPARATORS = /[、,，;；\n\t]+/;

// A list of names: each can be taken out; Enter or a separator adds, also when a whole list is pasted. `known` names are
// offered while typing; `unknown` says of another that it is not among them.
export function NamesField({ label, value, onChange, known, unknown }: Props) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState('');
  const listed = known && new Set(known);
  const add = (text: string) => {
    const names = text.split(SEPARATORS).map((n) => n.trim()).filter((n) => n && !value.includes(n));
    if (names.length) onChange([...value, ...new Set(names)]);
    setTyped('');
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && typed.trim() && !e.nativeEvent.isComposing && !e.ctrlKey && !e.metaKey) { e.preventDefault(); add(typed); }
    if (e.key === 'Backspace' && !typed && value.length) onChange(value.slice(0, -1));
  };
  const change = (text: string, picked: boolean) => {
    // A separator ends a name; what is picked from the list comes whole.
    if (picked || SEPARATORS.test(text)) add(text);
    else setTyped(text);
  };
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <span className="field-label" id={`${id}-label`}>{label}</span>
      <div className="names">
        {value.map((name) => (
          <span key={name} className="name-chip" lang={CONTENT} {...(unknown && listed && !listed.has(name) ? { title: unknown, 'data-unknown': true } : {})}>
            {name}{unknown && listed && !listed.has(name) && <span className="unseen">（{unknown}）</span>}
            <button type="button" onClick={() => onChange(value.filter((n) => n !== name))} aria-label={t.deskTakeOut(name)}><Icon name="close" size={12} /></button>
          </span>
        ))}
        <input className="names-input" aria-label={t.deskAddTo(label)} placeholder={value.length ? '' : t.deskAddName} list={known ? `${id}-known` : undefined} value={typed} lang={CONTENT}
          onChange={(e) => change(e.target.value, Boolean(listed?.has(e.target.value)) && (e.nativeEvent as InputEvent).inputType !== 'insertText' && (e.nativeEvent as InputEvent).inputType !== 'insertCompositionText')}
          onKeyDown={onKeyDown} onBlur={() => { if (typed.trim()) add(typed); }} />
      </div>
      {known && <datalist id={`${id}-known`}>{known.filter((n) => !value.includes(n)).map((n) => <option key={n} value={n} />)}</datalist>}
    </div>
  );
}
