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
  const all = entities ?? [];
  const whole = text ?? '';
  const isMention = all.some(({ mentioned }) => mentioned.id === recipient?.id);
  let rest = whole;
  let done = '';
  for (const { mentioned, text: tag, at } of placesOf(whole, all)) {
    const isBot = mentioned.id === recipient?.id;
    const name = isBot ? '' : `@${mentioned.name ?? tag.replace(/<[^>]*>/g, '')}`;
    // Counted from the end, for spaces behind a mention are taken away.
    const before = rest.length - (whole.length - at);
    done += rest.slice(0, Math.max(0, before)) + name;
    rest = whole.slice(at + tag.length);
    if (isBot && /(?:^|\s)$/.test(done)) rest = rest.replace(/^(?:&nbsp;|[ \u00a0])+/, '');
  }
  return { text: tidy(done + rest), isMention };
}

type Mention = NonNullable<Mentioning['entities']>[number];

/**
 * Mentions in the order of the text, which need not be the one Teams lists them in. Of equal tags the first one listed
 * stands first. One that is not there stands in a part that Teams did not send.
 */
function placesOf(text: string, mentions: readonly Mention[]): (Mention & { at: number })[] {
  const behind = new Map<string, number>();
  const places = mentions.flatMap((one) => {
    const at = one.text === '' ? -1 : text.indexOf(one.text, behind.get(one.text) ?? 0);
    if (at === -1) return [];
    behind.set(one.text, at + one.text.length);
    return [{ ...one, at }];
  });
  let end = 0;
  return places
    .sort((a, b) => a.at - b.at)
    .filter(({ at, text: tag }) => {
      if (at < end) return false;
      end = at + tag.length;
      return true;
    });
}

/** Teams' editors put unbreakable spaces around mentions, now and then as the entity. */
function tidy(text: string): string {
  return text
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\r\n?/g, '\n')
    .trim();
}
