import { useText } from '../../i18n';
import { Link } from '../../components/Link';

const EXAMPLES = ['感測器', '公車 到站', '"智慧路燈"', '防災 OR 告警', '資料 -開放', '(道路 OR 橋梁) 巡檢'];

export function QueryHelp({ open }: { open: boolean }) {
  const t = useText();
  const meanings = [t.helpWord, t.helpAnd, t.helpPhrase, t.helpOr, t.helpNot, t.helpGroup];
  return (
    <details className="query-help" open={open}>
      <summary>{t.queryHelp}</summary>
      <dl className="help">
        {EXAMPLES.map((q, i) => <div key={q}><dt><Link to={`/search?q=${encodeURIComponent(q)}`} className="mono" lang="zh-Hant-TW">{q}</Link></dt><dd>{meanings[i]}</dd></div>)}
      </dl>
      <p className="quiet">{t.helpKeys}</p>
    </details>
  );
}
