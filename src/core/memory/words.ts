import type { Message } from '../domain/message.js';

/** Words that still stand; notes and changes of owner take no room. */
export function isWords(message: Message): boolean {
  return message.kind === 'text' && message.revised?.isGone !== true;
}
