import { newId } from '../shared/element.js';
import { botAvatar, ownerAvatar } from './avatar.js';
import { ChatConnection } from './chat-connection.js';
import { ChatFiles } from './chat-files.js';
import { ChatOutbox } from './chat-outbox.js';
import { ChatPanel } from './chat-panel.js';
import { ChatThread } from './chat-thread.js';
import type { Composed } from './composer.js';
import { DraftList } from './draft-list.js';
import { isSameUser } from './is-same-user.js';
import type { PanelFrame } from './panel-frame.js';
import { freshPlace } from './place.js';
import type { Profile } from './profile.js';
import { TypingSignal } from './typing-signal.js';
import { type Visit, VisitStore } from './visit-store.js';
import type {
  Deed,
  HistoryPage,
  Ownership,
  Problem,
  Refusal,
  Welcome,
  WireMessage,
} from './wire.js';
import type { Words } from './words.js';

/** Messages of one page of the past. */
const HISTORY_PAGE = 50;

/** A refused page of the past is asked for again after so long, unless the refusal names a time. */
const HISTORY_AGAIN_MS = 2_000;

export interface ChatParts {
  readonly base: URL;
  readonly channel: string;
  readonly profile: Profile;
  readonly words: Words;
  readonly frame: PanelFrame;
  /** Whether a person can see the messages now. */
  readonly isSeen: () => boolean;
  readonly onUnread: (count: number) => void;
  /** Says it to those who hear the page. */
  readonly announce: (words: string) => void;
  /** The site's own token is worth nothing any more; only the site can give another. */
  readonly onTokenExpired: () => void;
}

/** One conversation on one page: what the server says becomes what is shown, and what the customer does is sent. */
export class Chat {
  readonly panel: ChatPanel;
  private readonly connection: ChatConnection;
  private readonly outbox: ChatOutbox;
  private readonly thread: ChatThread;
  private readonly drafts: DraftList;
  private readonly visitorVisits: VisitStore;
  private readonly userVisits: VisitStore;
  private place = freshPlace();
  private userToken: string | null = null;
  private readonly writing = new TypingSignal((on) => this.connection.tell('typing', { on }));

  constructor(private readonly parts: ChatParts) {
    const { profile, words, channel, frame } = parts;
    const files = new ChatFiles(parts, {
      token: () => this.token ?? null,
      ended: (token) => void (token === this.userToken && parts.onTokenExpired()),
      steady: (change) => this.panel.scroll.steady(change),
    });
    const setting = { words, linkHosts: profile.linkHosts, files };
    this.visitorVisits = new VisitStore(channel);
    this.userVisits = new VisitStore(`${channel}.user`);
    this.drafts = new DraftList(profile.bot, setting);
    this.panel = new ChatPanel(words, files.words, profile, this.drafts.list, {
      send: (composed) => this.send(composed),
      wrote: () => this.writing.wrote(),
      upload: (file, watch) => files.send(file, watch),
      earlier: () => void this.showPast(),
      reconnect: () => this.connection.reopen(),
      startOver: () => this.startOver(),
    });
    const { messages, scroll } = this.panel;
    this.thread = new ChatThread({ messages, scroll, drafts: this.drafts }, setting, {
      retry: (id) => this.outbox.retry(id),
      giveUp: (deed) => this.giveUp(deed),
      revise: (target, text) => this.outbox.add({ kind: 'edit', id: newId(), target, text }),
      takeBack: (target) => this.outbox.add({ kind: 'delete', id: newId(), target }),
      choose: (message, { id, label }) =>
        this.outbox.add({ kind: 'message', id: newId(), text: label, choice: { message, id } }),
    });
    this.connection = this.connect();
    this.outbox = new ChatOutbox(this.connection, (deed, state) => {
      this.thread.showDeed(deed, state);
      this.showIntro();
    });
    frame.actions.replaceChildren(this.panel.startOver);
    frame.body.replaceChildren(...this.panel.parts);
    this.panel.showBanner(words.say('widget.connecting'));
    this.forgetPlace();
    this.listen();
  }

  /** Connects, if that was not done yet. */
  open(): void {
    if (!this.connection.isOpen) this.connection.open();
  }

  /** Whether this browser has been here before, so that something may wait for it. */
  hasVisit(): boolean {
    return this.userToken !== null || this.visitorVisits.load() !== null;
  }

  /** The person can see the messages from now on. */
  seen(): void {
    this.tellReceived();
  }

  /** Another user of the site, or none: another conversation. A fresh token of the same user changes nothing shown. */
  setUserToken(token: string | null): void {
    const before = this.userToken;
    if (token === before) return;
    this.userToken = token;
    // A user has one conversation for good; there is nothing to start over.
    this.panel.startOver.hidden = token !== null;
    if (before !== null && token !== null && this.mayBeSameUser(before, token)) {
      this.comeBack();
      return;
    }
    if (before !== null) this.dropUnsent();
    this.beginAnew();
  }

  /** Where the tokens do not say it, `welcome` will: it names the conversation, if there is one to compare with. */
  private mayBeSameUser(before: string, token: string): boolean {
    return isSameUser(before, token) ?? this.place.conversationId !== null;
  }

  private get visits(): VisitStore {
    return this.userToken === null ? this.visitorVisits : this.userVisits;
  }

  private get token(): string | undefined {
    return this.userToken ?? this.visitorVisits.load()?.token;
  }

  private connect(): ChatConnection {
    const handshake = () => this.handshake();
    return new ChatConnection(
      { base: this.parts.base, handshake },
      {
        welcome: (standing) => this.welcome(standing),
        down: () => this.down(),
        refused: (problem) => this.refused(problem),
        message: this.numbered((message) => this.showMessage(message)),
        edit: this.numbered((revision) => this.thread.revise(revision)),
        delete: this.numbered((revision) => this.thread.revise(revision)),
        owner: this.numbered((change) => {
          this.thread.showNotice(change);
          this.showOwner(change);
        }),
        delta: (delta) => {
          this.panel.scroll.steady(() => {
            if (this.drafts.grow(delta)) this.panel.showTyping(null);
          });
        },
        retract: ({ turnId }) => this.drafts.retract(turnId),
        typing: ({ author, on }) =>
          this.panel.showTyping(on && this.drafts.isEmpty ? author : null),
      },
    );
  }

  private listen(): void {
    document.addEventListener('visibilitychange', () => this.tellReceived());
    this.visitorVisits.onChange((visit) => this.followTab(visit));
    this.userVisits.onChange(() => this.countUnread());
  }

  /** Another tab of this browser started over, or has read on. */
  private followTab(visit: Visit | null): void {
    if (this.userToken !== null || visit === null) return;
    if (visit.conversationId === this.place.conversationId) {
      this.countUnread();
      return;
    }
    this.outbox.clear();
    this.forgetPlace();
    if (this.connection.isOpen) this.connection.reopen();
    else this.connection.open();
  }

  private handshake(): Record<string, unknown> {
    const { token } = this;
    const { after } = this.place;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return {
      channel: this.parts.channel,
      about: { page: location.href, language: navigator.language, timeZone },
      ...(token === undefined ? {} : { token }),
      ...(after === null ? {} : { after }),
    };
  }

  private welcome(standing: Welcome): void {
    const { conversationId, lastSeq } = standing;
    const { place } = this;
    const isOther = place.conversationId !== null && place.conversationId !== conversationId;
    if (isOther) this.dropUnsent();
    // A record that ends before what is shown is not the one that was shown.
    if (isOther || (place.after ?? 0) > lastSeq) this.forgetPlace();
    this.keepVisit(standing);
    this.place.conversationId = conversationId;
    if (this.place.after === null) {
      this.place.after = lastSeq;
      this.place.before = lastSeq + 1;
      this.place.isPastShown = lastSeq === 0;
    }
    this.panel.showBanner(null);
    this.showOwner(standing);
    this.showIntro();
    if (this.place.isPastShown) this.tellReceived();
    else void this.showPast();
    this.outbox.resume();
    this.panel.composer.uploadTo(conversationId);
  }

  /** What this browser knows of the visit from now on. Nothing of a conversation that is new to it is unread. */
  private keepVisit({ conversationId, token, lastSeq }: Welcome): void {
    const kept = this.visits.load();
    const isKnown = kept?.conversationId === conversationId;
    const seen = isKnown ? Math.min(kept.seen, lastSeq) : lastSeq;
    this.visits.save({ conversationId, seen, ...(this.userToken === null ? { token } : {}) });
  }

  /** What every numbered event has in common: the page stands behind it now, and says so. */
  private numbered<Payload extends { readonly seq: number }>(show: (payload: Payload) => void) {
    return (payload: Payload) => {
      show(payload);
      this.showIntro();
      this.place.after = Math.max(this.place.after ?? 0, payload.seq);
      this.tellReceived();
    };
  }

  private showMessage(message: WireMessage): void {
    const { author } = message;
    if (author.kind === 'customer') this.outbox.settle(message.id, message.seq);
    else this.panel.showTyping(null);
    const added = this.thread.show(message);
    if (added !== null && author.kind !== 'customer') this.parts.announce(added.spoken());
  }

  /** The receipt. Only what a person can see counts, and only when nothing before it is missing. */
  private tellReceived(): void {
    const { after, isPastShown } = this.place;
    if (this.parts.isSeen() && isPastShown && after !== null && after > 0) {
      this.connection.tell('received', { seq: after });
      const visit = this.visits.load();
      if (visit !== null && visit.seen < after) this.visits.save({ ...visit, seen: after });
    }
    this.countUnread();
  }

  private countUnread(): void {
    const seen = this.visits.load()?.seen;
    const isUnknown = seen === undefined || this.parts.isSeen();
    this.parts.onUnread(isUnknown ? 0 : this.thread.countOthersAfter(seen));
  }

  private async showPast(): Promise<void> {
    const { place } = this;
    if (place.isAsking || !this.connection.isUp) return;
    place.isAsking = true;
    try {
      const page = { before: place.before, limit: HISTORY_PAGE };
      const answer = await this.connection.ask<HistoryPage | Refusal>('history', page);
      if (place !== this.place) return;
      place.isAsking = false;
      if (answer.ok) this.showPage(answer);
      else if (answer.error.retryable) this.showPastLater(answer.error);
    } catch {
      // The line broke; the next welcome asks again.
      place.isAsking = false;
    }
  }

  private showPastLater({ details }: Problem): void {
    const waitMs = Number(details?.['retryAfterMs'] ?? HISTORY_AGAIN_MS);
    setTimeout(() => void this.showPast(), waitMs);
  }

  private showPage({ messages, more, before }: HistoryPage): void {
    const { scroll } = this.panel;
    const isFirst = !this.place.isPastShown;
    scroll.above(() => {
      this.thread.showPast(messages);
      this.panel.showEarlier(more);
    });
    this.place.isPastShown = true;
    this.place.before = before ?? 1;
    this.showIntro();
    if (isFirst) scroll.toEnd();
    this.tellReceived();
  }

  private down(): void {
    this.stopGrowing();
    const key = navigator.onLine ? 'widget.reconnecting' : 'widget.offline';
    this.panel.showBanner(this.parts.words.say(key));
  }

  /** What grows or is typed is told anew when the line is up again, or not at all. */
  private stopGrowing(): void {
    this.drafts.dropAll();
    this.panel.showTyping(null);
  }

  private refused(problem: Problem): void {
    const { words, onTokenExpired } = this.parts;
    const isTokenDead = problem.code === 'token.expired' || problem.code === 'token.invalid';
    if (isTokenDead && this.userToken !== null) {
      this.panel.showBanner(words.say('widget.sign-in-ended'));
      onTokenExpired();
    } else if (isTokenDead && this.visits.load() !== null) {
      this.visits.forget();
      this.beginAnew();
      this.panel.showIntro(words.say('widget.visit-ended'));
    } else {
      const again = problem.retryable ? ` ${words.say('widget.trying-again')}` : '';
      this.panel.showBanner(words.problem(problem) + again, true);
    }
  }

  private startOver(): void {
    this.visits.forget();
    this.beginAnew();
  }

  /** The same conversation under another token. */
  private comeBack(): void {
    this.stopGrowing();
    this.panel.showBanner(this.parts.words.say('widget.connecting'));
    this.connection.reopen();
  }

  /** Somebody else is here now, and what one person wrote must not go out as another's. */
  private dropUnsent(): void {
    this.outbox.clear();
    this.panel.composer.clear();
  }

  /** Another conversation. What is not sent yet goes with the one before. */
  private beginAnew(): void {
    this.outbox.clear();
    this.forgetPlace();
    this.panel.showBanner(this.parts.words.say('widget.connecting'));
    this.connection.reopen();
  }

  private forgetPlace(): void {
    this.place = freshPlace();
    this.thread.clear();
    this.panel.showTyping(null);
    this.panel.showEarlier(false);
    this.parts.frame.setOwner('', botAvatar());
    this.showIntro();
    this.countUnread();
  }

  /** Where something was said before, the greeting waits until it is known whether it is still there. */
  private showIntro(): void {
    const isEmpty = this.place.isPastShown || !this.hasVisit();
    this.panel.showIntro(null, this.thread.isEmpty && isEmpty);
  }

  private showOwner(change: Ownership): void {
    if (change.ownership < this.place.ownership) return;
    this.place.ownership = change.ownership;
    this.drafts.owned(change.ownership);
    if (change.owner !== 'bot') this.panel.showTyping(null);
    const { frame, words } = this.parts;
    const agent = change.agent ?? words.say('widget.person');
    const line = words.say(`widget.owner.${change.owner}`, { agent });
    frame.setOwner(line, ownerAvatar(change.owner, agent));
  }

  private send({ text, files }: Composed): void {
    this.writing.stop();
    const more = files.length === 0 ? {} : { files };
    this.outbox.add({ kind: 'message', id: newId(), text, ...more });
  }

  private giveUp(deed: Deed): void {
    this.outbox.drop(deed.id);
    this.thread.undo(deed);
    this.showIntro();
    if (deed.kind === 'message' && deed.choice === undefined) {
      this.panel.composer.restore({ text: deed.text, files: deed.files ?? [] });
    }
  }
}
