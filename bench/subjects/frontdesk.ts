import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mind } from '../../src/core/ports/mind.js';
import { builtModule, ROOT } from '../built-module.js';
import { answerTo, CHANNEL, type Subject, type SubjectOrder } from '../subject-kinds.js';
import { CountedStores } from './counted-stores.js';

type GatewayModule = typeof import('../../src/gateway.js');
type LoadConfigModule = typeof import('../../src/core/config/load-config.js');

/** A whole gateway as built and shipped; only its mind is another, and the limits let the load through. */
export async function startFrontdesk(order: SubjectOrder): Promise<Subject> {
  const { build } = await builtModule<GatewayModule>('gateway.js');
  const { loadConfig } = await builtModule<LoadConfigModule>('core/config/load-config.js');
  const file = join(order.folder, 'frontdesk.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(configOf(order)));
  const stores = new CountedStores();
  const gateway = await build(await loadConfig(file, {}), {
    mind: () => INSTANT_MIND,
    stores: (opened) => stores.wrap(opened),
    root: ROOT,
  });
  const url = await gateway.start();
  return { url, calls: () => stores.calls, stop: () => gateway.stop() };
}

/** Answers at once, so that what is left is the gateway's own. */
export const INSTANT_MIND: Mind = {
  name: 'instant',
  route: async () => ({ type: 'info_question', reason: 'bench', confidence: 1 }),
  greet: async () => 'Hello!',
  answer: async (context) => ({
    kind: 'answered',
    text: answerTo(context.lines.map((line) => line.text).join('\n')),
    citations: [],
    confidence: 1,
    why: 'bench',
  }),
  fill: async () => ({ action: null, values: {}, isAside: false }),
  brief: async () => null,
  summarise: async () => null,
  meter: { estimate: (text) => Math.ceil(text.length / 4), count: async () => null },
};

/** `tenant`: settings of the one tenant that are not the defaults. */
export function configOf(order: SubjectOrder, tenant: Readonly<Record<string, unknown>> = {}) {
  const { family, folder, name, concurrency, mongoUrl, redisUrl } = order;
  const allowance = { messages: 100_000, perSeconds: 1 };
  const mongo = { kind: 'mongo', mongoUrl, redisUrl, mongoDatabase: name, redisPrefix: name };
  const slots = Math.max(64, concurrency);
  return {
    server: { port: 0 },
    data: join(folder, 'data'),
    secret: 'a secret of the bench, made of 32 letters or more',
    stores: family === 'mongo' ? mongo : 'embedded',
    turns: { collectMs: 0, inFlightMax: slots, inFlightPerTenantMax: slots },
    desks: { main: { kind: 'local', agents: [{ id: 'ana', name: 'Ana', token: 'x'.repeat(32) }] } },
    tenants: {
      demo: {
        name: 'Maple & Finch',
        botName: 'Finch',
        desk: 'main',
        knowledge: join(ROOT, 'config/knowledge/demo'),
        ...tenant,
      },
    },
    channels: {
      [CHANNEL]: {
        kind: 'web',
        tenant: 'demo',
        rate: { perVisit: allowance, perAddress: allowance },
        connections: { max: 100_000, perAddress: 100_000 },
      },
    },
  };
}
