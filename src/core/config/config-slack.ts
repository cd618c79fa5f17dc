import { z } from 'zod';
import { formedText, idText, named, token, wholeNumber } from './config-fields.js';
import { memoryOverride } from './config-memory.js';
import { hours, timers } from './config-timers.js';

/** Ids as Slack writes them; each kind has its own letter. https://docs.slack.dev/reference/objects/ */
const room = () => formedText(/^[CG][A-Z0-9]{2,31}$/, ['C0123456789'], 'Id of a Slack channel');
const person = () => formedText(/^[UW][A-Z0-9]{2,31}$/, ['U0123456789'], 'Id of a Slack user');

/** Tokens are sent there, so it is Slack, or this machine for tests. */
const API_URL =
  /^(https:\/\/([a-z0-9-]+\.)*slack(-gov)?\.com|http:\/\/(127\.0\.0\.1|localhost):\d{1,5})\/api\/$/;

const workspace = z.strictObject({
  team: formedText(/^[TE][A-Z0-9]{2,31}$/, ['T0123456789'], 'Id of the Slack workspace'),
  botToken: token('Token of the app\u2019s bot in this workspace; begins with xoxb-'),
});

export const slackApp = z.strictObject({
  transport: z
    .enum(['http', 'socket'])
    .default('http')
    .describe(
      'How Slack reaches the gateway: requests to a public address, or a socket that the gateway opens',
    ),
  signingSecret: z.exactOptional(
    token(
      'Proves that a request is Slack\u2019s; needed with http; from the app\u2019s Basic Information',
    ),
  ),
  appToken: z.exactOptional(token('Opens sockets; needed with socket; begins with xapp-')),
  webApi: formedText(
    API_URL,
    ['https://slack.com/api/'],
    'Address of Slack\u2019s Web API: a slack.com host, or this machine',
  ).default('https://slack.com/api/'),
  workspaces: named(
    idText('Name of a workspace'),
    workspace,
    'Slack workspaces the app is installed in, by name',
  ),
});

/** Where in Slack something is: names of `slack` and of one of its workspaces. */
const place = {
  app: z.string().describe('Name of a Slack app, one of those under slack'),
  workspace: z.string().describe('Name of one of the app\u2019s workspaces'),
};

/** A mark at a message's beginning: one a person types without Slack taking it for something of its own. */
function mark(description: string) {
  return formedText(/^[^\s/<>&]{1,10}$/, ['!', '+', 'note:'], description);
}

export const slackChannel = z.strictObject({
  kind: z.literal('slack').describe('Direct messages, mentions and threads in a Slack workspace'),
  ...place,
  tenant: z.string().describe('Name of the tenant whose customers write here'),
  memory: memoryOverride,
  rooms: z
    .array(room())
    .max(1_000)
    .default([])
    .describe('Slack channels in which the bot answers mentions; none means all it is a member of'),
  direct: z.boolean().default(true).describe('Whether direct messages to the bot are answered'),
  answers: z
    .enum(['soon', 'later'])
    .default('soon')
    .describe(
      'When people in rooms expect an answer: if Claude is away, soon asks a person at once, later tries again first; direct messages are always soon',
    ),
  messageCharsMax: wholeNumber(1, 16_000, 'Characters of one message').default(12_000),
  feedback: z
    .boolean()
    .default(true)
    .describe('Whether customers are asked, by buttons below each answer of the bot, if it helped'),
  trustsEmail: z
    .boolean()
    .default(false)
    .describe(
      'Whether the email addresses of this workspace\u2019s own members say who they are; only where you know who hands them out',
    ),
});

export const slackDesk = z.strictObject({
  kind: z.literal('slack').describe('A Slack channel with a thread for each handoff'),
  ...place,
  room: room().describe('Id of the Slack channel in which the agents work'),
  fallbackRoom: z.exactOptional(
    room().describe('Id of the Slack channel used while the first one cannot be written to'),
  ),
  replies: z
    .enum(['claimer', 'marked', 'all'])
    .default('claimer')
    .describe(
      'Which words in a thread go to the customer: those of the agent who has the case, only marked ones, or those of every agent',
    ),
  noteMark: mark('Beginning of a message that never goes to the customer').default('!'),
  replyMark: mark('Beginning of a message that goes to the customer, with replies: marked').default(
    '+',
  ),
  userGroup: z.exactOptional(
    formedText(
      /^S[A-Z0-9]{2,31}$/,
      ['S0123456789'],
      'Id of a Slack user group; only its members act, of those in the room',
    ),
  ),
  escalateTo: z
    .strictObject({
      people: z.array(person()).max(20).default([]).describe('Slack users who are mentioned'),
      room: z.exactOptional(room().describe('Slack channel that is told, too')),
    })
    .prefault({})
    .describe('Who is called when nobody claims a handoff for long'),
  timers,
  hours: z.exactOptional(hours),
});
