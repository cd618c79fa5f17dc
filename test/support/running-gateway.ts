import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '../../src/core/config/config-schema.js';
import { loadConfig } from '../../src/core/config/load-config.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { build, type Gateway, type Parts } from '../../src/gateway.js';
import { DeskAgent } from './desk-agent.js';
import { dropDatabase, MONGO, SILENT, type StoreKind, serverUrls } from './stores.js';
import { type Arrival, type Refusal, WebCustomer } from './web-customer.js';

const ROOT = resolve(__dirname, '../..');

export const SECRET = 'a secret that only the tests know, 0123456789';
export const ADMIN_TOKEN = 'admin-token-of-the-tests';

/** A config file's content; what a test changes is merged into it, lists and all other values are replaced. */
type Tree = { readonly [key: string]: unknown };

export interface RunningOptions {
  readonly config?: Tree;
  readonly parts?: Partial<Parts>;
  /** Embedded unless told otherwise; MongoDB and Redis get a database and a prefix of its own. */
  readonly stores?: StoreKind;
  /** Another Redis than the shared one, for tests that stop it. */
  readonly redisUrl?: string;
}

export function tokenOf(agentId: string): string {
  return `desk-token-of-${agentId}`;
}

export function agentsOf(...ids: readonly string[]): object[] {
  return ids.map((id) => ({ id, name: nameOf(id), token: tokenOf(id) }));
}

function nameOf(id: string): string {
  return id.slice(0, 1).toUpperCase() + id.slice(1);
}

/** Two tenants, each with a desk and a channel of its own; quick, and generous enough not to limit anybody. */
function basicConfig(data: string): Tree {
  const allowance = { messages: 100_000, perSeconds: 10 };
  const generous = {
    rate: { perVisit: allowance, perAddress: allowance },
    connections: { max: 5_000, perAddress: 5_000 },
  };
  const knowledge = join(ROOT, 'config/knowledge/demo');
  const shop = { name: 'Maple & Finch', botName: 'Finch', knowledge };
  return {
    server: { port: 0, stopTimeoutMs: 2_000 },
    data,
    secret: SECRET,
    stores: { kind: 'embedded' },
    log: { level: 'silent' },
    admin: { tokens: [{ name: 'tests', token: ADMIN_TOKEN }] },
    turns: { collectMs: 20, leaseTtlMs: 3_000 },
    sweep: { everyMs: 300 },
    wakes: { lockMs: 2_000, stalledMs: 1_000 },
    desks: {
      main: { kind: 'local', agents: agentsOf('ana', 'ben') },
      trade: { kind: 'local', agents: agentsOf('mei') },
    },
    tenants: { demo: { ...shop, desk: 'main' }, trade: { ...shop, desk: 'trade' } },
    channels: {
      'demo-web': { kind: 'web', tenant: 'demo', ...generous },
      'trade-web': { kind: 'web', tenant: 'trade', ...generous },
    },
  };
}

function merged(base: Tree, change: Tree): Tree {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const before = result[key];
    result[key] = isTree(before) && isTree(value) ? merged(before, value) : value;
  }
  return result;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole gateway in this process, on a free port, with stores of its own, and the people who use it. */
export class RunningGateway {
  private readonly customers: WebCustomer[] = [];

  private constructor(
    readonly config: Config,
    readonly url: string,
    /** What it keeps, for tests that look at the record itself. */
    readonly stores: Stores,
    private readonly gateway: Gateway,
    private readonly tidy: () => Promise<void>,
  ) {}

  static async start(options: RunningOptions = {}): Promise<RunningGateway> {
    const folder = mkdtempSync(join(tmpdir(), 'fd-gateway-'));
    const stores = options.stores === MONGO ? mongoStores(options.redisUrl) : null;
    const tidy = async () => {
      if (stores) await dropDatabase(stores.mongoUrl, stores.mongoDatabase);
      rmSync(folder, { recursive: true, force: true });
    };
    const tree = merged(basicConfig(join(folder, 'data')), {
      ...(stores ? { stores } : {}),
      ...options.config,
    });
    const file = join(folder, 'frontdesk.yaml');
    writeFileSync(file, JSON.stringify(tree));
    const config = await loadConfig(file, {});
    let seen: Stores | null = null;
    const gateway = await build(config, {
      telemetry: SILENT,
      root: ROOT,
      ...options.parts,
      stores: (opened) => {
        seen = options.parts?.stores?.(opened) ?? opened;
        return seen;
      },
    });
    const url = await gateway.start();
    if (seen === null) throw new Error('The gateway opened no stores.');
    return new RunningGateway(config, url, seen, gateway, tidy);
  }

  /** Connects a customer, who must be welcomed. */
  async customer(arrival: Arrival = {}): Promise<WebCustomer> {
    const customer = await WebCustomer.connect(this.url, arrival);
    this.customers.push(customer);
    return customer;
  }

  /** Connects somebody who must be refused; returns why. */
  async refused(arrival: Arrival): Promise<Refusal> {
    return WebCustomer.refused(this.url, arrival);
  }

  agent(id: string): DeskAgent {
    return new DeskAgent(this.url, tokenOf(id));
  }

  agentWith(token: string | null): DeskAgent {
    return new DeskAgent(this.url, token);
  }

  async stop(): Promise<void> {
    for (const customer of this.customers) customer.leave();
    await this.gateway.stop();
    await this.tidy();
  }
}

function mongoStores(redisUrl: string | undefined) {
  const urls = serverUrls();
  if (urls === null) throw new Error('The test servers are not running.');
  const name = `test_${new CryptoIds().unique()}`;
  return {
    kind: 'mongo' as const,
    mongoUrl: urls.mongoUrl,
    redisUrl: redisUrl ?? urls.redisUrl,
    mongoDatabase: name,
    redisPrefix: name,
  };
}
