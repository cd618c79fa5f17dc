import { TeamsFileSource } from '../../../src/channels/teams/teams-file-source.js';
import { GatewayError } from '../../../src/core/domain/errors.js';
import type { Fetched } from '../../../src/core/ports/files.js';
import { TeamsStandIn } from '../../support/teams/teams-stand-in.js';

const OWNER = { tenant: 'demo', conversationId: 'c1' };
const PICTURE = 'https://smba.trafficmanager.net/emea/v3/attachments/1/views/original';
const DOWNLOAD = 'https://acme-my.sharepoint.com/personal/carol/download.aspx?tempauth=key';
const { signal } = new AbortController();

async function text(fetched: Fetched | null): Promise<string | null> {
  if (fetched === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of fetched.content) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

describe('A file of Teams', () => {
  const calls: { url: string; token: string | null }[] = [];
  let answers: Record<string, () => Response> = {};
  const source = new TeamsFileSource({
    botOf: (name) =>
      name === 'support' ? { tokens: { get: async (isNew) => (isNew ? 'new' : 'old') } } : null,
  });
  const fetched = (url: string, bot = 'support') =>
    source.fetch(`teams ${bot} ${url}`, OWNER, signal);

  beforeEach(() => {
    calls.length = 0;
    answers = {};
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      calls.push({ url: String(url), token: new Headers(init?.headers).get('authorization') });
      const answer = answers[String(url)];
      if (answer === undefined) throw new TypeError('fetch failed');
      return answer();
    });
  });
  afterEach(() => jest.restoreAllMocks());

  test('pasted as a picture is fetched with the bot’s token', async () => {
    answers[PICTURE] = () => new Response('png', { headers: { 'content-length': '3' } });
    const got = await fetched(PICTURE);
    expect(got?.bytes).toBe(3);
    expect(await text(got)).toBe('png');
    expect(calls).toEqual([{ url: PICTURE, token: 'Bearer old' }]);
  });

  test('attached is fetched by its link, which gets no token', async () => {
    answers[DOWNLOAD] = () => new Response('pdf');
    expect(await text(await fetched(DOWNLOAD))).toBe('pdf');
    expect(calls).toEqual([{ url: DOWNLOAD, token: null }]);
  });

  test('attached may be at another place of SharePoint, and nowhere else', async () => {
    const moved = 'https://acme.svc.ms/content?t=1';
    const to = (location: string) => () =>
      new Response(null, { status: 302, headers: { location } });
    answers = { [DOWNLOAD]: to(moved), [moved]: () => new Response('pdf') };
    expect(await text(await fetched(DOWNLOAD))).toBe('pdf');
    for (const away of [
      'http://169.254.169.254/',
      'https://evil.example/',
      'http://acme.svc.ms/',
    ]) {
      answers = { [DOWNLOAD]: to(away), [away]: () => new Response('secret') };
      expect(await fetched(DOWNLOAD)).toBeNull();
    }
    answers = { [DOWNLOAD]: to(DOWNLOAD) };
    expect(await fetched(DOWNLOAD)).toBeNull();
    expect(calls.every(({ token }) => token === null)).toBe(true);
  });

  test('pasted is not looked for behind a redirect', async () => {
    const headers = { location: 'https://evil.example/' };
    answers[PICTURE] = () => new Response(null, { status: 302, headers });
    expect(await fetched(PICTURE)).toBeNull();
    expect(calls).toHaveLength(1);
  });

  test.each([
    'http://127.0.0.1/secret',
    'https://10.0.0.1/',
    'https://evil.example/sharepoint.com',
    'https://evilsharepoint.com/x',
    'https://acme.sharepoint.com:8443/x',
    'http://acme.sharepoint.com/x',
  ])('is not fetched from %s at all', async (url) => {
    expect(await fetched(url)).toBeNull();
    expect(calls).toEqual([]);
  });

  test('of a bot that is gone is gone', async () => {
    expect(await fetched(DOWNLOAD, 'other')).toBeNull();
    expect(calls).toEqual([]);
  });

  test.each([403, 404, 410])('that Teams answers with %i is gone', async (status) => {
    answers = { [DOWNLOAD]: () => new Response(null, { status }) };
    expect(await fetched(DOWNLOAD)).toBeNull();
  });

  test.each([429, 500, 503])('that Teams answers with %i may be had later', async (status) => {
    answers = { [PICTURE]: () => new Response(null, { status }) };
    await expect(fetched(PICTURE)).rejects.toMatchObject({ code: 'teams.unavailable' });
  });

  test('that nobody answers for may be had later', async () => {
    await expect(fetched(PICTURE)).rejects.toBeInstanceOf(GatewayError);
  });
});

test('tried on this machine, files are fetched from this machine without a token', async () => {
  const teams = await new TeamsStandIn().start();
  const source = new TeamsFileSource({ botOf: () => ({ tokens: null }) });
  const url = teams.addDownload(Buffer.from('pdf'), 'application/pdf');
  const fetched = await source.fetch(`teams support ${url}`, OWNER, signal);
  expect(await text(fetched)).toBe('pdf');
  teams.removeContents();
  expect(await source.fetch(`teams support ${url}`, OWNER, signal)).toBeNull();
  expect(await source.fetch(`teams support ${DOWNLOAD}`, OWNER, signal)).toBeNull();
  await teams.stop();
});
