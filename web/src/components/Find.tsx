import { useLanguage } from '../i18n';
import { IconButton } from './Button';
import { SearchField } from './Fields';

interface Props { label: string; query: string; onQuery: (text: string) => void; at: number; count: number; onTurn: (by: number) => void; busy?: boolean }

// A field that finds, with its place among the matches and the way to the next and the one before.
export function Find({ label, query, onQuery, at, count, onTurn, busy = false }: Props) {
  const { t } = useLanguage();
  return (
    <form className="find" onSubmit={(e) => { e.preventDefault(); onTurn(1); }}>
      <SearchField label={label} value={query} onChange={onQuery} />
      <IconButton icon="up" label={t.previousFound} isDisabled={!count} onPress={() => onTurn(-1)} />
      <IconButton icon="down" label={t.nextFound} isDisabled={!count} onPress={() => onTurn(1)} />
      <span className="quiet" role="status">{!query.trim() ? '' : busy ? t.searching : count ? t.foundAt(at + 1, count) : t.noneFound}</span>
    </form>
  );
}
