import { useDates, useSession } from '../api/hooks';
import { useLanguage } from '../i18n';
import { formatInstant, formatPeriod } from '../lib/period';
import { usePrinting } from '../lib/printing';
import { useHead } from './Footer';

// The title block of a printed page: what it is, at which day it stands, and the ledger head that proves it.
export function PrintHead() {
  const { lang, t } = useLanguage();
  const dates = useDates();
  const head = useHead();
  const demo = useSession().data?.demo;
  usePrinting(); // draws again at printing, so that the time is that of the print
  return (
    <div className="print-head" aria-hidden="true">
      {demo && <p className="print-demo">{t.demo}　{t.demoBanner}</p>}
      <p className="print-name"><span>綱目</span><span>{typeof document === 'undefined' ? '' : document.title.replace(/ · [^·]*$/, '')}</span></p>
      <dl>
        {dates.as_of && <><dt>{t.asOf}</dt><dd>{formatPeriod(dates.as_of, lang, true)}</dd></>}
        {dates.on && <><dt>{t.onDate}</dt><dd>{formatPeriod(dates.on, lang, true)}</dd></>}
        <dt>{t.printed}</dt><dd>{formatInstant(new Date().toISOString(), lang)}</dd>
        {head && <><dt>{t.ledgerHead}</dt><dd className="mono">{head.seq}:{head.hash}</dd></>}
        <dt>{t.addressOf}</dt><dd className="mono">{typeof location === 'undefined' ? '' : decodeURI(location.href)}</dd>
      </dl>
    </div>
  );
}
