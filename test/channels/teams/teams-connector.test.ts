import { getEventListeners } from 'node:events';
import { TeamsRestConnector } from '../../../src/channels/teams/teams-connector.js';
import { type TeamsAddress, TeamsFailure } from '../../../src/channels/teams/teams-shapes.js';
import { eventually } from '../../support/eventually.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { ACME, CAROL, CHAT } from '../../support/teams/activities.js';
import { TeamsStandIn } from '../../support/teams/teams-stand-in.js';

const MICROSOFT = 'https://smba.trafficmanager.net/emea/';
const { signal } = new AbortController();
const HELLO = { type: 'message', text: 'hello' } as const;

function addressAt(serviceUrl: string, rest: Partial<TeamsAddress> = {}): TeamsAddress {
  return {
    bot: 'support',
    serviceUrl,
    conversationId: CHAT.id,
    scope: 'personal',
    organization: ACME,
    botAccount: { id: '28:bot', name: 'Helper' },
    customer: { id: CAROL.id, name: CAROL.name },
    ...rest,
  };
}

async function failure(work: Promise<unknown>): Promise<TeamsFailure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TeamsFailure)) throw new Error(`not a failure of Teams: ${String(error)}`);
  return error;
}

describe('The Bot Connector', () => {
  let teams: TeamsStandIn;
  const connector = new TeamsRestConnector({ tokensOf: () => null, clock: new HandClock() });

  beforeEach(async () => {
    teams = await new TeamsStandIn().start();
    teams.createRoom(CHAT.id, [{ ...CAROL, email: 'carol@acme.example', tenantId: ACME }]);
  });
  afterEach(async () => {
    await teams.stop();
  });

  test('posts, changes and removes what it is told', async () => {
    const address = addressAt(teams.serviceUrl);
    const { id } = await connector.send(address, HELLO, signal);
    await connector.update(address, id, { type: 'message', text: 'hello there' }, signal);
    expect(teams.shown(CHAT.id)).toMatchObject([{ id, text: 'hello there', isEdited: true }]);
    await connector.remove(address, id, signal);
    expect(teams.texts(CHAT.id)).toEqual([]);
    expect(teams.complaints).toEqual([]);
  });

  test('leaves nothing on a signal that outlives the call', async () => {
    const lasting = new AbortController().signal;
    for (let nr = 0; nr < 3; nr += 1)
      await connector.send(addressAt(teams.serviceUrl), HELLO, lasting);
    expect(getEventListeners(lasting, 'abort')).toEqual([]);
    // Where `AbortSignal.any` keeps what it made of a signal.
    const dependants = Object.getOwnPropertySymbols(lasting).filter(({ description = '' }) =>
      /depend/i.test(description),
    );
    expect(dependants).toEqual([]);
  });

  test('ends a call when it is told to', async () => {
    teams.failures.plan('hang', { deed: 'send' });
    const ending = new AbortController();
    const call = failure(connector.send(addressAt(teams.serviceUrl), HELLO, ending.signal));
    await eventually(() => expect(teams.calls('send')).toHaveLength(1));
    ending.abort();
    expect(await call).toMatchObject({ status: 0, code: 'AbortError', isUnknown: true });
  });

  test('names a thread and odd ids so that they arrive as they are', async () => {
    const conversationId = '19:a/b c@thread.tacv2;messageid=17';
    teams.createRoom('19:a/b c@thread.tacv2');
    const address = addressAt(teams.serviceUrl, { conversationId, scope: 'channel' });
    await connector.send(address, HELLO, signal);
    expect(teams.shown(conversationId)).toHaveLength(1);
  });

  test('knows who somebody is, and who is nobody', async () => {
    const address = addressAt(teams.serviceUrl);
    expect(await connector.member(address, CAROL.id, signal)).toEqual({
      id: CAROL.id,
      name: CAROL.name,
      aadObjectId: CAROL.aadObjectId,
      email: 'carol@acme.example',
      organization: ACME,
      isGuest: false,
    });
    expect(await connector.member(address, '29:nobody', signal)).toBeNull();
  });

  test.each([
    [429, { retryAfterSeconds: 7 }, 7_000],
    [412, {}, null],
    [403, {}, null],
    [500, {}, null],
  ])('tells a %i with how long to wait', async (status, more, retryAfterMs) => {
    teams.failures.plan({ status, code: 'Throttled', message: 'calm down please', ...more });
    const met = await failure(connector.send(addressAt(teams.serviceUrl), HELLO, signal));
    expect(met).toMatchObject({ status, code: 'Throttled', retryAfterMs });
    expect(met.message).not.toContain('calm down');
  });

  test('a call that broke off may have been carried out, one nobody took was not', async () => {
    const address = addressAt(teams.serviceUrl);
    teams.failures.plan('drop-after');
    const broken = await failure(connector.send(address, HELLO, signal));
    expect(broken).toMatchObject({ status: 0, isUnknown: true });
    expect(teams.shown(CHAT.id)).toHaveLength(1);
    teams.failures.plan({ status: 502, code: '', message: '' });
    expect((await failure(connector.send(address, HELLO, signal))).isUnknown).toBe(true);
    teams.failures.plan({ status: 503, code: '', message: '' });
    expect((await failure(connector.send(address, HELLO, signal))).isUnknown).toBe(false);
    const closed = await new TeamsStandIn().start();
    const nobody = addressAt(closed.serviceUrl);
    await closed.stop();
    expect(await failure(connector.send(nobody, HELLO, signal))).toMatchObject({
      ...{ status: 0, code: 'ECONNREFUSED', isUnknown: false },
    });
  });

  test('waits no longer than it is let', async () => {
    teams.failures.plan('hang');
    const let_ = new AbortController();
    const sent = failure(connector.send(addressAt(teams.serviceUrl), HELLO, let_.signal));
    setTimeout(() => let_.abort(), 20);
    expect(await sent).toMatchObject({ status: 0, code: 'AbortError', isUnknown: true });
  });
});

describe('A bot’s token', () => {
  const asked: (boolean | undefined)[] = [];
  const tokens = {
    get: async (isRefused?: boolean) => {
      asked.push(isRefused);
      return isRefused ? 'new' : 'old';
    },
  };
  const connector = new TeamsRestConnector({ tokensOf: () => tokens, clock: new HandClock() });
  const calls: { url: string; token: string | null; redirect: string | undefined }[] = [];
  let answers: Response[] = [];

  beforeEach(() => {
    asked.length = 0;
    calls.length = 0;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      const token = new Headers(init?.headers).get('authorization');
      calls.push({ url: String(url), token, redirect: init?.redirect });
      return answers.shift() ?? new Response('{"id":"1"}', { status: 201 });
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    answers = [];
  });

  test('goes along to Microsoft', async () => {
    await connector.send(addressAt(MICROSOFT), HELLO, signal);
    const url = `${MICROSOFT}v3/conversations/a%3A1chat/activities`;
    expect(calls).toEqual([{ url, token: 'Bearer old', redirect: 'manual' }]);
  });

  test.each([
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/?smba.trafficmanager.net',
    'https://smba.trafficmanager.net@evil.example/',
    'http://127.0.0.1:3978/',
    'file:///etc/passwd',
    'nonsense',
  ])('never to %s', async (serviceUrl) => {
    const met = await failure(connector.send(addressAt(serviceUrl), HELLO, signal));
    expect(met).toMatchObject({ status: 0, code: 'ServiceUrlRefused', isUnknown: false });
    expect(calls).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('does not follow a redirect', async () => {
    answers = [new Response(null, { status: 307, headers: { location: 'https://evil.example/' } })];
    const met = await failure(connector.send(addressAt(MICROSOFT), HELLO, signal));
    expect(met.status).toBe(307);
    expect(calls).toHaveLength(1);
  });

  test('that was taken back is renewed once', async () => {
    answers = [new Response(null, { status: 401 })];
    await connector.send(addressAt(MICROSOFT), HELLO, signal);
    expect(calls.map(({ token }) => token)).toEqual(['Bearer old', 'Bearer new']);
    answers = [new Response(null, { status: 401 }), new Response(null, { status: 401 })];
    expect((await failure(connector.send(addressAt(MICROSOFT), HELLO, signal))).status).toBe(401);
    expect(calls).toHaveLength(4);
  });

  test('that Microsoft does not give is a refusal if the password is wrong, else a network’s failure', async () => {
    const refusing = (errorCode: string) => {
      const error = Object.assign(new Error('secret details'), { errorCode });
      const get = () => Promise.reject(error);
      return new TeamsRestConnector({ tokensOf: () => ({ get }), clock: new HandClock() });
    };
    const wrong = await failure(
      refusing('invalid_client').send(addressAt(MICROSOFT), HELLO, signal),
    );
    expect(wrong).toMatchObject({ status: 401, code: 'invalid_client', isUnknown: false });
    const away = await failure(refusing('network_error').send(addressAt(MICROSOFT), HELLO, signal));
    expect(away).toMatchObject({ status: 0, code: 'LoginFailed', isUnknown: false });
    expect(`${wrong.message} ${away.message}`).not.toContain('secret');
    expect(calls).toEqual([]);
  });

  test('how long to wait may be said as a date', async () => {
    const clock = new HandClock();
    const at = new Date(clock.nowMs() + 9_000).toUTCString();
    answers = [new Response('{}', { status: 429, headers: { 'retry-after': at } })];
    const met = await failure(
      new TeamsRestConnector({ tokensOf: () => tokens, clock }).send(
        addressAt(MICROSOFT),
        HELLO,
        signal,
      ),
    );
    expect(met.retryAfterMs).toBe(9_000);
  });
});
