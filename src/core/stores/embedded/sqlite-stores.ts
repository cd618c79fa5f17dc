import { type ActCommand, act, type HoldCommand, hold } from '../../domain/action-writes.js';
import type { Conversation } from '../../domain/conversation.js';
import { withDue } from '../../domain/conversation.js';
import {
  type CommitCommand,
  commit,
  giveBack,
  type LeaseRequest,
  lease,
  type RecordCommand,
  type RecordResult,
  record,
  renew,
} from '../../domain/conversation-writes.js';
import { type LaneName, settled, type TakeRequest, taken } from '../../domain/lane.js';
import { withFates } from '../../domain/mark-writes.js';
import {
  type BeginSummaryCommand,
  beginSummary,
  type SummariseCommand,
  summarise,
} from '../../domain/memory-writes.js';
import {
  type AmendCommand,
  amend,
  type OwnCommand,
  type OwnResult,
  own,
  receive,
  type SayCommand,
  type SayResult,
  say,
} from '../../domain/ownership-writes.js';
import { type AttendCommand, attend } from '../../domain/watch-writes.js';
import type { Conversations, DuePlace, LeaseResult } from '../../ports/conversations.js';
import type { Inbox } from '../../ports/inbox.js';
import type { Interims } from '../../ports/interims.js';
import type { Memories } from '../../ports/memories.js';
import type { Glance, Outbox, SettleCommand } from '../../ports/outbox.js';
import type { Watches } from '../../ports/watches.js';
import type { SqliteAggregates } from './sqlite-aggregates.js';

export class SqliteInbox implements Inbox {
  constructor(private readonly aggregates: SqliteAggregates) {}

  async record(command: RecordCommand): Promise<RecordResult> {
    return this.aggregates.decide(command.conversationId, (before) => {
      const { conversation, result } = record(before, command);
      return { next: conversation, result };
    });
  }
}

export class SqliteConversations implements Conversations, Watches, Memories, Interims {
  constructor(private readonly aggregates: SqliteAggregates) {}

  async load(id: string): Promise<Conversation | null> {
    return this.aggregates.load(id);
  }

  async due(nowMs: number, max: number, after: DuePlace | null): Promise<readonly Conversation[]> {
    return this.aggregates.due(nowMs, max, after ?? { dueAtMs: -1, id: '' });
  }

  async lease(id: string, request: LeaseRequest): Promise<LeaseResult> {
    return this.aggregates.decide<LeaseResult>(id, (before) => {
      const next = before === null ? null : lease(before, request);
      if (next !== null) return { next, result: { kind: 'leased', conversation: next } };
      const isBusy = before !== null && before.owner === 'bot' && before.inbox.length > 0;
      return {
        next: null,
        result: isBusy ? { kind: 'busy', untilMs: before.leaseUntilMs } : { kind: 'idle' },
      };
    });
  }

  async renew(id: string, fence: number, untilMs: number): Promise<{ ownership: number } | null> {
    const next = this.aggregates.update(id, (before) => renew(before, fence, untilMs));
    return next === null ? null : { ownership: next.ownership };
  }

  async giveBack(id: string, fence: number, untilMs: number, counted: boolean): Promise<void> {
    this.aggregates.update(id, (before) => giveBack(before, fence, untilMs, counted));
  }

  async commit(command: CommitCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (before) => commit(before, command));
  }

  async own(command: OwnCommand): Promise<OwnResult> {
    return this.aggregates.decide<OwnResult>(command.conversationId, (before) => {
      const next = before === null ? null : own(before, command);
      if (next === null) return { next, result: { kind: 'stale', conversation: before } };
      return { next, result: { kind: 'done', conversation: next } };
    });
  }

  async attend(command: AttendCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (before) => attend(before, command));
  }

  async begin(command: BeginSummaryCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (one) => beginSummary(one, command));
  }

  async summarise(command: SummariseCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (one) => summarise(one, command));
  }

  async act(command: ActCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (before) => act(before, command));
  }

  async hold(command: HoldCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (before) => hold(before, command));
  }
}

export class SqliteOutbox implements Outbox {
  constructor(private readonly aggregates: SqliteAggregates) {}

  async say(command: SayCommand): Promise<SayResult> {
    return this.aggregates.decide<SayResult>(command.conversationId, (before) => {
      if (before === null) return { next: null, result: { kind: 'stale', conversation: null } };
      const result = say(before, command);
      return { next: result.kind === 'said' ? result.conversation : null, result };
    });
  }

  async amend(command: AmendCommand): Promise<Conversation | null> {
    return this.aggregates.update(command.conversationId, (before) => amend(before, command));
  }

  async take(
    id: string,
    lane: LaneName,
    request: TakeRequest,
    max: number,
  ): Promise<Conversation | null> {
    return this.aggregates.update(id, (before) => {
      const next = taken(before.lanes[lane], request, max);
      return next && withDue({ ...before, lanes: { ...before.lanes, [lane]: next } });
    });
  }

  async settle(command: SettleCommand): Promise<Conversation | null> {
    const { lane } = command;
    return this.aggregates.update(command.conversationId, (before) => {
      const next = settled(before.lanes[lane], command);
      const cardAt = command.cardAt ?? before.cardAt;
      if (next === null) return null;
      const after = { ...before, cardAt, lanes: { ...before.lanes, [lane]: next } };
      return withDue(withFates(after, command.marks ?? []));
    });
  }

  async receive(id: string, seq: number): Promise<Conversation | null> {
    return this.aggregates.decide<Conversation | null>(id, (before) => {
      const next = before === null ? null : receive(before, seq);
      const isTold = next !== null && next.unmarked.length < (before?.unmarked.length ?? 0);
      return { next, result: isTold ? next : null };
    });
  }

  async glance(ids: readonly string[]): Promise<readonly Glance[]> {
    const found = ids.map((id) => this.aggregates.load(id)).filter((one) => one !== null);
    return found.map(({ id, lastSeq, ownership }) => ({ id, lastSeq, ownership }));
  }
}
