import { choicesCard } from '../core/domain/card.js';
import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import {
  type Agent,
  type Handoff,
  type HandoffPayload,
  handoffIdOf,
  isClosed,
  wasCausedBy,
} from '../core/domain/handoff.js';
import { handoffPayload } from '../core/domain/handoff-payload.js';
import { CARD_MESSAGES_MAX } from '../core/domain/limits.js';
import { type Draft, type Message, SYSTEM, withRevisions } from '../core/domain/message.js';
import { closesCase, isBeingDone, type OwnCommand } from '../core/domain/ownership-writes.js';
import { say, type TextKey } from '../core/domain/texts.js';
import { newest } from '../core/domain/transcript.js';
import { changed } from '../core/ports/signals.js';
import {
  closedCard,
  closedRefusal,
  conversationOf,
  type DeskParts,
  findHandoff,
  refusalOf,
  refuseOwn,
  takenBy,
  tellChanged,
  writeBy,
} from './desk-parts.js';

export type Step = 'claim' | 'release' | 'return' | 'resolve';

const STARS = [1, 2, 3, 4, 5] as const;

/** Times a yes or no is decided again when the card changes under it, as when words on it are taken back. */
const DECISIONS_MAX = 5;

/**
 * What people do with handoffs. Who may and who was first is decided by one conditional write each; this class words
 * the notices and tells the loser of a race who won.
 */
export class DeskPolicy {
  constructor(private readonly parts: DeskParts) {}

  /** Claim, release, return to the bot, or resolve. Doing again what is already so is no error. */
  async step(
    kind: Step,
    handoffId: string,
    agent: Agent,
    note: string,
    cause?: string,
  ): Promise<Handoff> {
    const conversation = await conversationOf(handoffId, this.parts);
    await refuseOwn(conversation, agent, this.parts);
    const command = {
      ...this.commandOf(kind, handoffId, conversation, agent, note),
      ...(cause === undefined ? {} : { cause }),
    };
    const result = await this.parts.conversations.own(command);
    if (result.kind === 'stale') {
      return this.explain(kind, handoffId, agent, result.conversation, cause);
    }
    tellChanged(result.conversation, command.take, this.parts);
    return closedCard(result.conversation, handoffId) ?? this.find(handoffId);
  }

  /** Takes a conversation from the bot unasked; what the customer waits for goes to the agent. */
  async takeOver(conversationId: string, agent: Agent): Promise<Handoff> {
    const conversation = await this.parts.conversations.load(conversationId);
    if (conversation === null) throw new GatewayError('handoff.unknown');
    await refuseOwn(conversation, agent, this.parts);
    const earlier = await this.earlier(conversation);
    const nowMs = this.parts.clock.nowMs();
    const id = handoffIdOf(conversationId, conversation.handoffCount + 1);
    const { wording } = this.parts.settings(conversation.tenant);
    const { facts, inbox, customer } = conversation;
    const all = withRevisions([...earlier, ...inbox]);
    const known = this.parts.factsAfter({
      facts,
      window: all.slice(0, earlier.length),
      taken: all.slice(earlier.length),
      customerId: customer.id,
    });
    const lastReasoning = say('brief.taken-over', wording, { agent: agent.name });
    const notes = { reason: 'agent_takeover', lastReasoning } as const;
    const command: OwnCommand = {
      kind: 'take-over',
      ...writeBy(agent, conversation, this.parts),
      notice: null,
      handoff: {
        id,
        conversationId,
        tenant: conversation.tenant,
        channel: conversation.channel,
        reason: 'agent_takeover',
        openedAtMs: nowMs,
        payload: handoffPayload(
          { conversation, earlier, open: inbox, facts: known },
          notes,
          wording,
        ),
      },
    };
    const result = await this.parts.conversations.own(command);
    if (result.kind === 'stale') throw new GatewayError('conversation.not-bot');
    tellChanged(result.conversation, command.take, this.parts);
    return this.find(id);
  }

  find(handoffId: string): Promise<Handoff> {
    return findHandoff(handoffId, this.parts);
  }

  /**
   * What the agent who had a closed case says of it: whether it was right to hand off. The last word counts.
   */
  async judge(handoffId: string, agent: Agent, isRight: boolean): Promise<Handoff> {
    const conversation = await conversationOf(handoffId, this.parts);
    await refuseOwn(conversation, agent, this.parts);
    const closed = await this.find(handoffId);
    if (!isClosed(closed.state)) throw new GatewayError('handoff.not-closed');
    const { claimedBy, verdict: before } = closed;
    if (claimedBy?.id !== agent.id) throw takenBy(claimedBy);
    if (before?.isRight === isRight) return closed;
    const { agent: by, nowMs: atMs } = writeBy(agent, conversation, this.parts);
    const verdict = { isRight, by, atMs };
    const isKept = await this.parts.handoffs.judge(handoffId, verdict);
    if (!isKept) throw new GatewayError('handoff.not-filed');
    this.parts.signals.publish(changed(conversation, true));
    return { ...closed, verdict };
  }

  /**
   * The yes or no of an agent to what waits for it: the first one counts, and only as long as they have the case and it
   * is not too late. All are conditions of the one write that says so. Whoever decides on an open case has it from then
   * on.
   */
  async decide(handoffId: string, agent: Agent, isApproved: boolean): Promise<Handoff> {
    for (let attempt = 0; attempt < DECISIONS_MAX; attempt++) {
      const conversation = await conversationOf(handoffId, this.parts);
      await refuseOwn(conversation, agent, this.parts);
      const { handoff } = conversation;
      const isFree = handoff?.id === handoffId && handoff.state === 'open';
      // Only a case that was free when they decided: one they gave away meanwhile is not taken back.
      if (attempt === 0 && isFree && isAwaited(handoff.payload)) {
        await this.step('claim', handoffId, agent, '');
        continue;
      }
      if (handoff?.id === handoffId && handoff.payload.approval?.isOver) {
        throw new GatewayError('handoff.no-approval');
      }
      if (handoff?.id !== handoffId || handoff.claimedBy?.id !== agent.id) {
        throw await refusalOf(handoffId, agent, conversation, this.parts);
      }
      const { approval } = handoff.payload;
      const before = approval?.decision;
      if (before?.by.id === agent.id && before.isApproved === isApproved) return handoff;
      if (approval === undefined || before !== undefined) {
        throw new GatewayError('handoff.no-approval', before ? { by: before.by.name } : {});
      }
      const { agent: by, nowMs, take, conversationId } = writeBy(agent, conversation, this.parts);
      const { untilMs = Number.POSITIVE_INFINITY } = approval;
      if (untilMs <= nowMs) throw new GatewayError('handoff.no-approval');
      const decided = { ...approval, decision: { isApproved, by, atMs: nowMs } };
      const changes = { approval: decided };
      const { revision } = handoff;
      const amendment = {
        ...{ conversationId, handoffId, changes, revision, take },
        // From here on somebody has to do it, or say that it is not done.
        actionDueAtMs: nowMs,
      };
      const after = await this.parts.outbox.amend(amendment);
      if (after?.handoff?.id !== handoffId) continue;
      tellChanged(after, take, this.parts);
      return after.handoff;
    }
    throw new GatewayError('store.unavailable');
  }

  /** The step's condition did not hold: it was done before, or somebody else was first. */
  private async explain(
    kind: Step,
    handoffId: string,
    agent: Agent,
    conversation: Conversation | null,
    cause: string | undefined,
  ): Promise<Handoff> {
    const now = conversation?.handoff?.id === handoffId ? conversation.handoff : null;
    if (now && wasCausedBy(now, cause)) return now;
    const isMine = now?.state === 'claimed' && now.claimedBy?.id === agent.id;
    if (conversation && isMine && closesCase({ kind }) && isBeingDone(conversation)) {
      throw new GatewayError('handoff.action-under-way');
    }
    if (kind === 'claim' && now && isMine) return now;
    if (kind === 'release' && now?.state === 'open') return now;
    if (now === null) {
      const closed = await this.find(handoffId);
      const same = kind === 'resolve' ? 'resolved' : kind === 'return' ? 'returned' : null;
      const isMine = closed.state === same && closed.claimedBy?.id === agent.id;
      if (isMine || wasCausedBy(closed, cause)) return closed;
      throw closedRefusal(closed);
    }
    throw await refusalOf(handoffId, agent, conversation, this.parts);
  }

  private commandOf(
    kind: Step,
    handoffId: string,
    conversation: Conversation,
    agent: Agent,
    note: string,
  ): OwnCommand {
    const base = { ...writeBy(agent, conversation, this.parts), handoffId };
    switch (kind) {
      case 'claim':
      case 'release':
        return { ...base, kind, notice: null };
      case 'return':
        return {
          ...base,
          kind,
          note,
          notice: this.notice(conversation, 'handoff.returned', agent),
        };
      case 'resolve':
        return {
          ...base,
          kind,
          note,
          notice: this.resolved(conversation, agent),
        };
    }
  }

  private notice(conversation: Conversation, key: TextKey, agent: Agent): Draft {
    const { tenantName, botName, wording } = this.parts.settings(conversation.tenant);
    return {
      id: this.parts.ids.unique(),
      kind: 'text',
      author: SYSTEM,
      text: say(key, wording, { agent: agent.name, bot: botName, tenant: tenantName }),
      atMs: this.parts.clock.nowMs(),
    };
  }

  /** Resolving ends the episode, so this is asked once in each. */
  private resolved(conversation: Conversation, agent: Agent): Draft {
    const { wording, asksRating } = this.parts.settings(conversation.tenant);
    const notice = this.notice(conversation, 'handoff.resolved', agent);
    if (!asksRating) return notice;
    const choices = STARS.map((stars) => ({
      id: `rating-${stars}`,
      label: say(`rating.${stars}`, wording),
    }));
    const text = `${notice.text}\n\n${say('rating.ask', wording)}`;
    return { ...notice, text, card: choicesCard('rating', 'rating', choices) };
  }

  /** What was said before, without what the bot has not got to. */
  private async earlier(conversation: Conversation): Promise<readonly Message[]> {
    const query = { before: Number.MAX_SAFE_INTEGER, limit: CARD_MESSAGES_MAX };
    const filed = await this.parts.archive.page(conversation.id, query);
    const open = new Set(conversation.inbox.map((message) => message.seq));
    const texts = newest(conversation, filed, CARD_MESSAGES_MAX + open.size);
    return texts.filter((message) => !open.has(message.seq));
  }
}

function isAwaited({ approval }: HandoffPayload): boolean {
  return approval !== undefined && approval.decision === undefined && approval.isOver !== true;
}
