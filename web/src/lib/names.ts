// What to call things whose own name is missing or is a word of the format.
import type { PlanHead } from '../api/types';
import type { Text } from '../i18n';

// The role of an indicator travels where nodes have their kind.
export const kindName = (kind: string, t: Text): string => (kind === 'kpi' ? t.kpi : kind === 'goal' ? t.goal : kind);

// A document without a title page gives a plan without a title: it goes by its file's name.
export const planTitle = (plan: Pick<PlanHead, 'id'> & { title?: string; documents?: { name: string }[] }): string => plan.title || plan.documents?.[0]?.name || plan.id;
