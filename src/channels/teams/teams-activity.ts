import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';

/** Characters of Teams' ids: its conversations' have up to 200, its other ones fewer. */
const ID_CHARS_MAX = 500;

/** Entries of a list that are looked at; whoever adds more people to a chat at once is no person. */
const ENTRIES_MAX = 100;

const id = z.string().min(1).max(ID_CHARS_MAX);
const word = z.string().max(100);
const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(z.unknown()).transform((all) =>
    all.slice(0, ENTRIES_MAX).flatMap((one) => {
      const seen = entry.safeParse(one);
      return seen.success ? [seen.data] : [];
    }),
  );

const account = z.object({
  id,
  name: z.string().nullish(),
  aadObjectId: word.nullish(),
  role: word.nullish(),
});

const attachment = z.object({
  contentType: z.string().max(200),
  contentUrl: z.string().nullish(),
  content: z.unknown().optional(),
  name: z.string().nullish(),
});

const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id, name: z.string().nullish() }),
  text: z.string().max(1_000),
});

/** Shape of what Teams posts to a bot, as far as it is used; whatever else comes along is ignored. */
const activity = z.object({
  type: word,
  id: z.string().min(1).max(100).nullish(),
  timestamp: word.nullish(),
  channelId: word,
  serviceUrl: z.string().max(500),
  from: account.nullish(),
  recipient: account.nullish(),
  conversation: z.object({
    id,
    conversationType: word.nullish(),
    tenantId: word.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  locale: z.string().max(50).nullish(),
  text: z.string().nullish(),
  textFormat: word.nullish(),
  replyToId: z.string().max(100).nullish(),
  attachments: list(attachment).nullish(),
  entities: list(mention).nullish(),
  value: z.unknown().optional(),
  name: word.nullish(),
  action: word.nullish(),
  membersAdded: list(account).nullish(),
  membersRemoved: list(account).nullish(),
  channelData: z
    .object({
      eventType: word.nullish(),
      tenant: z.object({ id: word.nullish() }).nullish(),
    })
    .nullish(),
});

export type TeamsActivity = z.infer<typeof activity>;
export type TeamsAccount = z.infer<typeof account>;
export type TeamsSentAttachment = z.infer<typeof attachment>;

/** Names the field and what was expected there; never what was seen, which may be a person's text. */
export function parseActivity(body: unknown): TeamsActivity {
  const seen = activity.safeParse(body);
  if (seen.success) return seen.data;
  const [first] = seen.error.issues;
  throw new GatewayError('request.invalid', {
    field: first?.path.join('.') || 'activity',
    problem: first?.code ?? 'invalid',
  });
}

/** What is only there where the type of activity promises it. */
export function present<Value>(value: Value | null | undefined, field: string): Value {
  if (value == null) throw new GatewayError('request.invalid', { field, problem: 'missing' });
  return value;
}
