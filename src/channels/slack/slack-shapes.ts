import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import { SLACK_ID, SLACK_TS } from './slack-ids.js';

/** Shapes of Slack's payloads, as far as they are used; whatever else comes along is ignored. */
export const slackId = z.string().regex(SLACK_ID);
export const slackTs = z.string().regex(SLACK_TS);

/** Of a file that is yet to be asked for (`file_access: check_file_info`) Slack says little more than its id. */
export const sharedFile = z.object({
  id: slackId.nullish(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().max(200).nullish(),
  size: z.number().int().min(0).nullish(),
  mode: z.string().nullish(),
  file_access: z.string().nullish(),
  is_external: z.boolean().nullish(),
  external_url: z.string().nullish(),
  url_private: z.string().nullish(),
});

const attachment = z.object({
  is_share: z.boolean().optional(),
  author_name: z.string().optional(),
  text: z.string().optional(),
});

const edited = z.object({ user: slackId.optional(), ts: slackTs });

/** A message within an event, or the event itself. `user` is missing on what no user wrote. */
const innerMessage = z.object({
  subtype: z.string().optional(),
  user: slackId.optional(),
  bot_id: slackId.nullish(),
  app_id: slackId.nullish(),
  user_team: slackId.nullish(),
  source_team: slackId.nullish(),
  team: slackId.nullish(),
  text: z.string().nullish(),
  ts: slackTs,
  thread_ts: slackTs.optional(),
  edited: edited.optional(),
  hidden: z.boolean().optional(),
  reply_count: z.number().optional(),
  files: z.array(sharedFile).nullish(),
  attachments: z.array(attachment).nullish(),
  blocks: z.unknown().optional(),
});

export const messageEvent = innerMessage.extend({ channel: slackId });
export const changedEvent = z.object({
  channel: slackId,
  event_ts: slackTs,
  message: innerMessage,
  previous_message: innerMessage.optional(),
});
export const deletedEvent = z.object({
  channel: slackId,
  event_ts: slackTs,
  deleted_ts: slackTs,
  previous_message: innerMessage.optional(),
});

export const anyEvent = z.object({
  type: z.string().max(100),
  subtype: z.string().max(100).optional(),
});

export const reactionEvent = z.object({
  user: slackId,
  reaction: z.string().min(1).max(200),
  item: z.object({ type: z.string(), channel: slackId.optional(), ts: slackTs.optional() }),
  event_ts: slackTs,
});

/** Where something was said or marked. */
export const roomEvent = z.object({
  channel: slackId.optional(),
  item: z.object({ channel: slackId.optional() }).optional(),
});

/** `channel` is an id, or the channel's description where the event is about its name. */
export const lifecycleEvent = z.object({
  channel: z
    .union([
      slackId.transform((id) => ({ id, name: undefined })),
      z.object({ id: slackId, name: z.string().optional() }),
    ])
    .optional(),
  user: slackId.optional(),
  tokens: z
    .object({ oauth: z.array(z.string()).nullish(), bot: z.array(z.string()).nullish() })
    .nullish(),
  new_channel_id: slackId.optional(),
  old_channel_id: slackId.optional(),
});

export const eventBody = z.object({
  type: z.literal('event_callback'),
  team_id: slackId,
  api_app_id: slackId,
  event_id: z.string().min(1).max(100),
  is_ext_shared_channel: z.boolean().optional(),
  authorizations: z
    .array(
      z.object({
        team_id: slackId.nullish(),
        enterprise_id: slackId.nullish(),
        user_id: slackId.nullish(),
        is_bot: z.boolean().nullish(),
      }),
    )
    .nullish(),
  event: anyEvent,
});

export const anyBody = z.object({ type: z.string().max(100) });
export const verification = z.object({ challenge: z.string().min(1).max(500) });

export type SlackMessage = z.infer<typeof innerMessage>;
export type SlackEventBody = z.infer<typeof eventBody>;

/** Names the field and what was expected there; never what was seen, which may be a person's text. */
export function parsed<Shape extends z.ZodType>(
  shape: Shape,
  payload: unknown,
  within = '',
): z.infer<Shape> {
  const result = shape.safeParse(payload);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const path = [...(within === '' ? [] : [within]), ...(first?.path ?? [])];
  throw new GatewayError('request.invalid', {
    field: path.join('.') || 'payload',
    problem: first?.code ?? 'invalid',
  });
}
