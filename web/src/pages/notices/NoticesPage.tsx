// What the one who signed in was told, newest first.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, get, send } from '../../api/client';
import { useApi, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Button, IconButton } from '../../components/Button';
import { Checkbox } from '../../components/Fields';
import { Link } from '../../components/Link';
import { CONTENT, Instant } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { useWrite } from '../admin/useWrite';

interface Words { zh: string; en: string }
interface Notice { id: number; read: boolean; made: string; kind: string; subject: Words; text: Words; link?: string }
interface Notices { unread: number; all: number; notices: Notice[] }

const PAGE = 50;

export default function NoticesPage() {
  const t = useText();
  usePage(t.notices);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page notices-page">
      <div className="page-head"><div><h1>{t.notices}</h1><p className="lede">{t.noticesLede}</p></div></div>
      {session.data?.account ? <List /> : <Failure error={new ApiError(401, { detail: t.noticesSignIn })} />}
    </div>
  );
}

function List() {
  const t = useText();
  const client = useQueryClient();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const [older, setOlder] = useState<Notice[]>([]);
  const params = { limit: PAGE, ...(unreadOnly ? { unread: 'true' } : {}) };
  const notices = useApi<Notices>('/notices', params, { now: true, keep: true });
  const mark = useWrite((body: { id?: number; read?: boolean }) => send('POST', '/notices/read', body).then(() => setOlder([])));
  const [error, setError] = useState<Error>();
  const more = async (before: number) => {
    try {
      const next = await client.fetchQuery({ queryKey: ['/notices', { ...params, before }], queryFn: () => get<Notices>('/notices', { ...params, before }) });
      setOlder((list) => [...list, ...next.notices]);
      setError(undefined);
    } catch (e) {
      setError(e instanceof Error ? e : new Error(String(e)));
    }
  };
  return (
    <Async query={notices}>
      {(data) => {
        const shown = [...data.notices, ...older];
        const last = shown[shown.length - 1];
        const rest = (unreadOnly ? data.unread : data.all) > shown.length;
        return (
          <>
            <div className="row notices-tools">
              <Checkbox checked={unreadOnly} onChange={(on) => { setOlder([]); setUnreadOnly(on); }}>{t.noticesUnreadOnly}</Checkbox>
              <Button onPress={() => void mark.run({})} isDisabled={!data.unread} icon="check">{t.noticesReadAll}</Button>
              <Link to="/account#how">{t.noticeHow}</Link>
            </div>
            {(mark.error ?? error) && <Failure error={(mark.error ?? error)!} />}
            {!shown.length && <Empty title={t.noticesNone}><p>{t.noticesNoneText}</p></Empty>}
            <ul className="notices">{shown.map((n) => <Entry key={n.id} notice={n} mark={(read) => mark.run({ id: n.id, read })} />)}</ul>
            {rest && last && <Button onPress={() => void more(last.id)}>{t.noticesOlder}</Button>}
          </>
        );
      }}
    </Async>
  );
}

function Entry({ notice, mark }: { notice: Notice; mark: (read: boolean) => Promise<unknown> }) {
  const { lang, t } = useLanguage();
  const say = (words: Words) => (lang === 'en' && words.en) || words.zh;
  const seen = () => { if (!notice.read) void mark(true); };
  return (
    <li className={`notice${notice.read ? '' : ' notice-unread'}`}>
      <div className="notice-body">
        <p className="notice-subject" lang={CONTENT}>
          {!notice.read && <span className="notice-dot"><span className="unseen">{t.noticeIsUnread}</span></span>}
          {notice.link ? <Link to={notice.link} onClick={seen}>{say(notice.subject)}</Link> : say(notice.subject)}
        </p>
        {say(notice.text) && <p className="notice-text" lang={CONTENT}>{say(notice.text)}</p>}
        <p className="meta"><Instant at={notice.made} /></p>
      </div>
      <IconButton icon={notice.read ? 'undo' : 'check'} label={notice.read ? t.noticeUnread : t.noticeRead} onPress={() => void mark(!notice.read)} />
    </li>
  );
}
