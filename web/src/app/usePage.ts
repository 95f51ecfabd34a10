import { useEffect } from 'react';
import { useText } from '../i18n';

// The title of the page for the tab, the history and the screen reader.
export function usePage(title: string | undefined): void {
  const t = useText();
  useEffect(() => { document.title = title ? `${title} · ${t.name}` : t.name; }, [title, t.name]);
}
