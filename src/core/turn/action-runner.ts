import {
  type Acting,
  type ActionAttempt,
  type ActionOutcome,
  type ActionSpec,
  type ActionState,
  actingAfter,
} from '../domain/action.js';
import { actionsOnCard, factsOf, troubleInWords, valuesInWords } from '../domain/action-words.js';
import type { ActCommand } from '../domain/action-writes.js';
import type { Conversation } from '../domain/conversation.js';
import type { HandoffPayload } from '../domain/handoff.js';
import { isClosed } from '../domain/handoff.js';
import type { TakeRequest } from '../domain/lane.js';
import { type Draft, SYSTEM } from '../domain/message.js';
import { say, type Wording } from '../domain/texts.js';
import { timeInWords } from '../domain/time-in-words.js';
import type { ActionCall, Actions, NoEnd } from '../ports/actions.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { IdSource } from '../ports/ids.js';
import type { Interims } from '../ports/interims.js';
import type { Telemetry } from '../ports/telemetry.js';

/** Beyond its own timeout a run is given this long to be noted; then its process is taken for dead. */
const GRACE_MS = 2_000;

/** How often somebody who waits for another process's run looks. */
const LOOK_EVERY_MS = 200;

/** How long a store that is away is waited for with an end in hand, and the longest pause between two tries. */
const NOTE_MS_MAX = 30_000;
const NOTE_WAIT_MS_MAX = 2_000;

const PROCESS_ENDED: ActionOutcome = { kind: 'unknown', trouble: 'process-ended', detail: '' };

export interface RunnerParts {
  readonly actions: Actions;
  readonly interims: Interims;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly laneTtlMs: () => number;
  readonly wording: (tenant: string) => Wording;
  /** Told after each write; must return at once. */
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

/** Where a run that a turn asked for has ended. */
export interface Ended {
  readonly outcome: ActionOutcome;
  /** As it is on record now. */
  readonly acting: Acting;
}

/**
 * Runs actions, each at most once: that it begins is on record before, and how it ended right after (P5, and never
 * twice). Whoever finds a run without an end asks the other system, waits until it must have ended, or says that it is
 * not known.
 */
export class ActionRunner {
  constructor(private readonly parts: RunnerParts) {}

  /**
   * Begins it and resolves with its end. Null: it was not begun, because the conversation is not as it was, or somebody
   * else tells how it ended. `lease`: of the turn that wants it; null for a run an agent approved.
   */
  async run(
    conversation: Conversation,
    state: ActionState,
    spec: ActionSpec,
    lease: ActCommand['lease'],
  ): Promise<Ended | null> {
    const { interims, actions, clock, telemetry } = this.parts;
    const running: ActionState = {
      ...state,
      stage: 'running',
      startedAtMs: clock.nowMs(),
      // Asking what became of it may take as long again.
      dueAtMs: clock.nowMs() + 2 * spec.timeoutMs + GRACE_MS,
    };
    const begun = await interims.act({
      ...this.write(conversation),
      lease,
      acting: actingAfter(conversation.acting, running),
    });
    if (begun === null) return null;
    telemetry.info('action.begun', { action: state.name, conversation: conversation.id });
    const call = this.callOf(begun, running);
    const told = await actions.run(call);
    const untilMs = (running.dueAtMs ?? 0) - GRACE_MS;
    const outcome = told.kind === 'unknown' ? await this.lookedUp(call, told, untilMs) : told;
    return this.conclude(conversation.id, state.id, outcome);
  }

  /** What the other system says of a run whose answer never came; as it was, if it cannot say how it ended. */
  private async lookedUp(
    call: ActionCall,
    told: ActionOutcome,
    untilMs: number,
  ): Promise<ActionOutcome> {
    const { actions, clock } = this.parts;
    let found = await actions.status(call);
    while (found?.kind === 'running' && clock.nowMs() < untilMs) {
      await clock.wait(LOOK_EVERY_MS);
      found = await actions.status(call);
    }
    // A request that has not arrived by now may still arrive.
    return hasEnd(found) ? found : told;
  }

  /**
   * How a run that is on record without an end came out; null: somebody else tells. Only where the other system says
   * that it never heard of it, and whoever began it has had its time, it is begun again, under the same key; by a job
   * only what an agent has approved, for nobody else may start anything while a person has the conversation.
   */
  async settle(
    conversation: Conversation,
    state: ActionState,
    lease: ActCommand['lease'],
  ): Promise<Ended | null> {
    const { actions, clock, telemetry, conversations } = this.parts;
    telemetry.warn('action.left-open', { action: state.name, conversation: conversation.id });
    let found = await actions.status(this.callOf(conversation, state));
    while (!hasEnd(found)) {
      const now = await conversations.load(conversation.id);
      const current = now?.acting.current;
      if (!now || current?.id !== state.id) return null;
      if (current.stage === 'done' && current.outcome !== null) {
        return lease && { outcome: current.outcome, acting: now.acting };
      }
      if (clock.nowMs() >= (current.dueAtMs ?? 0)) {
        // Asked once more: what was on its way before has arrived by now.
        found = await actions.status(this.callOf(now, current));
        if (found?.kind === 'never-received') return this.runAgain(now, current, lease);
        break;
      }
      await clock.wait(LOOK_EVERY_MS);
      found = await actions.status(this.callOf(now, current));
    }
    return this.conclude(conversation.id, state.id, hasEnd(found) ? found : PROCESS_ENDED);
  }

  private runAgain(
    now: Conversation,
    current: ActionState,
    lease: ActCommand['lease'],
  ): Promise<Ended | null> {
    const spec = this.specOf(now.tenant, current.name);
    const mayRun = lease !== null || current.handoffId !== null;
    if (spec !== null && mayRun) return this.run(now, current, spec, lease);
    const never: ActionOutcome = { kind: 'failed', trouble: 'process-ended', detail: '' };
    return this.conclude(now.id, current.id, never);
  }

  /**
   * Puts on record how it ended, however long the store takes to come back. Where a turn waits for it, that one tells the
   * customer, and gets it back; otherwise all who must know are told here, and it is null.
   */
  async conclude(
    conversationId: string,
    actionId: string,
    outcome: ActionOutcome,
  ): Promise<Ended | null> {
    const { clock, telemetry } = this.parts;
    const untilMs = clock.nowMs() + NOTE_MS_MAX;
    for (let waitMs = LOOK_EVERY_MS; ; waitMs *= 2) {
      try {
        const noted = await this.note(conversationId, actionId, outcome);
        if (noted !== 'changed') return noted;
        if (clock.nowMs() >= untilMs) throw new Error('The end of an action is not on record.');
      } catch (error) {
        telemetry.error('action.not-noted', error, { conversation: conversationId });
        if (clock.nowMs() >= untilMs) throw error;
        await clock.wait(Math.min(waitMs, NOTE_WAIT_MS_MAX));
      }
    }
  }

  /** What is on record as ended, and no turn is there any more to tell. */
  async tell(conversation: Conversation, { id, outcome }: ActionState): Promise<void> {
    if (outcome !== null) await this.conclude(conversation.id, id, outcome);
  }

  /** `changed`: the conversation was not any more as it had been read. */
  private async note(
    conversationId: string,
    actionId: string,
    outcome: ActionOutcome,
  ): Promise<Ended | 'changed' | null> {
    const { conversations, interims, telemetry, onChanged } = this.parts;
    const now = await conversations.load(conversationId);
    const current = now?.acting.current;
    if (!now || current?.id !== actionId) return null;
    const isTurns = hasTurn(now, current);
    if (current.stage === 'done' && isTurns) return null;
    const isForTurn = current.stage === 'running' && isTurns;
    const command = isForTurn ? this.done(now, current, outcome) : this.told(now, current, outcome);
    if (command === null) return null;
    const after = await interims.act(command);
    if (after === null) return 'changed';
    telemetry.info('action.ended', {
      action: current.name,
      conversation: conversationId,
      outcome: outcome.kind,
      trouble: outcome.kind === 'done' ? null : outcome.trouble,
    });
    if (isForTurn) return { outcome, acting: after.acting };
    onChanged(after, command.take);
    return null;
  }

  /** The short result that stays. */
  attemptOf(
    state: ActionState,
    spec: ActionSpec | null,
    outcome: ActionOutcome,
    tenant: string,
  ): ActionAttempt {
    const { id, name, title } = state;
    const wording = this.parts.wording(tenant);
    const atMs = this.parts.clock.nowMs();
    const base = { id, name, title, end: outcome.kind, atMs };
    if (outcome.kind === 'done') return { ...base, text: outcome.text };
    const trouble = troubleInWords(outcome, wording);
    const values = valuesInWords(factsOf(spec, state.values), wording);
    const time = timeInWords(state.startedAtMs, wording.language);
    const fill = { trouble, values, time, key: state.id };
    return { ...base, text: say(`action.card.${outcome.kind}`, wording, fill) };
  }

  specOf(tenant: string, name: string): ActionSpec | null {
    return this.parts.actions.offered(tenant).find((one) => one.name === name) ?? null;
  }

  /** What every write of an action's has in common; whoever makes it says what is different. */
  write({ id, acting }: Conversation): Omit<ActCommand, 'acting'> {
    const { ids, clock, laneTtlMs } = this.parts;
    const nowMs = clock.nowMs();
    return {
      conversationId: id,
      revision: acting.revision,
      lease: null,
      handoff: null,
      deskLines: [],
      notice: null,
      take: { holder: ids.unique(), nowMs, untilMs: nowMs + laneTtlMs() },
    };
  }

  /** Words of ours about an action. The same words about the same action have one id, so that none is said twice. */
  draft(state: ActionState, about: string, text: string, kind: 'text' | 'note'): Draft {
    const { ids, clock } = this.parts;
    const id = ids.hash('action', state.id, about, kind);
    return { id, kind, author: SYSTEM, text, atMs: clock.nowMs() };
  }

  /**
   * A turn is at it, or will be: it finds the outcome on record even if this process ends now. Should there be no such
   * turn any more, the job tells.
   */
  private done(now: Conversation, current: ActionState, outcome: ActionOutcome): ActCommand {
    const dueAtMs = this.parts.clock.nowMs() + GRACE_MS;
    const done: ActionState = { ...current, stage: 'done', outcome, dueAtMs };
    return { ...this.write(now), acting: actingAfter(now.acting, done) };
  }

  /** Nobody's turn: the customer and the desk are told in the same write. Null: they know as much already. */
  private told(now: Conversation, current: ActionState, outcome: ActionOutcome): ActCommand | null {
    const isLate = current.stage === 'unknown';
    if (isLate && outcome.kind === 'unknown') return null;
    const wording = this.parts.wording(now.tenant);
    const attempt = this.attemptOf(
      current,
      this.specOf(now.tenant, current.name),
      outcome,
      now.tenant,
    );
    const left: ActionState | null =
      outcome.kind === 'unknown' ? { ...current, stage: 'unknown', dueAtMs: null } : null;
    const acting = actingAfter(now.acting, left, attempt);
    const handoff = openCase(now);
    const line = say(isLate ? 'action.desk.late' : 'action.desk.ended', wording, {
      action: current.title,
      text: attempt.text,
    });
    const about = isLate ? 'late' : 'ended';
    const said = this.noticeOf(now, current, outcome, isLate);
    return {
      ...this.write(now),
      acting,
      handoff: handoff && { id: handoff.id, changes: cardChanges(acting, wording) },
      deskLines: handoff === null ? [] : [this.draft(current, about, line, 'note')],
      notice: said === null ? null : this.draft(current, about, said, 'text'),
    };
  }

  /** What the customer hears of it. What an agent has in hand and what is not good news, the agent tells. */
  private noticeOf(
    now: Conversation,
    current: ActionState,
    outcome: ActionOutcome,
    isLate: boolean,
  ): string | null {
    const wording = this.parts.wording(now.tenant);
    const action = current.title;
    if (outcome.kind === 'done') {
      return isLate ? say('action.late', wording, { action, text: outcome.text }) : outcome.text;
    }
    const isWaitedFor = now.owner === 'bot' || current.handoffId !== null;
    return isWaitedFor ? say(`action.${outcome.kind}-told`, wording, { action }) : null;
  }

  private callOf({ tenant, channel, id, customer }: Conversation, state: ActionState): ActionCall {
    return {
      key: state.id,
      tenant,
      channel,
      conversationId: id,
      customer: {
        id: customer.id,
        name: customer.name,
        ...(customer.email ? { email: customer.email } : {}),
      },
      action: state.name,
      values: state.values,
      wording: this.parts.wording(tenant),
    };
  }
}

/** What a card shows anew when an action has come further. */
export function cardChanges(acting: Acting, wording: Wording): Partial<HandoffPayload> {
  return { actions: actionsOnCard(acting, wording) };
}

/** The case that is open in a conversation; null without one. */
export function openCase({ handoff }: Conversation): Conversation['handoff'] {
  return handoff === null || isClosed(handoff.state) ? null : handoff;
}

/** Whether the other system knows how it ended, or that nobody does. */
function hasEnd(found: ActionOutcome | NoEnd | null): found is ActionOutcome {
  return found !== null && found.kind !== 'never-received' && found.kind !== 'running';
}

/** Whether messages it was decided on wait still for the turn that answers them. */
export function hasTurn({ owner, inbox }: Conversation, { throughSeq }: ActionState): boolean {
  return owner === 'bot' && inbox.some(({ seq }) => seq <= throughSeq);
}
