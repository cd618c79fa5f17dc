import type { FaultCluster } from './fault-cluster.js';
import type { FaultCustomer } from './fault-customer.js';

/**
 * What must hold whatever happened: each acknowledged message is recorded once and belongs to one turn that ended in
 * something the customer saw; numbers came in order and were shown once; nothing of the bot follows a claim.
 */
export async function expectPromises(
  cluster: FaultCluster,
  customer: FaultCustomer,
): Promise<void> {
  expectOrder(customer);
  expectNoBotAfterClaim(customer);
  const { messages, turns } = await cluster.record(customer.conversationId);
  for (const told of customer.told) {
    if (told.seq === null) continue;
    const copies = messages.filter(
      (message) => message.wireId === told.id && message.kind === 'text',
    );
    expect({ text: told.text, copies: copies.map((one) => one.seq) }).toEqual({
      text: told.text,
      copies: [told.seq],
    });
    const after = customer.shown.filter(
      (one) => one.seq > (told.seq ?? 0) && one.author !== 'customer',
    );
    expect({ text: told.text, isAnswered: after.length > 0 }).toEqual({
      text: told.text,
      isAnswered: true,
    });
  }
  const worked = turns.flatMap((turn) => turn.messageSeqs);
  expect(worked.length).toBe(new Set(worked).size);
}

export function expectOrder(customer: FaultCustomer): void {
  const seqs = customer.shown.map((one) => one.seq);
  expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
  expect(new Set(customer.shown.map((one) => one.id)).size).toBe(customer.shown.length);
}

export function expectNoBotAfterClaim(customer: FaultCustomer): void {
  let isAgents = false;
  for (const shown of customer.shown) {
    if (shown.event === 'owner') isAgents = shown.owner === 'agent';
    expect({ shown, allowed: !(isAgents && shown.author === 'bot') }).toEqual({
      shown,
      allowed: true,
    });
  }
}
