import { parseDate, type CalendarDate } from '@internationalized/date';
import { useState } from 'react';
import { Button as AriaButton, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, DateInput, DatePicker, DateSegment, Dialog, Group, Heading, Label, Popover } from 'react-aria-components';
import { useDates } from '../api/hooks';
import { Button } from '../components/Button';
import { Icon } from '../components/Icon';
import { useLanguage } from '../i18n';
import { useSetDates } from './useSetDates';

function read(text: string | undefined): CalendarDate | null {
  try {
    return text ? parseDate(text) : null;
  } catch {
    return null; // an address typed by hand: the server says what is wrong with it
  }
}

export default function DatesForm({ close }: { close: () => void }) {
  const { t } = useLanguage();
  const dates = useDates();
  const setDates = useSetDates();
  const [asOf, setAsOf] = useState(read(dates.as_of));
  const [on, setOn] = useState(read(dates.on));
  return (
    <form className="dates" onSubmit={(e) => { e.preventDefault(); setDates(asOf?.toString(), on?.toString()); close(); }}>
      <h2 className="sheet-title">{t.chooseDate}</h2>
      <DateField label={t.asOf} hint={t.asOfHint} value={asOf} onChange={setAsOf} />
      <DateField label={t.onDate} hint={t.onHint} value={on} onChange={setOn} />
      <div className="row">
        <Button type="submit" look="primary">{t.show}</Button>
        <Button onPress={() => { setDates(undefined, undefined); close(); }}>{t.backToToday}</Button>
      </div>
    </form>
  );
}

function DateField({ label, hint, value, onChange }: { label: string; hint: string; value: CalendarDate | null; onChange: (date: CalendarDate | null) => void }) {
  const { t } = useLanguage();
  return (
    <DatePicker className="field" value={value} onChange={onChange}>
      <Label className="field-label">{label}</Label>
      <Group className="date-group">
        <DateInput className="date-input">{(segment) => <DateSegment segment={segment} className="date-segment" />}</DateInput>
        <AriaButton className="icon-button" aria-label={t.openCalendar}><Icon name="calendar" /></AriaButton>
      </Group>
      <p className="field-hint">{hint}</p>
      <Popover className="popover">
        <Dialog className="sheet">
          <Calendar className="calendar">
            <div className="calendar-head">
              <AriaButton slot="previous" className="icon-button"><Icon name="left" /></AriaButton>
              <Heading className="calendar-title" />
              <AriaButton slot="next" className="icon-button"><Icon name="right" /></AriaButton>
            </div>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-cell" />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
