import { dropArea } from '../shared/drop-area.js';
import { button, element, setText } from '../shared/element.js';
import type { FileWords } from '../shared/file-words.js';
import type { Uploaded, UploadWatch } from '../shared/upload.js';
import { botAvatarLarge } from './avatar.js';
import { type Composed, Composer } from './composer.js';
import { icon } from './icons.js';
import { avatarOf } from './message-view.js';
import type { Profile } from './profile.js';
import { ScrollKeeper } from './scroll-keeper.js';
import type { WireAuthor } from './wire.js';
import type { Words } from './words.js';

/** A sign of typing that nobody ended. A turn takes no longer. */
const TYPING_MS_MAX = 70_000;

/** What can be done in the panel, beside what belongs to a message. */
export interface PanelActions {
  send(composed: Composed): void;
  /** Something was typed, and not sent yet. */
  wrote(): void;
  upload(file: File, watch: UploadWatch): Promise<Uploaded>;
  earlier(): void;
  reconnect(): void;
  startOver(): void;
}

/** What stands in the panel once the channel's profile is here: banner, conversation, and where to write. */
export class ChatPanel {
  readonly composer: Composer;
  readonly scroll: ScrollKeeper;
  readonly messages = element('ol', { class: 'messages', 'data-testid': 'messages' });
  readonly startOver: HTMLButtonElement;
  private readonly banner: HTMLElement;
  private readonly bannerText = element('span', { 'data-testid': 'banner-text' });
  private readonly bannerRetry: HTMLButtonElement;
  private readonly confirm = element('div', { class: 'confirm', hidden: true });
  private readonly earlier: HTMLButtonElement;
  private readonly newer: HTMLButtonElement;
  private readonly intro: HTMLElement;
  private readonly introHint = element('p', { class: 'intro-hint', 'data-testid': 'intro-hint' });
  private readonly typing = element('div', {
    class: 'typing',
    'data-testid': 'typing',
    hidden: true,
  });
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly box: HTMLElement;

  constructor(
    private readonly words: Words,
    private readonly fileWords: FileWords,
    profile: Profile,
    drafts: HTMLElement,
    private readonly on: PanelActions,
  ) {
    this.composer = new Composer({ words, fileWords, charsMax: profile.messageCharsMax }, on);
    this.bannerRetry = button(words.say('widget.try-again'), 'banner-retry', () => on.reconnect());
    this.bannerRetry.classList.add('link');
    const banner = { class: 'banner', 'data-testid': 'banner', role: 'status' };
    this.banner = element('div', banner, this.bannerText, this.bannerRetry);
    this.startOver = this.startOverButton();
    this.earlier = button(words.say('widget.earlier'), 'earlier', () => on.earlier());
    this.earlier.classList.add('pill');
    this.earlier.hidden = true;
    this.newer = button(words.say('widget.newer'), 'newer', () => this.scroll.toEnd());
    this.newer.classList.add('newer');
    this.newer.prepend(icon('down'));
    this.newer.hidden = true;
    this.intro = this.introOf(profile.suggestions);
    this.box = this.boxOf(drafts);
    this.scroll = new ScrollKeeper(this.box, {
      newer: (isBelow) => {
        this.newer.hidden = !isBelow;
      },
      top: () => {
        if (!this.earlier.hidden) on.earlier();
      },
    });
    this.showIntro(null);
  }

  /** In the order they stand in the panel. */
  get parts(): readonly HTMLElement[] {
    const talk = element('div', { class: 'talk' }, this.box, this.newer);
    const { composer } = this;
    const whole = element('div', { class: 'talk-whole' }, talk, composer.form);
    dropArea(whole, this.fileWords.say('files.drop'), (files) => composer.take(files));
    return [this.confirm, this.banner, whole];
  }

  /** One line on the state of the connection; null takes it away. */
  showBanner(words: string | null, mayRetry = false): void {
    this.banner.hidden = words === null;
    this.bannerRetry.hidden = !mayRetry;
    if (words !== null) setText(this.bannerText, words);
  }

  showEarlier(hasMore: boolean): void {
    this.earlier.hidden = !hasMore;
  }

  /** Shown while nothing was said. `note` takes the place of the usual hint. */
  showIntro(note: string | null, isEmpty = true): void {
    this.intro.hidden = !isEmpty;
    if (note !== null || this.introHint.textContent === '') {
      setText(this.introHint, note ?? this.words.say('widget.greeting-hint'));
    }
  }

  showTyping(author: WireAuthor | null): void {
    clearTimeout(this.typingTimer);
    if (author !== null) {
      this.typingTimer = setTimeout(() => this.showTyping(null), TYPING_MS_MAX);
    }
    const isOther =
      (author === null) !== this.typing.hidden || author?.name !== this.typing.dataset['name'];
    if (!isOther) return;
    this.scroll.steady(() => {
      this.typing.hidden = author === null;
      this.typing.dataset['name'] = author?.name ?? '';
      this.typing.replaceChildren(...(author === null ? [] : this.dotsOf(author)));
    });
  }

  private dotsOf(author: WireAuthor): HTMLElement[] {
    const said = this.words.say('widget.typing', { name: author.name });
    const dots = [1, 2, 3].map(() => element('span', { class: 'dot' }));
    const bubble = element('div', { class: 'bubble dots', 'aria-hidden': 'true' }, ...dots);
    const avatar = avatarOf(author);
    return [...(avatar === null ? [] : [avatar]), bubble, element('span', { class: 'said' }, said)];
  }

  private boxOf(drafts: HTMLElement): HTMLElement {
    // Said by the announcer, once and when it is whole; as a live region this would repeat every change.
    const label = this.words.say('widget.messages');
    const log = element(
      'div',
      { role: 'log', 'aria-live': 'off', 'aria-label': label },
      this.messages,
    );
    return element(
      'div',
      {
        class: 'scroll',
        'data-testid': 'scroll',
        role: 'region',
        'aria-label': this.words.say('widget.conversation'),
        // A box that scrolls must be reachable by keyboard; not every browser sees to that.
        tabindex: 0,
      },
      this.earlier,
      this.intro,
      log,
      drafts,
      this.typing,
    );
  }

  private introOf(suggestions: readonly string[]): HTMLElement {
    const { words } = this;
    const buttons = suggestions.map((text) => {
      const made = button(text, 'suggestion', () => this.on.send({ text, files: [] }));
      made.classList.add('choice');
      return made;
    });
    const attributes = {
      class: 'suggestions',
      role: 'group',
      'aria-label': words.say('widget.suggestions'),
    };
    const group = buttons.length === 0 ? null : element('div', attributes, ...buttons);
    const greeting = element('p', { class: 'greeting' }, words.say('widget.greeting'));
    return element(
      'div',
      { class: 'intro', 'data-testid': 'intro' },
      botAvatarLarge(),
      greeting,
      this.introHint,
      group,
    );
  }

  private startOverButton(): HTMLButtonElement {
    const label = this.words.say('widget.start-over');
    const attributes = { type: 'button', class: 'icon-button', 'data-testid': 'start-over' };
    const made = element(
      'button',
      { ...attributes, 'aria-label': label, title: label },
      icon('again'),
    );
    made.addEventListener('click', () => this.askToStartOver());
    return made;
  }

  private askToStartOver(): void {
    const { words } = this;
    const close = () => {
      this.confirm.hidden = true;
      this.confirm.replaceChildren();
    };
    const yes = button(words.say('widget.start-over'), 'start-over-yes', () => {
      close();
      this.on.startOver();
      this.composer.focus();
    });
    const no = button(words.say('widget.cancel'), 'start-over-no', () => {
      close();
      this.startOver.focus();
    });
    yes.classList.add('danger');
    const question = words.say('widget.start-over-ask');
    const ways = element('div', { class: 'ways' }, yes, no);
    const group = element(
      'div',
      { role: 'group', 'aria-label': question },
      element('p', {}, question),
      ways,
    );
    group.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      no.click();
    });
    this.confirm.replaceChildren(group);
    this.confirm.hidden = false;
    yes.focus();
  }
}
