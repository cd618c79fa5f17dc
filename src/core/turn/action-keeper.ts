import { type ActionAttempt, type ActionState, actingAfter } from '../domain/action.js';
import type { Conversation } from '../domain/conversation.js';
import type { Agent, Approval } from '../domain/handoff.js';
import { say } from '../domain/texts.js';
import {
  type ActionRunner,
  cardChanges,
  hasTurn,
  openCase,
  type RunnerParts,
} from './action-runner.js';

interface KeeperParts extends RunnerParts {
  readonly runner: ActionRunner;
}

/**
 * Looks after actions that nobody's message moves on: runs what an agent has approved, ends what was refused or not
 * approved in time, and finds out about runs whose process died. Any number of processes may look at once: the write
 * that says an action begins, or is over, is conditional.
 */
export class ActionKeeper {
  /** What this process is at, by conversation, so that the sweep does not begin it over and over. */
  private readonly running = new Map<string, Promise<void>>();
  private isClosed = false;

  constructor(private readonly parts: KeeperParts) {}

  /** A wake or the sweep asks for it. Resolves when this process is done with it. */
  async run(conversationId: string): Promise<void> {
    if (this.isClosed || this.running.has(conversationId)) return;
    const work = this.look(conversationId).finally(() => this.running.delete(conversationId));
    this.running.set(conversationId, work);
    await work;
  }

  /** Begins nothing more, and resolves when no run of this process is without an end. */
  async stop(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled(this.running.values());
  }

  private async look(conversationId: string): Promise<void> {
    const { conversations, clock, runner } = this.parts;
    const conversation = await conversations.load(conversationId);
    const current = conversation?.acting.current;
    if (!conversation || !current) return;
    if (current.dueAtMs === null || current.dueAtMs > clock.nowMs()) return;
    if (current.stage === 'approving') await this.approval(conversation, current);
    // The turn that begun it, or the next one, is at it.
    else if (hasTurn(conversation, current)) return;
    else if (current.stage === 'running') await runner.settle(conversation, current, null);
    else if (current.stage === 'done') await runner.tell(conversation, current);
  }

  private async approval(conversation: Conversation, current: ActionState): Promise<void> {
    const { runner } = this.parts;
    const handoff = openCase(conversation);
    const approval = handoff?.id === current.handoffId ? handoff?.payload.approval : undefined;
    if (approval === undefined) return this.end(conversation, current, 'closed', null);
    const { decision } = approval;
    if (decision === undefined) return this.end(conversation, current, 'expired', approval);
    if (!decision.isApproved) {
      return this.end(conversation, current, 'rejected', approval, decision.by);
    }
    const spec = runner.specOf(conversation.tenant, current.name);
    if (spec === null) return this.notThere(conversation, current);
    await runner.run(conversation, current, spec, null);
  }

  /** What was approved is not in the config any more: that is known not to be done. */
  private async notThere(conversation: Conversation, current: ActionState): Promise<void> {
    const outcome = { kind: 'failed', trouble: 'not-configured', detail: '' } as const;
    await this.parts.runner.conclude(conversation.id, current.id, outcome);
  }

  private async end(
    conversation: Conversation,
    current: ActionState,
    end: 'closed' | 'expired' | 'rejected',
    approval: Approval | null,
    by: Agent | null = null,
  ): Promise<void> {
    const { interims, clock, runner, wording: wordingOf, onChanged } = this.parts;
    const wording = wordingOf(conversation.tenant);
    const { id, name, title } = current;
    const text = say(`action.card.${end}`, wording, { agent: by?.name ?? '' });
    const attempt: ActionAttempt = { id, name, title, end, text, atMs: clock.nowMs() };
    const acting = actingAfter(conversation.acting, null, attempt);
    const handoff = openCase(conversation);
    const changes = {
      ...cardChanges(acting, wording),
      ...(approval === null ? {} : { approval: { ...approval, isOver: true } }),
    };
    const notice = say(`action.${end}`, wording, { action: title });
    const line = say('action.desk.ended', wording, { action: title, text });
    const command = {
      ...runner.write(conversation),
      acting,
      handoff: handoff && { id: handoff.id, changes },
      deskLines: end === 'expired' ? [runner.draft(current, end, line, 'note')] : [],
      notice: runner.draft(current, end, notice, 'text'),
    };
    const after = await interims.act(command);
    if (after !== null) onChanged(after, command.take);
  }
}
