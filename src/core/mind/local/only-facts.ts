import type { Context } from '../../ports/mind.js';

/** Words with which people say what something of theirs is, and no more. */
const INTRODUCING = new Set(
  `a account address am an and at booking by call called code contact customer date email here hi hello i id im in invoice
  is it its mail me mobile my name no nr number of on order our phone please reference s sure telephone thanks the this ticket
  time tracking under was we yes you your`.split(/\s+/),
);

/**
 * Whether the new lines only state things that are now known, such as an order number: nothing is asked that an article
 * could answer, and nobody has to be fetched for it.
 */
export function statesOnlyFacts({ lines, facts }: Context): boolean {
  const values = facts.map(({ value }) => value.toLowerCase());
  const rests = lines.map(({ text }) => without(text.toLowerCase(), values));
  const isStated = lines.some(({ text }, at) => rests[at] !== text.toLowerCase());
  return (
    isStated &&
    rests.every((rest) => !rest.includes('?') && wordsOf(rest).every((one) => INTRODUCING.has(one)))
  );
}

function without(text: string, values: readonly string[]): string {
  return values.reduce((rest, value) => rest.replaceAll(value, ' '), text);
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}
