import { expect, it } from 'vitest';
import { wordDiff } from './words';

const shown = (before: string, after: string) => wordDiff(before, after).map((s) => (s.kind === 'same' ? s.text : s.kind === 'del' ? `[-${s.text}]` : `[+${s.text}]`)).join('');

it('marks what changed between the ends that stayed', () => {
  expect(shown('建置 40 處路燈', '建置 45 處路燈')).toBe('建置 [-40][+45] 處路燈');
  expect(shown('推動智慧路燈', '推動智慧節能路燈')).toBe('推動智慧[+節能]路燈');
  expect(shown('同一句話', '同一句話')).toBe('同一句話');
  expect(shown('', '新的')).toBe('[+新的]');
  expect(shown('舊的', '')).toBe('[-舊的]');
});

it('takes numbers and foreign words whole', () => {
  expect(shown('about 1,200 items', 'about 1,250 items')).toBe('about [-1,200][+1,250] items');
  expect(shown('IoT 平臺', 'AIoT 平臺')).toBe('[-IoT][+AIoT] 平臺');
});

it('does not fall into single characters', () => {
  expect(shown('甲的乙', '丙的丁')).toBe('[-甲的乙][+丙的丁]');
});

it('gives back both texts, whatever they are', () => {
  const texts = ['', '甲', '一、推動公共運輸', '一、推動綠色公共運輸服務', 'a b c', '1 2 3', '甲\n乙', '𠮷野家與牛'];
  for (const a of texts) {
    for (const b of texts) {
      const spans = wordDiff(a, b);
      expect(spans.filter((s) => s.kind !== 'ins').map((s) => s.text).join('')).toBe(a);
      expect(spans.filter((s) => s.kind !== 'del').map((s) => s.text).join('')).toBe(b);
    }
  }
});

it('long texts do not stall', () => {
  const long = '推動智慧城市建設。'.repeat(2000);
  expect(wordDiff(`${long}甲`, `乙${long}`).some((s) => s.kind !== 'same')).toBe(true);
});
