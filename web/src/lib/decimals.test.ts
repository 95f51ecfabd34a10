import { expect, it } from 'vitest';
import { addDecimals } from './decimals';

it('sums exactly', () => {
  expect(addDecimals(['0.1', '0.2'])).toBe('0.3');
  expect(addDecimals(['1000', '300', '-350', '-0.25'])).toBe('949.75');
  expect(addDecimals(['1,000', '-1000'])).toBe('0');
  expect(addDecimals(['5', '-7.50'])).toBe('-2.5');
  expect(addDecimals(['999999999999999', '1'])).toBe('1000000000000000');
});

it('has no sum of what is no number', () => {
  expect(addDecimals(['1', 'x'])).toBeUndefined();
  expect(addDecimals([''])).toBeUndefined();
});
