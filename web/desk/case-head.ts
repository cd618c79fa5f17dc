import type { CardButton } from '../../src/core/domain/card.js';
import { button, byId, setAttribute, setText } from '../shared/element.js';
import { avatar } from './avatar.js';
import type { CaseDetail, StepName } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';
import { type DeskWords, durationWords, waitingSince, waitLevel } from './desk-words.js';
import { placeInOrder } from './place-in-order.js';

/** Steps by their key; those with a note ask for it first. */
export const STEP_KEYS: Readonly<Record<StepName, string>> = {
  claim: 'c',
  resolve: 'e',
  return: 'b',
  release: 'u',
  'take-over': 't',
};

type Closing = 'resolve' | 'return';

/** `note` is what the bot is told of the agent's time. Resolves with whether it was done. */
type DoStep = (kind: StepName, note?: string) => Promise<boolean>;

/** The top of a case: who it is about, how it stands, and what this agent may do with it now. */
export class CaseHead {
  private readonly presses = new Map<StepName, HTMLButtonElement>();
  private readonly closing = byId('closing') as HTMLFormElement;
  private readonly note = byId('closing-note') as HTMLTextAreaElement;
  private asked: { readonly kind: Closing; readonly handoffId: string } | null = null;
  private detail: CaseDetail | null = null;
  private notedId = '';
  private shownName = '';

  constructor(
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly act: DoStep,
  ) {
    byId('closing-cancel').addEventListener('click', () => this.stopAsking());
    this.closing.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.confirm();
    });
    this.closing.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.stopAsking();
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        this.closing.requestSubmit();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  show(detail: CaseDetail, isBusy: boolean): void {
    this.detail = detail;
    const { handoff, conversation } = detail;
    const { name } = handoff.payload.customer;
    setText(byId('case-title'), name);
    setText(byId('case-channel'), conversation.channel);
    setText(byId('case-reason'), this.words.reason(handoff.reason));
    setAttribute(byId('case-reason'), 'data-reason', handoff.reason);
    setText(byId('case-state'), this.words.state(handoff));
    setAttribute(byId('case-state'), 'data-state', handoff.state);
    if (name !== this.shownName) byId('case-avatar').replaceChildren(avatar(name));
    this.shownName = name;
    this.showSteps(stepsOf(detail), isBusy);
    const isStale = this.asked && !this.may(this.asked.kind);
    if (isStale || this.asked?.handoffId !== handoff.id) this.closeForm();
    this.tick(Date.now());
  }

  tick(nowMs: number): void {
    const since = this.detail ? waitingSince(this.detail.handoff) : null;
    const place = byId('case-wait');
    place.hidden = since === null;
    if (since === null) return;
    setText(place, this.texts.say('desk.waiting-for', { time: durationWords(nowMs - since) }));
    setAttribute(place, 'data-wait', waitLevel(nowMs - since));
  }

  may(kind: StepName): boolean {
    return this.detail !== null && stepsOf(this.detail).some(({ id }) => id === kind);
  }

  /** As if the button had been pressed; nothing, if there is none now. */
  press(kind: StepName): void {
    const press = this.presses.get(kind);
    if (press?.isConnected) press.click();
  }

  private showSteps(steps: readonly CardButton[], isBusy: boolean): void {
    const presses = steps.map(({ id, label, style }) => {
      const kind = id as StepName;
      const press = this.presses.get(kind) ?? this.make(kind);
      setText(press, label);
      setAttribute(press, 'class', style === 'main' ? 'main' : 'plain');
      press.disabled = isBusy;
      return press;
    });
    placeInOrder(byId('steps'), presses);
  }

  private make(kind: StepName): HTMLButtonElement {
    const press = button('', `step-${kind}`, () => this.begin(kind));
    setAttribute(press, 'aria-keyshortcuts', STEP_KEYS[kind]);
    setAttribute(press, 'title', this.texts.say('desk.key', { key: STEP_KEYS[kind] }));
    this.presses.set(kind, press);
    return press;
  }

  private begin(kind: StepName): void {
    if (kind === 'resolve' || kind === 'return') this.ask(kind);
    else void this.act(kind);
  }

  /** What the bot should know is asked for where the agent looks anyway, and may be left out. */
  private ask(kind: Closing): void {
    if (this.detail === null) return;
    const handoffId = this.detail.handoff.id;
    // Words about one customer never turn up in the case of another one.
    if (handoffId !== this.notedId) this.note.value = '';
    this.notedId = handoffId;
    this.asked = { kind, handoffId };
    setText(byId('closing-title'), this.texts.say(`desk.closing.${kind}`));
    setText(byId('closing-confirm'), this.texts.say(`desk.closing.${kind}.confirm`));
    this.closing.hidden = false;
    this.note.focus();
  }

  private async confirm(): Promise<void> {
    const { asked } = this;
    if (asked === null) return;
    const isDone = await this.act(asked.kind, this.note.value.trim());
    if (isDone) this.note.value = '';
    if (isDone && this.asked === asked) this.closeForm();
  }

  private stopAsking(): void {
    const kind = this.asked?.kind;
    this.closeForm();
    if (kind) this.presses.get(kind)?.focus();
  }

  /** What was typed stays until another case is closed. */
  private closeForm(): void {
    this.asked = null;
    this.closing.hidden = true;
  }
}

/** The steps this agent may take: the buttons of the case's card, which every desk gets. */
function stepsOf({ card }: CaseDetail): readonly CardButton[] {
  const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  return buttons.filter(({ id }) => Object.hasOwn(STEP_KEYS, id));
}
