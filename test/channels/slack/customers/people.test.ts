import { SlackPeople } from '../../../../src/channels/slack/slack-people.js';
import { HandClock } from '../../../support/model/hand-clock.js';

/** What is known of somebody whom Slack describes so. */
function seen(more: object) {
  const profile = { real_name: 'Carol', email: 'carol@acme.example' };
  const user = { id: 'U1', team_id: 'T1', profile, ...more };
  const api = { call: async () => ({ kind: 'ok', body: { ok: true, user } }) as const };
  return new SlackPeople('T1', api, new HandClock()).find('U1');
}

test.each([
  ['confirmed', { is_email_confirmed: true }, 'carol@acme.example'],
  ['not spoken of', {}, 'carol@acme.example'],
  ['not confirmed', { is_email_confirmed: false }, undefined],
])('an address that is %s', async (_how, more, email) => {
  expect((await seen(more)).email).toBe(email);
});
