/** Words of anger that are no complaint of their own. Matched on plain lines. */
const HARSH =
  /\b(?:fuck\w*|wtf|shit|shitty|bullshit|crap|bastards?|arseholes?|assholes?|idiots?|idiotic|morons?|imbeciles?|stupid|dumb|useless|pathetic|ridiculous|damn|damned|dammit|damnit|goddamn|bloody hell|for gods sake|for fucks sake|screw you|shut up|hate (?:you|this|it|your)|liars?|lying to me|crooks?|thieves|scammers?|piss off|pissed off|sick of (?:you|this|it))\b/;

/** Said of oneself, or of a question before it is asked. */
const OF_ONESELF =
  /\b(?:stupid|dumb|silly|ridiculous|idiotic) (?:question|questions|mistake|typo|error of mine|of me|me)\b|\b(?:my|my own|i was|i am|im|i feel|feeling|made a) (?:so |such |a |an |just |really )*(?:stupid|dumb|useless|pathetic|ridiculous|idiot|idiotic|moron)\b/;

/** Whether a plain line has words of anger. */
export function isHarsh(line: string): boolean {
  return HARSH.test(line.replace(OF_ONESELF, ''));
}

/** A plain line without its words of anger: what is asked stays the same with and without them. */
export function withoutHarsh(line: string): string {
  return line.replace(new RegExp(HARSH, 'g'), ' ');
}

/** A run of fewer capitals is an abbreviation, a code, a product's name. */
const LOUD_WORDS_MIN = 3;
const LOUD_LETTERS_MIN = 12;

/** Words this long are no abbreviations. */
const LONG_WORD_MIN = 4;
const LONG_WORDS_MIN = 2;

/** Characters looked at. */
const READ_CHARS_MAX = 2_000;

/** Whether a text, or a part of it, is written in capitals: several words in a row, none of them with a digit. */
export function shouts(text: string): boolean {
  const runs: string[][] = [[]];
  for (const word of text.slice(0, READ_CHARS_MAX).match(/[\p{L}\p{N}'’_-]+/gu) ?? []) {
    if (/^[\p{Lu}'’]+$/u.test(word)) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.some((run) => {
    const words = run.filter((word) => word.length > 1);
    const long = words.filter((word) => word.length >= LONG_WORD_MIN);
    const letters = words.join('').length;
    return (
      words.length >= LOUD_WORDS_MIN && letters >= LOUD_LETTERS_MIN && long.length >= LONG_WORDS_MIN
    );
  });
}
