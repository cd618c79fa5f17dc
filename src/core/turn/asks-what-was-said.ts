import { plain } from '../domain/plain-line.js';

const SAID =
  '(?:promised?|says?|said|tell|told|agreed?|offer(?:ed)?|advised?|suggest(?:ed)?|arranged?|decided?|mention(?:ed)?|explain(?:ed)?|wr(?:ite|ote))';

/** "What did Ana promise", "when has your colleague said it comes"; who it was stands between. */
const BY_SOMEBODY = new RegExp(`\\b(?:did|has|have|had) ((?:\\w+ ){1,4}?)${SAID}\\b`);

/** "What was I told", "what was agreed". */
const PASSIVE = new RegExp(
  `\\bwh(?:at|en|ich) (?:\\w+ )?(?:was|were) (?:i |we |it |that )?${SAID}\\b`,
);

const PEOPLE =
  /\b(?:agent|colleague|representative|rep|operator|manager|supervisor|advisor|adviser|person|human|somebody|someone|team|support|staff)s?\b/;

/** Who is meant by these is known only if people have spoken here. */
const PRONOUNS = /\b(?:he|she|they|you)\b/;

/**
 * Whether a line asks what a person said or promised to this customer, which no article tells. `agents`: names of those
 * who have spoken here.
 */
export function asksWhatWasSaid(text: string, agents: readonly string[]): boolean {
  const line = plain(text);
  const who = BY_SOMEBODY.exec(line)?.[1];
  if (who === undefined) return agents.length > 0 && PASSIVE.test(line);
  if (PEOPLE.test(who)) return true;
  const words = who.trim().split(' ');
  const isNamed = agents.some((name) =>
    plain(name)
      .split(' ')
      .some((part) => words.includes(part)),
  );
  return isNamed || (agents.length > 0 && PRONOUNS.test(who));
}
