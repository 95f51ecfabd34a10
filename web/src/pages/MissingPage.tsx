import { usePage } from '../app/usePage';
import { Link } from '../components/Link';
import { Empty } from '../components/States';
import { useText } from '../i18n';

export default function MissingPage() {
  const t = useText();
  usePage(t.notFound);
  return (
    <div className="page">
      <h1>{t.notFound}</h1>
      <Empty title={t.noSuchPage} actions={<><Link className="button" to="/">{t.toStart}</Link><Link className="button" to="/search">{t.search}</Link></>} />
    </div>
  );
}
