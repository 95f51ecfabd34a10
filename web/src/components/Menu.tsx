import type { ReactNode } from 'react';
import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator, type Selection } from 'react-aria-components';
import { Icon, type IconName } from './Icon';

export interface MenuEntry { id: string; label: string; href?: string; onAction?: () => void; download?: boolean }

// Entries with `href` leave for the address (downloads); the others act.
export function Menu({ label, icon, entries, short, look = 'plain' }: { label: string; icon?: IconName; entries: (MenuEntry | 'rule')[]; short?: ReactNode; look?: string }) {
  return (
    <MenuTrigger>
      <Button className={`button button-${look}`} >
        {icon && <Icon name={icon} />}
        {short === undefined ? label : <>{short}<span className="unseen">{label}</span></>}
        <Icon name="down" size={14} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaMenu className="listbox" aria-label={label}>
          {entries.map((entry, i) => entry === 'rule' ? <Separator key={i} className="separator" /> : (
            <MenuItem key={entry.id} id={entry.id} className="option" textValue={entry.label}
              {...(entry.href ? { href: entry.href, routerOptions: undefined } : {})} {...(entry.download ? { download: true } : {})} {...(entry.onAction ? { onAction: entry.onAction } : {})}>
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

interface ChecksProps { label: string; icon?: IconName; choices: { id: string; label: string }[]; chosen: Set<string>; onChange: (chosen: Set<string>) => void }

export function CheckMenu({ label, icon, choices, chosen, onChange }: ChecksProps) {
  const change = (keys: Selection) => onChange(keys === 'all' ? new Set(choices.map((c) => c.id)) : new Set([...keys].map(String)));
  return (
    <MenuTrigger>
      <Button className="button button-plain">{icon && <Icon name={icon} />}{label}<Icon name="down" size={14} /></Button>
      <Popover className="popover" placement="bottom end">
        <AriaMenu className="listbox" aria-label={label} items={choices} selectionMode="multiple" selectedKeys={chosen} onSelectionChange={change}>
          {(choice) => (
            <MenuItem className="option option-check" textValue={choice.label}>
              {({ isSelected }) => <><span className="option-mark">{isSelected && <Icon name="check" size={14} />}</span>{choice.label}</>}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
