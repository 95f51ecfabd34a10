import { expect, it } from 'vitest';
import type { DocumentInfo } from '../api/types';
import { firstGuess, nextGuess } from './seek';

const pdf: DocumentInfo = { name: 'a.pdf', sha256: 'd', media_type: 'application/pdf', pages: 100 };

it('begins near the page', () => {
  expect(firstGuess(pdf, { document: 'd', page: 51 }, 9)).toBe(5);
  expect(firstGuess(pdf, { document: 'd', page: 100 }, 9)).toBe(9);
  expect(firstGuess(pdf, { document: 'd', page: 1 }, 9)).toBe(0);
  expect(firstGuess({ ...pdf, pages: 0, lines: 1000 }, { document: 'd', lines: [501, 501] }, 9)).toBe(5);
  expect(firstGuess(pdf, { document: 'd', block: 401 }, 9)).toBe(2);
  expect(firstGuess(pdf, { document: 'd', sheet: 'A' }, 9)).toBe(0);
});
it('goes back when the chunk begins behind the place, else on', () => {
  const block = (page: number) => ({ kind: 'paragraph', page, lines: [1, 2] as [number, number] });
  expect(nextGuess([block(60), block(70)], { document: 'd', page: 51 }, 5)).toBe(4);
  expect(nextGuess([block(40), block(50)], { document: 'd', page: 51 }, 5)).toBe(6);
  expect(nextGuess([{ kind: 'p', lines: [600, 601] }], { document: 'd', lines: [501, 501] }, 5)).toBe(4);
});
