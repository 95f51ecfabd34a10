// The office calendar: which days are worked, what was set by hand, and where so many working days lead.
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { send } from '../../api/client';
import { useApi, useRole } from '../../api/hooks';
import type { OfficeCalendar } from '../../api/settings';
import { usePage } from '../../app/usePage';
import { Button, IconButton } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { yearDays, type Day } from '../../lib/calendar';
import { formatPeriod, rocYear } from '../../lib/period';
import { today as storeDay } from '../../lib/store';
import { useWrite } from '../admin/useWrite';
import { DayPanel } from './DayPanel';
import { Reckon } from './Reckon';
import { YearGrid } from './YearGrid';

const LEAST = 1990;
const MOST = 2199;

export default function CalendarPage() {
  const { lang, t } = useLanguage();
  usePage(t.calendar);
  const admin = useRole('admin');
  const [params, setParams] = useSearchParams();
  const today = storeDay();
  const asked = Number(params.get('year'));
  const year = Number.isInteger(asked) && asked >= LEAST && asked <= MOST ? asked : Number(today.slice(0, 4));
  const go = (to: number) => setParams((before) => { const next = new URLSearchParams(before); next.set('year', String(to)); return next; }, { replace: true });
  const calendar = useApi<OfficeCalendar>('/calendar', { year }, { keep: true });
  const name = lang === 'zh' ? `民國${rocYear(year)}` : String(year);
  return (
    <div className="page page-wide calendar-page">
      <div className="page-head">
        <div><h1>{t.calendar}</h1><p className="lede">{t.calendarLede}</p></div>
        <div className="page-tools">{admin && <Load onYear={go} />}<Button icon="print" onPress={() => window.print()}>{t.print}</Button></div>
      </div>
      <div className="year-turn" role="group" aria-label={t.calendarYears}>
        <IconButton icon="left" label={t.calendarPrevYear} onPress={() => go(year - 1)} isDisabled={year <= LEAST} />
        <h2 aria-live="polite">{name}</h2>
        <IconButton icon="right" label={t.calendarNextYear} onPress={() => go(year + 1)} isDisabled={year >= MOST} />
        <Known calendar={calendar.data} year={year} go={go} />
      </div>
      <Async query={calendar} skeleton={<Skeleton rows={10} wide />}>{(data) => <Year key={year} year={year} name={name} calendar={data} today={today} admin={admin} />}</Async>
      <Reckon today={today} />
    </div>
  );
}

function Known({ calendar, year, go }: { calendar: OfficeCalendar | undefined; year: number; go: (year: number) => void }) {
  const { lang, t } = useLanguage();
  if (!calendar) return null;
  if (!calendar.years.length) return <span className="quiet">{t.calendarNoYears}</span>;
  return (
    <span className="year-known"><span className="quiet">{t.calendarKnown('')}</span>
      {calendar.years.map((y) => <button key={y.year} type="button" className="year-pick" aria-pressed={y.year === year} onClick={() => go(y.year)}>{formatPeriod(String(y.year), lang)}</button>)}
    </span>
  );
}

function Load({ onYear }: { onYear: (year: number) => void }) {
  const { lang, t } = useLanguage();
  const { run, error } = useWrite(async (file: File) => {
    const { years } = await send<{ years: number[] }>('POST', '/calendar', file);
    tell(t.calendarLoaded(years.map((y) => formatPeriod(String(y), lang)).join('、')));
    if (years.length) onYear(years.at(-1)!);
  });
  return (
    <>
      <FileTrigger acceptedFileTypes={['.csv', 'text/csv']} onSelect={(files) => { const file = files?.[0]; if (file) void run(file); }}><Button look="primary" icon="upload">{t.calendarLoad}</Button></FileTrigger>
      {error && <Failure error={error} />}
    </>
  );
}

function Year({ year, name, calendar, today, admin }: { year: number; name: string; calendar: OfficeCalendar; today: string; admin: boolean }) {
  const { t } = useLanguage();
  const days = useMemo(() => yearDays(year, calendar), [year, calendar]);
  const [chosen, setChosen] = useState(today.startsWith(String(year)) ? today : `${year}-01-01`);
  const known = calendar.years.some((y) => y.year === year);
  const day = days.find((d) => d.day === chosen) ?? days[0]!;
  return (
    <>
      {!known && <Empty title={t.calendarUnknown(name)}><p>{t.calendarUnknownText}</p></Empty>}
      <div className="calendar-year">
        <div>
          <YearGrid days={days} today={today} chosen={day.day} onChoose={setChosen} />
          <p className="hint">{t.calendarKeys}</p>
        </div>
        <DayPanel day={day} admin={admin} known={known} />
      </div>
      <section aria-labelledby="differing"><h2 id="differing">{t.calendarDays}</h2><Differing days={days} year={year} onChoose={setChosen} /></section>
    </>
  );
}

function Differing({ days, year, onChoose }: { days: Day[]; year: number; onChoose: (day: string) => void }) {
  const { lang, t } = useLanguage();
  const names = t.weekdayNames.split(',');
  const rows = useMemo(() => days.filter((d) => d.differs || d.note || d.special), [days]);
  const columns = useMemo((): Column<Day>[] => [
    { id: 'day', header: t.calendarDate, value: (d) => d.day, cell: (d) => <button type="button" className="text-button" onClick={() => onChoose(d.day)}>{formatPeriod(d.day, lang, true)}</button> },
    { id: 'weekday', header: t.calendarWeekday, filter: 'choice', value: (d) => names[d.weekday]! },
    { id: 'kind', header: t.calendarKind, filter: 'choice', value: (d) => (d.off ? t.calendarOff : d.weekday % 6 === 0 ? t.calendarMakeUp : t.calendarWork) },
    { id: 'note', header: t.calendarNote, width: 'mid', value: (d) => d.note },
    { id: 'special', header: t.calendarByHand, filter: 'choice', value: (d) => (d.special ? t.yes : '') },
  ], [t, lang, onChoose]); // eslint-disable-line
  return <DataTable label={`${t.calendarDays} ${t.table}`} rows={rows} columns={columns} name={`calendar-${year}`} empty={t.calendarNoDays} />;
}
