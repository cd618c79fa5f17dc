import { cardAsText } from '../domain/card.js';
import { namesOf } from '../domain/files.js';
import type { Message } from '../domain/message.js';
import type { Line } from '../ports/mind.js';

/**
 * A message as the model is shown it. Files are named, so that it does not act as if it had seen them; answers that were
 * offered are told, so that "the second one" means something.
 */
export function toLine(message: Message): Line {
  const files = message.files ?? [];
  const note = files.length === 0 ? '' : `[files not received: ${namesOf(files)}]`;
  const offered = message.card === undefined ? '' : cardAsText(message.card);
  const text = [message.text, offered, note].filter((part) => part !== '').join('\n');
  return { author: message.author, text, atMs: message.atMs };
}
