import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { send } from '../api/client';
import { SESSION_KEY, useRole, useSession } from '../api/hooks';
import { IconButton } from '../components/Button';
import { SearchField } from '../components/Fields';
import { Link, NavLink, useAddress } from '../components/Link';
import { Menu } from '../components/Menu';
import { tell } from '../components/Toast';
import { useLanguage } from '../i18n';
import { AsOf } from './AsOf';
import { Bell } from './Bell';
import { useTheme } from './theme';

export function Header() {
  const { lang, setLang, t } = useLanguage();
  const [theme, setTheme] = useTheme();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  const officer = useRole('officer');
  const works = useRole('reporter', 'reviewer', 'officer');
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <header className={`header${open ? ' header-open' : ''}`}>
      <div className="header-in">
        <Link to="/" className="brand"><span className="brand-mark" aria-hidden="true" /><span lang="zh-Hant-TW">綱目</span>{lang === 'en' && <span className="brand-latin">Gangmu</span>}<span className="unseen">{t.startPage}</span></Link>
        <nav className="nav" aria-label={t.mainNav} id="nav">
          <NavLink to="/" end>{t.plans}</NavLink>
          <NavLink to="/agencies">{t.agencies}</NavLink>
          <NavLink to="/documents">{t.documents}</NavLink>
          {works && <NavLink to="/overview">{t.overview}</NavLink>}
          {works && <NavLink to="/measures">{t.measures}</NavLink>}
          {works && <NavLink to="/stocks">{t.stocks}</NavLink>}
          {works && <NavLink to="/alerts">{t.alerts}</NavLink>}
          {works && <NavLink to="/work">{t.work}</NavLink>}
          {works && <NavLink to="/meetings">{t.meetings}</NavLink>}
          {officer && <NavLink to="/desk">{t.desk}</NavLink>}
          <NavLink to="/search">{t.search}</NavLink>
        </nav>
        <HeaderSearch />
        <div className="header-tools">
          <AsOf />
          <button type="button" className="button button-quiet lang" lang={lang === 'zh' ? 'en' : 'zh-Hant-TW'} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>{lang === 'zh' ? 'English' : '中文'}</button>
          <IconButton icon={dark ? 'sun' : 'moon'} label={dark ? t.lightTheme : t.darkTheme} onPress={() => setTheme(dark ? 'light' : 'dark')} />
          <Bell />
          <AccountMenu />
        </div>
        <span className="header-menu"><IconButton icon={open ? 'close' : 'menu'} label={t.menu} onPress={() => setOpen(!open)} aria-expanded={open} aria-controls="nav" /></span>
      </div>
    </header>
  );
}

function HeaderSearch() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const address = useAddress();
  const { pathname } = useLocation();
  const [text, setText] = useState('');
  if (pathname === '/search' || pathname === '/') return <span className="header-gap" />;
  return (
    <form role="search" className="header-search" onSubmit={(e) => { e.preventDefault(); if (text.trim()) void navigate(address(`/search?q=${encodeURIComponent(text.trim())}`)); }}>
      <SearchField label={t.searchAll} placeholder={t.searchShort} value={text} onChange={setText} />
    </form>
  );
}

function AccountMenu() {
  const { t } = useLanguage();
  const session = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const address = useAddress();
  const admin = useRole('admin');
  const officer = useRole('officer');
  const { pathname, search } = useLocation();
  const account = session.data?.account;
  if (!account) {
    if (session.isPending) return null;
    return <Link className="button button-quiet" to={`/sign-in?back=${encodeURIComponent(pathname + search)}`}>{t.signIn}</Link>;
  }
  const signOut = async () => {
    try {
      await send('DELETE', '/session');
    } catch {
      tell(t.failed, 'error');
    }
    await client.invalidateQueries({ queryKey: SESSION_KEY });
    void navigate('/');
    client.clear();
  };
  const go = (to: string) => () => void navigate(address(to));
  return (
    <Menu label={` ${t.account}`} icon="person" look="quiet" short={<span className="account-name">{account.display || account.name}</span>}
      entries={[
        { id: 'upload', label: t.upload, onAction: go('/upload') },
        { id: 'delegations', label: t.delegations, onAction: go('/delegations') },
        { id: 'calendar', label: t.calendar, onAction: go('/calendar') },
        { id: 'account', label: t.account, onAction: go('/account') },
        ...(officer ? [{ id: 'audit', label: t.audit, onAction: go('/audit') }] : []),
        ...(admin ? [{ id: 'admin', label: t.admin, onAction: go('/admin') }] : []),
        'rule',
        { id: 'out', label: t.signOut, onAction: () => void signOut() },
      ]} />
  );
}
