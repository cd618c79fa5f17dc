import { CARD_TEXT_CHARS_MAX } from './limits.js';

/**
 * An answer somebody can press instead of typing it. `after`: offered only once the one with that id was pressed, in
 * its place.
 */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly after?: string;
}

/** Something to do with what the card is about. `id` is the deed's name; `danger` asks before it is done. */
export interface CardButton {
  readonly id: string;
  readonly label: string;
  readonly style: 'main' | 'plain' | 'danger';
}

/** `atMs`: the fact is a time. A surface that knows the viewer's zone shows it there; `value` has it in words. */
export interface CardFact {
  readonly name: string;
  readonly value: string;
  readonly atMs?: number;
}

/**
 * One part of a card, in no platform's words. Texts are Markdown of our dialect where they come from the bot or from
 * us; what a customer wrote is given as `quote` and is never read as Markdown.
 *
 * | kind | holds |
 * |---|---|
 * | `text` | words |
 * | `section` | words under a heading |
 * | `quote` | somebody's own words, and whose |
 * | `facts` | names with values |
 * | `buttons` | deeds |
 * | `choices` | answers of which one is pressed; `rating` ones are stars, the lowest first; `feedback` is about the text |
 * | `input` | words to be typed in, sent along with a button |
 */
export type CardBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'section'; readonly title: string; readonly text: string }
  | {
      readonly kind: 'quote';
      readonly author: string;
      readonly text: string;
      readonly url?: string;
    }
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly CardFact[] }
  | { readonly kind: 'buttons'; readonly buttons: readonly CardButton[] }
  | {
      readonly kind: 'choices';
      readonly id: string;
      readonly look: ChoicesLook;
      readonly choices: readonly Choice[];
    }
  | { readonly kind: 'input'; readonly id: string; readonly label: string; readonly lines: number };

export type ChoicesLook = 'buttons' | 'rating' | 'feedback';

/** What a channel renders as well as it can: the face of a handoff, a question with answers to press. */
export interface Card {
  readonly title: string;
  readonly blocks: readonly CardBlock[];
}

/** Which answer was pressed, on which message. */
export interface Chosen {
  readonly messageId: string;
  readonly choiceId: string;
}

/** A card that only offers answers; what is asked stands in the message it comes with. */
export function choicesCard(id: string, look: ChoicesLook, choices: readonly Choice[]): Card {
  return { title: '', blocks: [{ kind: 'choices', id, look, choices }] };
}

export function choicesOf(card: Card | undefined): readonly Choice[] {
  return (card?.blocks ?? []).flatMap((block) => (block.kind === 'choices' ? block.choices : []));
}

/** Those that say how the talk goes on, so that somebody may type them as well: all but feedback. */
export function answersOf(card: Card | undefined): readonly Choice[] {
  return (card?.blocks ?? []).flatMap((block) =>
    block.kind === 'choices' && block.look !== 'feedback' ? block.choices : [],
  );
}

/** What stands there before any of them is pressed. */
export function firstChoices(choices: readonly Choice[]): readonly Choice[] {
  return choices.filter(({ after }) => after === undefined);
}

/** What takes the place of the answers once this one is pressed. */
export function choicesAfter(card: Card | undefined, choiceId: string): readonly Choice[] {
  return choicesOf(card).filter(({ after }) => after === choiceId);
}

/** A card in words alone, for a channel that has nothing better: answers are numbered lines, deeds are left out. */
export function cardAsText(card: Card): string {
  const lines = card.blocks.flatMap(linesOf);
  const text = [card.title, ...lines].filter((line) => line !== '').join('\n');
  return text.length <= CARD_TEXT_CHARS_MAX ? text : `${text.slice(0, CARD_TEXT_CHARS_MAX - 1)}…`;
}

function linesOf(block: CardBlock): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'section':
      return [`${block.title}: ${block.text}`];
    case 'quote':
      return [`${block.author}: ${block.text}`];
    case 'facts':
      return [block.title, ...block.facts.map(({ name, value }) => `${name}: ${value}`)];
    case 'choices':
      // Nobody types feedback, and the model is not to take it for its own words.
      return block.look === 'feedback'
        ? []
        : block.choices.map(({ label }, index) => `${index + 1}. ${label}`);
    case 'buttons':
    case 'input':
      return [];
  }
}
