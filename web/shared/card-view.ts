import type { Card, CardBlock, CardButton, Choice } from '../../src/core/domain/card.js';
import { button, element, setAttribute } from './element.js';
import { linkTo, webAddress } from './links.js';
import { renderMarkdown } from './markdown.js';

type ChoicesBlock = Extract<CardBlock, { kind: 'choices' }>;
type InputBlock = Extract<CardBlock, { kind: 'input' }>;

/** What a card calls when something on it is pressed. `inputs` are the words typed into it, by the inputs' ids. */
export interface CardActions {
  readonly onButton?: (pressed: CardButton, inputs: Readonly<Record<string, string>>) => void;
  readonly onChoice?: (chosen: Choice) => void;
}

/** What the card itself cannot know. */
export interface CardSetting {
  /** Hosts that links in its Markdown may lead to. */
  readonly hosts: ReadonlySet<string>;
  /** The name of a group of answers, for those who cannot see it. */
  readonly choicesLabel: string;
  /** Asks before a `danger` button does what it says. */
  readonly confirm: { readonly ask: string; readonly yes: string; readonly no: string };
}

/**
 * A card as nodes of a page. It changes in two ways only: whether it may still be used, and which answer was chosen;
 * a card with other contents is a new view. Styles belong to the page; the class names are `card` and `card-…`.
 */
export class CardView {
  readonly element: HTMLElement;
  private readonly fields = new Map<string, HTMLInputElement | HTMLTextAreaElement>();
  private readonly pressables: HTMLButtonElement[] = [];
  private readonly choices = new Map<string, HTMLButtonElement>();
  private isRating = false;

  constructor(
    card: Card,
    private readonly setting: CardSetting,
    private readonly actions: CardActions,
  ) {
    const title = card.title === '' ? null : element('h4', { class: 'card-title' }, card.title);
    const blocks = card.blocks.map((block) => this.blockOf(block));
    this.element = element('div', { class: 'card', 'data-testid': 'card' }, title, ...blocks);
  }

  /** What is typed in so far, by the inputs' ids. */
  inputs(): Record<string, string> {
    return Object.fromEntries([...this.fields].map(([id, field]) => [id, field.value]));
  }

  /** A card that is over stays readable; its buttons can no longer be pressed. */
  setUsable(isUsable: boolean): void {
    for (const one of this.pressables) one.disabled = !isUsable;
    setAttribute(this.element, 'data-usable', String(isUsable));
  }

  /** Shows which answer was pressed; null when none was. */
  setChosen(choiceId: string | null): void {
    const ids = [...this.choices.keys()];
    const at = choiceId === null ? -1 : ids.indexOf(choiceId);
    for (const [index, id] of ids.entries()) {
      const pressable = this.choices.get(id);
      if (pressable === undefined) continue;
      setAttribute(pressable, 'data-chosen', index === at);
      setAttribute(pressable, 'data-filled', this.isRating && index <= at);
      if (this.isRating) setAttribute(pressable, 'aria-checked', String(index === at));
      else setAttribute(pressable, 'aria-pressed', index === at ? 'true' : null);
    }
    setAttribute(this.element, 'data-answered', at >= 0);
  }

  private blockOf(block: CardBlock): HTMLElement {
    switch (block.kind) {
      case 'text':
        return this.markdown('card-text', block.text);
      case 'section': {
        const title = element('h5', {}, block.title);
        const words = this.markdown('card-text', block.text);
        return element('section', { class: 'card-section' }, title, words);
      }
      case 'quote':
        return quoteOf(block);
      case 'facts':
        return factsOf(block.title, block.facts);
      case 'buttons':
        return element(
          'div',
          { class: 'card-buttons' },
          ...block.buttons.map((one) => this.deed(one)),
        );
      case 'choices':
        return block.look === 'rating' ? this.rating(block) : this.answers(block);
      case 'input':
        return this.input(block);
    }
  }

  private markdown(name: string, text: string): HTMLElement {
    return element('div', { class: `${name} markdown` }, renderMarkdown(text, this.setting.hosts));
  }

  private deed(deed: CardButton): HTMLElement {
    const press = () => this.actions.onButton?.(deed, this.inputs());
    if (deed.style !== 'danger')
      return this.pressable(deed.label, `card-button-${deed.id}`, deed.style, press);
    const place = element('span', { class: 'card-danger' });
    const ask = () => {
      place.replaceChildren(this.confirmation(deed, press, back));
      place.querySelector('button')?.focus();
    };
    const first = this.pressable(deed.label, `card-button-${deed.id}`, 'danger', ask);
    const back = () => {
      place.replaceChildren(first);
      first.focus();
    };
    place.append(first);
    return place;
  }

  private confirmation(deed: CardButton, press: () => void, back: () => void): HTMLElement {
    const { ask, yes, no } = this.setting.confirm;
    const confirmed = () => {
      back();
      press();
    };
    const label = `${deed.label}. ${ask}`;
    return element(
      'span',
      { class: 'card-confirm', role: 'group', 'aria-label': label },
      element('span', {}, ask),
      this.pressable(yes, `card-confirm-${deed.id}`, 'danger', confirmed),
      this.pressable(no, `card-cancel-${deed.id}`, 'plain', back),
    );
  }

  private pressable(
    label: string,
    testId: string,
    style: CardButton['style'],
    onPress: () => void,
  ): HTMLButtonElement {
    const made = button(label, testId, onPress);
    made.classList.add(style);
    this.pressables.push(made);
    return made;
  }

  private answers({ choices }: ChoicesBlock): HTMLElement {
    const buttons = choices.map((choice) => {
      const made = button(choice.label, 'choice', () => this.actions.onChoice?.(choice));
      made.dataset['choice'] = choice.id;
      made.classList.add('choice');
      return this.choosable(choice, made);
    });
    const label = this.setting.choicesLabel;
    return element(
      'div',
      { class: 'card-choices', role: 'group', 'aria-label': label },
      ...buttons,
    );
  }

  /** Stars as one group of radios: arrows move among them, Enter or Space says it. */
  private rating({ choices }: ChoicesBlock): HTMLElement {
    this.isRating = true;
    const stars = choices.map((choice, index) => {
      const made = button('★', 'rating-star', () => this.actions.onChoice?.(choice));
      made.dataset['choice'] = choice.id;
      made.classList.add('star');
      setAttribute(made, 'role', 'radio');
      setAttribute(made, 'aria-checked', 'false');
      setAttribute(made, 'aria-label', choice.label);
      setAttribute(made, 'title', choice.label);
      made.tabIndex = index === 0 ? 0 : -1;
      return this.choosable(choice, made);
    });
    for (const [index, star] of stars.entries()) {
      star.addEventListener('keydown', (event) => moveAmong(stars, index, event));
      star.addEventListener('pointerenter', () => fillTo(stars, index));
    }
    const label = this.setting.choicesLabel;
    const attributes = { class: 'card-rating', role: 'radiogroup', 'aria-label': label };
    const group = element('div', attributes, ...stars);
    group.addEventListener('pointerleave', () => fillTo(stars, -1));
    return group;
  }

  private choosable(choice: Choice, made: HTMLButtonElement): HTMLButtonElement {
    this.pressables.push(made);
    this.choices.set(choice.id, made);
    return made;
  }

  private input({ id, label, lines }: InputBlock): HTMLElement {
    const attributes = { 'data-testid': `card-input-${id}`, 'data-input': id };
    const field =
      lines > 1
        ? element('textarea', { ...attributes, rows: lines })
        : element('input', { ...attributes, type: 'text' });
    this.fields.set(id, field);
    return element('label', { class: 'card-input' }, element('span', {}, label), field);
  }
}

/** A quote that has an address leads there. */
function quoteOf({ author, text, url }: Extract<CardBlock, { kind: 'quote' }>): HTMLElement {
  const href = webAddress(url)?.href;
  const whose = href === undefined ? author : linkTo(href, { 'data-testid': 'evidence' }, author);
  const words = element('blockquote', { class: 'words' }, text);
  return element('figure', { class: 'card-quote' }, element('figcaption', {}, whose), words);
}

function factsOf(
  title: string,
  facts: readonly { readonly name: string; readonly value: string }[],
): HTMLElement {
  const rows = facts.map(({ name, value }) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  );
  const heading = title === '' ? null : element('h5', {}, title);
  return element('section', { class: 'card-facts' }, heading, element('dl', {}, ...rows));
}

/** Shows how many stars a press here would give. */
function fillTo(stars: readonly HTMLButtonElement[], last: number): void {
  for (const [index, star] of stars.entries()) setAttribute(star, 'data-near', index <= last);
}

function moveAmong(stars: readonly HTMLButtonElement[], from: number, event: KeyboardEvent): void {
  const to = targetOf(event.key, from, stars.length);
  const next = to === null ? undefined : stars[to];
  if (next === undefined) return;
  event.preventDefault();
  for (const star of stars) star.tabIndex = star === next ? 0 : -1;
  fillTo(stars, stars.indexOf(next));
  next.focus();
}

function targetOf(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (from + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (from + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
