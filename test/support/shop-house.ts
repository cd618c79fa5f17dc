import type { Card } from '../../src/core/domain/card.js';
import { choicesOf } from '../../src/core/domain/card.js';
import type { Handoff } from '../../src/core/domain/handoff.js';
import { ActionServer } from './action-server.js';
import { MemoryHouse, type Talker } from './memory-house.js';
import { shopActions } from './shop-actions.js';
import type { StoreKind } from './stores.js';

/** A whole gateway whose tenant `demo` can do three things for customers, and the shop that does them. */
export class ShopHouse {
  private constructor(
    readonly house: MemoryHouse,
    readonly shop: ActionServer,
  ) {}

  static async open(stores: StoreKind): Promise<ShopHouse> {
    let house: MemoryHouse | null = null;
    const shop = await ActionServer.start({ nowMs: () => house?.clock.nowMs() ?? 0 });
    const tenants = { demo: { actions: shopActions(shop.url, { timeoutMs: 1_000 }) } };
    house = await MemoryHouse.open({ stores, config: { tenants } });
    return new ShopHouse(house, shop);
  }

  get ana() {
    return this.house.gateway.agent('ana');
  }

  /** Presses an answer below what the customer was shown last that has it. */
  async presses(talker: Talker, label: string, at = -1): Promise<void> {
    const shown = talker.web.messages.filter((one) =>
      choicesOf(one.card).some((choice) => choice.label === label),
    );
    const on = shown.at(at);
    const choice = choicesOf(on?.card).find((one) => one.label === label);
    if (on === undefined || choice === undefined) throw new Error(`There is no "${label}".`);
    await talker.web.press(on, choice.id, label);
    await this.house.settled(talker.conversationId);
  }

  async handoffOf(talker: Talker): Promise<{ handoff: Handoff; card: Card; words: string }> {
    const handoff = await this.ana.handoffOf(talker.conversationId);
    const card = await this.ana.card(handoff.id);
    return { handoff, card, words: JSON.stringify(card) };
  }

  async decides(talker: Talker, isApproved: boolean, agent = 'ana') {
    const { id } = await this.ana.handoffOf(talker.conversationId);
    const desk = this.house.gateway.agent(agent);
    return desk.post(`handoffs/${id}/approval`, { isApproved });
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.shop.stop();
  }
}
