// Proves the ledger head of a print or an export: whatever is pasted, the head is looked for in it.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { get } from '../../api/client';
import { useRole } from '../../api/hooks';
import type { Head } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Instant } from '../../components/Marks';
import { Failure, Skeleton } from '../../components/States';
import { TextArea } from '../../components/TextArea';
import { useText } from '../../i18n';
import { headIn } from './head';

interface Verification { good: boolean; head: Head; asked: Head; reason?: string; recorded?: string }

export default function VerifyPage() {
  const t = useText();
  usePage(t.proof);
  const [params, setParams] = useSearchParams();
  const asked = headIn(params.get('head') ?? '');
  const [typed, setTyped] = useState(params.get('head') ?? '');
  const [missing, setMissing] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const prove = (text: string) => {
    const head = headIn(text);
    setMissing(!head);
    if (!head) return;
    setParams({ head }, { replace: true });
    setTyped(head);
    requestAnimationFrame(() => result.current?.focus());
  };
  return (
    <div className="page page-form">
      <h1>{t.proof}</h1>
      <p className="lede">{t.proofLede}</p>
      <form className="form" onSubmit={(e) => { e.preventDefault(); prove(typed); }}>
        <TextArea label={t.proofHead} hint={t.proofHint} rows={3} value={typed} onChange={setTyped} isRequired />
        {missing && <p className="form-error" role="alert"><Icon name="error" />{t.proofUnread}</p>}
        <div className="row">
          <Button type="submit" look="primary">{t.proofCheck}</Button>
          <FileTrigger acceptedFileTypes={['.json', '.csv', '.txt', '.html']} onSelect={(files) => { const file = files?.[0]; if (file) void file.text().then(prove); }}><Button icon="file">{t.proofFile}</Button></FileTrigger>
        </div>
      </form>
      <div ref={result} tabIndex={-1} className="proof-result">{asked && <Result head={asked} />}</div>
    </div>
  );
}

function Result({ head }: { head: string }) {
  const t = useText();
  const officer = useRole('officer');
  const query = useQuery<Verification, Error>({ queryKey: ['/ledger/verify', head], queryFn: ({ signal }) => get<Verification>('/ledger/verify', { head }, signal), staleTime: 0 });
  const seq = query.data?.asked.seq;
  // When the answer does not say the day itself, officers have it of the event.
  const event = useQuery({ queryKey: ['/ledger/events', seq], enabled: Boolean(query.data?.good && !query.data.recorded && officer), queryFn: ({ signal }) => get<{ events: { recorded: string }[] }>('/ledger/events', { after: (seq ?? 1) - 1, limit: 1 }, signal) });
  if (query.error) return <Failure error={query.error} />;
  if (!query.data) return <Skeleton rows={2} />;
  const { good, asked, head: now } = query.data;
  const recorded = query.data.recorded ?? event.data?.events[0]?.recorded;
  return (
    <section className={`proof proof-${good ? 'good' : 'bad'}`} role="status">
      <Icon name={good ? 'check' : 'error'} size={32} />
      <div>
        <h2>{good ? t.proofGood : t.proofBad}</h2>
        <p>{good ? t.proofGoodText(asked.seq) : asked.seq > now.seq ? t.proofLater : t.proofBadText}</p>
        <dl className="ledger">
          <div><dt>{t.proofHead}</dt><dd className="mono">{asked.seq}:{asked.hash}</dd></div>
          {recorded && <div><dt>{t.proofWhen}</dt><dd><Instant at={recorded} /></dd></div>}
        </dl>
        <p className="quiet">{t.proofNow(now.seq)}</p>
      </div>
    </section>
  );
}
