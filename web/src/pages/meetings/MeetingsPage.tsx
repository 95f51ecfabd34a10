import { usePage } from '../../app/usePage';
import { useText } from '../../i18n';
import { Overview } from './Overview';

export default function MeetingsPage() {
  const t = useText();
  usePage(t.meetings);
  return (
    <div className="page page-wide meetings">
      <div className="page-head"><div><h1>{t.meetings}</h1><p className="lede">{t.meetingsAllLede}</p></div></div>
      <Overview />
    </div>
  );
}
