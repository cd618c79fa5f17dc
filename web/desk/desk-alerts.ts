import type { Agent, Handoff } from '../../src/core/domain/handoff.js';
import { byId, setAttribute, setText } from '../shared/element.js';
import { playChime } from './chime.js';
import type { DeskTexts } from './desk-texts.js';
import type { DeskWords } from './desk-words.js';
import { faviconWith } from './favicon.js';
import { ofBrowser } from './kept.js';

/** Tells an agent who looks elsewhere that somebody waits: title, icon, sound and, if wanted, a notification. */
export class DeskAlerts {
  private known: ReadonlySet<string> | null = null;
  private readonly muted = ofBrowser('muted');
  private readonly mute = byId('mute');
  private readonly notify = byId('notify');
  private shownCount = -1;

  constructor(
    private readonly me: Agent,
    private readonly texts: DeskTexts,
    private readonly words: DeskWords,
    private readonly onOpen: (handoffId: string) => void,
  ) {
    this.mute.addEventListener('click', () => this.toggle());
    this.notify.addEventListener('click', () => void this.askToNotify());
    this.drawButtons();
  }

  show(waiting: readonly Handoff[]): void {
    const fresh = waiting.filter(
      (one) => this.known?.has(one.id) === false && !this.isMyDoing(one),
    );
    this.known = new Set(waiting.map(({ id }) => id));
    this.showCount(waiting.length);
    if (fresh.length === 0) return;
    if (!this.isMuted) playChime();
    for (const one of fresh) this.notifyOf(one);
  }

  toggle(): void {
    this.muted.set(this.isMuted ? null : 'yes');
    this.drawButtons();
    if (!this.isMuted) playChime();
  }

  stop(): void {
    this.showCount(0);
  }

  private get isMuted(): boolean {
    return this.muted.get() !== null;
  }

  /** What I released myself is no news to me. */
  private isMyDoing({ history }: Handoff): boolean {
    return history.at(-1)?.by?.id === this.me.id;
  }

  private showCount(count: number): void {
    if (count === this.shownCount) return;
    this.shownCount = count;
    document.title = count === 0 ? 'Desk' : `(${count}) Desk`;
    setAttribute(byId('icon'), 'href', faviconWith(count));
  }

  private drawButtons(): void {
    const key = this.isMuted ? 'desk.unmute' : 'desk.mute';
    setAttribute(this.mute, 'aria-label', this.texts.say(key));
    setAttribute(this.mute, 'title', this.texts.say(key));
    setAttribute(this.mute, 'data-muted', String(this.isMuted));
    this.notify.hidden = !('Notification' in window) || Notification.permission !== 'default';
    setText(this.notify, this.texts.say('desk.notify'));
  }

  private async askToNotify(): Promise<void> {
    await Notification.requestPermission();
    this.drawButtons();
  }

  private notifyOf({ id, payload, reason }: Handoff): void {
    if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted')
      return;
    const title = `${payload.customer.name} · ${this.words.reason(reason)}`;
    const shown = new Notification(title, { body: payload.intent, tag: id });
    shown.addEventListener('click', () => {
      window.focus();
      this.onOpen(id);
      shown.close();
    });
  }
}
