import type { Card, CardBlock, CardButton } from '../../src/core/domain/card.js';
import { CardView } from '../shared/card-view.js';
import { byId, element, setText } from '../shared/element.js';
import { hostsFor } from '../shared/links.js';
import { timeOf } from '../shared/time.js';
import { type AnswerName, type CaseDetail, isOver } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import type { DeskWords } from './desk-words.js';
import { ratingOf } from './rating.js';

interface CardPlaceActions {
  sendDraft(draft: string): void;
  editDraft(draft: string): void;
  answer(name: AnswerName): void;
}

/** Buttons that stand on the card; those of the steps stand at the top of the case. */
const ANSWERS: ReadonlySet<string> = new Set<AnswerName>([
  'approve',
  'reject',
  'verdict-right',
  'verdict-wrong',
]);

/**
 * The column that lets a person grasp the case: the server's card, the suggested reply to send or edit, what it cost
 * and how it came here. Built anew only when the case changed, so that a selection of text survives the readings.
 */
export class CaseCard {
  private shown = '';
  private readonly draft = byId('draft');

  constructor(
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly on: CardPlaceActions,
  ) {
    const draft = () => byId('draft-text').textContent ?? '';
    byId('send-draft').addEventListener('click', () => on.sendDraft(draft()));
    byId('use-draft').addEventListener('click', () => on.editDraft(draft()));
  }

  show(detail: CaseDetail, isBusy: boolean): void {
    this.showDraft(detail, isBusy);
    const { handoff, card, messages } = detail;
    const rating = ratingOf(handoff, messages);
    const look = JSON.stringify([handoff.id, handoff.revision, card, rating]);
    if (look === this.shown) return;
    this.shown = look;
    const [top, rest] = aroundDraft(card, handoff.payload.draftReply);
    const hosts = hostsFor([], handoff.payload.evidence);
    byId('card-top').replaceChildren(this.view(top, hosts));
    byId('card-rest').replaceChildren(this.view(rest, hosts));
    this.showOutcome(detail, rating);
    this.showHistory(detail);
  }

  private view(card: Card, hosts: ReadonlySet<string>): HTMLElement {
    const choicesLabel = this.texts.say('desk.line.offered');
    const [ask, yes] = [this.texts.say('desk.sure'), this.texts.say('desk.yes')];
    const confirm = { ask, yes, no: this.texts.say('desk.cancel') };
    const onButton = ({ id }: CardButton) => this.on.answer(id as AnswerName);
    const { element: shown } = new CardView(card, { hosts, choicesLabel, confirm }, { onButton });
    return shown;
  }

  /** Worth reading until somebody has answered. */
  private showDraft({ handoff, messages, card }: CaseDetail, isBusy: boolean): void {
    const { draftReply } = handoff.payload;
    const isAnswered = messages.some(
      ({ kind, author, at }) =>
        kind === 'text' && author.kind === 'agent' && Date.parse(at) >= handoff.openedAtMs,
    );
    this.draft.hidden = draftReply === '' || isAnswered || isOver(handoff);
    setText(byId('draft-text'), draftReply);
    const send = byId('send-draft') as HTMLButtonElement;
    send.disabled = isBusy || !offersDraft(card);
  }

  private showOutcome(
    { handoff }: CaseDetail,
    rating: { stars: number; label: string } | null,
  ): void {
    const place = byId('outcome');
    place.hidden = !isOver(handoff);
    if (place.hidden) return;
    const closedAt = handoff.closedAtMs ?? handoff.openedAtMs;
    const given = rating
      ? [
          element('span', { class: 'stars', 'aria-hidden': 'true' }, '★'.repeat(rating.stars)),
          ' ',
          element(
            'span',
            { 'data-testid': 'rating' },
            this.texts.say('desk.rating', { label: rating.label }),
          ),
        ]
      : [element('span', { class: 'quiet' }, this.texts.say('desk.rating.none'))];
    place.replaceChildren(
      element(
        'p',
        { class: 'outcome-state', 'data-testid': 'outcome-state' },
        this.words.state(handoff),
        ' · ',
        timeOf(closedAt),
      ),
      element('p', {}, ...given),
    );
  }

  private showHistory({ handoff }: CaseDetail): void {
    const steps = handoff.history.map((step) =>
      element('li', { 'data-state': step.state }, this.words.step(step), ' ', timeOf(step.atMs)),
    );
    byId('history').replaceChildren(...steps);
  }
}

/** A card in two parts, for the suggested reply between them has buttons of its own. The steps are left out. */
function aroundDraft({ title, blocks }: Card, draft: string): [Card, Card] {
  const shown = blocks.filter((block) => block.kind !== 'input' && !isSteps(block));
  const at = shown.findIndex((block) => isDraft(block, draft));
  if (at < 0)
    return [
      { title, blocks: shown },
      { title: '', blocks: [] },
    ];
  return [
    { title, blocks: shown.slice(0, at) },
    { title: '', blocks: shown.slice(at + 1) },
  ];
}

function isSteps(block: CardBlock): boolean {
  return block.kind === 'buttons' && !block.buttons.every(({ id }) => ANSWERS.has(id));
}

function isDraft(block: CardBlock, draft: string): boolean {
  return block.kind === 'section' && draft !== '' && block.text === draft;
}

function offersDraft({ blocks }: Card): boolean {
  return blocks.some(
    (block) => block.kind === 'buttons' && block.buttons.some(({ id }) => id === 'send-draft'),
  );
}
