import { say } from '../../domain/texts.js';
import type { Context } from '../../ports/mind.js';

/** Characters of a name a person is addressed by; longer ones are descriptions. */
const NAME_CHARS_MAX = 40;

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

/** A first greeting introduces the bot; a later one does not repeat that. */
export function greeting({ tenant, customer, window, wording }: Context): string {
  const name = addressOf(customer.name);
  const isAgain = window.some(({ author }) => author.kind === 'bot' || author.kind === 'agent');
  const fill = { bot: tenant.botName, tenant: tenant.name, name: name ?? '' };
  if (isAgain)
    return say(name === null ? 'bot.hello-again' : 'bot.hello-again-named', wording, fill);
  return say(name === null ? 'bot.hello' : 'bot.hello-named', wording, fill);
}

/** The name if it is one a person goes by; channels also report ids, addresses and "Web visitor 12". */
function addressOf(reported: string): string | null {
  const name = reported.trim();
  const isName = name.length <= NAME_CHARS_MAX && /^\p{L}[\p{L}\p{M} .'’-]*$/u.test(name);
  const isGeneric = name.split(' ').some((word) => GENERIC_NAMES.has(word.toLowerCase()));
  return isName && !isGeneric ? name : null;
}
