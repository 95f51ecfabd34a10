import { useOutletContext } from 'react-router';
import { useApi, type Query } from '../../api/hooks';
import type { Outline, PlanHead } from '../../api/types';

export const usePlan = (): PlanHead => useOutletContext<PlanHead>();

export const useOutline = (plan: PlanHead): Query<Outline> => useApi<Outline>(`/plans/${encodeURIComponent(plan.id)}/outline`);

export const useItems = <T>(plan: PlanHead, what: 'indicators' | 'budgets' | 'facts' | 'findings'): Query<{ items: T[]; current?: boolean }> =>
  useApi<{ items: T[]; current?: boolean }>(`/plans/${encodeURIComponent(plan.id)}/${what}`);
