import { expect, it } from 'vitest';
import { safeBack } from './back';

it('leads only to a path of this site', () => {
  expect(safeBack('/plans/p-1?on=2024-01-01')).toBe('/plans/p-1?on=2024-01-01');
  for (const bad of [null, '', 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)']) expect(safeBack(bad)).toBe('/');
});
