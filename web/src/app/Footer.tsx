import { useSyncExternalStore } from 'react';
import { ledgerHead } from '../api/client';
import { useSession } from '../api/hooks';
import { Link } from '../components/Link';
import { useText } from '../i18n';

export function useHead(): { seq: string; hash: string } | undefined {
  const text = useSyncExternalStore(ledgerHead.watch, ledgerHead.get);
  const [seq, hash] = text.split(':');
  return seq && hash ? { seq, hash } : undefined;
}

export function Footer() {
  const t = useText();
  const head = useHead();
  const session = useSession();
  return (
    <footer className="footer">
      <div className="footer-in">
        <p>{t.footer}</p>
        <p className="footer-ledger">
          {head && <span title={`${head.seq}:${head.hash}`}><Link to={`/verify?head=${head.seq}:${head.hash.slice(0, 16)}`}>{t.ledgerHead}</Link> <span className="mono">{head.seq}:{head.hash.slice(0, 12)}</span></span>}
          {session.data?.version && <span>{t.version(session.data.version)}</span>}
          <Link to="/calendar">{t.calendar}</Link>
          <a href="/api">API</a>
          <Link to="/gallery">{t.gallery}</Link>
        </p>
      </div>
    </footer>
  );
}
