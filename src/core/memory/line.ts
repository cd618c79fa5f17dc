import { cardAsText } from '../domain/card.js';
import { namesOf, problemOf } from '../domain/files.js';
import type { Message, SentFile } from '../domain/message.js';
import type { Line } from '../ports/mind.js';

/**
 * A message as the model is shown it. Files are named, so that it does not act as if it had seen them; answers that were
 * offered are told, so that "the second one" means something.
 */
export function toLine(message: Message): Line {
  const note = filesNote(message.files ?? []);
  const offered = message.card === undefined ? '' : cardAsText(message.card);
  const text = [message.text, offered, ...note].filter((part) => part !== '').join('\n');
  return { author: message.author, text, atMs: message.atMs };
}

function filesNote(files: readonly SentFile[]): readonly string[] {
  const note = (words: string, some: readonly SentFile[]) =>
    some.length === 0 ? [] : [`[${words}: ${namesOf(some)}]`];
  return [
    ...note(
      'files kept for a person, not seen by you',
      files.filter((one) => problemOf(one) === null),
    ),
    ...note(
      'files not received',
      files.filter((one) => problemOf(one) !== null),
    ),
  ];
}
