import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../../../src/core/domain/message.js';
import type { TurnRecord } from '../../../src/core/domain/turn.js';
import type { LedgerEntry } from '../../../src/core/domain/usage.js';
import type { Costs } from '../../../src/core/ports/costs.js';
import type { Ledger } from '../../../src/core/ports/ledger.js';
import { MongoArchive } from '../../../src/core/stores/mongo/mongo-archive.js';
import { MongoCollections } from '../../../src/core/stores/mongo/mongo-collections.js';
import { MongoCosts } from '../../../src/core/stores/mongo/mongo-costs.js';
import { MongoLedger } from '../../../src/core/stores/mongo/mongo-ledger.js';
import { dropDatabase, MONGO, serverUrls } from '../stores.js';
import { FaultCustomer } from './fault-customer.js';
import { GatewayProcess } from './gateway-process.js';
import { keptInFolder, keptInMongo } from './kept-files.js';

export const ANA_TOKEN = 'token-of-ana-for-tests';
export const BEN_TOKEN = 'token-of-ben-for-tests';

/** Short times, so that a test waits for a lost lease about a second. */
const LEASE_MS = 1_000;

/** Real gateways learn at each start, which takes a busy machine's processor for longer than that. */
const REAL_LEASE_MS = 4_000;

export interface ClusterOptions {
  readonly processes: number;
  readonly stores: 'embedded' | 'mongo';
  /** Longer than usual where the machine is kept busy on purpose. */
  readonly leaseMs?: number;
  /** The real local mind with the demo knowledge, instead of the scripted one. */
  readonly isReal?: boolean;
  readonly urls?: { readonly mongoUrl: string; readonly redisUrl: string };
  /** Further settings; desks replace the usual one, channels are added. */
  readonly config?: Readonly<Record<string, unknown>>;
}

interface Records {
  readonly messages: readonly Message[];
  readonly turns: readonly TurnRecord[];
}

interface LedgerStores {
  readonly ledger: Ledger;
  readonly costs: Costs;
  close(): Promise<void>;
}

/** Some gateway processes on the same stores, with faults that can be armed. */
export class FaultCluster {
  readonly processes: GatewayProcess[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'frontdesk-fault-'));
  private readonly database = `fault_${Math.random().toString(36).slice(2)}`;
  private readonly customers: FaultCustomer[] = [];

  private constructor(private readonly options: ClusterOptions) {}

  static async start(options: ClusterOptions): Promise<FaultCluster> {
    const cluster = new FaultCluster(options);
    mkdirSync(join(cluster.folder, 'points'));
    writeFileSync(join(cluster.folder, 'frontdesk.yaml'), cluster.config());
    for (let index = 0; index < options.processes; index++) {
      const env = {
        FAULT_CONFIG: join(cluster.folder, 'frontdesk.yaml'),
        FAULT_POINTS: join(cluster.folder, 'points'),
        FAULT_MIND: options.isReal ? 'local' : 'scripted',
      };
      cluster.processes.push(new GatewayProcess(await freePort(), env));
    }
    await Promise.all(cluster.processes.map((one) => one.start()));
    return cluster;
  }

  get urls(): readonly string[] {
    return this.processes.map((one) => one.url);
  }

  /** The next process that reaches the point ends there, or freezes. */
  arm(action: 'kill' | 'stop', point: string): void {
    writeFileSync(join(this.folder, 'points', `${action}-${point}`), '');
  }

  /** A customer whose first connection is to the given process. `token`: what their site signed for them. */
  async customer(first = 0, token?: string): Promise<FaultCustomer> {
    const turned = () => [...this.urls.slice(first), ...this.urls.slice(0, first)];
    const customer = new FaultCustomer(turned, token);
    this.customers.push(customer);
    await customer.connect();
    return customer;
  }

  /** Waits until a process ended by a fault, and starts it again. */
  async restartTheDead(): Promise<void> {
    await this.until(() => this.processes.some((one) => !one.isRunning), 'a process to end');
    await this.startTheDead();
  }

  /** All of them end at once, as when the power goes. */
  async killAll(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.kill()));
  }

  /** Resolves when all of them are up; rejects when all are settled and one ended again. */
  async startTheDead(): Promise<void> {
    const dead = this.processes.filter((one) => !one.isRunning);
    const starts = await Promise.allSettled(dead.map((one) => one.start()));
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
  }

  async desk(
    path: string,
    token = ANA_TOKEN,
    body?: object,
    at = this.processes.length - 1,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.processes[at]?.url}/api/v1/desk/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** What is on record of a conversation, read past the gateways. The embedded file has to be free for that. */
  async record(conversationId: string): Promise<Records> {
    if (this.options.stores === 'mongo') return this.mongoRecord(conversationId);
    const [gateway] = this.processes;
    await gateway?.kill();
    const script = join(process.cwd(), 'test/support/fault/read-embedded.mjs');
    const folder = join(this.folder, 'data');
    const text = execFileSync(process.execPath, [script, folder, conversationId], {
      encoding: 'utf8',
    });
    await gateway?.start();
    return JSON.parse(text) as Records;
  }

  /** The account of all calls, read past the gateways. */
  async account(): Promise<{ entries: readonly LedgerEntry[]; stores: LedgerStores }> {
    const collections = await MongoCollections.open(this.servers().mongoUrl, this.database);
    const found = await collections.ledger.find().toArray();
    const entries = found.map(({ _id, isOpen: _, ...rest }) => ({ id: _id, ...rest }));
    const close = () => collections.close();
    const ledger = new MongoLedger(collections);
    return { entries, stores: { ledger, costs: new MongoCosts(collections), close } };
  }

  /** Contents of files that are kept, and all bytes that the store holds for such, once leftovers are cleared away. */
  async keptFiles(): Promise<{ readonly count: number; readonly bytes: number }> {
    const { stores } = this.options;
    if (stores === 'embedded') return keptInFolder(join(this.folder, 'data', 'files'));
    return keptInMongo(this.servers().mongoUrl, this.database);
  }

  async until(
    isSo: () => boolean | Promise<boolean>,
    what: string | (() => string),
    ms = 45_000,
  ): Promise<void> {
    const endsAt = Date.now() + ms;
    while (!(await isSo())) {
      if (Date.now() > endsAt) {
        const told = typeof what === 'string' ? what : what();
        throw new Error(`Waited in vain for ${told}.\n${this.logs()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  /** The process that a `stop-` fault froze. */
  async frozen(): Promise<GatewayProcess> {
    await this.until(() => this.processes.some((one) => one.isFrozen), 'a process to freeze');
    const found = this.processes.find((one) => one.isFrozen);
    if (!found) throw new Error('No process is frozen.');
    return found;
  }

  logs(): string {
    return this.processes.map((one) => `--- ${one.url} ---\n${one.log()}`).join('\n');
  }

  async stop(): Promise<void> {
    for (const customer of this.customers) customer.close();
    await this.killAll();
    rmSync(this.folder, { recursive: true, force: true });
    if (this.options.stores === 'mongo') await dropDatabase(this.servers().mongoUrl, this.database);
  }

  private async mongoRecord(conversationId: string): Promise<Records> {
    const collections = await MongoCollections.open(this.servers().mongoUrl, this.database);
    const archive = new MongoArchive(collections);
    const messages = await archive.page(conversationId, { after: 0, limit: 10_000 });
    const turns = await archive.turns(conversationId, 10_000);
    await collections.close();
    return { messages, turns };
  }

  private servers(): { mongoUrl: string; redisUrl: string } {
    const urls = this.options.urls ?? serverUrls();
    if (urls === null) throw new Error('The test servers are not running.');
    return urls;
  }

  private config(): string {
    const stores =
      this.options.stores === 'embedded'
        ? 'embedded'
        : {
            kind: 'mongo',
            ...this.servers(),
            mongoDatabase: this.database,
            redisPrefix: this.database,
          };
    const { channels, ...more } = this.options.config ?? {};
    const usual = this.options.isReal ? REAL_LEASE_MS : LEASE_MS;
    const { leaseMs: leaseTtlMs = usual } = this.options;
    // JSON is YAML.
    return JSON.stringify({
      secret: 'a-secret-for-tests-of-at-least-32-letters',
      data: join(this.folder, 'data'),
      stores,
      turns: { collectMs: 100, leaseTtlMs, timeoutMs: 15_000 },
      delivery: { leaseTtlMs },
      sweep: { everyMs: 200 },
      wakes: { lockMs: 1_000, stalledMs: 500 },
      server: { stopTimeoutMs: 2_000 },
      desks: {
        main: {
          kind: 'local',
          agents: [
            { id: 'ana', name: 'Ana Alvarez', token: ANA_TOKEN },
            { id: 'ben', name: 'Ben Okafor', token: BEN_TOKEN },
          ],
        },
      },
      tenants: {
        demo: {
          name: 'Maple & Finch',
          botName: 'Finch',
          desk: 'main',
          knowledge: join(process.cwd(), 'config/knowledge/demo'),
        },
      },
      channels: {
        'test-web': {
          kind: 'web',
          tenant: 'demo',
          rate: {
            perVisit: { messages: 1000, perSeconds: 10 },
            perAddress: { messages: 10000, perSeconds: 10 },
          },
          connections: { perAddress: 1000 },
        },
        ...(channels as object | undefined),
      },
      ...more,
    });
  }
}

/** Several processes start at once on however slow a machine; what hangs is named by `until` before that. */
const TEST_MS_MAX = 150_000;

/** `describe` for a cluster; one whose servers cannot run here is reported as skipped with the reason. */
export function describeFaults(title: string, options: ClusterOptions, suite: () => void): void {
  jest.setTimeout(TEST_MS_MAX);
  const reason = options.stores === 'mongo' ? MONGO.skipReason : null;
  if (reason === null) describe(title, suite);
  else describe.skip(`${title} (skipped: ${reason})`, suite);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
