import type { Agent } from '../../src/core/domain/handoff.js';
import { byId, newId, setAttribute, setText } from '../shared/element.js';
import { CaseCard } from './case-card.js';
import { CaseHead } from './case-head.js';
import { DeskAlerts } from './desk-alerts.js';
import { type DeskApi, DeskProblem } from './desk-api.js';
import { DeskComposer } from './desk-composer.js';
import type { CaseDetail, StepName, ThreadLine } from './desk-contract.js';
import { DeskKeys } from './desk-keys.js';
import { DeskQueue, NOTHING_READ, type QueueLists, type View } from './desk-queue.js';
import type { DeskTexts } from './desk-texts.js';
import { DeskThread } from './desk-thread.js';
import { DeskWords, type Done, TOLD } from './desk-words.js';
import { DraftKeeper } from './draft-keeper.js';
import { EventStream, type StreamEvent } from './event-stream.js';
import { LineMaker } from './line-maker.js';
import { Reader } from './reader.js';
import { shortcutsOf } from './shortcuts.js';
import { tell } from './status.js';
import { TabRest } from './tab-rest.js';

/** How often the record is read when the stream gives hints, and when it does not. */
const POLL_MS = 10_000;
const POLL_ALONE_MS = 1_500;

/** A text on its way becomes "offline" by mere time, of which no hint tells. */
const POLL_WAITING_MS = 2_500;

/** One agent's time at the desk, from signing in to signing out. */
export class DeskSession {
  private readonly words: DeskWords;
  private readonly drafts: DraftKeeper;
  private readonly queue: DeskQueue;
  private readonly head: CaseHead;
  private readonly card: CaseCard;
  private readonly thread: DeskThread;
  private readonly composer: DeskComposer;
  private readonly alerts: DeskAlerts;
  private readonly stream: EventStream;
  private readonly reader: Reader;
  private readonly rest: TabRest;
  private readonly over = new AbortController();
  private readonly ticking: ReturnType<typeof setInterval>;
  private view: View = 'waiting';
  private lists: QueueLists = NOTHING_READ;
  private chosenId: string | null = null;
  private detail: CaseDetail | null = null;
  private isBusy = false;
  private isStreaming = false;
  private isReachable = true;
  /** The reading that shows what the newest action came to. */
  private afterwards: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: DeskApi,
    private readonly me: Agent,
    private readonly texts: DeskTexts,
    private readonly onRefused: () => void,
  ) {
    this.words = new DeskWords(texts);
    this.drafts = new DraftKeeper(me.id);
    this.queue = new DeskQueue(me, texts, this.words, {
      view: (view) => this.lookAt(view),
      choose: (id) => this.choose(id),
    });
    this.head = new CaseHead(texts, this.words, (kind, note) => this.step(kind, note));
    this.card = new CaseCard(texts, this.words, {
      sendDraft: (draft) => void this.sendDraft(draft),
      editDraft: (draft) => this.composer.use(draft),
      answer: (name) => void this.withCase(name, (id) => this.api.answer(id, name)),
    });
    this.thread = new DeskThread(me, texts, this.lineMaker());
    this.composer = new DeskComposer(me, texts, this.words, this.drafts, {
      say: (id, mode, words) => this.act(mode, () => this.api.say(id, mode, words)),
      typing: (id, on) => void this.api.typing(id, on).catch(() => undefined),
      upload: (id, file, watch) => this.api.upload(id, file, watch),
      tell,
    });
    this.alerts = new DeskAlerts(me, texts, this.words, (id) => this.choose(id));
    this.stream = this.newStream();
    this.reader = new Reader((signal) => this.read(signal), POLL_ALONE_MS);
    this.rest = new TabRest(() => this.restOrWake(), this.over.signal);
    new DeskKeys(this.shortcuts(), texts, this.over.signal);
    this.ticking = setInterval(() => this.tick(), 1_000);
    this.listen();
  }

  /** Opens the desk; a case named in the address is shown at once. */
  begin(handoffId: string | null): void {
    setText(byId('agent'), this.me.name);
    this.showConnection();
    if (handoffId === null) this.showCase();
    else this.choose(handoffId);
    this.follow();
    void this.reader.now();
  }

  /** `isLeaving`: the agent goes; what they had begun goes with them. */
  end(isLeaving: boolean): void {
    this.over.abort();
    clearInterval(this.ticking);
    this.stream.stop();
    this.reader.stop();
    this.alerts.stop();
    this.composer.stop();
    if (isLeaving) this.drafts.forget();
  }

  choose(id: string | null): void {
    if (id === this.chosenId && this.detail !== null) {
      this.showPane('case');
      return;
    }
    this.chosenId = id;
    // Until the new one is read, nothing may be sent to the old one by mistake.
    this.detail = null;
    this.thread.clear();
    this.showCase();
    this.showQueue();
    this.follow();
    this.showPane(id === null ? 'queue' : 'case');
    setAddress(id);
    void this.reader.anew().then(() => {
      if (this.chosenId === id && id !== null) byId('case').focus();
    });
  }

  private listen(): void {
    const { signal } = this.over;
    // What scrolls must be reachable by keyboard; not every browser sees to that.
    for (const id of ['thread-scroll', 'known']) byId(id).tabIndex = 0;
    byId('back').addEventListener('click', () => this.choose(null), { signal });
    byId('details').addEventListener('click', () => this.togglePane(), { signal });
    byId('details-close').addEventListener('click', () => this.showPane('case'), { signal });
    addEventListener('focus', () => this.reader.soon(), { signal });
    addEventListener('online', () => this.reader.soon(), { signal });
    addEventListener('hashchange', () => this.choose(handoffInAddress()), { signal });
  }

  private shortcuts() {
    return shortcutsOf({
      move: (step) => this.queue.move(step),
      view: (view) => this.lookAt(view),
      step: (kind) => this.head.press(kind),
      write: (mode) => this.detail && this.composer.write(mode),
      useDraft: () => byId('draft').hidden || byId('use-draft').click(),
      mute: () => this.alerts.toggle(),
      leave: () => this.choose(null),
      list: () => byId('show-keys').click(),
    });
  }

  private lineMaker(): LineMaker {
    const actions = {
      edit: ({ seq }: ThreadLine, text: string) =>
        this.withCase('edit', (id) => this.api.edit(id, seq, { id: newId(), text })),
      takeBack: ({ seq }: ThreadLine) =>
        this.withCase('delete', (id) => this.api.takeBack(id, seq, newId())),
      retry: ({ seq }: ThreadLine) => this.withCase('retry', (id) => this.api.retry(id, seq)),
      goTo: (seq: number) => this.thread.goTo(seq),
    };
    return new LineMaker(this.me, this.texts, this.words, actions, {
      words: this.texts.files,
      address: (path) => new URL(path, location.href).href,
      fresh: (fileId) => this.api.file(this.chosenId ?? '', fileId),
      steady: (change) => this.thread.steady(change),
    });
  }

  private newStream(): EventStream {
    return new EventStream(this.api, {
      onEvent: (event) => this.heard(event),
      onState: (state) => {
        this.isStreaming = state === 'live';
        this.pace();
        // What happened while nobody listened is in the record only.
        if (this.isStreaming) this.reader.soon();
        if (this.isStreaming) this.composer.uploadAgain();
        this.showConnection();
      },
      onRefused: () => this.refused(),
    });
  }

  private follow(): void {
    if (!this.rest.isResting) this.stream.follow(this.chosenId);
  }

  /** Without a stream, reading now and then is enough for the title and the sound of a tab nobody looks at. */
  private restOrWake(): void {
    if (this.rest.isResting) {
      this.stream.stop();
      this.isStreaming = false;
    } else {
      this.follow();
      this.reader.soon();
    }
    this.pace();
  }

  private heard({ name, fields }: StreamEvent): void {
    if (name === 'changed') this.reader.soon();
    if (name !== 'typing' || this.detail === null) return;
    this.thread.customerTypes(fields['on'] === true, this.detail.handoff.payload.customer.name);
  }

  /** Shows nothing once given up; see `Reader`. */
  private async read(signal: AbortSignal): Promise<void> {
    const { view, chosenId } = this;
    try {
      const [waiting, mine, active, closed, detail] = await Promise.all([
        this.api.list('waiting', signal),
        this.api.list('mine', signal),
        view === 'all' ? this.api.list('active', signal) : [],
        view === 'closed' || view === 'all' ? this.api.list('closed', signal) : [],
        chosenId === null ? null : this.api.show(chosenId, signal).catch(unknownAsNull),
      ]);
      if (signal.aborted) return;
      this.reached(true);
      this.lists = { waiting, mine, active, closed };
      this.alerts.show(waiting);
      this.showQueue();
      if (chosenId !== null && detail === null) this.lost();
      else this.showDetail(detail);
    } catch (problem) {
      if (signal.aborted) return;
      if (problem instanceof DeskProblem && problem.code === 'desk.unauthorized') this.refused();
      else this.reached(false);
    }
  }

  private showDetail(detail: CaseDetail | null): void {
    const last = this.detail;
    if (detail && last && isOlder(detail, last)) return;
    this.detail = detail;
    if (detail && last) this.tellOfOthers(detail, last);
    this.pace();
    this.showCase();
  }

  /** What a colleague did to the case that is being looked at is said, not only shown. */
  private tellOfOthers({ handoff }: CaseDetail, last: CaseDetail): void {
    if (handoff.revision === last.handoff.revision) return;
    const step = handoff.history.at(-1);
    if (step && step.by?.id !== this.me.id) tell(this.words.step(step));
  }

  private lost(): void {
    tell(this.texts.say('desk.unknown'), 'problem');
    this.choose(null);
  }

  private lookAt(view: View): void {
    this.view = view;
    this.lists = { ...this.lists, active: [], closed: [] };
    this.showQueue();
    void this.reader.anew();
  }

  private async step(kind: StepName, note?: string): Promise<boolean> {
    const { detail } = this;
    if (detail === null) return false;
    let opened: string | null = null;
    const isDone = await this.act(kind, async () => {
      if (kind !== 'take-over') return this.api.step(detail.handoff.id, kind, note);
      opened = await this.api.takeOver(detail.conversation.id);
    });
    if (isDone) await this.afterwards;
    if (opened !== null) this.choose(opened);
    else if (isDone && kind === 'claim') this.composer.write('reply');
    else byId('case').focus();
    return isDone;
  }

  private async sendDraft(draft: string): Promise<void> {
    const id = this.chosenId;
    if (id === null || draft === '') return;
    // Pressed again after a failure it is the same submission.
    const words = { id: `draft-${id}`, text: draft };
    await this.act('reply', () => this.api.say(id, 'reply', words));
  }

  private withCase(kind: Done, act: (id: string) => Promise<void>): Promise<boolean> {
    const id = this.chosenId;
    return id === null ? Promise.resolve(false) : this.act(kind, () => act(id));
  }

  /** Runs one action and says in words what came of it. Resolves with whether it was done; the reading follows. */
  private async act(kind: Done, action: () => Promise<void>): Promise<boolean> {
    this.isBusy = true;
    this.showCase();
    let isDone = false;
    try {
      await action();
      isDone = true;
      tell(this.texts.say(TOLD[kind]));
    } catch (problem) {
      tell(this.words.problem(problem), 'problem');
      if (problem instanceof DeskProblem && problem.code === 'desk.unauthorized') this.refused();
    }
    this.isBusy = false;
    this.afterwards = this.reader.anew();
    this.showCase();
    return isDone;
  }

  private reached(isReachable: boolean): void {
    if (isReachable === this.isReachable) return;
    this.isReachable = isReachable;
    if (isReachable) this.composer.uploadAgain();
    this.pace();
    this.showConnection();
  }

  private pace(): void {
    if (this.rest.isResting) this.reader.every(POLL_MS);
    else if (!this.isStreaming || !this.isReachable) this.reader.every(POLL_ALONE_MS);
    else this.reader.every(this.detail?.messages.some(isOnItsWay) ? POLL_WAITING_MS : POLL_MS);
  }

  /** Said once; what an ended session still hears is no matter of the next one. */
  private refused(): void {
    if (!this.over.signal.aborted) this.onRefused();
  }

  private showConnection(): void {
    const isLive = (this.isStreaming || this.rest.isResting) && this.isReachable;
    const place = byId('connection');
    setAttribute(place, 'data-state', isLive ? 'live' : 'lost');
    setText(place, this.texts.say(isLive ? 'desk.live' : 'desk.reconnecting'));
  }

  private showQueue(): void {
    const { lists, view, chosenId } = this;
    this.queue.show({ ...lists, view, chosenId });
  }

  private showCase(): void {
    const { detail, isBusy } = this;
    byId('nothing-chosen').hidden = this.chosenId !== null;
    byId('loading').hidden = this.chosenId === null || detail !== null;
    byId('chosen').hidden = detail === null;
    byId('known').hidden = detail === null;
    this.composer.show(detail);
    if (detail === null) return;
    this.head.show(detail, isBusy);
    this.card.show(detail, isBusy);
    this.thread.show(detail);
  }

  private tick(): void {
    const nowMs = Date.now();
    this.queue.tick(nowMs);
    this.head.tick(nowMs);
  }

  /** Which part a small screen shows; a large one shows all of them. */
  private showPane(pane: 'queue' | 'case' | 'card'): void {
    setAttribute(byId('desk'), 'data-pane', pane);
    setAttribute(byId('details'), 'aria-expanded', String(pane === 'card'));
  }

  private togglePane(): void {
    this.showPane(byId('desk').dataset['pane'] === 'card' ? 'case' : 'card');
  }
}

function isOnItsWay({ truth }: ThreadLine): boolean {
  return truth?.state === 'waiting' && truth.reason !== 'customer offline';
}

/** A case can be named in the address, so that it can be bookmarked and sent to a colleague. */
export function handoffInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('case');
}

function setAddress(id: string | null): void {
  if (id === handoffInAddress()) return;
  const hash = id === null ? '' : `#case=${encodeURIComponent(id)}`;
  history.pushState(null, '', location.pathname + location.search + hash);
}

function unknownAsNull(problem: unknown): null {
  if (problem instanceof DeskProblem && problem.code === 'handoff.unknown') return null;
  throw problem;
}

/** An answer of a process that lags behind the one that answered before. */
function isOlder(detail: CaseDetail, last: CaseDetail): boolean {
  if (detail.handoff.id !== last.handoff.id) return false;
  return (
    detail.handoff.revision < last.handoff.revision ||
    detail.conversation.lastSeq < last.conversation.lastSeq
  );
}
