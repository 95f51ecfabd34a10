import { accountMessages } from './account';
import { alertMessages } from './alerts';
import { commonMessages } from './common';
import { auditMessages } from './audit';
import { checkMessages } from './checks';
import { deskMessages } from './desk';
import { evaluationMessages } from './evaluation';
import { noticeMessages } from './notices';
import { planMessages } from './plan';
import { measureMessages } from './measures';
import { meetingMessages } from './meeting';
import { readingMessages } from './reading';
import { revisionMessages } from './revision';
import { settingsMessages } from './settings';
import { stockMessages } from './stocks';
import { workMessages } from './work';

export const messages = { ...commonMessages, ...planMessages, ...readingMessages, ...accountMessages, ...deskMessages, ...checkMessages, ...workMessages, ...evaluationMessages, ...settingsMessages, ...noticeMessages, ...auditMessages, ...revisionMessages, ...meetingMessages, ...stockMessages, ...alertMessages, ...measureMessages };
