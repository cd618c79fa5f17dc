/** What each part needs of the config, in the part's own words. Read when it is needed, so that a reload is a swap. */
import type { DeskAgent } from './admin/desk-routes.js';
import type { WebChannelSettings } from './channels/web/web-channel.js';
import type { Config } from './core/config/config-schema.js';
import { GatewayError } from './core/domain/errors.js';
import type { Mind } from './core/ports/mind.js';
import type { StoreSettings } from './core/stores/open-stores.js';
import type { TurnSettings } from './core/turn/turn.js';
import type { DeskSettings } from './handoff/desk-policy.js';

/** A session nobody used for this long is forgotten; it is rebuilt from the record when it is needed again. */
const SESSION_TTL_MS = 3_600_000;

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

function tenantOf(config: Config, tenant: string): Config['tenants'][string] {
  const found = config.tenants[tenant];
  if (found === undefined) throw new GatewayError('broken', { problem: 'unknown tenant' });
  return found;
}

export function turnSettings(config: Config, tenantId: string, mind: Mind): TurnSettings {
  const tenant = tenantOf(config, tenantId);
  return {
    tenantId,
    tenantName: tenant.name,
    botName: tenant.botName,
    phrases: tenant.routing,
    texts: tenant.texts,
    mind,
    ...config.memory,
  };
}

export function deskSettings(config: Config, tenantId: string): DeskSettings {
  const { name, botName, texts } = tenantOf(config, tenantId);
  return { tenantName: name, botName, texts };
}

/** Agents with the tenants whose handoffs come to their desk. */
export function deskAgents(config: Config, tokens: Readonly<Record<string, string>>): DeskAgent[] {
  return Object.entries(config.desks).flatMap(([desk, { agents }]) => {
    const tenants = Object.entries(config.tenants)
      .filter(([, tenant]) => tenant.desk === desk)
      .map(([id]) => id);
    return agents.flatMap(({ id, name }) => {
      const token = tokens[id];
      return token === undefined ? [] : [{ id, name, token, tenants }];
    });
  });
}

export function webSettings(config: Config): ReadonlyMap<string, WebChannelSettings> {
  return new Map(
    Object.entries(config.channels).map(([name, channel]) => [
      name,
      {
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
      },
    ]),
  );
}

function allowance({ messages, perSeconds }: { messages: number; perSeconds: number }) {
  return { points: messages, windowMs: perSeconds * 1_000 };
}
