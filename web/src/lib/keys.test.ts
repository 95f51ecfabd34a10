import { expect, it } from 'vitest';
import { pastedKeys } from './keys';

const items = [{ id: '1/1-1', label: '1.1', title: '建置路燈' }, { id: '1/1-2', label: '1.2', title: '公車 動態' }, { id: '2', label: '2', title: '建置路燈' }];

it('a pasted line finds its item by id, label with title, or a title that only one has', () => {
  expect(pastedKeys('A-1\t1/1-1\nA-2\t1.2 公車動態\n\nA-3\t2', items)).toEqual({ keys: { '1/1-1': 'A-1', '1/1-2': 'A-2', 2: 'A-3' }, bad: [] });
});
it('what two items are called is nobody’s, and an unknown line is said', () => {
  expect(pastedKeys('A-1\t建置路燈\nB 沒有這項\nonlyakey', items)).toEqual({ keys: {}, bad: ['A-1\t建置路燈', 'B 沒有這項', 'onlyakey'] });
});
