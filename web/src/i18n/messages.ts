import { accountMessages } from './account';
import { commonMessages } from './common';
import { checkMessages } from './checks';
import { deskMessages } from './desk';
import { evaluationMessages } from './evaluation';
import { planMessages } from './plan';
import { meetingMessages } from './meeting';
import { readingMessages } from './reading';
import { revisionMessages } from './revision';
import { settingsMessages } from './settings';
import { workMessages } from './work';

export const messages = { ...commonMessages, ...planMessages, ...readingMessages, ...accountMessages, ...deskMessages, ...checkMessages, ...workMessages, ...evaluationMessages, ...settingsMessages, ...revisionMessages, ...meetingMessages };
