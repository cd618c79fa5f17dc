import type { Conversation } from './conversation.js';
import { WAITING_TOLD_MS } from './limits.js';
import type { Message } from './message.js';

/** What an agent is told of a text that was said to the customer (P7). */
export type Truth =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly reason: 'sending' | 'retrying' | 'customer offline' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'withdrawn' };

/**
 * `showsRecord`: the channel's clients report what they have shown. On a platform, having handed a text over is all
 * that can be known.
 */
export function truthOf(
  message: Message,
  conversation: Conversation,
  showsRecord: boolean,
  nowMs: number,
): Truth {
  if (message.kind === 'empty') return { state: 'withdrawn' };
  if (message.failure !== undefined) return { state: 'failed', reason: message.failure };
  const item = conversation.lanes.customer.items.find((one) => one.message?.seq === message.seq);
  if (item?.state === 'withdrawn') return { state: 'withdrawn' };
  if (item) return { state: 'waiting', reason: item.attempts > 0 ? 'retrying' : 'sending' };
  if (!showsRecord || conversation.receivedSeq >= message.seq) return { state: 'delivered' };
  const isRecent = nowMs - message.atMs < WAITING_TOLD_MS;
  return { state: 'waiting', reason: isRecent ? 'sending' : 'customer offline' };
}
