import { cardComplaints } from './check-adaptive-card.js';
import { TEAMS_ANSWERS } from './teams-failures.js';
import { TeamsStandIn } from './teams-stand-in.js';

const ROOM = '19:shop@thread.tacv2';
let teams: TeamsStandIn;

beforeEach(async () => {
  teams = await new TeamsStandIn().start();
  teams.createRoom(ROOM, [{ id: '29:carol', name: 'Carol' }]);
});
afterEach(() => teams.stop());

const at = (id: string, rest = 'activities') =>
  `${teams.serviceUrl}v3/conversations/${encodeURIComponent(id)}/${rest}`;
const call = async (url: string, method: string, body?: unknown, headers = {}) => {
  const json = { 'content-type': 'application/json', ...headers };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, headers: json, ...text });
  const said = await answer.text();
  return { status: answer.status, body: said === '' ? null : JSON.parse(said), answer };
};
const message = (rest: object = {}) => ({
  type: 'message',
  from: { id: '28:bot' },
  text: 'hello',
  ...rest,
});
const post = (rest: object = {}, id = ROOM) => call(at(id), 'POST', message(rest));

test('what is posted, changed and deleted is what a person sees, in its thread', async () => {
  const { body: first } = await post({}, `${ROOM};messageid=17`);
  const { body: second } = await post();
  const changed = await call(at(ROOM, `activities/${first.id}`), 'PUT', message({ text: 'other' }));
  expect(changed.status).toBe(200);
  await call(at(ROOM, `activities/${second.id}`), 'DELETE');
  expect(teams.shown(ROOM)).toMatchObject([{ text: 'other', thread: '17', isEdited: true }]);
  expect(teams.texts(`${ROOM};messageid=18`)).toEqual([]);
  expect((await call(at(ROOM, `activities/${second.id}`), 'DELETE')).status).toBe(404);
  expect(teams.complaints).toEqual([]);
});

test.each([
  [404, 'ConversationNotFound', {}, 'elsewhere'],
  [400, 'BadArgument', { from: undefined }, ROOM],
  [400, 'BadArgument', { text: ' ' }, ROOM],
  [400, 'BadArgument', { type: 'trace' }, ROOM],
  [400, 'BadArgument', { textFormat: 'html' }, ROOM],
  [400, 'BadArgument', { attachments: [{ contentType: 'application/pdf' }] }, ROOM],
  [400, 'BadArgument', { attachments: [{ contentType: 'image/png', contentUrl: 'data:x' }] }, ROOM],
  [413, 'MessageSizeTooBig', { text: 'x'.repeat(60_000) }, ROOM],
])('it answers %i %s to %j', async (status, code, rest, id) => {
  expect(await post(rest, id)).toMatchObject({ status, body: { error: { code } } });
  expect(teams.shown(ROOM)).toEqual([]);
});

test('tags, mentions of nobody and tokens where none belongs are complained of', async () => {
  await post({ text: 'a <at>Carol</at> <b>x' });
  await call(at(ROOM), 'POST', message(), { authorization: 'Bearer secret' });
  expect(teams.complaints).toHaveLength(4);
  teams.complaints.length = 0;
  const entity = { type: 'mention', text: '<at>Carol</at>', mentioned: { id: '29:carol' } };
  await post({ text: 'a <at>Carol</at>', entities: [entity] });
  expect(teams.complaints).toEqual([]);
});

test('with a token, calls without it are refused, and content is given only with it', async () => {
  const picture = teams.addInlineContent(new Uint8Array(3), 'image/png');
  teams.token = 'good';
  expect((await post()).status).toBe(401);
  expect((await fetch(picture)).status).toBe(401);
  const given = await fetch(picture, { headers: { authorization: 'Bearer good' } });
  expect((await given.arrayBuffer()).byteLength).toBe(3);
});

test('who posts too fast is throttled, and told for how long', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => post()));
  const last = answers.find(({ status }) => status === 429);
  expect(last?.answer.headers.get('retry-after')).toBe('1');
});

test('failures come as planned, each as often as planned', async () => {
  teams.failures.plan(TEAMS_ANSWERS.unavailable, { deed: 'send' });
  expect((await post()).status).toBe(503);
  teams.failures.plan('drop-after');
  await expect(post()).rejects.toThrow();
  expect(teams.texts(ROOM)).toEqual(['hello']);
  expect(teams.failures.unmet).toBe(0);
});

test('a card is looked at down to its last button', () => {
  const card = (body: unknown, version = '1.5') => ({ type: 'AdaptiveCard', version, body });
  const action = { type: 'Action.Execute', title: 'Yes', verb: 'v', data: {} };
  expect(cardComplaints(card([{ type: 'ActionSet', actions: [action] }]))).toEqual([]);
  const wrong: readonly [unknown, RegExp][] = [
    [card([], '1.6'), /version/],
    [card([{ type: 'Table' }]), /does not show: Table/],
    [card([{ type: 'TextBlock', text: 'x', colour: 'red' }]), /colour is not known/],
    [card([{ type: 'TextBlock', text: 'x', weight: 'heavy' }]), /weight cannot be heavy/],
    [card([{ type: 'ActionSet', actions: [{ ...action, title: '' }] }]), /title is empty/],
    [card([{ type: 'ActionSet', actions: [{ ...action, verb: undefined }] }]), /verb is missing/],
    [card([{ type: 'ActionSet', actions: Array(7).fill(action) }]), /more than 6/],
    [card([{ type: 'ActionSet', actions: [{ ...action, fallback: { type: 'x' } }] }]), /fallback/],
    [card([{ type: 'FactSet', facts: [{ title: 'x' }] }]), /needs a title and a value/],
  ];
  for (const [one, told] of wrong) expect(cardComplaints(one).join()).toMatch(told);
});
