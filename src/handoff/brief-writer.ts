import type { Conversation } from '../core/domain/conversation.js';
import type { Handoff } from '../core/domain/handoff.js';
import { type Brief, saidOf } from '../core/domain/handoff-payload.js';
import type { TakeRequest } from '../core/domain/lane.js';
import { orAborted } from '../core/domain/or-aborted.js';
import type { Clock } from '../core/ports/clock.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Context, Mind } from '../core/ports/mind.js';
import type { Outbox } from '../core/ports/outbox.js';
import { changed, type Signals } from '../core/ports/signals.js';
import type { Telemetry } from '../core/ports/telemetry.js';

/** Briefs one process writes at once. In a rush of handoffs the model is for those who wait for answers. */
const BRIEFS_MAX = 8;

/** A brief that takes longer helps nobody any more: the agent has read the thread by then. */
const BRIEF_MS_MAX = 60_000;

interface BriefParts {
  readonly outbox: Outbox;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly laneTtlMs: () => number;
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

/**
 * Adds to a card what takes a model call to know. The card is out at once from what the record knows; this comes as an
 * edit of it, or not at all.
 */
export class BriefWriter {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: BriefParts) {}

  /** Returns at once. `briefFrom` is null when the escalation brought its own lines. */
  begin(handoff: Handoff, briefFrom: Context | null, mind: Mind): void {
    if (briefFrom === null || this.running.size >= BRIEFS_MAX) return;
    const work = this.write(handoff, briefFrom, mind).catch((error) => {
      this.parts.telemetry.error('brief.failed', error, { handoff: handoff.id });
    });
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private async write(handoff: Handoff, briefFrom: Context, mind: Mind): Promise<void> {
    const { clock, ids, outbox } = this.parts;
    const { conversationId } = handoff;
    const brief = saidOf((await this.brief(briefFrom, mind)) ?? {});
    if (Object.keys(brief).length === 0) return;
    const nowMs = clock.nowMs();
    const take = { holder: ids.unique(), nowMs, untilMs: nowMs + this.parts.laneTtlMs() };
    // A summary of the whole talk tells the older one, too.
    const changes = brief.summary === undefined ? brief : { ...brief, older: null };
    const after = await outbox.amend({ conversationId, handoffId: handoff.id, changes, take });
    if (after === null) return;
    this.parts.signals.publish(changed(after, true));
    this.parts.onChanged(after, take);
  }

  /** Null also when the model fails: the card says already what is known without it. */
  private async brief(context: Context, mind: Mind): Promise<Brief | null> {
    const timeout = new AbortController();
    const cancel = this.parts.clock.alarm(BRIEF_MS_MAX, () => timeout.abort());
    try {
      const signal = AbortSignal.any([timeout.signal, this.stopping.signal]);
      return await orAborted(mind.brief(context, signal), signal);
    } catch (error) {
      this.parts.telemetry.error('brief.mind-failed', error, { turn: context.place.turnId });
      return null;
    } finally {
      cancel();
    }
  }
}
