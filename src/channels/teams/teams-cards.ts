import {
  type Card,
  type CardBlock,
  type CardFact,
  type Choice,
  cardAsText,
  choicesAfter,
  firstChoices,
} from '../../core/domain/card.js';
import { isFeedback } from '../../core/domain/feedback.js';
import { say, type Wording } from '../../core/domain/texts.js';
import { plainLabel } from '../visible-text.js';
import { linkHostsOf } from '../web-links.js';
import type { TeamsAnswered } from './teams-customers-parts.js';
import { literal } from './teams-escape.js';
import {
  TEAMS_BUTTON_CHARS_MAX,
  TEAMS_CARD_PART_CHARS_MAX,
  TEAMS_ROW_ACTIONS_MAX,
} from './teams-limits.js';
import { PRESS_VERB, pressData } from './teams-press.js';
import { renderTeams } from './teams-render.js';
import type { TeamsAttachment } from './teams-shapes.js';
import { shortenForTeams } from './teams-split.js';

/** The newest schema that Teams shows everywhere. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#adaptive-card */
const VERSION = '1.5';

interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly weight?: 'bolder';
  readonly size?: 'medium';
  readonly isSubtle?: true;
}

interface Submit {
  readonly type: 'Action.Submit';
  readonly title: string;
  readonly data: unknown;
}

/** `fallback`: for Teams too old to know `Action.Execute`; it stands in a set, for outside of one some ignore it. */
interface Execute {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: string;
  readonly data: unknown;
  readonly tooltip?: string;
  readonly fallback: Submit;
}

type Element =
  | TextBlock
  | { readonly type: 'FactSet'; readonly facts: readonly { title: string; value: string }[] }
  | { readonly type: 'ActionSet'; readonly actions: readonly Execute[] };

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: string;
  readonly body: readonly Element[];
  /** What a Teams shows that cannot show the card. */
  readonly fallbackText: string;
}

/** How texts on a card read, and the message its buttons are under. */
interface CardFace {
  readonly messageId: string;
  readonly linkHosts: Iterable<string>;
}

/** A card as Teams shows it; null if there is nothing on it. Answers are buttons that carry no more than which they are. */
export function adaptiveCard(card: Card, face: CardFace): AdaptiveCard | null {
  const body = [...titled(card.title), ...card.blocks.flatMap((one) => elementsOf(one, face))];
  return body.length === 0 ? null : cardOf(body, cardAsText(card));
}

/**
 * The card once an answer was pressed: without its buttons, with who chose what, and what is offered in their place.
 * Somebody who has a person already is not offered one.
 */
export function cardAfterPress(
  card: Card | undefined,
  { message, name, choice }: Pick<TeamsAnswered, 'message' | 'name' | 'choice'>,
  isBots: boolean,
  wording: Wording,
  linkHosts: Iterable<string> = [],
): AdaptiveCard {
  const face = { messageId: message.id, linkHosts };
  const kept = (card?.blocks ?? []).filter(({ kind }) => kind !== 'choices');
  const key = isFeedback(choice.id) ? 'feedback.thanks' : 'teams.chosen';
  const words = say(key, wording, { name, choice: choice.label });
  const next = isBots ? choicesAfter(card, choice.id) : [];
  const body = [
    ...titled(card?.title ?? ''),
    ...kept.flatMap((one) => elementsOf(one, face)),
    textBlock(literal(words), { isSubtle: true }),
    ...rows(next.map((one) => button(one, face))),
  ];
  return cardOf(body, words);
}

export function cardAttachment(content: AdaptiveCard): TeamsAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}

function cardOf(body: readonly Element[], fallbackText: string): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION,
    body,
    fallbackText,
  };
}

function elementsOf(block: CardBlock, face: CardFace): Element[] {
  switch (block.kind) {
    case 'text':
      return text(block.text, face);
    case 'section':
      return [...heading(block.title), ...text(block.text, face)];
    case 'quote':
      return [...heading(block.author), textBlock(literal(block.text.trim()), {})];
    case 'facts':
      return [...heading(block.title), ...facts(block.facts)];
    case 'choices':
      return rows(
        firstChoices(block.choices).map((choice, at) =>
          block.look === 'rating' ? stars(choice, at + 1, face) : button(choice, face),
        ),
      );
    case 'buttons':
    case 'input':
      // For agents, who have no desk here.
      return [];
  }
}

function text(words: string, { linkHosts }: CardFace): Element[] {
  const rendered = renderTeams(words, linkHostsOf(linkHosts), 'card').trim();
  return rendered === '' ? [] : [textBlock(rendered, {})];
}

function titled(title: string): Element[] {
  const words = literal(plainLabel(title));
  return words === '' ? [] : [textBlock(words, { weight: 'bolder', size: 'medium' })];
}

function heading(title: string): Element[] {
  const words = literal(plainLabel(title));
  return words === '' ? [] : [textBlock(words, { weight: 'bolder' })];
}

function textBlock(
  words: string,
  look: Pick<TextBlock, 'weight' | 'size' | 'isSubtle'>,
): TextBlock {
  const shown = shortenForTeams(words, TEAMS_CARD_PART_CHARS_MAX);
  return { type: 'TextBlock', text: shown, wrap: true, ...look };
}

function facts(all: readonly CardFact[]): Element[] {
  const known = all.map(({ name, value }) => ({
    title: shortenForTeams(literal(plainLabel(name)), TEAMS_CARD_PART_CHARS_MAX / 2),
    value: shortenForTeams(literal(value), TEAMS_CARD_PART_CHARS_MAX / 2) || '–',
  }));
  return known.length === 0 ? [] : [{ type: 'FactSet', facts: known }];
}

function rows(actions: readonly Execute[]): Element[] {
  const count = Math.ceil(actions.length / TEAMS_ROW_ACTIONS_MAX);
  return Array.from({ length: count }, (_, at) => ({
    type: 'ActionSet',
    actions: actions.slice(at * TEAMS_ROW_ACTIONS_MAX, (at + 1) * TEAMS_ROW_ACTIONS_MAX),
  }));
}

/** The face is stars; what they mean is read out. */
function stars(choice: Choice, count: number, face: CardFace): Execute {
  return { ...button({ ...choice, label: '★'.repeat(count) }, face), tooltip: label(choice) };
}

function button(choice: Choice, { messageId }: CardFace): Execute {
  const title = label(choice);
  const data = pressData({ messageId, choiceId: choice.id });
  const fallback: Submit = { type: 'Action.Submit', title, data };
  return { type: 'Action.Execute', title, verb: PRESS_VERB, data, fallback };
}

function label(choice: Choice): string {
  const words = plainLabel(choice.label);
  const shown =
    words.length <= TEAMS_BUTTON_CHARS_MAX
      ? words
      : `${[...words].slice(0, TEAMS_BUTTON_CHARS_MAX - 1).join('')}…`;
  // A button without words cannot be seen.
  return shown === '' ? '…' : shown;
}
