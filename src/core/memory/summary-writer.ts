import { type Conversation, pastCount } from '../domain/conversation.js';
import { extractiveSummary, retainedLines } from '../domain/extractive-summary.js';
import type { Condensed } from '../domain/memory.js';
import { isRevision, type Message } from '../domain/message.js';
import { usableSummary } from '../domain/summary.js';
import type { Archive } from '../ports/archive.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { Memories } from '../ports/memories.js';
import type { Mind } from '../ports/mind.js';
import type { Telemetry } from '../ports/telemetry.js';
import { caughtUp } from './catch-up.js';
import { toLine } from './line.js';
import type { MemorySettings } from './memory-settings.js';
import { planOf, type Remembered, remember, wantsSummarised } from './remember.js';
import type { Window } from './window.js';
import { isWords } from './words.js';

/** How long one try may take. */
const TIMEOUT_MS = 60_000;

/** When somebody else may try; doubled with each further try. Longer than a try, so that two are never at it. */
const RETRY_AFTER_MS = 2 * TIMEOUT_MS;
const RETRY_DOUBLINGS_MAX = 5;

export interface SummarySettings {
  readonly memory: MemorySettings;
  readonly mind: Mind;
  readonly tenant: { readonly id: string; readonly name: string; readonly botName: string };
}

interface SummaryParts {
  readonly memories: Memories;
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly window: Window;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly settings: (conversation: Conversation) => SummarySettings;
}

/** Summaries this process makes at once, and of them one tenant's. What finds no place is found by the next sweep. */
const AT_ONCE_MAX = 8;
const AT_ONCE_PER_TENANT_MAX = 4;

/** Tries with a mind; after them the summary is made without one, so that it is made and costs no more. */
const MIND_TRIES_MAX = 5;

/** What a summary is to cover. */
interface Order {
  readonly conversation: Conversation;
  readonly remembered: Remembered;
  readonly older: readonly Message[];
}

/**
 * Summarises older talk, as a job of its own: no customer waits for it and no turn is held up by it. Whatever goes wrong
 * leaves everything as it was (P11), and it is tried again later.
 */
export class SummaryWriter {
  private readonly stopping = new AbortController();
  /** What is under way, with its tenant. */
  private readonly underWay = new Map<Promise<void>, string>();

  constructor(private readonly parts: SummaryParts) {}

  /** Does what is due for this conversation, if anything is and there is room for it. Never rejects. */
  run(conversationId: string, tenant: string): Promise<void> {
    const own = [...this.underWay.values()].filter((one) => one === tenant).length;
    const isFull = this.underWay.size >= AT_ONCE_MAX || own >= AT_ONCE_PER_TENANT_MAX;
    if (this.stopping.signal.aborted || isFull) return Promise.resolve();
    const work = this.summarise(conversationId).catch((error) => {
      this.parts.telemetry.error('summary.failed', error, { conversation: conversationId });
    });
    this.underWay.set(work, tenant);
    void work.finally(() => this.underWay.delete(work));
    return work;
  }

  async stop(): Promise<void> {
    this.stopping.abort('stopping');
    await Promise.all(this.underWay.keys());
  }

  private async summarise(conversationId: string): Promise<void> {
    const { memories, clock, conversations } = this.parts;
    const found = await conversations.load(conversationId);
    if (found === null) return;
    const nowMs = clock.nowMs();
    const doublings = Math.min(found.memory.tries, RETRY_DOUBLINGS_MAX);
    const untilMs = nowMs + RETRY_AFTER_MS * 2 ** doublings;
    const begun = await memories.begin({ conversationId, nowMs, untilMs });
    if (begun === null) return;
    const settings = this.parts.settings(begun);
    const order = await this.orderOf(begun, settings);
    const condensed = order.older.length === 0 ? null : await this.condensedOf(order, settings);
    if (condensed !== null && (await this.hasChanged(order))) {
      this.parts.telemetry.info('summary.discarded', { conversation: conversationId });
      return;
    }
    await this.write(order, condensed, nowMs);
  }

  /** What is there to be summarised, by the same count as a turn's. */
  private async orderOf(conversation: Conversation, settings: SummarySettings): Promise<Order> {
    const { archive, window, clock } = this.parts;
    const nowMs = clock.nowMs();
    const { estimate } = settings.mind.meter;
    const session = await window.load(conversation);
    const talk = { window: session.window, taken: conversation.inbox };
    const caught = await caughtUp(conversation, archive, talk, nowMs);
    const given = {
      ...caught,
      window: session.window,
      taken: [],
      waitingSeq: conversation.inbox[0]?.seq ?? Number.POSITIVE_INFINITY,
      facts: conversation.facts,
      settings: settings.memory,
      estimate,
      nowMs,
    };
    const remembered = remember(given);
    const plan = planOf({ ...given, window: remembered.window }, remembered.memory);
    const older = wantsSummarised(remembered.window, plan, given);
    return { conversation, remembered: { ...remembered, plan }, older };
  }

  /** What is to stand for it: a summary, or, when memory is too full for one, what must be retained. */
  private async condensedOf(order: Order, settings: SummarySettings): Promise<Condensed> {
    const { conversation, remembered, older } = order;
    const { memory, plan } = remembered;
    const words = older.filter(isWords);
    const text = plan.keepsNarrative
      ? await this.narrative(order, words, settings)
      : (retainedLines(memory.text, words) ?? '');
    return {
      revision: conversation.memory.revision,
      coveredSeq: older.at(-1)?.seq ?? memory.coveredSeq,
      startSeq: memory.startSeq,
      revisedSeq: remembered.revisedSeq,
      kind: text === '' ? 'none' : plan.keepsNarrative ? 'narrative' : 'facts',
      text,
      atMs: this.parts.clock.nowMs(),
      lastTalkAtMs: older.at(-1)?.atMs ?? memory.lastTalkAtMs,
    };
  }

  private async narrative(
    { conversation, remembered }: Order,
    words: readonly Message[],
    { mind, tenant }: SummarySettings,
  ): Promise<string> {
    const { memory } = remembered;
    if (words.length === 0) return memory.text;
    if (conversation.memory.tries > MIND_TRIES_MAX) {
      return extractiveSummary(memory.text, words) ?? memory.text;
    }
    const { clock } = this.parts;
    const timeout = new AbortController();
    const cancel = clock.alarm(TIMEOUT_MS, () => timeout.abort(new SummaryTooSlow()));
    const { id: conversationId, channel, episode } = conversation;
    const turnId = `${conversationId}-m${memory.revision + 1}`;
    try {
      const summary = await mind.summarise(
        {
          place: { tenant: tenant.id, channel, conversationId, episode: episode.number, turnId },
          tenant,
          previous: memory.text === '' ? null : memory.text,
          lines: words.map(toLine),
        },
        AbortSignal.any([this.stopping.signal, timeout.signal]),
      );
      // Nothing worth a line was said: what stood before still tells it all.
      if (summary === null) return memory.text;
      const usable = usableSummary(summary);
      if (usable === null) throw new UnusableSummary();
      return usable;
    } finally {
      cancel();
    }
  }

  /** Whether somebody took back or changed what the summary tells: anything but what is still shown word for word. */
  private async hasChanged({ conversation, older }: Order): Promise<boolean> {
    const now = await this.parts.conversations.load(conversation.id);
    if (now === null || now.lastSeq === conversation.lastSeq) return now === null;
    const { window } = await this.parts.window.load(now);
    const talk = [...window, ...now.inbox];
    const coveredSeq = older.at(-1)?.seq ?? 0;
    const shown = new Set(talk.filter(({ seq }) => seq > coveredSeq).map(({ id }) => id));
    const news = talk.filter(({ seq }) => seq > conversation.lastSeq);
    return news.some((one) => isRevision(one) && !shown.has(one.revises?.id ?? ''));
  }

  private async write(
    { conversation, remembered, older }: Order,
    condensed: Condensed | null,
    nowMs: number,
  ): Promise<void> {
    const { memories, clock, telemetry } = this.parts;
    const { id: conversationId, memory } = conversation;
    const written = await memories.summarise({
      conversationId,
      revision: memory.revision,
      condensed: condensed ?? remembered.condensed,
      dueAtMs: null,
    });
    if (written === null) {
      telemetry.info('summary.superseded', { conversation: conversationId });
      return;
    }
    if (condensed === null) return;
    telemetry.info('summary.written', {
      conversation: conversationId,
      kind: condensed.kind,
      messages: older.length,
      left: pastCount(written) - condensed.coveredSeq,
      tries: memory.tries,
      lagMs: clock.nowMs() - (memory.wantedSinceMs ?? nowMs),
      ms: clock.nowMs() - nowMs,
    });
  }
}

class SummaryTooSlow extends Error {
  constructor() {
    super(`The summary took longer than ${TIMEOUT_MS / 1_000} s.`);
    this.name = 'SummaryTooSlow';
  }
}

class UnusableSummary extends Error {
  constructor() {
    super('The summary is empty or too long.');
    this.name = 'UnusableSummary';
  }
}
