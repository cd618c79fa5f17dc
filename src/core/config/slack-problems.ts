import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import type { SettingProblem } from './schema-problems.js';

/** A part of the config that stands in Slack: a channel or a desk. */
interface Stand {
  readonly path: ConfigPath;
  readonly value: unknown;
  /** `app workspace`; null if it names none that is there. */
  readonly where: string | null;
}

/**
 * What is wrong between Slack's settings: apps and workspaces that are not there, an app without what its transport
 * needs, and places that two parts would both answer in.
 */
export function slackProblems(root: unknown): SettingProblem[] {
  return [
    ...named(root, 'slack').flatMap(([path, app]) => missingCredential(path, app)),
    ...sameTeams(root),
    ...stands(root, 'channels').flatMap((one) => unknownPlace(root, one)),
    ...stands(root, 'desks').flatMap((one) => unknownPlace(root, one)),
    ...sharedRooms(root),
    ...sharedDirects(root),
  ];
}

function named(root: unknown, ...path: (string | number)[]): [ConfigPath, unknown][] {
  const value = valueAt(root, path);
  if (!isMap(value)) return [];
  return Object.entries(value).map(([name, one]) => [[...path, name], one]);
}

function missingCredential(path: ConfigPath, app: unknown): SettingProblem[] {
  if (!isMap(app)) return [];
  const isSocket = valueAt(app, ['transport']) === 'socket';
  const field = isSocket ? 'appToken' : 'signingSecret';
  if (valueAt(app, [field]) !== undefined) return [];
  const why = isSocket
    ? 'a socket cannot be opened without it'
    : 'anybody could pass for Slack without it';
  const variable = isSocket ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
  const text = `${pathText([...path, field])} is missing, and ${why}.`;
  const remedy = `Write ${field}: \${${variable}} here, and set ${variable}; docs/slack.md says where to find it.`;
  return [{ path: [...path, field], text, remedy }];
}

function stands(root: unknown, of: 'channels' | 'desks'): Stand[] {
  return named(root, of).flatMap(([path, value]) => {
    if (valueAt(value, ['kind']) !== 'slack') return [];
    const app = valueAt(value, ['app']);
    const workspace = valueAt(value, ['workspace']);
    const isThere =
      typeof app === 'string' &&
      typeof workspace === 'string' &&
      valueAt(root, ['slack', app, 'workspaces', workspace]) !== undefined;
    return [{ path, value, where: isThere ? `${app} ${workspace}` : null }];
  });
}

function unknownPlace(root: unknown, { path, value, where }: Stand): SettingProblem[] {
  if (where !== null) return [];
  const app = valueAt(value, ['app']);
  if (typeof app !== 'string') return [];
  const apps = named(root, 'slack').map(([one]) => String(one.at(-1)));
  if (!apps.includes(app)) return [unknown([...path, 'app'], app, 'Slack app', apps)];
  const workspace = valueAt(value, ['workspace']);
  if (typeof workspace !== 'string') return [];
  const workspaces = named(root, 'slack', app, 'workspaces').map(([one]) => String(one.at(-1)));
  return [unknown([...path, 'workspace'], workspace, `workspace of ${app}`, workspaces)];
}

function unknown(
  path: ConfigPath,
  value: string,
  what: string,
  known: readonly string[],
): SettingProblem {
  const remedy =
    known.length === 0
      ? 'Add it under slack; docs/slack.md says how.'
      : `Use one of: ${known.join(', ')}.`;
  return { path, text: `${pathText(path)} is ${shownValue(value)}, which is no ${what}.`, remedy };
}

/** Events name the workspace, so within one app each is given once. */
function sameTeams(root: unknown): SettingProblem[] {
  return named(root, 'slack').flatMap(([app]) =>
    repeated(
      named(root, ...app, 'workspaces').map(([path, one]) => ({
        path: [...path, 'team'],
        key: valueAt(one, ['team']),
      })),
      'Give each workspace once in an app.',
    ),
  );
}

/** A room belongs to one desk, or to one channel: what is written there has one meaning. */
function sharedRooms(root: unknown): SettingProblem[] {
  const ofDesks = stands(root, 'desks').flatMap(({ path, value, where }) =>
    ['room', 'fallbackRoom'].map((field) => ({
      path: [...path, field],
      key: keyOf(where, valueAt(value, [field])),
    })),
  );
  const ofChannels = stands(root, 'channels').flatMap(({ path, value, where }) => {
    const rooms = valueAt(value, ['rooms']);
    return (Array.isArray(rooms) ? rooms : []).map((room: unknown, at) => ({
      path: [...path, 'rooms', at],
      key: keyOf(where, room),
    }));
  });
  return repeated([...ofDesks, ...ofChannels], 'Use each Slack channel for one thing.');
}

/** Direct messages of a workspace, and mentions in any room of it, go to one channel. */
function sharedDirects(root: unknown): SettingProblem[] {
  const channels = stands(root, 'channels');
  const direct = channels
    .filter(({ value }) => valueAt(value, ['direct']) !== false)
    .map(({ path, where }) => ({
      path: [...path, 'direct'],
      key: keyOf(where, 'direct messages'),
    }));
  const anywhere = channels
    .filter(({ value }) => {
      const rooms = valueAt(value, ['rooms']);
      return !Array.isArray(rooms) || rooms.length === 0;
    })
    .map(({ path, where }) => ({ path: [...path, 'rooms'], key: keyOf(where, 'all rooms') }));
  const remedy = 'Give one of them direct: false, or rooms of its own.';
  return [...repeated(direct, remedy), ...repeated(anywhere, remedy)];
}

function keyOf(where: string | null, what: unknown): string | null {
  return where === null || typeof what !== 'string' ? null : `${where} ${what}`;
}

function repeated(
  entries: readonly { readonly path: ConfigPath; readonly key: unknown }[],
  remedy: string,
): SettingProblem[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ path, key }) => {
    if (typeof key !== 'string') return [];
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, pathText(path));
      return [];
    }
    const what = String(key.split(' ').slice(2).join(' ') || key);
    return [{ path, text: `${pathText(path)} is ${what}, as is ${before}.`, remedy }];
  });
}
