// Find in a document whose text is only partly in the page: the whole text is fetched once, when first asked.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { get } from '../../api/client';
import { useDates } from '../../api/hooks';
import type { BlocksAnswer, DocumentInfo, LinesAnswer, Source } from '../../api/types';
import { Find } from '../../components/Find';
import { isLined } from '../../components/DocumentView';
import { useText } from '../../i18n';
import { fold } from '../../lib/tree';

interface Part { text: string; place: Source }
const AT_ONCE = 2000;
const MOST = 200_000;

async function textOf(document: DocumentInfo, dates: Record<string, string>, signal: AbortSignal): Promise<Part[]> {
  const parts: Part[] = [];
  const sha = document.sha256;
  for (let from = 1, total = 1; from <= total && from <= MOST; from += AT_ONCE) {
    const range = { from, to: from + AT_ONCE - 1, ...dates };
    if (isLined(document)) {
      const answer = await get<LinesAnswer>(`/documents/${sha}/lines`, range, signal);
      total = answer.total;
      answer.lines.forEach((line, i) => parts.push({ text: fold(line), place: { document: sha, lines: [from + i, from + i] } }));
    } else {
      const answer = await get<BlocksAnswer>(`/documents/${sha}/blocks`, range, signal);
      total = answer.total;
      for (const b of answer.blocks) {
        const text = b.table ? b.table.rows.flatMap((row) => row.map((cell) => cell.text)).join(' ') : b.text ?? '';
        parts.push({ text: fold(text), place: { document: sha, ...(b.page ? { page: b.page } : {}), ...(b.lines ? { lines: b.lines } : {}), ...(b.block ? { block: b.block } : {}), ...(b.sheet ? { sheet: b.sheet, cells: b.cells ?? '' } : {}) } });
      }
    }
  }
  return parts;
}

export function FindInDocument({ document, onFound }: { document: DocumentInfo; onFound: (place: Source) => void }) {
  const t = useText();
  const dates = useDates();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(-1);
  const all = useQuery({ queryKey: ['/documents', document.sha256, 'all', dates], queryFn: ({ signal }) => textOf(document, { ...dates }, signal), enabled: query.trim() !== '', staleTime: Infinity });
  const found = useMemo(() => {
    const wanted = fold(query.trim());
    return wanted && all.data ? all.data.filter((p) => p.text.includes(wanted)) : [];
  }, [all.data, query]);
  const turn = (by: number) => {
    if (!found.length) return;
    const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
    setAt(next);
    onFound(found[next]!.place);
  };
  return <Find label={t.findInDocument} query={query} onQuery={(text) => { setQuery(text); setAt(-1); }} at={Math.max(0, at)} count={found.length} onTurn={turn} busy={all.isFetching} />;
}
