import { MicrosoftAppCredentials } from 'botframework-connector';
import { MicrosoftTokens } from '../../../src/channels/teams/teams-tokens.js';
import { ACME, APP_ID } from '../../support/teams/activities.js';

/** Microsoft's login, as its own kit would ask it. */
function login(...answers: (string | Error)[]) {
  const asked: { endpoint: string; scope: string; isRenewal: boolean | undefined }[] = [];
  jest.spyOn(MicrosoftAppCredentials.prototype, 'getToken').mockImplementation(async function (
    this: MicrosoftAppCredentials,
    isRenewal,
  ) {
    asked.push({ endpoint: this.oAuthEndpoint, scope: this.oAuthScope, isRenewal });
    const answer = answers.shift() ?? 'token';
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return asked;
}

const CREDENTIALS = { appId: APP_ID, appPassword: 'client-secret-of-tests' };
const SCOPE = 'https://api.botframework.com';

afterEach(() => jest.restoreAllMocks());

test('an app of one organization asks that organization’s login', async () => {
  const asked = login('token');
  expect(await new MicrosoftTokens({ ...CREDENTIALS, organization: ACME }).get()).toBe('token');
  const endpoint = `https://login.microsoftonline.com/${ACME}`;
  expect(asked).toEqual([{ endpoint, scope: SCOPE, isRenewal: false }]);
});

test('an app of any organization asks the one of all bots', async () => {
  const asked = login('token');
  await new MicrosoftTokens({ ...CREDENTIALS, organization: null }).get();
  expect(asked[0]?.endpoint).toBe('https://login.microsoftonline.com/botframework.com');
});

test('those who ask at once share one question, and a failure is not remembered', async () => {
  const asked = login(new Error('away'), 'token');
  const tokens = new MicrosoftTokens({ ...CREDENTIALS, organization: null });
  const both = await Promise.allSettled([tokens.get(), tokens.get()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(1);
  expect(await tokens.get()).toBe('token');
});

test('a token that was refused is asked for anew', async () => {
  const asked = login('old', 'new');
  const tokens = new MicrosoftTokens({ ...CREDENTIALS, organization: null });
  expect([await tokens.get(), await tokens.get(true)]).toEqual(['old', 'new']);
  expect(asked.map(({ isRenewal }) => isRenewal)).toEqual([false, true]);
});
