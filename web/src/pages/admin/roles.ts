import type { Role } from '../../api/types';
import type { Text } from '../../i18n';

export const ROLES: Role[] = ['reader', 'reporter', 'reviewer', 'officer', 'admin'];

export function roleName(role: Role, t: Text): string {
  return { reader: t.roleReader, reporter: t.roleReporter, reviewer: t.roleReviewer, officer: t.roleOfficer, admin: t.roleAdmin }[role] ?? role;
}
