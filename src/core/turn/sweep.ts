import type { Conversation } from '../domain/conversation.js';
import { LANE_NAMES, type LaneName, laneDueAtMs } from '../domain/lane.js';
import { SWEEP_MAX, SWEEP_PAGES_MAX } from '../domain/limits.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations, DuePlace } from '../ports/conversations.js';
import type { Telemetry } from '../ports/telemetry.js';

interface SweepParts {
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly everyMs: () => number;
  readonly turnDue: (conversation: Conversation) => Promise<void>;
  readonly deliveryDue: (conversation: Conversation, lane: LaneName) => Promise<void>;
  readonly watchDue: (conversation: Conversation) => Promise<void>;
  readonly summaryDue: (conversation: Conversation) => Promise<void>;
  readonly actionDue: (conversation: Conversation) => Promise<void>;
}

/**
 * Looks every few seconds for what is due by the record and does it. This is what makes lost wakes, dead processes and
 * an emptied Redis a delay instead of a silence.
 */
export class Sweep {
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  /** Where the last pass stopped, if it did not reach the end. */
  private place: DuePlace | null = null;

  constructor(private readonly parts: SweepParts) {}

  start(): void {
    this.loop = this.sweepForEver();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /**
   * One pass; it does not wait for the work it starts. It goes through all that is due, page by page, because the first
   * page may be full of conversations that wait for a slot while others could be helped at once.
   */
  async pass(): Promise<void> {
    const { conversations, clock, telemetry } = this.parts;
    const nowMs = clock.nowMs();
    try {
      for (let page = 0; page < SWEEP_PAGES_MAX; page++) {
        const due = await conversations.due(nowMs, SWEEP_MAX, this.place);
        for (const conversation of due) this.begin(conversation, nowMs);
        const last = due.at(-1);
        const isLast = due.length < SWEEP_MAX || last === undefined || last.dueAtMs === null;
        this.place = isLast ? null : { dueAtMs: last.dueAtMs, id: last.id };
        if (isLast) return;
      }
    } catch (error) {
      telemetry.error('sweep.failed', error);
    }
  }

  private begin(conversation: Conversation, nowMs: number): void {
    const { turnDue, deliveryDue, watchDue, summaryDue, actionDue, telemetry } = this.parts;
    const work: Promise<void>[] = [];
    if (isTurnDue(conversation, nowMs)) work.push(turnDue(conversation));
    for (const lane of LANE_NAMES) {
      const dueAtMs = laneDueAtMs(conversation.lanes[lane]);
      if (dueAtMs !== null && dueAtMs <= nowMs) work.push(deliveryDue(conversation, lane));
    }
    const { watchAtMs, memory, acting } = conversation;
    const actionDueAtMs = acting.current?.dueAtMs ?? null;
    if (watchAtMs !== null && watchAtMs <= nowMs) work.push(watchDue(conversation));
    if (memory.dueAtMs !== null && memory.dueAtMs <= nowMs) work.push(summaryDue(conversation));
    if (actionDueAtMs !== null && actionDueAtMs <= nowMs) work.push(actionDue(conversation));
    for (const one of work) {
      one.catch((error) => {
        telemetry.error('sweep.work-failed', error, { conversation: conversation.id });
      });
    }
  }

  private async sweepForEver(): Promise<void> {
    const { clock, everyMs } = this.parts;
    while (!this.stopping.signal.aborted) {
      await this.pass();
      await clock.wait(everyMs(), this.stopping.signal);
    }
  }
}

function isTurnDue(conversation: Conversation, nowMs: number): boolean {
  const { owner, inbox, leaseUntilMs } = conversation;
  return owner === 'bot' && inbox.length > 0 && leaseUntilMs <= nowMs;
}
