import type { Handoff } from '../../core/domain/handoff.js';
import type { Wording } from '../../core/domain/texts.js';
import { plainLabel } from '../visible-text.js';
import { type Standing, standingOf } from './slack-agents.js';
import { spoken, threadLink } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import type { SlackDeskRooms } from './slack-desk-rooms.js';
import { escapeSlack } from './slack-escape.js';
import type { SlackCommand } from './slack-interactions.js';
import { parseRoot } from './slack-root.js';
import { shortenPlain } from './slack-split.js';
import { slackTime } from './slack-time.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Handoffs one list shows. Each is looked up, and Slack waits three seconds. */
const LISTED_MAX = 10;

/** Characters of what a customer wants, on one line. */
const INTENT_CHARS_MAX = 120;

/** What a desk says to `/frontdesk`. */
export type CommandAnswer =
  | { readonly kind: 'list'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string };

/** Handoffs that wait and those of who asks, each with the way to its thread. `mine` leaves out the others. */
export async function listedFor(
  parts: SlackDeskParts,
  rooms: SlackDeskRooms,
  workspace: SlackWorkspace,
  { user, text }: SlackCommand,
): Promise<CommandAnswer> {
  const { settings } = parts;
  const [tenant = ''] = settings.tenants;
  const { wording } = parts.faceOf(tenant);
  const standing = await standingSomewhere(rooms.all(), workspace, user, settings.userGroup);
  if (standing.kind === 'refused') {
    const { why } = standing;
    parts.telemetry.warn('slack.agent-refused', { desk: settings.name, user, why });
    return { kind: 'refused', text: spoken(`slack.desk.refused.${why}`, wording) };
  }
  const { tenants } = settings;
  const limit = LISTED_MAX + 1;
  const isMineOnly = text.trim().toLowerCase() === 'mine';
  const [waiting, mine] = await Promise.all([
    isMineOnly
      ? null
      : parts.handoffs.list({ tenants, states: ['open'], isOldestFirst: true, limit }),
    parts.handoffs.list({ tenants, states: ['claimed'], agentId: standing.agent.id, limit }),
  ]);
  const sections = [
    waiting && (await section(parts, wording, waiting, WAITING)),
    await section(parts, wording, mine, MINE),
  ];
  return { kind: 'list', text: sections.filter((part) => part !== null).join('\n\n') };
}

/** Whoever works in one of the rooms works at the desk. */
async function standingSomewhere(
  rooms: readonly string[],
  workspace: SlackWorkspace,
  user: string,
  userGroup: string | null,
): Promise<Standing> {
  const asked = await Promise.allSettled(
    rooms.map((room) => standingOf(workspace, user, room, userGroup)),
  );
  const known = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const found = known.find(({ kind }) => kind === 'agent') ?? known[0];
  const failed = asked.find((one) => one.status === 'rejected');
  if (found === undefined && failed?.status === 'rejected') throw failed.reason;
  return found ?? { kind: 'refused', why: 'outsider' };
}

interface Heading {
  readonly some: 'slack.desk.list.waiting' | 'slack.desk.list.mine';
  readonly none: 'slack.desk.list.none-waiting' | 'slack.desk.list.none-mine';
}

const WAITING: Heading = { some: 'slack.desk.list.waiting', none: 'slack.desk.list.none-waiting' };
const MINE: Heading = { some: 'slack.desk.list.mine', none: 'slack.desk.list.none-mine' };

async function section(
  parts: SlackDeskParts,
  wording: Wording,
  handoffs: readonly Handoff[],
  { some, none }: Heading,
): Promise<string> {
  if (handoffs.length === 0) return spoken(none, wording);
  const shown = handoffs.slice(0, LISTED_MAX);
  const lines = await Promise.all(shown.map((handoff) => line(parts, wording, handoff)));
  const more = handoffs.length > LISTED_MAX ? [spoken('slack.desk.list.more', wording)] : [];
  return [spoken(some, wording), ...lines, ...more].join('\n');
}

async function line(parts: SlackDeskParts, wording: Wording, handoff: Handoff): Promise<string> {
  const conversation = await parts.conversations.load(handoff.conversationId);
  const { cardAt } = conversation ?? {};
  const root = cardAt?.handoffId === handoff.id ? parseRoot(cardAt.place) : null;
  const name = plainLabel(handoff.payload.customer.name);
  const intent = shortenPlain(escapeSlack(plainLabel(handoff.payload.intent)), INTENT_CHARS_MAX);
  const customer = root === null ? escapeSlack(name) : threadLink(root, name || '…');
  const time = slackTime(handoff.openedAtMs);
  return `• ${spoken('slack.desk.list.line', wording, {}, { customer, intent, time })}`;
}
