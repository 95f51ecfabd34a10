import { useEffect } from 'react';
import { useSession } from '../api/hooks';
import { useText } from '../i18n';

// The title of the page for the tab, the history and the screen reader.
export function usePage(title: string | undefined): void {
  const t = useText();
  const mark = useSession().data?.demo ? `［${t.demo}］` : '';
  useEffect(() => { document.title = mark + (title ? `${title} · ${t.name}` : t.name); }, [mark, title, t.name]);
}
