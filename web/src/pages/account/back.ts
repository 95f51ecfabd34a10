// Only a path of this site: an address from elsewhere must not be where signing in leads.
export const safeBack = (text: string | null): string => (text && /^\/(?![/\\])/.test(text) ? text : '/');
