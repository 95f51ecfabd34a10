// On every page of a demonstration store: nobody may take a made-up figure for a real one.
import { useSession } from '../api/hooks';
import { useText } from '../i18n';

export function DemoBanner() {
  const t = useText();
  const session = useSession();
  if (!session.data?.demo) return null;
  return <aside className="demo-banner" aria-label={t.demo}><p><strong>{t.demo}</strong>{t.demoBanner}</p></aside>;
}
