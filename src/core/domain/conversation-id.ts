import type { Place } from './conversation.js';

/** The conversation of a platform's thread: the same thread is the same conversation for ever. */
export function conversationIdFor(
  hash: (...parts: readonly string[]) => string,
  place: Place,
): string {
  return hash('conversation', place.tenant, place.channel, place.thread);
}
