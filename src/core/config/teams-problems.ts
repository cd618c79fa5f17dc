import { isLoopback } from '../domain/loopback.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import type { SettingProblem } from './schema-problems.js';

/** Where a bot may be spoken to; each is a switch of a channel. */
const SCOPES = ['personal', 'groups', 'channels'] as const;

interface Place {
  readonly path: ConfigPath;
  readonly value: unknown;
}

/**
 * What is wrong between Teams' settings: bots that are not there or lack what proves them, anybody let in from outside,
 * and places that two channels would both answer in.
 */
export function teamsProblems(root: unknown): SettingProblem[] {
  const bots = named(root, 'teams');
  const channels = named(root, 'channels').filter(
    ({ value }) => valueAt(value, ['kind']) === 'teams',
  );
  return [
    ...bots.flatMap(missingCredentials),
    ...openBots(root, bots),
    ...sameApps(bots),
    ...channels.flatMap((one) => unknownBot(one, bots)),
    ...channels.flatMap(silentChannel),
    ...sharedPlaces(channels),
  ];
}

function named(root: unknown, of: string): Place[] {
  const value = valueAt(root, [of]);
  if (!isMap(value)) return [];
  return Object.entries(value).map(([name, one]) => ({ path: [of, name], value: one }));
}

const WHY_MISSING = {
  appId: {
    why: 'Teams is not told apart from anybody else without it',
    remedy: 'Write the Microsoft App ID here; docs/teams.md says where to find it.',
  },
  appPassword: {
    why: 'nothing can be sent without it',
    remedy: `Write appPassword: \${TEAMS_APP_PASSWORD} here, and set TEAMS_APP_PASSWORD; docs/teams.md says where to find it.`,
  },
  organization: {
    why: 'a single-tenant app gets its tokens there',
    remedy:
      'Write the Directory (tenant) ID of the app registration here, or type: multi-tenant if the Azure Bot says so.',
  },
} as const;

function missingCredentials({ path, value }: Place): SettingProblem[] {
  if (!isMap(value) || valueAt(value, ['anonymous']) === true) return [];
  const isSingle = (valueAt(value, ['type']) ?? 'single-tenant') === 'single-tenant';
  const fields = [
    'appId' as const,
    'appPassword' as const,
    ...(isSingle ? ['organization' as const] : []),
  ];
  return fields.flatMap((field) => {
    if (valueAt(value, [field]) !== undefined) return [];
    const { why, remedy } = WHY_MISSING[field];
    const at = [...path, field];
    return [{ path: at, text: `${pathText(at)} is missing, and ${why}.`, remedy }];
  });
}

/** Without credentials whoever reaches the gateway is believed, so nobody but this machine may reach it. */
function openBots(root: unknown, bots: readonly Place[]): SettingProblem[] {
  const host = valueAt(root, ['server', 'host']) ?? '127.0.0.1';
  const proxies = valueAt(root, ['server', 'trustProxy']);
  const isBehind = typeof proxies === 'number' && proxies > 0;
  if (typeof host !== 'string' || (isLoopback(host) && !isBehind)) return [];
  const why = isBehind ? 'has proxies in front' : `listens on ${shownValue(host)}`;
  return bots.flatMap((bot) => {
    const path = [...bot.path, 'anonymous'];
    if (valueAt(root, path) !== true) return [];
    const text = `${pathText(path)} is true, but the gateway ${why}.`;
    const remedy = 'Give the bot its credentials, or listen on 127.0.0.1 without proxies.';
    return [{ path, text, remedy }];
  });
}

/** Teams names the app, so each is one bot. */
function sameApps(bots: readonly Place[]): SettingProblem[] {
  const first = new Map<string, string>();
  return bots.flatMap((bot) => {
    const path = [...bot.path, 'appId'];
    const id = valueAt(bot.value, ['appId']);
    if (typeof id !== 'string') return [];
    const before = first.get(id.toLowerCase());
    if (before === undefined) {
      first.set(id.toLowerCase(), pathText(path));
      return [];
    }
    const text = `${pathText(path)} is ${shownValue(id)}, as is ${before}.`;
    return [{ path, text, remedy: 'Give each app once; several channels may name one bot.' }];
  });
}

function unknownBot({ path, value }: Place, bots: readonly Place[]): SettingProblem[] {
  const bot = valueAt(value, ['bot']);
  const names = bots.map((one) => String(one.path.at(-1)));
  if (typeof bot !== 'string' || names.includes(bot)) return [];
  const at = [...path, 'bot'];
  const remedy =
    names.length === 0
      ? 'Add it under teams; docs/teams.md says how.'
      : `Use one of: ${names.join(', ')}.`;
  return [{ path: at, text: `${pathText(at)} is ${shownValue(bot)}, which is no bot.`, remedy }];
}

/** A channel that answers nowhere is a mistake: somebody expects it to answer. */
function silentChannel({ path, value }: Place): SettingProblem[] {
  if (SCOPES.some((scope) => isOn(value, scope))) return [];
  const text = `${pathText(path)} answers nowhere: personal, groups and channels are all false.`;
  return [{ path, text, remedy: 'Leave one of them out, or remove the channel.' }];
}

/** What is said to a bot in one kind of place of one organization goes to one channel. */
function sharedPlaces(channels: readonly Place[]): SettingProblem[] {
  return channels.flatMap((later, index) =>
    channels.slice(0, index).flatMap((earlier) => {
      if (valueAt(later.value, ['bot']) !== valueAt(earlier.value, ['bot'])) return [];
      const scopes = SCOPES.filter((one) => isOn(later.value, one) && isOn(earlier.value, one));
      const shared = overlap(organizations(later.value), organizations(earlier.value));
      if (scopes.length === 0 || shared === null) return [];
      const path = [...later.path, 'organizations'];
      const text = `${pathText(later.path)} answers ${scopes.join(', ')} of ${shared}, as does ${pathText(earlier.path)}.`;
      const remedy = `Give each its own organizations, or one of them ${scopes.map((one) => `${one}: false`).join(', ')}.`;
      return [{ path, text, remedy }];
    }),
  );
}

/** What both answer, in words; null: nothing. */
function overlap(some: readonly string[], others: readonly string[]): string | null {
  if (some.length === 0 && others.length === 0) return 'all organizations';
  const [fewer, more] = some.length === 0 ? [others, some] : [some, others];
  const shared = fewer.filter((one) => more.length === 0 || more.includes(one));
  return shared.length === 0 ? null : shared.join(', ');
}

function organizations(value: unknown): string[] {
  const list = valueAt(value, ['organizations']);
  if (!Array.isArray(list)) return [];
  return list.filter((one) => typeof one === 'string').map((one) => one.toLowerCase());
}

function isOn(value: unknown, scope: (typeof SCOPES)[number]): boolean {
  return valueAt(value, [scope]) !== false;
}
