import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportCosts } from '../../src/costs.js';
import { pricesOf } from '../../src/settings.js';
import { eventually } from '../support/eventually.js';
import { compareLedger } from '../support/model/compare-ledger.js';
import { ModelServer } from '../support/model/model-server.js';
import { QUESTIONS, UNSTEADY } from '../support/model/unsteady-model.js';
import { ADMIN_TOKEN, RunningGateway } from '../support/running-gateway.js';
import { describeStores } from '../support/stores.js';
import type { WebCustomer } from '../support/web-customer.js';

const KEY = 'sk-ant-a-key-that-only-the-tests-know';
const MIND = { use: 'claude', apiKey: KEY, attemptsMax: 2, retryBaseMs: 1, retryMaxMs: 50 };

describeStores('What calls cost', (stores) => {
  let model: ModelServer;
  let gateway: RunningGateway;

  async function open(config: Record<string, unknown> = {}, mind: object = {}): Promise<void> {
    model = await ModelServer.start();
    const all = { mind: { ...MIND, baseUrl: model.url, ...mind }, ...config };
    gateway = await RunningGateway.start({ stores, config: all });
  }

  afterEach(async () => {
    model.letGo();
    await gateway.stop();
    await model.stop();
  });

  /** Every entry of some conversations, once none is open. */
  async function entriesOf(conversations: ReadonlySet<string>) {
    const { ledger } = gateway.stores;
    return eventually(async () => {
      const found = await Promise.all(
        [...conversations].map((id) => ledger.calls('demo', id, 500)),
      );
      const entries = found.flat();
      expect(entries.filter(({ closed }) => closed === null)).toEqual([]);
      expect(entries.length).toBeGreaterThanOrEqual(model.reported.length);
      return entries;
    });
  }

  test('is in the ledger as the model reported it, over sixty turns with failures and claims', async () => {
    await open({}, { breaker: { failures: 1_000 } });
    model.byDefault(UNSTEADY);
    const conversations = new Set<string>();
    let turns = 0;
    const talk = async () => {
      while (turns < 60) {
        const customer = await gateway.customer();
        conversations.add(customer.conversationId);
        while (turns < 60 && !isHandedOver(customer)) {
          const number = ++turns;
          const before = customer.texts.length;
          await customer.say(QUESTIONS[number % QUESTIONS.length] ?? '');
          if (number % 10 === 0) {
            await gateway
              .agent('ana')
              .takeOver(customer.conversationId)
              .catch(() => undefined);
          }
          await eventually(() => {
            expect(isHandedOver(customer) || customer.texts.length > before + 1).toBe(true);
          });
        }
      }
    };
    await Promise.all([talk(), talk(), talk()]);
    const entries = await entriesOf(conversations);
    const { whole, cutShort, lost, faults } = compareLedger(entries, model.reported);
    expect(faults).toEqual([]);
    expect(whole.calls).toBeGreaterThan(40);
    expect(whole.ours).toEqual(whole.theirs);
    expect(cutShort).toBeGreaterThan(0);
    expect(lost).toBe(0);
    expect(Object.keys(pricesOf(gateway.config))).toContain(entries[0]?.model);
  });

  test('stops at the budget before a call is made, ends in a handoff, and is told to admins', async () => {
    const budget = { usdPerMonth: 0.000_1 };
    await open({ tenants: { demo: { budget } } });
    const customer = await gateway.customer();
    await customer.say('Refunds?');
    await customer.seesOwner('waiting');
    expect(model.requests).toEqual([]);
    const health = await eventually(async () => {
      const response = await fetch(`${gateway.url}/health/ready`, {
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      });
      return (await response.json()) as Record<string, unknown>;
    });
    expect(health).toMatchObject({
      status: 'degraded',
      degraded: ['budget of demo: spent'],
      costs: [{ kind: 'exhausted', tenant: 'demo', limitUsd: 0.000_1 }],
    });
    const toAnybody = await fetch(`${gateway.url}/health/ready`);
    expect(await toAnybody.json()).toEqual({ status: 'degraded' });
  });

  test('is reported by the command while the gateway runs', async () => {
    await open();
    const customer = await gateway.customer();
    await customer.say('How long do refunds take?');
    await eventually(() => expect(customer.textsBy('bot')).toHaveLength(1));
    const entries = await entriesOf(new Set([customer.conversationId]));
    const month = new Date(entries[0]?.openedAtMs ?? 0).toISOString().slice(0, 7);
    const folder = mkdtempSync(join(tmpdir(), 'fd-costs-'));
    const config = join(folder, 'frontdesk.yaml');
    writeFileSync(config, JSON.stringify(asWritten(gateway)));
    try {
      const ask = (more: object) => reportCosts({ config, month, format: 'json', ...more }, {});
      const report = JSON.parse(await ask({ tenant: 'demo', by: 'purpose' }));
      expect(report.totals).toMatchObject({ calls: entries.length, open: 0, unpriced: 0 });
      expect(report.totals.costUsd).toBeCloseTo(
        entries.reduce((sum, { closed }) => sum + (closed?.costUsd ?? 0), 0),
        12,
      );
      expect(report.rows.map(({ key }: { key: string }) => key)).toContain('answer');
      expect(JSON.parse(await ask({ tenant: 'trade' })).totals.calls).toBe(0);
      expect(await ask({ by: 'day', format: 'csv' })).toContain(`${month}-`);
      const wrong: readonly (readonly [object, string])[] = [
        [{ month: '2026-13' }, '--month 2026-13 is no month. Write it as 2026-11.'],
        [{ tenant: 'nobody' }, '--tenant nobody is no tenant of the configuration. It has: '],
        [{ by: 'agent' }, '--by agent is none of: conversation, turn-type, '],
        [{ format: 'xml' }, '--format xml is none of: table, csv, json.'],
      ];
      for (const [task, told] of wrong) await expect(ask(task)).rejects.toThrow(told);
      // The gateway goes on beside it.
      await customer.say('How much is express shipping?');
      await eventually(() => expect(customer.textsBy('bot')).toHaveLength(2));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('costs of a folder where no gateway has been are told as that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fd-costs-'));
  try {
    const task = { config: 'config/frontdesk.yaml', month: '2026-11', format: 'table' };
    const work = reportCosts(task, { FRONTDESK_DATA: folder });
    await expect(work).rejects.toMatchObject({ code: 'data.missing' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function isHandedOver(customer: WebCustomer): boolean {
  return customer.of('owner').some(({ owner }) => owner === 'waiting' || owner === 'agent');
}

/** A configuration that leads to the same stores. */
function asWritten({ config }: RunningGateway) {
  const { data, secret, stores } = config;
  const agents = [{ id: 'ana', name: 'Ana', token: 'desk-token-of-ana' }];
  const tenant = { name: 'Maple & Finch', botName: 'Finch', desk: 'main' };
  return {
    ...{ data, secret, stores, desks: { main: { kind: 'local', agents } } },
    tenants: { demo: tenant, trade: tenant },
    channels: { web: { kind: 'web', tenant: 'demo' } },
  };
}
