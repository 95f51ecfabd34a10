// The two dates that put every page at a day: what was known by then, and what was in force on it.
import { lazy, Suspense } from 'react';
import { useDates } from '../api/hooks';
import { Button } from '../components/Button';
import { Disclosure } from '../components/Dialog';
import { Icon } from '../components/Icon';
import { Skeleton } from '../components/States';
import { useLanguage } from '../i18n';
import { formatPeriod } from '../lib/period';
import { useSetDates } from './useSetDates';

// The calendar is a third of React Aria; it comes when it is opened.
const DatesForm = lazy(() => import('./DatesForm'));

export function AsOf() {
  const { t } = useLanguage();
  const dates = useDates();
  const chosen = dates.as_of !== undefined || dates.on !== undefined;
  return (
    <Disclosure label={` ${t.chooseDate}`} icon="calendar" look={chosen ? 'primary' : 'quiet'} short={<span className="asof-name">{chosen ? t.atDate : t.today}</span>}>
      {(close) => <Suspense fallback={<Skeleton rows={3} />}><DatesForm close={close} /></Suspense>}
    </Disclosure>
  );
}

export function DateBanner() {
  const { lang, t } = useLanguage();
  const dates = useDates();
  const setDates = useSetDates();
  if (!dates.as_of && !dates.on) return null;
  return (
    <div className="banner" role="status">
      <p>
        <Icon name="calendar" />
        {dates.as_of && <span>{t.bannerAsOf(formatPeriod(dates.as_of, lang, true))}</span>}
        {dates.on && <span>{t.bannerOn(formatPeriod(dates.on, lang, true))}</span>}
      </p>
      <Button onPress={() => setDates(undefined, undefined)}>{t.backToToday}</Button>
    </div>
  );
}
