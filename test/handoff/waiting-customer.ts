import type { Handoff } from '../../src/core/domain/handoff.js';
import type { RunningGateway } from '../support/running-gateway.js';
import type { WebCustomer } from '../support/web-customer.js';

/** A customer who asked for a person, and the handoff that came of it. */
export async function waitingCustomer(
  gateway: RunningGateway,
): Promise<{ customer: WebCustomer; handoff: Handoff }> {
  const customer = await gateway.customer();
  await customer.say('I want to talk to a person');
  await customer.seesOwner('waiting');
  await customer.sees(/colleague/);
  return { customer, handoff: await gateway.agent('ana').handoffOf(customer.conversationId) };
}
