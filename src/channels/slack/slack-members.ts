import { z } from 'zod';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import { type Fresh, type LastKnown, Memo } from '../memo.js';
import type { SlackApi } from './slack-api.js';
import type { SlackFailure } from './slack-errors.js';
import {
  SLACK_LAST_KNOWN_MS,
  SLACK_MEMBERS_MS,
  SLACK_PAGE_MEMBERS,
  SLACK_PAGES_MAX,
  SLACK_ROOMS_MAX,
  SLACK_UNKNOWN_MS,
} from './slack-limits.js';
import { slackId } from './slack-shapes.js';

const page = z.object({
  members: z.array(slackId),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
});
const group = z.object({ users: z.array(slackId) });

type Ids = ReadonlySet<string>;

/** Who is in the rooms and user groups of a workspace. */
export class SlackMembers {
  private readonly rooms: Memo<Ids>;
  private readonly groups: Memo<Ids>;

  constructor(
    private readonly api: SlackApi,
    private readonly clock: Clock,
  ) {
    this.rooms = new Memo(clock, SLACK_ROOMS_MAX);
    this.groups = new Memo(clock, SLACK_ROOMS_MAX);
  }

  ofRoom(room: string): Promise<Ids> {
    return this.rooms.get(room, (last) => this.orLastKnown(last, this.askRoom(room)));
  }

  ofGroup(id: string): Promise<Ids> {
    return this.groups.get(id, (last) => this.orLastKnown(last, this.askGroup(id)));
  }

  forget(room: string): void {
    this.rooms.forget(room);
  }

  /** While Slack cannot be asked those count who were there the last time. */
  private async orLastKnown(last: LastKnown<Ids> | null, asked: Promise<Fresh<Ids>>) {
    try {
      return await asked;
    } catch (error) {
      const isRecent = last !== null && this.clock.nowMs() - last.saidAtMs < SLACK_LAST_KNOWN_MS;
      if (!isRecent || isClear(error)) throw error;
      return { ...last, keepMs: SLACK_UNKNOWN_MS };
    }
  }

  private async askRoom(room: string): Promise<Fresh<Ids>> {
    const found = new Set<string>();
    let cursor = '';
    for (let pages = 0; pages < SLACK_PAGES_MAX; pages += 1) {
      const next = cursor === '' ? {} : { cursor };
      const args = { channel: room, limit: SLACK_PAGE_MEMBERS, ...next };
      const seen = await this.ask('conversations.members', args, page);
      for (const id of seen.members) found.add(id);
      cursor = seen.response_metadata?.next_cursor ?? '';
      if (cursor === '') return { value: found, keepMs: SLACK_MEMBERS_MS };
    }
    // Half of a list would say of people that they are not there.
    throw new GatewayError('slack.unavailable', { error: 'too_many_members' });
  }

  private async askGroup(id: string): Promise<Fresh<Ids>> {
    const { users } = await this.ask('usergroups.users.list', { usergroup: id }, group);
    return { value: new Set(users), keepMs: SLACK_MEMBERS_MS };
  }

  private async ask<Shape extends z.ZodType>(
    method: string,
    args: Readonly<Record<string, unknown>>,
    shape: Shape,
  ): Promise<z.infer<Shape>> {
    const said = await this.api.call(method, args);
    if (said.kind === 'refused') throw slackUnavailable(said.failure);
    const seen = shape.safeParse(said.body);
    if (!seen.success) throw new GatewayError('slack.unavailable', { error: 'unreadable' });
    return seen.data;
  }
}

/** What Slack answers of a room or a group that is not there, or not for us to see. Its members are nobody's any more. */
const CLEAR: ReadonlySet<unknown> = new Set([
  'channel_not_found',
  'not_in_channel',
  'no_such_subteam',
  'subteam_not_found',
]);

function isClear(error: unknown): boolean {
  return error instanceof GatewayError && CLEAR.has(error.details['error']);
}

export function slackUnavailable(failure: SlackFailure): GatewayError {
  return new GatewayError('slack.unavailable', { error: failureName(failure) });
}

/** For logs and details: Slack's own name of an error, or what kind it is. */
export function failureName(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'platform':
      return failure.error;
    case 'http':
      return `http_${failure.status}`;
    case 'network':
      return 'network';
  }
}
