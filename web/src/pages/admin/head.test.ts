import { expect, it } from 'vitest';
import { headIn } from './head';

const HASH = 'ab12cd34ef56'.repeat(5) + 'ab12';

it('finds the head in what is pasted', () => {
  expect(headIn(`42:${HASH}`)).toBe(`42:${HASH}`);
  expect(headIn('帳本 42:AB12CD34EF56，列印 113年')).toBe('42:ab12cd34ef56');
  expect(headIn(`"ledger":{"head":"42:${HASH}"}`)).toBe(`42:${HASH}`);
  expect(headIn('４２：ａｂ12cd34ef56')).toBe('42:ab12cd34ef56');
  expect(headIn(`42:${HASH.slice(0, 30)}\n${HASH.slice(30)}`)).toBe(`42:${HASH}`);
});
it('finds none where there is none', () => {
  for (const text of ['', '42', '42:abc', 'about 10:30 in the morning', 'zz:ab12cd34ef56']) expect(headIn(text), text).toBeUndefined();
});
