import {
  formFields,
  interactionPayload,
  parseSlackCommand,
  parseSlackInteraction,
} from '../../../src/channels/slack/slack-interactions.js';
import {
  actionId,
  chosenOf,
  isOurAction,
  parsePress,
  pressValue,
} from '../../../src/channels/slack/slack-press.js';
import { fixture } from './slack-fixture.js';

const press = () => fixture('block-actions');

test('a pressed button tells who pressed what, where and when', () => {
  expect(parseSlackInteraction(press())).toEqual({
    kind: 'pressed',
    appId: 'A0001',
    team: 'T0001',
    user: 'U0ANA',
    userTeam: 'T0001',
    message: {
      channel: 'C0DESK',
      ts: '1700000001.000100',
      threadTs: null,
      isEphemeral: false,
    },
    view: null,
    actionId: 'frontdesk.deed.claim',
    value: '{"kind":"deed","handoff":"c1-1","deed":"claim"}',
    actionTs: '1700000012.001200',
    triggerId: '12466734323.1395872398',
    responseUrl: 'https://hooks.slack.com/actions/T0001/1/abc',
    typed: {},
    wireId: 'T0001:C0DESK:1700000001.000100:press:1700000012.001200:U0ANA',
  });
});

test('a form carries the same payload as a socket', () => {
  const form = new URLSearchParams({ payload: JSON.stringify(press()) }).toString();
  expect(interactionPayload(form)).toEqual(press());
  expect(() => interactionPayload('payload=secret')).toThrow(
    expect.objectContaining({ code: 'request.invalid' }),
  );
  expect(formFields('a=1&a=2&b=%26')).toEqual({ a: '1', b: '&' });
});

test('a button within a modal is about the modal', () => {
  const { message: _, channel: __, container: ___, ...rest } = press();
  const view = { id: 'V1', callback_id: 'transcript', private_metadata: '2', hash: 'h' };
  expect(parseSlackInteraction({ ...rest, view })).toMatchObject({
    message: null,
    wireId: null,
    view: { id: 'V1', callbackId: 'transcript', metadata: '2', hash: 'h' },
  });
});

test('an app of a whole organisation is told the team by the person', () => {
  expect(parseSlackInteraction({ ...press(), team: null })).toMatchObject({ team: 'T0001' });
  const user = { id: 'U0ANA' };
  expect(() => parseSlackInteraction({ ...press(), team: null, user })).toThrow(
    expect.objectContaining({ details: { field: 'team.id', problem: 'missing' } }),
  );
});

test.each([
  'http://hooks.slack.com/x',
  'https://hooks.slack.com.evil.example/x',
  'https://hooks.slack.com@evil.example/x',
  'https://evil.example/hooks.slack.com',
  'no address',
])('nothing is answered to %s', (response_url) => {
  expect(parseSlackInteraction({ ...press(), response_url })).toMatchObject({ responseUrl: null });
});

test('a modal that is sent tells what was typed', () => {
  expect(parseSlackInteraction(fixture('view-submission'))).toMatchObject({
    kind: 'submitted',
    user: 'U0ANA',
    view: { id: 'V0001', callbackId: 'resolve', metadata: 'c1-1' },
    typed: { note: 'Sent a new cable' },
  });
});

test('other interactions change nothing', () => {
  expect(parseSlackInteraction({ type: 'view_closed' })).toEqual({
    kind: 'ignored',
    what: 'view_closed',
  });
});

test('a command tells who asks for what', () => {
  expect(parseSlackCommand(fixture('slash-command'))).toEqual({
    command: '/frontdesk',
    text: 'mine',
    user: 'U0ANA',
    channel: 'C0DESK',
    team: 'T0001',
    appId: 'A0001',
    triggerId: '13345224609.738474920.8088930838d88f008e0',
    responseUrl: 'https://hooks.slack.com/commands/1234/5678',
  });
  expect(() => parseSlackCommand({ ...fixture('slash-command'), user_id: 'secret!' })).toThrow(
    expect.objectContaining({ details: { field: 'user_id', problem: 'invalid_format' } }),
  );
});

test('what a button carries is read back, and nothing else is', () => {
  const deed = { kind: 'deed', handoff: 'c1-1', deed: 'claim' } as const;
  const choice = { kind: 'choice', message: 'm1', choice: 'suggestion-1' } as const;
  for (const one of [deed, choice]) {
    expect(parsePress(pressValue(one))).toEqual(one);
    expect(isOurAction(actionId(one))).toBe(true);
  }
  expect(chosenOf(choice)).toEqual({ messageId: 'm1', choiceId: 'suggestion-1' });
  expect(chosenOf(deed)).toBeNull();
  for (const value of [
    '',
    'claim',
    'null',
    '{"kind":"deed"}',
    '{"kind":"deed","handoff":"","deed":"claim"}',
    '{"kind":"deed","handoff":"c1-1","deed":"claim","as":"U1"}',
    '{"kind":"other","handoff":"c1-1","deed":"claim"}',
    `"${'x'.repeat(3_000)}"`,
  ]) {
    expect(parsePress(value)).toBeNull();
  }
});
