import { expect, it } from 'vitest';
import { csvCell, toCsv, toTsv } from './csv';

it('quotes as RFC 4180 and begins with a BOM', () => {
  expect(toCsv(['a', 'b'], [['x,y', 'say "hi"'], ['line\nbreak', '']])).toBe('\uFEFFa,b\r\n"x,y","say ""hi"""\r\n"line\nbreak",\r\n');
});
it('defuses what a spreadsheet would run, and leaves numbers', () => {
  expect(['=1+1', '+886', '@a', '-cmd'].map(csvCell)).toEqual(["'=1+1", "'+886", "'@a", "'-cmd"]);
  expect(['-12.5', '1,234', '減少'].map(csvCell)).toEqual(['-12.5', '"1,234"', '減少']);
});
it('keeps one line a row when copied', () => expect(toTsv(['a'], [['x\ty\nz']])).toBe('a\nx y z'));
