import type { Document } from 'mongodb';
import { newEpisode, ownerMark } from '../../domain/conversation.js';
import { isClosed, openHandoff, stepped } from '../../domain/handoff.js';
import { laneItem } from '../../domain/lane.js';
import { HANDOFF_HISTORY_MAX, STRETCHES_MAX, WAITING_TOLD_MS } from '../../domain/limits.js';
import {
  type AmendCommand,
  claimOf,
  closesCase,
  endsEpisode,
  lanesOfWords,
  OWNER_AFTER,
  type OwnCommand,
  type SayCommand,
  STATE_AFTER,
  STRETCH_ENDS,
  stepOf,
} from '../../domain/ownership-writes.js';
import { itemsOf, numberedExpression, saidItem } from './commit-pipeline.js';
import { unmarkedWith } from './mark-pipeline.js';
import {
  cardStages,
  concat,
  type Expression,
  literal,
  merged,
  pushStage,
  when,
  withdrawStage,
} from './pipeline.js';
import { isNewFilter, recentWith } from './recent-pipeline.js';

/** `mayOwn` of core/domain/ownership-writes.ts, as the condition of the update. */
export function ownFilter(command: OwnCommand): Document {
  const base = { _id: command.conversationId };
  if (command.kind === 'take-over') {
    // The id says which handoff it is; another one may have come and gone meanwhile.
    const handoffCount = Number(command.handoff.id.split('-').at(-1)) - 1;
    return { ...base, owner: 'bot', handoff: null, handoffCount };
  }
  const { cause } = command;
  const isNew = cause === undefined ? {} : { 'handoff.history.cause': { $ne: cause } };
  const known = { ...base, 'handoff.id': command.handoffId, ...isNew };
  if (command.kind === 'claim') return { ...known, 'handoff.state': 'open' };
  const lastSeq = command.kind === 'expire' ? { lastSeq: command.lastSeq } : {};
  const claimed = { 'handoff.state': 'claimed', 'handoff.claimedBy.id': command.agent.id };
  return { ...known, ...claimed, ...lastSeq, ...(closesCase(command) ? NOT_BEING_DONE : {}) };
}

/** `isBeingDone`, denied. */
const NOT_BEING_DONE: Document = {
  $nor: [
    { 'acting.current.stage': 'running' },
    {
      'acting.current.stage': 'approving',
      'handoff.payload.approval.decision.isApproved': true,
    },
  ],
};

/** `undecided`: an approval nobody will give any more is due at once. */
function actingExpression(command: OwnCommand): Expression {
  if (!closesCase(command)) return '$acting';
  const current = merged('$acting.current', { dueAtMs: command.nowMs });
  const hurried = merged('$acting', { revision: { $add: ['$acting.revision', 1] }, current });
  return when({ $eq: ['$acting.current.stage', 'approving'] }, hurried, '$acting');
}

/** `handoffAfter`: the next state of the handoff, in the document or brought along. */
function handoffExpression(command: OwnCommand): Expression {
  const step = stepOf(command);
  const { state } = step;
  const claimedBy = state === 'open' ? null : command.agent;
  if (command.kind === 'take-over') {
    return literal(stepped(openHandoff(command.handoff), step, claimedBy));
  }
  return merged('$handoff', {
    state,
    revision: { $add: ['$handoff.revision', 1] },
    claimedBy: literal(claimedBy),
    closedAtMs: isClosed(state) ? command.nowMs : null,
    history: { $slice: [concat('$handoff.history', [literal(step)]), -HANDOFF_HISTORY_MAX] },
  });
}

/** `stretchesAfter`: what the bot is told when it takes over again. Reads the handoff as it was before. */
function stretchesExpression(command: OwnCommand): Expression {
  if (command.kind !== 'return' && command.kind !== 'resolve' && command.kind !== 'expire') {
    return '$stretches';
  }
  const claims = {
    $filter: {
      input: '$handoff.history',
      as: 'step',
      cond: { $eq: ['$$step.state', 'claimed'] },
    },
  };
  const claimedAt = { $let: { vars: { last: { $last: claims } }, in: '$$last.atMs' } };
  const stretch = merged(
    literal({
      handoffId: command.handoffId,
      agent: command.agent,
      outcome: STRETCH_ENDS[command.kind],
      note: command.note,
      toMs: command.nowMs,
    }),
    { fromMs: { $ifNull: [claimedAt, '$handoff.openedAtMs'] } },
  );
  return { $slice: [concat('$stretches', [stretch]), -STRETCHES_MAX] };
}

/** The mark of the change and, if any, the notice, as lane items. The mark's id and number depend on the document. */
function owedExpression(command: OwnCommand): Expression {
  const owner = OWNER_AFTER[command.kind];
  const agent = owner === 'agent' ? command.agent : null;
  const mark = ownerMark(command.conversationId, owner, 0, agent, command.nowMs);
  const ownership = { $add: ['$ownership', 1] };
  const id = { $concat: [literal(`${command.conversationId}-o`), { $toString: ownership }] };
  const markItem = merged(literal(laneItem('file', '', {})), {
    id,
    message: merged(numberedExpression(mark, 1), {
      id,
      change: merged(literal(mark.change), { ownership }),
    }),
  });
  const notice = command.notice === null ? [] : [saidItem(command.notice, 2)];
  return [markItem, ...notice];
}

/** `own` of core/domain/ownership-writes.ts. */
export function ownStages(command: OwnCommand): Document[] {
  const toAgent = OWNER_AFTER[command.kind] === 'agent';
  return [
    {
      $set: {
        owed_: owedExpression(command),
        handoff_: handoffExpression(command),
        stretches: stretchesExpression(command),
        acting: actingExpression(command),
      },
    },
    ...(toAgent ? [withdrawStage(), pushStage('desk', itemsOf('$inbox', 'deliver'), null)] : []),
    pushStage('customer', '$owed_', command.take),
    {
      $set: {
        owner: OWNER_AFTER[command.kind],
        ownership: { $add: ['$ownership', 1] },
        lastSeq: { $add: ['$lastSeq', command.notice === null ? 1 : 2] },
        handoff: STATE_AFTER[command.kind] === 'open' || toAgent ? '$handoff_' : null,
        ...(toAgent ? { inbox: [], attempts: 0, leaseUntilMs: 0 } : {}),
        ...(command.kind === 'take-over' ? { handoffCount: { $add: ['$handoffCount', 1] } } : {}),
        ...(endsEpisode(command) ? { episode: nextEpisode(command.nowMs) } : {}),
        watchAtMs: command.nowMs,
      },
    },
    ...cardStages(CARD_ITEM, '$handoff_.id', command.take),
    { $unset: ['owed_', 'handoff_'] },
  ];
}

function nextEpisode(nowMs: number): Expression {
  return merged(literal(newEpisode(0, nowMs)), { number: { $add: ['$episode.number', 1] } });
}

/** `cardItem` of core/domain/conversation.ts, for the handoff as it will be. */
export const CARD_ITEM: Expression = merged(literal(laneItem('card', '', {})), {
  id: { $concat: ['card-', '$handoff_.id', '-', { $toString: '$handoff_.revision' }] },
  handoff: '$handoff_',
});

/** `say`: the condition of the update; the lane's bound is in it too. */
export function sayFilter(command: SayCommand, laneItemsMax: number): Document {
  const isNote = command.draft.kind === 'note';
  const mine = { 'handoff.state': 'claimed', 'handoff.claimedBy.id': command.agent.id };
  const open = { 'handoff.state': { $in: ['open', 'claimed'] } };
  const inCase = { 'handoff.id': command.handoffId };
  const words = command.claiming ? { 'handoff.state': 'open' } : isNote ? open : mine;
  const afterCase = { 'handoff.id': { $ne: command.handoffId } };
  const isTakingBack = command.draft.kind === 'delete' && !command.claiming;
  const full = lanesOfWords(command).map((lane) => `lanes.${lane}.items.${laneItemsMax - 1}`);
  return {
    _id: command.conversationId,
    ...isNewFilter(command.draft),
    ...Object.fromEntries(full.map((item) => [item, { $exists: false }])),
    ...(isTakingBack ? { $or: [{ ...inCase, ...words }, afterCase] } : { ...inCase, ...words }),
  };
}

/** `say` of core/domain/ownership-writes.ts; a first reply claims in the same write. */
export function sayStages(command: SayCommand): Document[] {
  const isNote = command.draft.kind === 'note';
  const item = merged(literal(laneItem('deliver', command.draft.id, {})), {
    message: numberedExpression(command.draft, 1),
  });
  return [
    ...(command.claiming ? ownStages(claimOf(command)) : []),
    { $set: { owed_: [item], ...recentWith(command.draft) } },
    pushStage(isNote ? 'desk' : 'customer', '$owed_', command.take),
    ...(isNote ? [] : replyStages(command)),
    { $set: { lastSeq: { $add: ['$lastSeq', 1] } } },
    { $unset: 'owed_' },
  ];
}

/** `withReply`: words to the customer, of which the number is not yet counted and the item is `owed_`. */
function replyStages(command: SayCommand): Document[] {
  const { draft, deskShows, nowMs, take } = command;
  const isOnWire = deskShows === 'wire';
  const isElsewhere = draft.wireId === undefined;
  return [
    ...(isOnWire && isElsewhere ? [pushStage('desk', '$owed_', take)] : []),
    {
      $set: {
        ...(draft.kind === 'text' ? { agentAtMs: nowMs } : {}),
        ...(isOnWire ? { unmarked: unmarkedWith(command) } : {}),
        watchAtMs: { $min: ['$watchAtMs', nowMs + WAITING_TOLD_MS] },
      },
    },
  ];
}

/** `amend`: a closed case keeps the card it was closed with. */
export function amendFilter(command: AmendCommand): Document {
  const notClosed = { 'handoff.state': { $in: ['open', 'claimed'] } };
  const { conversationId, handoffId, revision } = command;
  const asSeen = revision === undefined ? {} : { 'handoff.revision': revision };
  return { _id: conversationId, 'handoff.id': handoffId, ...notClosed, ...asSeen };
}

/** `amend` of core/domain/ownership-writes.ts. */
export function amendStages(command: AmendCommand): Document[] {
  const { changes, take } = command;
  const payload = merged('$handoff.payload', literal(changes));
  const handoff = merged('$handoff', { revision: { $add: ['$handoff.revision', 1] }, payload });
  return [
    { $set: { handoff_: handoff } },
    { $set: { handoff: '$handoff_', ...hurried(command) } },
    ...cardStages(CARD_ITEM, '$handoff_.id', take),
    { $unset: 'handoff_' },
  ];
}

/** `hurried`: the action that is under way, if one is, is due then. */
function hurried({ actionDueAtMs }: AmendCommand): Document {
  if (actionDueAtMs === undefined) return {};
  const current = merged('$acting.current', { dueAtMs: actionDueAtMs });
  const sooner = merged('$acting', { revision: { $add: ['$acting.revision', 1] }, current });
  return { acting: when({ $eq: ['$acting.current', null] }, '$acting', sooner) };
}
