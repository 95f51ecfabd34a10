import { expect, it } from 'vitest';
import { messages } from './messages';

const spoken = (message: unknown): string => (typeof message === 'function' ? (message as (...args: unknown[]) => string)(2, 3) : String(message));

// Functions of text get numbers here, so those that cut their argument are left out.
const plain = Object.entries(messages).filter(([key]) => key !== 'lines');

it('speaks both languages everywhere', () => {
  for (const [key, [zh, en]] of plain) {
    expect(spoken(zh).trim(), key).not.toBe('');
    expect(spoken(en).trim(), key).not.toBe('');
    expect(/\p{Script=Han}/u.test(spoken(en)), `${key} in English: ${spoken(en)}`).toBe(false);
  }
});
