import type { ReactNode } from 'react';
import {
  Button, Checkbox as AriaCheckbox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, SearchField as AriaSearch, Select as AriaSelect, SelectValue, Text, TextField as AriaText,
  type SearchFieldProps, type TextFieldProps,
} from 'react-aria-components';
import { useText } from '../i18n';
import { Icon } from './Icon';

interface TextProps extends Omit<TextFieldProps, 'children' | 'className'> { label: string; hint?: string; placeholder?: string }

export function TextField({ label, hint, placeholder, ...rest }: TextProps) {
  return (
    <AriaText className="field" {...rest}>
      <Label className="field-label">{label}</Label>
      <Input className="input" {...(placeholder ? { placeholder } : {})} />
      {hint && <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error" />
    </AriaText>
  );
}

interface SearchProps extends Omit<SearchFieldProps, 'children' | 'className'> { label: string; placeholder?: string; wide?: boolean }

export function SearchField({ label, placeholder, wide, ...rest }: SearchProps) {
  const t = useText();
  return (
    <AriaSearch className={`search-field${wide ? ' search-wide' : ''}`} aria-label={label} {...rest}>
      <Icon name="search" />
      <Input className="input" placeholder={placeholder ?? label} />
      <Button className="search-clear" aria-label={t.clear}><Icon name="close" size={14} /></Button>
    </AriaSearch>
  );
}

export interface Choice { id: string; label: string }
interface SelectProps { label: string; choices: Choice[]; value: string; onChange: (id: string) => void; hideLabel?: boolean }

export function Select({ label, choices, value, onChange, hideLabel }: SelectProps) {
  return (
    <AriaSelect className="field select" value={value} onChange={(key) => onChange(String(key))} {...(hideLabel ? { 'aria-label': label } : {})}>
      {!hideLabel && <Label className="field-label">{label}</Label>}
      <Button className="button select-button"><SelectValue /><Icon name="down" size={14} /></Button>
      <Popover className="popover">
        <ListBox className="listbox" items={choices}>{(choice) => <ListBoxItem className="option" textValue={choice.label}>{choice.label}</ListBoxItem>}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function Checkbox({ children, checked, onChange, disabled }: { children: ReactNode; checked: boolean; onChange: (on: boolean) => void; disabled?: boolean }) {
  return (
    <AriaCheckbox className="checkbox" isSelected={checked} onChange={onChange} isDisabled={disabled ?? false}>
      <span className="checkbox-box" aria-hidden="true"><Icon name="check" size={14} /></span>
      {children}
    </AriaCheckbox>
  );
}
