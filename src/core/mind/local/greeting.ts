import { say } from '../../domain/texts.js';
import { dayInWords } from '../../domain/time-in-words.js';
import type { Context } from '../../ports/mind.js';
import { fromSummary, summaryLines } from './on-record.js';

/** Characters of a name a person is addressed by; longer ones are descriptions. */
const NAME_CHARS_MAX = 40;

/** Characters of the summary's first line told with a greeting; a longer one is no reminder. */
const REMINDER_CHARS_MAX = 200;

const GENERIC_NAMES = new Set([
  'anonymous',
  'client',
  'customer',
  'guest',
  'me',
  'someone',
  'test',
  'unknown',
  'user',
  'visitor',
  'you',
]);

/** A first greeting introduces the bot; a later one does not repeat that, and one after a long silence says so. */
export function greeting(context: Context): string {
  const { tenant, customer, window, wording, lastTalkAtMs } = context;
  const name = addressOf(customer.name);
  if (lastTalkAtMs !== null) return welcomeBack(name, lastTalkAtMs, context);
  const isAgain = window.some(({ author }) => author.kind === 'bot' || author.kind === 'agent');
  const fill = { bot: tenant.botName, tenant: tenant.name, name: name ?? '' };
  if (isAgain)
    return say(name === null ? 'bot.hello-again' : 'bot.hello-again-named', wording, fill);
  return say(name === null ? 'bot.hello' : 'bot.hello-named', wording, fill);
}

/** With what the summary begins with, which says best what the talk was about; no more, or it is no greeting. */
function welcomeBack(name: string | null, atMs: number, context: Context): string {
  const { summary, wording } = context;
  const fill = { day: dayInWords(atMs, wording.language), name: name ?? '' };
  const key = name === null ? 'bot.welcome-back' : 'bot.welcome-back-named';
  const [first = ''] = summaryLines(summary);
  const isShort = first !== '' && first.length <= REMINDER_CHARS_MAX;
  return [
    say(key, wording, fill),
    ...(isShort ? [fromSummary(first, context)] : []),
    say('bot.how-help', wording),
  ].join(' ');
}

/** The name if it is one a person goes by; channels also report ids, addresses and "Web visitor 12". */
function addressOf(reported: string): string | null {
  const name = reported.trim();
  const isName = name.length <= NAME_CHARS_MAX && /^\p{L}[\p{L}\p{M} .'’-]*$/u.test(name);
  const isGeneric = name.split(' ').some((word) => GENERIC_NAMES.has(word.toLowerCase()));
  return isName && !isGeneric ? name : null;
}
