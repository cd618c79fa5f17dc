import { z } from 'zod';

/** Emoji of a message by the names that stand between colons in its text. */
export type EmojiNames = ReadonlyMap<string, string>;

export const NO_EMOJI: EmojiNames = new Map();

/** Lists in quotes in sections: Slack nests its blocks no deeper. */
const DEPTH_MAX = 8;

/**
 * https://docs.slack.dev/reference/block-kit/block-elements/emoji-element ; `unicode` is not there for a workspace's own
 * emoji. The skin tone may be a part of the name, or stand beside it.
 */
const emoji = z.object({
  type: z.literal('emoji'),
  name: z.string().min(1).max(100),
  unicode: z.string().regex(/^[0-9a-f]{1,5}(?:-[0-9a-f]{1,5})*$/i),
  skin_tone: z.number().int().nullish(),
});

const SKIN_TONE = '(?:::skin-tone-[2-6])?';

/** The emoji a message has in its blocks, where Slack says which signs they are. Those of a workspace's own are none. */
export function emojiIn(blocks: unknown): EmojiNames {
  const names = new Map<string, string>();
  collect(blocks, names, 0);
  return names;
}

/** What finds their codes in a text; its one group is the code without its colons. Null: there are none. */
export function emojiPattern(names: EmojiNames): string | null {
  if (names.size === 0) return null;
  const known = [...names.keys()].sort((one, other) => other.length - one.length);
  const any = known.map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  return `:((?:${any})${SKIN_TONE}):`;
}

/** The sign itself; the code again if there is none. */
export function emojiOf(code: string, names: EmojiNames): string {
  const plain = code.replace(/::skin-tone-[2-6]$/, '');
  return names.get(code) ?? names.get(plain) ?? `:${code}:`;
}

function collect(value: unknown, names: Map<string, string>, depth: number): void {
  if (depth > DEPTH_MAX || typeof value !== 'object' || value === null) return;
  const seen = emoji.safeParse(value);
  if (seen.success) {
    const { name, unicode, skin_tone: tone } = seen.data;
    const toned = tone == null || name.includes('::') ? name : `${name}::skin-tone-${tone}`;
    names.set(toned, signsOf(unicode));
    return;
  }
  const inner = Array.isArray(value) ? value : (value as { elements?: unknown }).elements;
  if (Array.isArray(inner)) for (const one of inner) collect(one, names, depth + 1);
}

function signsOf(unicode: string): string {
  return String.fromCodePoint(...unicode.split('-').map((point) => Number.parseInt(point, 16)));
}
