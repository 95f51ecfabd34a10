import { accountMessages } from './account';
import { commonMessages } from './common';
import { planMessages } from './plan';
import { readingMessages } from './reading';

export const messages = { ...commonMessages, ...planMessages, ...readingMessages, ...accountMessages };
