import type { ReactNode } from 'react';
import { Link as RouterLink, NavLink as RouterNavLink } from 'react-router';
import { segments } from '../api/client';
import { useDates, useDraft } from '../api/hooks';

// Every link inside keeps the dates chosen in the header, so that a whole visit stays at one day.
export function useAddress(): (to: string) => string {
  const dates = useDates();
  const draft = useDraft();
  return (to: string) => {
    const kept = Object.entries(to.startsWith('/plans/') ? { ...dates, ...draft } : dates).filter(([key]) => !to.includes(`${key}=`));
    if (!kept.length) return to;
    const [before = '', hash] = to.split('#');
    const query = new URLSearchParams(kept as [string, string][]).toString();
    return `${before}${before.includes('?') ? '&' : '?'}${query}${hash ? `#${hash}` : ''}`;
  };
}

interface Props { to: string; children: ReactNode; className?: string; title?: string; tabIndex?: number; lang?: string; current?: boolean; id?: string; 'aria-label'?: string; onClick?: () => void }

export function Link({ to, current, ...rest }: Props) {
  const address = useAddress();
  return <RouterLink to={address(to)} {...(current ? { 'aria-current': 'page' as const } : {})} {...rest} />;
}

export function NavLink({ to, end, children, className }: { to: string; end?: boolean; children: ReactNode; className?: string }) {
  const address = useAddress();
  return <RouterNavLink to={address(to)} end={end ?? false} className={className ?? ''}>{children}</RouterNavLink>;
}

export const planAddress = (plan: string, tab = ''): string => `/plans/${encodeURIComponent(plan)}${tab ? `/${tab}` : ''}`;
export const nodeAddress = (plan: string, node: string): string => `/plans/${encodeURIComponent(plan)}/nodes/${segments(node)}`;
export const agencyAddress = (name: string): string => `/agencies/${encodeURIComponent(name)}`;
export const documentAddress = (sha: string, query = ''): string => `/documents/${sha}${query ? `?${query}` : ''}`;
