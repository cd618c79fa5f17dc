import type { TeamsActivity } from './teams-activity.js';

/** What somebody wrote, as they meant it. */
interface Words {
  readonly text: string;
  readonly isMention: boolean;
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#retrieve-mentions */
type Mentioning = Pick<TeamsActivity, 'text' | 'entities' | 'recipient'>;

/**
 * The text without the mention of the bot, and with those of other people in a form people read. What is a mention is
 * what Teams says is one: tags that somebody typed are their words.
 */
export function wordsOf({ text, entities, recipient }: Mentioning): Words {
  let rest = text ?? '';
  let done = '';
  let isMention = false;
  for (const { mentioned, text: tag } of entities ?? []) {
    const isBot = mentioned.id === recipient?.id;
    isMention ||= isBot;
    const name = isBot ? '' : `@${mentioned.name ?? tag.replace(/<[^>]*>/g, '')}`;
    const at = tag === '' ? -1 : rest.indexOf(tag);
    // Teams lists mentions in the order of the text. One that is not there stands in a part it did not send.
    if (at === -1) continue;
    done += rest.slice(0, at) + name;
    rest = rest.slice(at + tag.length);
    if (isBot && /(?:^|\s)$/.test(done)) rest = rest.replace(/^(?:&nbsp;|[ \u00a0])+/, '');
  }
  return { text: tidy(done + rest), isMention };
}

/** Teams' editors put unbreakable spaces around mentions, now and then as the entity. */
function tidy(text: string): string {
  return text
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\r\n?/g, '\n')
    .trim();
}
