import { element, setText } from '../shared/element.js';
import { botAvatar } from './avatar.js';
import { Chat } from './chat.js';
import { Launcher } from './launcher.js';
import { optionsOf, type WidgetOptions } from './options.js';
import { PANEL_ID, PanelFrame } from './panel-frame.js';
import { type Profile, untilProfile } from './profile.js';
import { watchScheme, watchViewport } from './surroundings.js';
import { widgetSheet } from './widget-sheet.js';
import { BUILT_IN, Words } from './words.js';

/** Announcements kept: a screen reader reads each when it comes, and nothing needs them later. */
const ANNOUNCED_MAX = 5;

/** Sent from the element when the site's token ended; answered with a new one through `setToken`. */
export const TOKEN_EXPIRED = 'frontdesk-token-expired';

/** The chat on a page: launcher and panel in a shadow root, out of reach of the page's styles and scripts' slips. */
export class FrontdeskChat extends HTMLElement {
  private options: WidgetOptions | null = null;
  private frame: PanelFrame | null = null;
  private launcher: Launcher | null = null;
  private chat: Chat | null = null;
  private token: string | null = null;
  private isOpen = false;
  private readonly root = element('div', { class: 'root' });
  private readonly waiting = element('p', { class: 'connecting', 'data-testid': 'connecting' });
  private readonly said = element('div', { class: 'said', 'aria-live': 'polite' });

  /** `base`: where the gateway is; its addresses are relative to it. Once per element. */
  start(base: URL): void {
    if (this.options !== null) return;
    const options = optionsOf(this);
    const words = new Words(BUILT_IN);
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [widgetSheet()];
    this.options = options;
    this.token = options.token;
    this.frame = new PanelFrame(words, options.layout, () => this.close());
    this.frame.setOwner('', botAvatar());
    this.frame.body.append(this.waiting);
    setText(this.waiting, words.say('widget.connecting'));
    this.root.dataset['layout'] = options.layout;
    this.root.dataset['position'] = options.position;
    if (options.layout === 'panel') {
      this.launcher = new Launcher(words, PANEL_ID, () => this.toggle());
      this.root.append(this.launcher.element);
    }
    this.root.append(this.frame.element, this.said);
    shadow.append(this.root);
    watchScheme(this, this.root);
    watchViewport(this);
    this.setOpen(options.isOpen);
    void this.begin(base, options, words);
  }

  open(): void {
    if (this.isOpen) return;
    this.setOpen(true);
    this.focusInside();
  }

  close(): void {
    if (!this.isOpen || this.launcher === null) return;
    const hadFocus = this.shadowRoot?.activeElement !== null;
    this.setOpen(false);
    if (hadFocus) this.launcher.element.focus();
  }

  /** The token of the site's user; null when nobody is signed in. Each has a conversation of their own. */
  setToken(token: string | null): void {
    this.token = token;
    this.chat?.setUserToken(token);
    if (token !== null) this.chat?.open();
  }

  private toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  private async begin(base: URL, options: WidgetOptions, words: Words): Promise<void> {
    const url = new URL(`api/v1/web/${encodeURIComponent(options.channel)}`, base);
    const profile = await untilProfile(url, {
      unreachable: () => setText(this.waiting, words.say('widget.unreachable')),
      refused: (problem) => setText(this.waiting, words.problem(problem)),
    });
    this.showChat(base, options, profile);
  }

  private showChat(base: URL, { channel }: WidgetOptions, profile: Profile): void {
    const { frame, launcher } = this;
    if (frame === null) return;
    const names = { tenant: profile.tenant, bot: profile.bot };
    const words = new Words({ ...BUILT_IN, ...profile.texts }, profile.language, names);
    this.root.lang = profile.language;
    // Every language of the catalogue runs so, whatever that of the site does.
    this.root.dir = 'ltr';
    frame.setWords(words, words.say('widget.title'));
    launcher?.setWords(words);
    const hadFocus = this.shadowRoot?.activeElement !== null;
    this.chat = new Chat({
      base,
      channel,
      profile,
      words,
      frame,
      isSeen: () => this.isOpen && document.visibilityState === 'visible',
      onUnread: (count) => launcher?.setUnread(count),
      announce: (text) => this.announce(text),
      onTokenExpired: () => this.dispatchEvent(new CustomEvent(TOKEN_EXPIRED, { bubbles: true })),
    });
    this.chat.setUserToken(this.token);
    if (this.isOpen || this.chat.hasVisit()) this.chat.open();
    if (this.isOpen && hadFocus) this.focusInside();
  }

  private setOpen(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.root.toggleAttribute('data-open', isOpen);
    this.launcher?.setOpen(isOpen);
    if (!isOpen) return;
    this.chat?.open();
    this.chat?.panel.scroll.toEnd();
    this.chat?.seen();
  }

  private focusInside(): void {
    if (this.chat === null) this.frame?.element.focus();
    else this.chat.panel.composer.focus();
  }

  private announce(text: string): void {
    this.said.append(element('p', {}, text));
    while (this.said.childElementCount > ANNOUNCED_MAX) this.said.firstElementChild?.remove();
  }
}
