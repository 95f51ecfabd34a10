import { accountMessages } from './account';
import { alertMessages } from './alerts';
import { commonMessages } from './common';
import { checkMessages } from './checks';
import { deskMessages } from './desk';
import { evaluationMessages } from './evaluation';
import { planMessages } from './plan';
import { readingMessages } from './reading';
import { settingsMessages } from './settings';
import { workMessages } from './work';

export const messages = { ...commonMessages, ...planMessages, ...readingMessages, ...accountMessages, ...deskMessages, ...checkMessages, ...workMessages, ...evaluationMessages, ...settingsMessages, ...alertMessages };
