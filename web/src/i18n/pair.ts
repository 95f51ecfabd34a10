// A message in both languages, side by side, so that neither can be forgotten.
export type Pair<T> = readonly [zh: T, en: T];
export const pair = (zh: string, en: string): Pair<string> => [zh, en];
export const makes = <A extends unknown[]>(zh: (...args: A) => string, en: (...args: A) => string): Pair<(...args: A) => string> => [zh, en];
