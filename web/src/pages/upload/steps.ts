import type { Text } from '../../i18n';

// The steps of reading, as the server names them, in words.
export const stepName = (step: string, t: Text): string => ({ parse: t.stepParse, read: t.stepRead, check: t.stepCheck, save: t.stepSave, match: t.stepCompare, compare: t.stepCompare })[step] ?? (step || '…');
