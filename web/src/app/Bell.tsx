import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import { useSession } from '../api/hooks';
import { Icon } from '../components/Icon';
import { Link } from '../components/Link';
import { useText } from '../i18n';

// How many notices are unread; asked for again every minute, and when the window comes back.
export function Bell() {
  const t = useText();
  const session = useSession();
  const name = session.data?.account?.name;
  const counts = useQuery({
    queryKey: ['/notices', 'count', name],
    queryFn: ({ signal }) => get<{ unread: number }>('/notices/count', undefined, signal),
    enabled: name !== undefined,
    refetchInterval: 60_000,
  });
  if (!name) return null;
  const unread = counts.data?.unread ?? 0;
  return (
    <Link to="/notices" className="icon-button bell" aria-label={unread ? t.noticesUnread(unread) : t.notices} title={t.notices}>
      <Icon name="bell" />
      {unread > 0 && <span className="bell-count" aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
    </Link>
  );
}
