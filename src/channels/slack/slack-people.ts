import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.js';
import { type Fresh, type LastKnown, Memo } from '../memo.js';
import { plainLabel } from '../visible-text.js';
import type { SlackApi } from './slack-api.js';
import { unescapeSlack } from './slack-escape.js';
import {
  SLACK_LAST_KNOWN_MS,
  SLACK_PEOPLE_MAX,
  SLACK_PERSON_MS,
  SLACK_UNKNOWN_MS,
} from './slack-limits.js';
import { slackId } from './slack-shapes.js';
import type { SlackPerson } from './slack-workspace.js';

const flag = z.boolean().nullish();
const words = z.string().nullish();

/** https://docs.slack.dev/reference/objects/user-object */
const user = z.object({
  id: slackId,
  team_id: slackId.nullish(),
  name: words,
  real_name: words,
  tz: words,
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_email_confirmed: flag,
  profile: z.object({ display_name: words, real_name: words, email: words }).nullish(),
  enterprise_user: z.object({ teams: z.array(slackId).nullish() }).nullish(),
});

const answer = z.object({ user });

/** Who is who in a workspace. */
export class SlackPeople {
  private readonly known: Memo<SlackPerson>;

  constructor(
    private readonly team: string,
    private readonly api: SlackApi,
    private readonly clock: Clock,
  ) {
    this.known = new Memo(clock, SLACK_PEOPLE_MAX);
  }

  find(userId: string): Promise<SlackPerson> {
    return this.known.get(userId, (last) => this.ask(userId, last));
  }

  private async ask(
    userId: string,
    last: LastKnown<SlackPerson> | null,
  ): Promise<Fresh<SlackPerson>> {
    const said = await this.api.call('users.info', { user: userId });
    if (said.kind === 'ok') {
      const seen = answer.safeParse(said.body);
      if (seen.success)
        return { value: personOf(seen.data.user, this.team), keepMs: SLACK_PERSON_MS };
    }
    const isNobody =
      said.kind === 'refused' &&
      said.failure.kind === 'platform' &&
      ['user_not_found', 'user_not_visible'].includes(said.failure.error);
    const nobody = unknownPerson(userId);
    if (isNobody) return { value: { ...nobody, isUnclear: false }, keepMs: SLACK_PERSON_MS };
    const isRecent = last !== null && this.clock.nowMs() - last.saidAtMs < SLACK_LAST_KNOWN_MS;
    return { ...(isRecent ? last : { value: nobody }), keepMs: SLACK_UNKNOWN_MS };
  }
}

function personOf(seen: z.infer<typeof user>, here: string): SlackPerson {
  const { profile } = seen;
  const team = seen.team_id ?? here;
  // In an organisation one has a home workspace and may be at home in ours, too.
  const isOurs = team === here || (seen.enterprise_user?.teams ?? []).includes(here);
  const name = [profile?.display_name, profile?.real_name, seen.real_name, seen.name]
    .map((one) => plainLabel(unescapeSlack(one ?? '')))
    .find((one) => one !== '');
  return {
    id: seen.id,
    team,
    name: name ?? seen.id,
    ...(seen.tz ? { timeZone: seen.tz } : {}),
    ...(profile?.email && seen.is_email_confirmed !== false ? { email: profile.email } : {}),
    isBot: seen.is_bot === true,
    isGuest: seen.is_restricted === true || seen.is_ultra_restricted === true,
    isStranger: !isOurs || seen.is_stranger === true,
    isGone: seen.deleted === true,
    isUnclear: false,
  };
}

/** Of whom nothing is known nothing is assumed. */
export function unknownPerson(id: string): SlackPerson {
  return {
    id,
    team: '',
    name: id,
    isBot: false,
    isGuest: false,
    isStranger: true,
    isGone: false,
    isUnclear: true,
  };
}
