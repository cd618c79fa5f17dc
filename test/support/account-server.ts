import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountRoutes } from '../../src/admin/account-routes.js';
import { AdminAuth } from '../../src/admin/admin-auth.js';
import { Host } from '../../src/channels/host.js';
import type { Accounts } from '../../src/core/ports/accounts.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { EMBEDDED, SILENT, type StoreKind } from './stores.js';

export const ADMIN_TOKEN = 'admin-token-of-the-tests';

/** What a test sees and decides while the server runs. */
interface Course {
  /** Tenants of which something changed, in order. */
  readonly changed: string[];
  /** What the host could not make sense of. */
  readonly failures: unknown[];
  /** Nothing can be written. */
  isDown: boolean;
}

/** The accounts' HTTP API on a server of its own, for the tenants `demo` and `trade`. */
export class AccountServer {
  private constructor(
    readonly url: string,
    readonly accounts: Accounts,
    readonly course: Course,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(kind: StoreKind = EMBEDDED): Promise<AccountServer> {
    const stores = await kind.open();
    const course: Course = { changed: [], failures: [], isDown: false };
    const pages = mkdtempSync(join(tmpdir(), 'frontdesk-pages-'));
    const accounts: Accounts = {
      put: (account) => stores.accounts.put(account),
      putMany: async (all) => {
        if (course.isDown) throw new Error('The disk is full.');
        await stores.accounts.putMany(all);
      },
      get: (tenant, id) => stores.accounts.get(tenant, id),
      find: (tenant, search) => stores.accounts.find(tenant, search),
      remove: (tenant, id) => stores.accounts.remove(tenant, id),
      any: (tenant) => stores.accounts.any(tenant),
    };
    const channels: Readonly<Record<string, readonly string[]>> = {
      demo: ['demo-web', 'help'],
      trade: ['trade-web'],
    };
    const auth = new AdminAuth({
      limiter: stores.limiter,
      ids: new CryptoIds(),
      tokens: () => [{ name: 'tests', token: ADMIN_TOKEN }],
    });
    const host = new Host({
      host: '127.0.0.1',
      port: 0,
      trustProxy: false,
      pages,
      telemetry: { ...SILENT, error: (_event, error) => course.failures.push(error) },
      routes: [
        accountRoutes({
          auth,
          accounts,
          clock: new SystemClock(),
          channelsOf: (tenant) =>
            Object.hasOwn(channels, tenant) ? (channels[tenant] ?? null) : null,
          onChanged: (tenant) => course.changed.push(tenant),
        }),
      ],
    });
    const url = await host.listen();
    const close = async () => {
      await host.close();
      await stores.close();
      rmSync(pages, { recursive: true });
    };
    return new AccountServer(url, accounts, course, close);
  }

  async ask(method: string, path: string, body?: unknown, token: string | null = ADMIN_TOKEN) {
    const response = await fetch(`${this.url}/api/v1/accounts/${path}`, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  stop(): Promise<void> {
    return this.close();
  }
}
