/** What each part needs of the config, in the part's own words. Read when it is needed, so that a reload is a swap. */
import type { DeskAgent } from './admin/desk-auth.js';
import type { DeskFace } from './admin/desk-routes.js';
import type { WebChannelSettings } from './channels/web/web-channel.js';
import type { WebFace } from './channels/web/web-routes.js';
import type { LookupSettings } from './core/accounts/webhook-lookup.js';
import type { Config } from './core/config/config-schema.js';
import type { Conversation } from './core/domain/conversation.js';
import type { Budget } from './core/domain/costs.js';
import { GatewayError } from './core/domain/errors.js';
import { acceptsOf, type FileLimits } from './core/domain/file-limits.js';
import { isLoopback } from './core/domain/loopback.js';
import { textsUnder, type Wording } from './core/domain/texts.js';
import type { ModelPrice, Rates } from './core/domain/usage.js';
import type { MemorySettings } from './core/memory/memory-settings.js';
import type { Mind } from './core/ports/mind.js';
import type { StoreSettings } from './core/stores/open-stores.js';
import type { RoutingSettings } from './core/turn/routing-settings.js';
import type { TurnSettings } from './core/turn/turn.js';
import type { DeskSettings } from './handoff/desk-parts.js';
import type { WatchSettings } from './handoff/watch.js';

/** A session nobody used for this long is forgotten; it is rebuilt from the record when it is needed again. */
const SESSION_TTL_MS = 3_600_000;

const HOUR_MS = 3_600_000;

export function storeSettings(config: Config): StoreSettings {
  const { stores, wakes, turns } = config;
  const common = {
    sessionTtlMs: SESSION_TTL_MS,
    concurrency: turns.inFlightMax,
    lockMs: wakes.lockMs,
    stalledMs: wakes.stalledMs,
  };
  return stores.kind === 'embedded'
    ? { ...common, kind: 'embedded', folder: config.data }
    : { ...common, ...stores };
}

export function tenantOf(config: Config, tenant: string): Config['tenants'][string] {
  const found = config.tenants[tenant];
  if (found === undefined) throw new GatewayError('broken', { problem: 'unknown tenant' });
  return found;
}

export function turnSettings(
  config: Config,
  place: Pick<Conversation, 'tenant' | 'channel' | 'isPrivate'>,
  mind: Mind,
  routing: RoutingSettings,
): TurnSettings {
  const { tenant: tenantId, channel: name } = place;
  const tenant = tenantOf(config, tenantId);
  const channel = config.channels[name];
  const { holdAfterMs, retryForMs } = config.mind;
  return {
    tenantId,
    tenantName: tenant.name,
    botName: tenant.botName,
    phrases: { ...tenant.routing, language: tenant.language },
    routing,
    wording: wordingOf(tenant),
    suggestions: tenant.suggestions,
    asksFeedback: channel !== undefined && channel.kind !== 'web' && channel.feedback,
    showsGrowingText: channel?.kind === 'web',
    mind,
    patience: { holdAfterMs, retryForMs: answersLater(config, place) ? retryForMs : null },
    memory: memorySettings(config, { tenant: tenantId, channel: name }),
    fileBounds: config.files,
  };
}

/** What a channel says of memory goes before what its tenant says, and that before what holds everywhere. */
export function memorySettings(
  config: Config,
  { tenant, channel }: Pick<Conversation, 'tenant' | 'channel'>,
): MemorySettings {
  const { resumeAfterHours, ...rest } = {
    ...config.memory,
    ...tenantOf(config, tenant).memory,
    ...config.channels[channel]?.memory,
  };
  return { ...rest, resumeAfterMs: resumeAfterHours * HOUR_MS };
}

export function deskSettings(config: Config, tenantId: string): DeskSettings {
  const tenant = tenantOf(config, tenantId);
  const { name: tenantName, botName, rating: asksRating } = tenant;
  const deskShows = deskOf(config, tenantId).kind === 'local' ? 'record' : 'wire';
  const fileBounds = config.files;
  return { tenantName, botName, asksRating, wording: wordingOf(tenant), deskShows, fileBounds };
}

/** Where a tenant's handoffs go. The check of the config has seen that it is there. */
export function deskOf(config: Config, tenantId: string): Config['desks'][string] {
  const desk = config.desks[tenantOf(config, tenantId).desk];
  if (desk === undefined) throw new GatewayError('broken', { problem: 'unknown desk' });
  return desk;
}

export function watchSettings(config: Config, tenantId: string): WatchSettings {
  const tenant = tenantOf(config, tenantId);
  const { timers, hours = null } = deskOf(config, tenantId);
  return {
    tenantName: tenant.name,
    botName: tenant.botName,
    wording: wordingOf(tenant),
    hours,
    timers: {
      remindAfterMs: timers.remindAfterSeconds * 1_000,
      escalateAfterMs: timers.escalateAfterSeconds * 1_000,
      nobodyAfterMs: timers.nobodyAfterSeconds * 1_000,
      agentSilentAfterMs: timers.agentSilentAfterSeconds * 1_000,
      customerSilentAfterMs: timers.customerSilentAfterSeconds * 1_000,
    },
  };
}

export function wordingOf({ language, texts }: Config['tenants'][string]): Wording {
  return { language, overrides: texts };
}

/** What answers a tenant's customers. */
export function mindOf(config: Config, tenantId: string): 'local' | 'claude' {
  const { use, apiKey } = config.mind;
  const usual = use === 'auto' ? (apiKey === undefined ? 'local' : 'claude') : use;
  return tenantOf(config, tenantId).mind ?? usual;
}

/** What may be done for a tenant's customers while Claude is away. */
export function degradedOf(config: Config, tenant: string): Config['mind']['degraded'] {
  return tenantOf(config, tenant).degraded ?? config.mind.degraded;
}

/**
 * How long Claude may take until it begins to answer, and then be silent; null where an answer may come later, and from
 * Claude alone.
 */
export function patienceMsOf(config: Config, place: AnswerPlace): number | null {
  const isClaudeOnly = degradedOf(config, place.tenant) === 'handoff';
  return answersLater(config, place) && isClaudeOnly ? null : config.mind.handoffAfterMs;
}

type AnswerPlace = Pick<Conversation, 'tenant' | 'channel' | 'isPrivate'>;

/** In a direct message, as on the web, somebody sits and waits. */
function answersLater(
  config: Config,
  { channel: name, isPrivate }: Omit<AnswerPlace, 'tenant'>,
): boolean {
  const channel = config.channels[name];
  if (channel === undefined || channel.kind === 'web') return false;
  return channel.answers === 'later' && isPrivate !== true;
}

/** Prices with all their parts: writing to the cache costs a quarter more than reading anew, unless config says else. */
export function pricesOf(config: Config): Readonly<Record<string, ModelPrice>> {
  const entries = Object.entries(config.mind.prices).map(([model, { above, ...rates }]) => {
    const high = above && { ...whole(above), promptTokens: above.promptTokens };
    return [model, high ? { ...whole(rates), above: high } : whole(rates)] as const;
  });
  return Object.fromEntries(entries);
}

const CACHE_WRITE_SHARE = 1.25;

function whole(rates: Omit<Rates, 'cacheWrite'> & { cacheWrite?: number }): Rates {
  const { input, output, cacheRead, cacheWrite = input * CACHE_WRITE_SHARE } = rates;
  return { input, output, cacheRead, cacheWrite };
}

/** What a tenant may spend; null without a limit. */
export function budgetOf(config: Config, tenant: string): Budget | null {
  return tenantOf(config, tenant).budget ?? null;
}

/** What a web client shows before anybody has written; null for a channel that is not there. */
export function webFace(config: Config, name: string): WebFace | null {
  const channel = config.channels[name];
  if (channel?.kind !== 'web') return null;
  const tenant = tenantOf(config, channel.tenant);
  const wording = wordingOf(tenant);
  const prefixes = ['widget.', 'rating.', 'files.'];
  const texts = prefixes.map((prefix) => textsUnder(prefix, wording));
  return {
    origins: channel.origins,
    tenant: tenant.name,
    bot: tenant.botName,
    language: tenant.language,
    texts: Object.assign({}, ...texts),
    suggestions: tenant.suggestions,
    linkHosts: tenant.linkHosts,
    messageCharsMax: channel.messageCharsMax,
    files: fileLimits(config),
  };
}

/** What pages tell whoever picks files; null where none are taken. */
export function fileLimits({ files }: Config): FileLimits | null {
  const { enabled, bytesMax, perMessageMax, kinds } = files;
  return enabled ? { bytesMax, perMessageMax, accepts: acceptsOf(kinds) } : null;
}

/** Agents who may sign in without a token, by desk page. */
export function devAgents(config: Config): readonly { id: string; name: string }[] {
  if (!isLoopback(config.server.host)) return [];
  return Object.values(config.desks).flatMap((desk) =>
    desk.kind === 'local' && desk.devLogin ? desk.agents.map(({ id, name }) => ({ id, name })) : [],
  );
}

/** Agents with the tenants whose handoffs come to their desk. */
export function deskAgents(config: Config, tokens: Readonly<Record<string, string>>): DeskAgent[] {
  return Object.entries(config.desks).flatMap(([desk, settings]) => {
    if (settings.kind !== 'local') return [];
    const { agents, language } = settings;
    const tenants = Object.entries(config.tenants)
      .filter(([, tenant]) => tenant.desk === desk)
      .map(([id]) => id);
    return agents.flatMap(({ id, name }) => {
      const token = tokens[id];
      return token === undefined ? [] : [{ id, name, token, tenants, language }];
    });
  });
}

export function webSettings(config: Config): ReadonlyMap<string, WebChannelSettings> {
  return new Map(
    Object.entries(config.channels).flatMap(([name, channel]) =>
      channel.kind === 'web' ? [[name, webChannelSettings(name, channel)] as const] : [],
    ),
  );
}

function webChannelSettings(
  name: string,
  channel: Extract<Config['channels'][string], { kind: 'web' }>,
): WebChannelSettings {
  return {
    name,
    tenant: channel.tenant,
    origins: channel.origins,
    messageCharsMax: channel.messageCharsMax,
    perVisit: allowance(channel.rate.perVisit),
    perAddress: allowance(channel.rate.perAddress),
    connectionsMax: channel.connections.max,
    connectionsPerAddressMax: channel.connections.perAddress,
    visitorTtlSeconds: channel.visitorTokenTtlHours * 3_600,
    userKey: channel.userTokenKey ?? null,
  };
}

function allowance({ messages, perSeconds }: { messages: number; perSeconds: number }) {
  return { points: messages, windowMs: perSeconds * 1_000 };
}

/**
 * The language of the desk page and what it says in it. All local desks share one page: until an agent has signed in it
 * speaks as the first desk does, then as theirs.
 */
export function deskFace(config: Config, agent: DeskAgent | null): DeskFace {
  const first = Object.values(config.desks).find(({ kind }) => kind === 'local');
  const usual = first?.kind === 'local' ? first.language : 'en';
  const language = agent?.language ?? usual;
  const prefixes = ['desk.', 'card.', 'files.'];
  const texts = prefixes.map((prefix) => textsUnder(prefix, { language, overrides: {} }));
  return { language, texts: Object.assign({}, ...texts) };
}

/** Where each tenant's articles are. */
export function knowledgeFolders(config: Config): { tenant: string; path: string }[] {
  return Object.entries(config.tenants).flatMap(([tenant, { knowledge }]) =>
    knowledge === undefined ? [] : [{ tenant, path: knowledge }],
  );
}

/** The system of a tenant that is asked about its customers; null for a tenant that has none. */
export function accountLookup(config: Config, tenantId: string): LookupSettings | null {
  const { lookup } = tenantOf(config, tenantId).accounts;
  if (lookup === undefined) return null;
  const { secret = null, cacheSeconds, ...rest } = lookup;
  return { ...rest, secret, cacheMs: cacheSeconds * 1_000 };
}
