import { join } from 'node:path';
import { SITE_KEY, siteToken } from '../../channels/site-tokens.js';
import { ActionServer } from '../action-server.js';
import { shopActions } from '../shop-actions.js';
import { type ClusterOptions, FaultCluster } from './fault-cluster.js';
import type { FaultCustomer } from './fault-customer.js';

/** Shorter than the time a run may take before it counts as left open, which is two seconds longer. */
const TIMEOUT_MS = 700;

interface Card {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly payload: {
    readonly lastReasoning: string;
    readonly actions: readonly { readonly name: string; readonly result: string }[];
    readonly approval?: { readonly isOver?: boolean; readonly decision?: object };
  };
}

/** A shop with three actions, real gateway processes before it, and customers with an order of their own each. */
export class ActionHouse {
  private orders = 0;

  private constructor(
    readonly shop: ActionServer,
    readonly cluster: FaultCluster,
  ) {}

  static async start(options: ClusterOptions): Promise<ActionHouse> {
    const shop = await ActionServer.start();
    const config = {
      tenants: {
        demo: {
          name: 'Maple & Finch',
          botName: 'Finch',
          desk: 'main',
          knowledge: join(process.cwd(), 'config/knowledge/demo'),
          actions: shopActions(shop.url, { timeoutMs: TIMEOUT_MS }),
        },
      },
      channels: {
        'test-web': {
          kind: 'web',
          tenant: 'demo',
          userTokenKey: SITE_KEY,
          rate: {
            perVisit: { messages: 1000, perSeconds: 10 },
            perAddress: { messages: 10000, perSeconds: 10 },
          },
          connections: { perAddress: 1000 },
        },
      },
    };
    const cluster = await FaultCluster.start({ ...options, isReal: true, config });
    return new ActionHouse(shop, cluster);
  }

  /** Somebody the shop's site vouches for, with an order nobody else has. */
  async customer(): Promise<{ customer: FaultCustomer; order: string }> {
    this.orders += 1;
    const sub = `visit-${this.orders}`;
    const token = await siteToken({ sub, name: 'Lena' }, { channel: 'test-web' });
    const customer = await this.cluster.customer(0, token);
    return { customer, order: `MF-${1_000_000 + this.orders}` };
  }

  /** The case of a conversation, as soon as the desk has it and it is so. */
  async card(
    { conversationId }: FaultCustomer,
    isSo: (card: Card) => boolean = () => true,
  ): Promise<Card> {
    let found: Card | null = null;
    const look = async () => {
      const { body } = await this.cluster.desk('handoffs?limit=200');
      const all = body['handoffs'] as readonly { id: string; conversationId: string }[];
      const mine = all.find((one) => one.conversationId === conversationId);
      if (mine === undefined) return false;
      const shown = await this.cluster.desk(`handoffs/${mine.id}`);
      found = shown.body['handoff'] as Card;
      return isSo(found);
    };
    await this.cluster.until(
      () => look().catch(() => false),
      () => `the card, which is ${JSON.stringify(found)}`,
    );
    if (found === null) throw new Error('There is no card.');
    return found;
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    await this.shop.stop();
  }
}
