import { stem, wordsOf } from './text-terms.js';

/** Characters of a line that are searched for topics: more than a customer writes before the matter is named. */
const TOPIC_CHARS_MAX = 4_000;

/**
 * The words of a phrase made comparable: "gift cards" and "Gift card" are one topic. Empty if it has none; such a
 * topic is never met.
 */
export function topicOf(phrase: string): string {
  return wordsOf(phrase.slice(0, TOPIC_CHARS_MAX)).map(stem).join(' ');
}

/** Those of the topics that the lines speak of, in the given order; a topic's words have to stand in a row. */
export function topicsIn(lines: readonly string[], topics: readonly string[]): readonly string[] {
  const spoken = lines.map((line) => ` ${topicOf(line)} `);
  return topics.filter((topic) => {
    const words = topicOf(topic);
    return words !== '' && spoken.some((line) => line.includes(` ${words} `));
  });
}
