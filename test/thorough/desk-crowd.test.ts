import { setTimeout as wait } from 'node:timers/promises';
import { answered, PuppetMind } from '../handoff/puppet-mind.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway } from '../support/running-gateway.js';
import type { Answered } from '../support/web-customer.js';

const CUSTOMERS = 200;
const MESSAGES = 5;
/** Within which each customer sends all theirs. */
const WITHIN_MS = 50;

describe('a crowd', () => {
  test('of 200 customers with 5 quick messages each is answered, nothing lost, in order', async () => {
    const mind = new PuppetMind();
    mind.answering = async ({ lines }) => answered(lines.map(({ text }) => text).join(' | '));
    const gateway = await RunningGateway.start({ parts: { mind: mind.over } });
    try {
      const customers = await Promise.all(
        Array.from({ length: CUSTOMERS }, () => gateway.customer()),
      );
      const words = Array.from({ length: MESSAGES }, (_, at) => `word ${at}`);
      await Promise.all(
        customers.map(async (customer) => {
          const sent: Promise<Answered>[] = [];
          for (const word of words) {
            sent.push(customer.say(word));
            await wait(WITHIN_MS / MESSAGES);
          }
          const answers = await Promise.all(sent);
          expect(answers.every(({ ok }) => ok)).toBe(true);
        }),
      );
      for (const customer of customers) {
        await eventually(
          () => expect(customer.textsBy('bot').join(' | ')).toBe(words.join(' | ')),
          30_000,
        );
        expect(customer.textsBy('customer')).toEqual(words);
        const seqs = customer.messages.map(({ seq }) => seq);
        expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
        expect(new Set(seqs).size).toBe(seqs.length);
      }
    } finally {
      await gateway.stop();
    }
  }, 60_000);
});
