import { customerOf } from '../../../../src/channels/slack/slack-customer-of.js';
import type { SlackPerson } from '../../../../src/channels/slack/slack-workspace.js';

const CAROL: SlackPerson = {
  id: 'U1',
  team: 'T1',
  name: 'Carol Chen',
  email: 'carol@acme.example',
  isBot: false,
  isGuest: false,
  isStranger: false,
  isGone: false,
  isUnclear: false,
};
const channel = (trustsEmail: boolean) => ({
  name: 'acme',
  tenant: 'demo',
  app: 'support',
  team: 'T1',
  rooms: [],
  direct: true,
  messageCharsMax: 100,
  trustsEmail,
  wording: { language: 'en', overrides: {} } as const,
  linkHosts: [],
  botName: 'Bot',
});
const email = (person: Partial<SlackPerson>, trusts: boolean) =>
  customerOf({ ...CAROL, ...person }, null, channel(trusts)).email;

test.each([
  ['a member of a workspace that is trusted', {}, true, 'carol@acme.example'],
  ['a member of a workspace that is not', {}, false, undefined],
  ['a stranger with the same address', { isStranger: true, team: 'T2' }, true, undefined],
  ['a guest in some of its rooms', { isGuest: true }, true, undefined],
  ['somebody of whom nothing is known', { team: '' }, true, undefined],
] as const)('who %s is by email', (_who, person, trusts, expected) => {
  expect(email(person, trusts)).toBe(expected);
});

test('somebody Slack cannot tell of is of the workspace the message names, and has an id for a name', () => {
  const nobody = { ...CAROL, team: '', name: 'U1', isStranger: true };
  expect(customerOf(nobody, 'T9', channel(true))).toEqual({ id: 'T9:U1', name: 'U1' });
  expect(customerOf(nobody, null, channel(true)).id).toBe('T1:U1');
});

test('nothing unseen is in a name', () => {
  expect(customerOf({ ...CAROL, name: ' Car\u202eol\n' }, null, channel(false)).name).toBe('Carol');
});
