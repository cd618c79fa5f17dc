import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import { formatWireId } from './slack-ids.js';
import {
  SLACK_ACTION_ID_CHARS_MAX,
  SLACK_BUTTON_VALUE_CHARS_MAX,
  SLACK_INPUT_CHARS_MAX,
  SLACK_MODAL_METADATA_CHARS_MAX,
} from './slack-limits.js';
import { anyBody, parsed, slackId, slackTs } from './slack-shapes.js';

const ID_CHARS_MAX = 255;
const COMMAND_CHARS_MAX = 100;
const RESPONSE_URL_CHARS_MAX = 500;

const name = z.string().max(SLACK_ACTION_ID_CHARS_MAX);
const trigger = z.string().min(1).max(ID_CHARS_MAX);
const person = z.object({ id: slackId, team_id: slackId.nullish() });

/** What was typed in, by block and by action. Names of ours, so a path through them quotes nobody. */
const state = z.object({
  values: z.record(
    name,
    z.record(name, z.object({ value: z.string().max(SLACK_INPUT_CHARS_MAX).nullish() })),
  ),
});

const view = z.object({
  id: z.string().max(ID_CHARS_MAX),
  hash: z.string().max(ID_CHARS_MAX).optional(),
  callback_id: z.string().max(ID_CHARS_MAX).default(''),
  private_metadata: z.string().max(SLACK_MODAL_METADATA_CHARS_MAX).default(''),
  app_installed_team_id: slackId.nullish(),
  state: state.optional(),
});

const actions = z.object({
  api_app_id: slackId,
  team: z.object({ id: slackId }).nullish(),
  user: person,
  channel: z.object({ id: slackId }).nullish(),
  message: z.object({ ts: slackTs, thread_ts: slackTs.optional() }).nullish(),
  container: z
    .object({
      message_ts: slackTs.optional(),
      channel_id: slackId.optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .nullish(),
  view: view.nullish(),
  state: state.nullish(),
  trigger_id: trigger,
  response_url: z.string().max(RESPONSE_URL_CHARS_MAX).optional(),
  actions: z
    .array(
      z.object({
        action_id: name,
        value: z.string().max(SLACK_BUTTON_VALUE_CHARS_MAX).nullish(),
        action_ts: slackTs,
      }),
    )
    .min(1),
});

const submission = z.object({
  api_app_id: slackId,
  team: z.object({ id: slackId }).nullish(),
  user: person,
  view,
});

const command = z.object({
  command: z.string().regex(/^\//).max(COMMAND_CHARS_MAX),
  text: z.string().max(SLACK_INPUT_CHARS_MAX).default(''),
  user_id: slackId,
  channel_id: slackId,
  team_id: slackId,
  api_app_id: slackId,
  trigger_id: trigger,
  response_url: z.string().max(RESPONSE_URL_CHARS_MAX).optional(),
});

/** The modal something was pressed or sent in. `metadata` is what we gave it along. */
export interface SlackView {
  readonly id: string;
  readonly hash: string | null;
  readonly callbackId: string;
  readonly metadata: string;
}

/** What was typed in, by the name of its block. */
export type Typed = Readonly<Record<string, string>>;

/** Something a person did with a button or a modal of ours. `team` is the workspace it happened in. */
export type SlackInteraction =
  | {
      readonly kind: 'pressed';
      readonly appId: string;
      readonly team: string;
      readonly user: string;
      readonly userTeam: string | null;
      /** Null within a modal. */
      readonly message: {
        readonly channel: string;
        readonly ts: string;
        readonly threadTs: string | null;
        readonly isEphemeral: boolean;
      } | null;
      readonly view: SlackView | null;
      readonly actionId: string;
      readonly value: string;
      readonly actionTs: string;
      readonly triggerId: string;
      readonly responseUrl: string | null;
      readonly typed: Typed;
      /** Null within a modal: what happens there is about the modal alone. */
      readonly wireId: string | null;
    }
  | {
      readonly kind: 'submitted';
      readonly appId: string;
      readonly team: string;
      readonly user: string;
      readonly userTeam: string | null;
      readonly view: SlackView;
      readonly typed: Typed;
    }
  | { readonly kind: 'ignored'; readonly what: string };

export interface SlackCommand {
  readonly command: string;
  readonly text: string;
  readonly user: string;
  readonly channel: string;
  readonly team: string;
  readonly appId: string;
  readonly triggerId: string;
  readonly responseUrl: string | null;
}

/** Fields of a form as Slack posts commands and interactions by HTTP. Of a field that comes twice the first counts. */
export function formFields(rawBody: string): Readonly<Record<string, string>> {
  const fields = [...new URLSearchParams(rawBody)].reverse();
  return Object.fromEntries(fields);
}

/** The payload within the form of an interaction; by socket it comes as it is. */
export function interactionPayload(rawBody: string): unknown {
  const { payload = '' } = formFields(rawBody);
  try {
    return JSON.parse(payload);
  } catch {
    // The parser's own message would quote the text.
    throw new GatewayError('request.invalid', { field: 'payload', problem: 'invalid_json' });
  }
}

export function parseSlackInteraction(payload: unknown): SlackInteraction {
  const { type } = parsed(anyBody, payload);
  switch (type) {
    case 'block_actions':
      return pressed(payload);
    case 'view_submission':
      return submitted(payload);
    default:
      return { kind: 'ignored', what: type };
  }
}

export function parseSlackCommand(form: unknown): SlackCommand {
  const seen = parsed(command, form);
  return {
    command: seen.command,
    text: seen.text.trim(),
    user: seen.user_id,
    channel: seen.channel_id,
    team: seen.team_id,
    appId: seen.api_app_id,
    triggerId: seen.trigger_id,
    responseUrl: slackAddress(seen.response_url),
  };
}

function pressed(payload: unknown): SlackInteraction {
  const seen = parsed(actions, payload);
  const [action] = seen.actions;
  if (action === undefined) return { kind: 'ignored', what: 'block_actions' };
  const team = teamOf(seen.view?.app_installed_team_id, seen.team?.id, seen.user.team_id);
  const channel = seen.channel?.id ?? seen.container?.channel_id;
  const ts = seen.message?.ts ?? seen.container?.message_ts;
  const isEphemeral = seen.container?.is_ephemeral === true;
  const threadTs = seen.message?.thread_ts ?? null;
  const isThere = channel !== undefined && ts !== undefined;
  const press = { kind: 'press', team, actionTs: action.action_ts, user: seen.user.id } as const;
  return {
    kind: 'pressed',
    appId: seen.api_app_id,
    team,
    user: seen.user.id,
    userTeam: seen.user.team_id ?? null,
    message: isThere ? { channel, ts, threadTs, isEphemeral } : null,
    view: seen.view ? viewOf(seen.view) : null,
    actionId: action.action_id,
    value: action.value ?? '',
    actionTs: action.action_ts,
    triggerId: seen.trigger_id,
    responseUrl: slackAddress(seen.response_url),
    typed: typedIn(seen.state ?? seen.view?.state),
    wireId: isThere ? formatWireId({ ...press, channel, ts }) : null,
  };
}

function submitted(payload: unknown): SlackInteraction {
  const seen = parsed(submission, payload);
  return {
    kind: 'submitted',
    appId: seen.api_app_id,
    team: teamOf(seen.view.app_installed_team_id, seen.team?.id, seen.user.team_id),
    user: seen.user.id,
    userTeam: seen.user.team_id ?? null,
    view: viewOf(seen.view),
    typed: typedIn(seen.view.state),
  };
}

/** `team` is missing where an app is installed for a whole organisation. */
function teamOf(...teams: readonly (string | null | undefined)[]): string {
  const team = teams.find((one) => typeof one === 'string');
  if (typeof team === 'string') return team;
  throw new GatewayError('request.invalid', { field: 'team.id', problem: 'missing' });
}

function viewOf({ id, hash, callback_id, private_metadata }: z.infer<typeof view>): SlackView {
  return { id, hash: hash ?? null, callbackId: callback_id, metadata: private_metadata };
}

function typedIn(seen: z.infer<typeof state> | null | undefined): Typed {
  return Object.fromEntries(
    Object.entries(seen?.values ?? {}).map(([block, fields]) => [
      block,
      Object.values(fields)[0]?.value ?? '',
    ]),
  );
}

/** We answer there, so it must be Slack's whatever the payload says. */
function slackAddress(url: string | undefined): string | null {
  if (url === undefined) return null;
  try {
    const { protocol, hostname, username } = new URL(url);
    return protocol === 'https:' && hostname === 'hooks.slack.com' && username === '' ? url : null;
  } catch {
    return null;
  }
}
