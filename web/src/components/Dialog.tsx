import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay, Popover, DialogTrigger, Button } from 'react-aria-components';
import { useText } from '../i18n';
import { IconButton } from './Button';
import { Icon, type IconName } from './Icon';

interface Props { title: string; open: boolean; onClose: () => void; children: ReactNode }

export function Dialog({ title, open, onClose, children }: Props) {
  const t = useText();
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={(is) => { if (!is) onClose(); }} isDismissable>
      <Modal className="modal">
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">{title}</Heading>
            <IconButton icon="close" label={t.close} onPress={onClose} />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

// A button that opens a small sheet beside it.
export function Disclosure({ label, icon, children, look = 'plain', short }: { label: string; icon?: IconName; children: ReactNode | ((close: () => void) => ReactNode); look?: string; short?: ReactNode }) {
  return (
    <DialogTrigger>
      <Button className={`button button-${look}`} >
        {icon && <Icon name={icon} />}
        {short === undefined ? label : <>{short}<span className="unseen">{label}</span></>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaDialog className="sheet" aria-label={label}>{({ close }) => <>{typeof children === 'function' ? children(close) : children}</>}</AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
