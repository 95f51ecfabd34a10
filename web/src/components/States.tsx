import { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ApiError } from '../api/client';
import type { Query } from '../api/hooks';
import { useLanguage, useText } from '../i18n';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { Link } from './Link';

interface StateProps { icon: IconName; title: string; page?: boolean; children?: ReactNode; actions?: ReactNode; tone?: 'error' | 'plain'; role?: 'alert' | 'status' }

function State({ icon, title, children, actions, tone = 'plain', role, page }: StateProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className={`state state-${tone}`} {...(role ? { role } : {})}>
      <Icon name={icon} size={28} />
      <div className="state-body">
        <Title className="state-title">{title}</Title>
        {children}
        {actions && <div className="state-actions">{actions}</div>}
      </div>
    </div>
  );
}

export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return <State icon="note" title={title} actions={actions}>{children}</State>;
}

// What went wrong, where, and how to mend it: the problem that the server states, in the reader's language.
// `page`: it stands in place of the page, so its title is the page's heading.
export function Failure({ error, retry, page = false }: { error: Error; retry?: () => void; page?: boolean }) {
  const { lang, t } = useLanguage();
  const here = useLocation();
  const problem = error instanceof ApiError ? error.problem : { detail: error.message };
  const status = error instanceof ApiError ? error.status : undefined;
  const unreachable = problem.code === 'unreachable';
  const detail = unreachable ? t.unreachable : (lang === 'en' ? problem.detail_en : undefined) ?? problem.detail;
  const mend = unreachable ? t.unreachableMend : (lang === 'en' ? problem.mend_en : undefined) ?? problem.mend;
  if (error instanceof ApiError && error.noRight) {
    const back = encodeURIComponent(here.pathname + here.search);
    return (
      <State page={page} icon="lock" title={status === 401 ? t.signInNeeded : t.noRight} actions={<Link className="button" to={`/sign-in?back=${back}`}>{t.signIn}</Link>}>
        {/* The server's words to who is not signed in are for programs too. */}
        {status === 401 && problem.code ? <p>{t.signInText}</p> : <><p>{detail ?? t.noRightText}</p>{mend && <p>{mend}</p>}</>}
      </State>
    );
  }
  const title = status === 404 ? t.notFound : unreachable ? t.noAnswer : t.failed;
  return (
    <State page={page} icon="error" tone={status === 404 ? 'plain' : 'error'} role="alert" title={title}
      actions={<>{retry && status !== 404 && <Button onPress={retry}>{t.tryAgain}</Button>}{status === 404 && <Link className="button" to="/">{t.toStart}</Link>}</>}>
      {detail && <p>{detail}</p>}
      {problem.where && <p>{t.place}{problem.where}</p>}
      {mend && <p>{mend}</p>}
      {problem.code && !unreachable && <p className="quiet">{t.code}{problem.code}</p>}
    </State>
  );
}

export function Skeleton({ rows = 6, wide = false }: { rows?: number; wide?: boolean }) {
  const t = useText();
  // A quick answer shows no flash of bars.
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 120);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={`skeleton${wide ? ' skeleton-wide' : ''}`} role="status">
      <span className="unseen">{t.loading}</span>
      {late && Array.from({ length: rows }, (_, i) => <span key={i} className={`bar bar-${i % 4}`} aria-hidden="true" />)}
    </div>
  );
}

interface AsyncProps<T> { query: Query<T>; skeleton?: ReactNode; page?: boolean; children: (data: T) => ReactNode }

export function Async<T>({ query, skeleton, page = false, children }: AsyncProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure page={page} error={query.error} retry={() => void query.refetch()} />;
  return <>{skeleton ?? <Skeleton />}</>;
}
