import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shippedManifest } from '../test/support/slack/manifest.js';
import type { MessageRef } from '../test/support/slack/seen-message.js';
import type { SlackApp, SlackInstallation } from '../test/support/slack/slack-app.js';
import type { SlackPerson } from '../test/support/slack/slack-person.js';
import type { SlackRoom } from '../test/support/slack/slack-room.js';
import { SlackServer } from '../test/support/slack/slack-server.js';
import type { SlackTeam } from '../test/support/slack/slack-team.js';
import { type Arrival, WebCustomer } from '../test/support/web-customer.js';
import { builtModule, ROOT } from './built-module.js';

type GatewayModule = typeof import('../src/gateway.js');
type LoadConfigModule = typeof import('../src/core/config/load-config.js');

const AGENTS = ['Ana Alvarez', 'Ben Okafor', 'Chloe Martin', 'Dai Evans'] as const;
const LOOK_EVERY_MS = 100;

/** A handed-over conversation and who talks in it. */
export interface Talk {
  readonly index: number;
  readonly customer: WebCustomer;
  readonly agent: SlackPerson;
  readonly card: MessageRef;
}

/** A Slack of its own that keeps its limits, with one desk room, and one gateway with embedded stores. */
export class SlackOffice {
  private readonly customers: WebCustomer[] = [];

  private constructor(
    readonly slack: SlackServer,
    readonly room: SlackRoom,
    private readonly agents: readonly SlackPerson[],
    private readonly url: string,
    private readonly shut: () => Promise<void>,
  ) {}

  /** `parent`: a folder for its data, removed by whoever made it. */
  static async open(parent: string): Promise<SlackOffice> {
    const slack = await new SlackServer().start();
    const acme = slack.createTeam('Acme');
    const app = slack.createApp('Frontdesk');
    const { scopes, events } = shippedManifest();
    app.subscribesTo(...events);
    const bot = app.install(acme, scopes);
    const agents = AGENTS.map((name) => acme.createPerson(name));
    const room = acme.createRoom('desk', { members: [...agents, bot] });
    slack.rateLimits.on();
    const folder = mkdtempSync(join(parent, 'office-'));
    const config = configOf(folder, { slack, acme, app, bot, room });
    const gateway = await gatewayOf(folder, config);
    const url = await gateway.start();
    const base = `${url}/slack/support`;
    app.listensAt({
      events: `${base}/events`,
      interactivity: `${base}/interactions`,
      commands: `${base}/commands`,
    });
    return new SlackOffice(slack, room, agents, url, async () => {
      await gateway.stop();
      await slack.stop();
    });
  }

  /** A customer asks for a person; ends when the card with its thread is there. */
  async handOver(index: number): Promise<Talk> {
    const customer = await this.customer({});
    const words = `I want to talk to a person about order o${index}.`;
    await customer.say(words);
    const card = await this.seen(() => this.cardWith(words));
    const agent = this.agents[index % this.agents.length];
    if (agent === undefined) throw new Error('There are no agents.');
    return { index, customer, agent, card };
  }

  /** The agent takes it; ends when the customer knows. */
  async claim({ agent, card, customer }: Talk): Promise<void> {
    await agent.presses(this.room.message(card), 'Claim');
    await this.seen(() => (customer.owners.at(-1) === 'agent' ? true : undefined));
  }

  /** A customer who had left reads what was written meanwhile. */
  async comesBack({ customer }: Talk): Promise<void> {
    const after = customer.messages.at(-1)?.seq ?? 0;
    const again = await this.customer({ token: customer.token, after });
    await this.seen(() => again.messages[0]);
    for (const { seq } of again.messages) again.received(seq);
  }

  /** Waits until the gateway has not called Slack for a while. */
  async quiet(ms: number): Promise<void> {
    for (;;) {
      const { length } = this.slack.calls();
      await sleep(ms);
      if (this.slack.calls().length === length) return;
    }
  }

  async close(): Promise<void> {
    for (const customer of this.customers) customer.leave();
    await this.shut();
  }

  private async customer(arrival: Arrival): Promise<WebCustomer> {
    const customer = await WebCustomer.connect(this.url, arrival);
    this.customers.push(customer);
    // As the chat page does: what was shown is delivered.
    customer.socket.on('message', ({ seq }: { seq: number }) => customer.received(seq));
    return customer;
  }

  /** The card in whose thread the words stand. */
  private cardWith(words: string): MessageRef | undefined {
    const shown = this.slack
      .calls('chat.postMessage')
      .findLast(({ result, args }) => result === 'ok' && String(args['text']).includes(words));
    const ts = shown?.args['thread_ts'];
    return typeof ts === 'string' ? { roomId: this.room.id, ts } : undefined;
  }

  private async seen<Found>(look: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function gatewayOf(folder: string, config: object) {
  const { build } = await builtModule<GatewayModule>('gateway.js');
  const { loadConfig } = await builtModule<LoadConfigModule>('core/config/load-config.js');
  const file = join(folder, 'frontdesk.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));
  return build(await loadConfig(file, {}), { root: ROOT });
}

interface Parts {
  readonly slack: SlackServer;
  readonly acme: SlackTeam;
  readonly app: SlackApp;
  readonly bot: SlackInstallation;
  readonly room: SlackRoom;
}

function configOf(folder: string, { slack, acme, app, bot, room }: Parts): object {
  const allowance = { messages: 100_000, perSeconds: 1 };
  return {
    server: { port: 0 },
    data: join(folder, 'data'),
    secret: 'a secret of the bench, made of 32 letters or more',
    stores: 'embedded',
    log: { level: 'silent' },
    slack: {
      support: {
        webApi: slack.apiUrl,
        signingSecret: app.signingSecret,
        workspaces: { acme: { team: acme.id, botToken: bot.botToken } },
      },
    },
    desks: { main: { kind: 'slack', app: 'support', workspace: 'acme', room: room.id } },
    tenants: {
      demo: {
        name: 'Maple & Finch',
        botName: 'Finch',
        desk: 'main',
        mind: 'local',
        knowledge: join(ROOT, 'config/knowledge/demo'),
      },
    },
    channels: {
      'demo-web': {
        kind: 'web',
        tenant: 'demo',
        rate: { perVisit: allowance, perAddress: allowance },
        connections: { max: 100_000, perAddress: 100_000 },
      },
    },
  };
}
