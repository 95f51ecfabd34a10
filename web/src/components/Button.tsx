import type { ReactNode } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger, type ButtonProps as AriaProps } from 'react-aria-components';
import { Icon, type IconName } from './Icon';

type Look = 'plain' | 'primary' | 'quiet' | 'danger';
interface Props extends Omit<AriaProps, 'children' | 'className'> { look?: Look; icon?: IconName; children: ReactNode }

export function Button({ look = 'plain', icon, children, ...rest }: Props) {
  return (
    <AriaButton className={`button button-${look}`} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

interface IconProps extends Omit<AriaProps, 'children' | 'className'> { icon: IconName; label: string; size?: number; pressed?: boolean }

// A button that shows only a picture tells its name to the screen reader and, on hover or focus, to everyone.
export function IconButton({ icon, label, size, pressed, ...rest }: IconProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton className="icon-button" aria-label={label} {...(pressed === undefined ? {} : { 'aria-pressed': pressed })} {...rest}>
        <Icon name={icon} {...(size ? { size } : {})} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>{label}</Tooltip>
    </TooltipTrigger>
  );
}
