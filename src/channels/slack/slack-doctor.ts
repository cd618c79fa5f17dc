import { signSlackRequest } from './slack-signature.js';

/** What the doctor looks at: one app with all the places that the configuration has in it. */
export interface DoctorCase {
  readonly app: string;
  readonly transport: 'http' | 'socket';
  readonly signingSecret: string;
  readonly appToken: string | null;
  readonly workspaces: readonly DoctorWorkspace[];
}

export interface DoctorWorkspace {
  readonly name: string;
  readonly team: string;
  readonly botToken: string;
  readonly rooms: readonly {
    readonly id: string;
    readonly path: string;
    readonly isDesk: boolean;
  }[];
  readonly groups: readonly { readonly id: string; readonly path: string }[];
  readonly needsEmail: boolean;
}

/** One call of Slack's Web API with a given token. */
export type DoctorCall = (
  method: string,
  args: Record<string, unknown>,
  token: string,
) => Promise<
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly error: string }
>;

/** What is wrong, by the codes that docs/slack.md explains. */
export type DoctorCode = keyof typeof DOCTOR;

/** `at`: the setting or the place it is about. */
export interface Finding {
  readonly code: DoctorCode | 'ok';
  readonly at: string;
  readonly detail: string;
}

/** What each finding means, and what to do. docs/slack.md repeats this table; a test keeps the two equal. */
export const DOCTOR = {
  'slack.unreachable':
    'Slack’s Web API does not answer from this machine. Check the network, a proxy, the firewall.',
  'slack.busy':
    'Slack asks to wait: too many questions within a minute. Ask again in a minute; nothing need be wrong.',
  'token.refused': 'Slack refuses the bot token. Install the app again and copy the new token.',
  'token.other-workspace':
    'The token belongs to another workspace than team says. Correct one of the two.',
  'scopes.missing':
    'The app was installed with fewer scopes. Add them under OAuth & Permissions and install it again.',
  'app-token.refused':
    'Slack refuses the app-level token, or it lacks connections:write, or Socket Mode is off.',
  'room.unknown':
    'The bot cannot see this room: the id is wrong, or it is private and the bot was not invited.',
  'room.not-member': 'The bot is not in this room. Write /invite @frontdesk there.',
  'room.archived': 'The room is archived. Unarchive it, or configure another one.',
  'room.shared':
    'The desk’s room is shared with another company. Its people cannot act, but they read everything.',
  'group.unknown': 'There is no such user group, or it is disabled.',
  'address.unreachable':
    'The address did not answer. Check the URL, the name server, the certificate, the proxy.',
  'address.refused':
    'The gateway answered, but refused our signature: the signing secret there is another one, or a proxy changed the body, or clocks differ.',
  'address.other': 'Something else than the gateway answered. Check the path and the proxy.',
} as const;

/** The scopes that config/slack-manifest.yaml asks for, but for the one that only some need. */
export const NEEDED_SCOPES: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
];

const EMAIL_SCOPE = 'users:read.email';

/** How long an address may take to answer. */
const ADDRESS_MS_MAX = 10_000;

/** Answers that say that nothing is wrong with the token, only with the network. */
const AWAY = /^(network|timeout|internal_error|fatal_error|http_5\d\d)$/;

/** Answers that only say how often we asked: opening a socket is allowed about once a minute. */
const BUSY = /^(ratelimited|rate_limited|http_429)$/;

/** Looks at one app from outside: tokens, scopes, rooms, groups. Changes nothing. */
export async function examine(one: DoctorCase, call: DoctorCall): Promise<Finding[]> {
  const socket = one.appToken === null ? [] : [await appToken(one.app, one.appToken, call)];
  const workspaces = await Promise.all(
    one.workspaces.map((workspace) => examineWorkspace(one.app, workspace, call)),
  );
  return [...socket, ...workspaces.flat()];
}

/** Whether events would arrive: asks the public address as Slack does when it is entered. */
export async function tryAddress(
  { app, signingSecret }: DoctorCase,
  url: string,
  nowMs: number,
): Promise<Finding> {
  const at = `${url.replace(/\/+$/, '')}/slack/${app}/events`;
  const challenge = `frontdesk-doctor-${nowMs}`;
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const timestamp = String(Math.floor(nowMs / 1_000));
  try {
    const response = await fetch(at, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signSlackRequest(signingSecret, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(ADDRESS_MS_MAX),
    });
    const answer = await response.text();
    if (response.ok && answer.includes(challenge)) return { code: 'ok', at, detail: 'answers' };
    const code = response.status === 401 ? 'address.refused' : 'address.other';
    return { code, at, detail: `HTTP ${response.status}` };
  } catch (error) {
    const detail = error instanceof Error ? error.name : 'no answer';
    return { code: 'address.unreachable', at, detail };
  }
}

async function appToken(app: string, token: string, call: DoctorCall): Promise<Finding> {
  const at = `slack.${app}.appToken`;
  const answer = await call('apps.connections.open', {}, token);
  if (answer.kind === 'ok') return { code: 'ok', at, detail: 'opens sockets' };
  return refusal(answer.error, at, 'app-token.refused');
}

async function examineWorkspace(
  app: string,
  workspace: DoctorWorkspace,
  call: DoctorCall,
): Promise<Finding[]> {
  const at = `slack.${app}.workspaces.${workspace.name}`;
  const answer = await call('auth.test', {}, workspace.botToken);
  if (answer.kind === 'refused') return [refusal(answer.error, `${at}.botToken`, 'token.refused')];
  const team = String(answer.body['team_id'] ?? '');
  const found: Finding[] =
    team === workspace.team
      ? [{ code: 'ok', at: `${at}.botToken`, detail: `${answer.body['team']}` }]
      : [{ code: 'token.other-workspace', at: `${at}.team`, detail: team }];
  return [
    ...found,
    ...scopes(at, workspace, answer.body),
    ...(await Promise.all(workspace.rooms.map((one) => room(one, workspace.botToken, call)))),
    ...(await Promise.all(workspace.groups.map((one) => group(one, workspace.botToken, call)))),
  ];
}

function scopes(
  at: string,
  { needsEmail }: DoctorWorkspace,
  body: Readonly<Record<string, unknown>>,
): Finding[] {
  const { scopes: granted } = (body['response_metadata'] ?? {}) as { scopes?: readonly string[] };
  if (granted === undefined) return [];
  const needed = needsEmail ? [...NEEDED_SCOPES, EMAIL_SCOPE] : NEEDED_SCOPES;
  const missing = needed.filter((scope) => !granted.includes(scope));
  return missing.length === 0
    ? [{ code: 'ok', at, detail: `${needed.length} scopes` }]
    : [{ code: 'scopes.missing', at, detail: missing.join(', ') }];
}

async function room(
  { id, path, isDesk }: DoctorWorkspace['rooms'][number],
  token: string,
  call: DoctorCall,
): Promise<Finding> {
  const answer = await call('conversations.info', { channel: id }, token);
  if (answer.kind === 'refused') return refusal(answer.error, path, 'room.unknown');
  const channel = (answer.body['channel'] ?? {}) as Readonly<Record<string, unknown>>;
  const detail = `#${channel['name'] ?? id}`;
  if (channel['is_archived'] === true) return { code: 'room.archived', at: path, detail };
  if (channel['is_member'] !== true) return { code: 'room.not-member', at: path, detail };
  const isShared = channel['is_ext_shared'] === true;
  return { code: isDesk && isShared ? 'room.shared' : 'ok', at: path, detail };
}

async function group(
  { id, path }: DoctorWorkspace['groups'][number],
  token: string,
  call: DoctorCall,
): Promise<Finding> {
  const answer = await call('usergroups.users.list', { usergroup: id }, token);
  if (answer.kind === 'refused') return refusal(answer.error, path, 'group.unknown');
  const users = answer.body['users'];
  return { code: 'ok', at: path, detail: `${Array.isArray(users) ? users.length : 0} members` };
}

function refusal(error: string, at: string, code: DoctorCode): Finding {
  if (BUSY.test(error)) return { code: 'slack.busy', at, detail: error };
  return { code: AWAY.test(error) ? 'slack.unreachable' : code, at, detail: error };
}
