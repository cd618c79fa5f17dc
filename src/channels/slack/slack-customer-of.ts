import type { Customer } from '../../core/domain/customer.js';
import type { Clock } from '../../core/ports/clock.js';
import { plainLabel } from '../visible-text.js';
import type { SlackCustomerChannel } from './slack-customers-parts.js';
import { unknownPerson } from './slack-people.js';
import type { SlackPerson, SlackWorkspace } from './slack-workspace.js';

/**
 * The person as a customer: by their own workspace and user. Who they are by email counts only for full members of a
 * workspace that is trusted with it: a guest from another company brings the address their own company gave them, and
 * one who was let into some rooms the address of whoever was invited.
 */
export function customerOf(
  person: SlackPerson,
  toldTeam: string | null,
  { team, trustsEmail }: SlackCustomerChannel,
): Customer {
  const { id, name, timeZone, email, isStranger, isGuest } = person;
  const label = plainLabel(name);
  const isTrusted = trustsEmail && !isStranger && !isGuest && person.team !== '';
  return {
    id: customerId(person.team || toldTeam || team, id),
    name: label === '' ? id : label,
    ...(isTrusted && email !== undefined ? { email } : {}),
    ...(timeZone === undefined ? {} : { about: [{ name: 'time-zone', value: timeZone }] }),
  };
}

/** The person, as far as Slack tells who they are by then; else somebody nothing is known of. */
export async function personBy(
  workspace: SlackWorkspace,
  userId: string,
  clock: Clock,
  byMs: number,
): Promise<SlackPerson> {
  let cancel = (): void => undefined;
  const late = new Promise<SlackPerson>((resolve) => {
    const forMs = Math.max(0, byMs - clock.nowMs());
    cancel = clock.alarm(forMs, () => resolve(unknownPerson(userId)));
  });
  const person = await Promise.race([workspace.person(userId), late]);
  cancel();
  return person;
}

export function customerId(team: string, user: string): string {
  return `${team}:${user}`;
}

/** The Slack user behind a customer's id. */
export function userOfCustomer(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
