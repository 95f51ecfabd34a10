import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useText } from '../i18n';
import { DateBanner } from './AsOf';
import { DemoBanner } from './DemoBanner';
import { Footer } from './Footer';
import { Header } from './Header';
import { PrintHead } from './PrintHead';

export function Layout({ children }: { children: ReactNode }) {
  const t = useText();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(true);
  // A new page begins at its top, with the focus where the content is; a tab of the same plan keeps its place.
  const room = pathname.replace(/^(\/plans\/[^/]+)(\/(table|schedule|indicators|budgets|facts|findings|evaluation|heatmap|standards|cycles|items|keys|history))?$/, '$1');
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [room]);
  return (
    <>
      <a className="skip" href="#main" onClick={(e) => { e.preventDefault(); main.current?.focus(); }}>{t.skip}</a>
      <PrintHead />
      <Header />
      <DemoBanner />
      <DateBanner />
      <main id="main" ref={main} tabIndex={-1}>{children}</main>
      <Footer />
    </>
  );
}
