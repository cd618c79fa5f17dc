import type { TeamsBotSettings, TeamsCredentials } from './teams-bot-settings.js';

/** What is wrong, by the codes that docs/teams.md explains. */
type TeamsDoctorCode = keyof typeof TEAMS_DOCTOR;

/** `at`: the setting or the place it is about. */
export interface TeamsFinding {
  readonly code: TeamsDoctorCode | 'ok';
  readonly at: string;
  readonly detail: string;
}

/** What each finding means, and what to do. docs/teams.md repeats this table; a test keeps the two equal. */
export const TEAMS_DOCTOR = {
  'login.unreachable':
    'Microsoft’s login does not answer from this machine, so nothing can be sent. Check the network, a proxy, the firewall.',
  'login.busy': 'Microsoft’s login asks to wait. Ask again in a minute; nothing need be wrong.',
  'app.unknown':
    'Microsoft knows no such app there. Correct appId, or organization, or type; they are those of the app registration.',
  'organization.unknown':
    'Microsoft knows no such organization. Write the Directory (tenant) ID of the app registration.',
  'password.refused':
    'The client secret is wrong. Write its value, not its id; if it is lost, add a new one under Certificates & secrets.',
  'password.expired':
    'The client secret has expired, so nothing can be sent. Add a new one under Certificates & secrets.',
  'login.refused':
    'Microsoft refuses the credentials for another reason; its code says which, at login.microsoftonline.com/error.',
  'endpoint.unreachable':
    'The messaging endpoint did not answer. Check the URL, the name server, the certificate, the proxy.',
  'endpoint.open':
    'The messaging endpoint takes messages that nobody has signed. Anybody could pass for Teams: see what answers there.',
  'endpoint.other':
    'Something else than this bot of the gateway answered. Check the path, the proxy and the name of the bot.',
} as const;

/** Where Microsoft’s login is. */
const MICROSOFT_LOGIN = 'https://login.microsoftonline.com';

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const SCOPE = 'https://api.botframework.com/.default';

/** Where apps of any organization get their tokens. */
const ANY_ORGANIZATION = 'botframework.com';

/** How long Microsoft’s login, or an address, may take to answer. */
const ANSWER_MS_MAX = 10_000;

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const REFUSALS: Readonly<Record<string, TeamsDoctorCode>> = {
  AADSTS700016: 'app.unknown',
  AADSTS700038: 'app.unknown',
  AADSTS7000229: 'app.unknown',
  AADSTS90002: 'organization.unknown',
  AADSTS900021: 'organization.unknown',
  AADSTS900023: 'organization.unknown',
  AADSTS7000215: 'password.refused',
  AADSTS7000216: 'password.refused',
  AADSTS7000222: 'password.expired',
};

/** Whether a bot’s credentials are good: asks for a token, as every answer needs one, and throws it away. */
export async function tryCredentials(
  { name, credentials }: TeamsBotSettings,
  login: string = MICROSOFT_LOGIN,
): Promise<TeamsFinding> {
  const at = `teams.${name}`;
  if (credentials === null) return { code: 'ok', at, detail: 'anonymous, for this machine only' };
  const answer = await post(
    `${login}/${credentials.organization ?? ANY_ORGANIZATION}/oauth2/v2.0/token`,
    'application/x-www-form-urlencoded',
    formOf(credentials),
  );
  if (answer.kind === 'none') return { code: 'login.unreachable', at, detail: answer.reason };
  const { status, text } = answer;
  if (status === 200 && tokenIn(text)) {
    return { code: 'ok', at, detail: `token for ${credentials.appId}` };
  }
  if (status === 429) return { code: 'login.busy', at, detail: 'HTTP 429' };
  if (status >= 500) return { code: 'login.unreachable', at, detail: `HTTP ${status}` };
  const [refusal] = /AADSTS\d+/.exec(text) ?? [];
  if (refusal === undefined) return { code: 'login.refused', at, detail: `HTTP ${status}` };
  return { code: REFUSALS[refusal] ?? 'login.refused', at, detail: refusal };
}

/** Whether messages would arrive: whoever has no token has to be turned away by the gateway itself. */
export async function tryEndpoint(
  { name, isAnonymous }: TeamsBotSettings,
  url: string,
): Promise<TeamsFinding> {
  const at = `${url.replace(/\/+$/, '')}/api/v1/teams/${name}/messages`;
  // Nothing is recorded, whoever asks: it is no activity.
  const answer = await post(at, 'application/json', '{}');
  if (answer.kind === 'none') return { code: 'endpoint.unreachable', at, detail: answer.reason };
  const { status } = answer;
  const detail = `HTTP ${status}`;
  if (status === (isAnonymous ? 400 : 401)) return { code: 'ok', at, detail: 'answers' };
  const isOpen = !isAnonymous && (status === 400 || (status >= 200 && status < 300));
  return { code: isOpen ? 'endpoint.open' : 'endpoint.other', at, detail };
}

function formOf({ appId, appPassword }: TeamsCredentials): string {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: appPassword,
    scope: SCOPE,
  }).toString();
}

type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'none'; readonly reason: string };

async function post(url: string, type: string, body: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      // What is sent is for this host alone.
      redirect: 'manual',
      headers: { 'content-type': type },
      body,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    return { kind: 'answered', status: response.status, text: await response.text() };
  } catch (error) {
    return { kind: 'none', reason: error instanceof Error ? error.name : 'no answer' };
  }
}

function tokenIn(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return (
      typeof answer === 'object' &&
      answer !== null &&
      'access_token' in answer &&
      typeof answer.access_token === 'string'
    );
  } catch {
    // Something else than Microsoft answered with a page.
    return false;
  }
}
