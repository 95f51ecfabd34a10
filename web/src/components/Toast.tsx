import { Button, Text, UNSTABLE_Toast as AriaToast, UNSTABLE_ToastContent as Content, UNSTABLE_ToastQueue as Queue, UNSTABLE_ToastRegion as Region } from 'react-aria-components';
import { useText } from '../i18n';
import { Icon } from './Icon';

interface Note { text: string; tone?: 'done' | 'error' }
const queue = new Queue<Note>({ maxVisibleToasts: 3 });

export const tell = (text: string, tone: Note['tone'] = 'done'): void => {
  queue.add({ text, tone }, { timeout: tone === 'error' ? 10_000 : 5_000 });
};

export function Toasts() {
  const t = useText();
  return (
    <Region queue={queue} className="toasts" aria-label={t.notices}>
      {({ toast }) => (
        <AriaToast toast={toast} className={`toast toast-${toast.content.tone ?? 'done'}`}>
          <Icon name={toast.content.tone === 'error' ? 'error' : 'check'} />
          <Content><Text slot="title">{toast.content.text}</Text></Content>
          <Button slot="close" className="icon-button" aria-label={t.close}><Icon name="close" size={16} /></Button>
        </AriaToast>
      )}
    </Region>
  );
}
