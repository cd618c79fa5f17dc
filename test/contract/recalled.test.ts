import type { Conversation } from '../../src/core/domain/conversation.js';
import { estimateTokens } from '../../src/core/domain/token-estimate.js';
import { Recaller } from '../../src/core/memory/recaller.js';
import { describeStores } from '../support/stores.js';
import { storesOf, Talk } from './talk.js';

const DAY_MS = 86_400_000;
const CAROL = { id: 'customer', name: 'Carol' };

let places = 0;

describeStores('Talk recalled from the record', (kind) => {
  const stores = storesOf(kind);

  /** Carol on a channel of her own, so that no test meets another's talk. */
  function carol() {
    places += 1;
    const place = { tenant: 'shop', channel: `web-${places}`, isPrivate: true };
    const recaller = new Recaller(stores().archive);
    return {
      says: async (talk: Talk, text: string, answer: string) => {
        talk.nowMs += 60_000;
        const id = `${talk.id}-m${talk.nowMs}`;
        await talk.writes(id, text, { customer: CAROL, place: { ...place, thread: talk.id } });
        await talk.answers({ says: [answer] });
        await filed(talk);
        return id;
      },
      recalls: async (conversation: Conversation, line: string) => {
        const { recalled } = await recaller.recalled({
          conversation,
          shown: new Set(),
          lines: [line],
          before: [],
          budgetTokens: 500,
          resumeAfterMs: DAY_MS / 2,
          estimate: estimateTokens,
        });
        return recalled.flatMap(({ lines }) => lines.map(({ text }) => text));
      },
    };
  }

  /** What the customer lane holds comes on record, as a courier would see to. */
  async function filed(talk: Talk): Promise<void> {
    const { items } = (await talk.now()).lanes.customer;
    const messages = items.flatMap(({ message }) => message ?? []);
    const filing = { conversationId: talk.id, messages, turns: [], handoffs: [] };
    await stores().archive.file(filing);
    await talk.clears('customer');
  }

  test('this conversation and an earlier one of the customer are recalled together', async () => {
    const { says, recalls } = carol();
    const [first, second] = [new Talk(stores()), new Talk(stores())];
    await says(first, 'My gate code is 4471', 'Noted.');
    second.nowMs += 3 * DAY_MS;
    await says(second, 'The gate squeaks', 'Oil it.');
    expect(await recalls(await second.now(), 'What did I say of the gate?')).toEqual([
      'My gate code is 4471',
      'The gate squeaks',
      'Oil it.',
    ]);
  });

  test('what was taken back after it was recalled is not recalled again, here or there', async () => {
    const { says, recalls } = carol();
    const [first, second] = [new Talk(stores()), new Talk(stores())];
    const secret = await says(first, 'My gate code is 4471', 'I will keep the gate in mind.');
    await says(second, 'The gate squeaks', 'Oil the gate.');
    const question = 'What was my gate code?';
    expect(await recalls(await second.now(), question)).toContain('My gate code is 4471');
    expect(await recalls(await first.now(), question)).toContain('My gate code is 4471');

    await first.writes('', '', {
      customer: CAROL,
      place: await first.now(),
      draft: {
        id: `${secret}-d`,
        kind: 'delete',
        author: { kind: 'customer', id: 'customer', name: 'customer' },
        text: '',
        atMs: first.nowMs + 1,
        revises: { id: secret },
      },
    });
    await first.answers({ says: [] });
    await filed(first);
    expect(await recalls(await second.now(), question)).not.toContain('My gate code is 4471');
    expect(await recalls(await first.now(), question)).not.toContain('My gate code is 4471');
  });
});
