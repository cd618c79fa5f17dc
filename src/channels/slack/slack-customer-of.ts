import type { Customer } from '../../core/domain/customer.js';
import type { SlackCustomerChannel } from './slack-customers-parts.js';
import { plainLabel } from './slack-escape.js';
import type { SlackPerson } from './slack-workspace.js';

/**
 * The person as a customer: by their own workspace and user. Who they are by email counts only for members of a
 * workspace that is trusted with it: a guest from another company brings the address their own company gave them.
 */
export function customerOf(
  person: SlackPerson,
  toldTeam: string | null,
  { team, trustsEmail }: SlackCustomerChannel,
): Customer {
  const { id, name, timeZone, email, isStranger } = person;
  const label = plainLabel(name);
  const isTrusted = trustsEmail && !isStranger && person.team !== '';
  return {
    id: customerId(person.team || toldTeam || team, id),
    name: label === '' ? id : label,
    ...(isTrusted && email !== undefined ? { email } : {}),
    ...(timeZone === undefined ? {} : { about: [{ name: 'time-zone', value: timeZone }] }),
  };
}

export function customerId(team: string, user: string): string {
  return `${team}:${user}`;
}

/** The Slack user behind a customer's id. */
export function userOfCustomer(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
