import {
  type AnyClientBulkWriteModel,
  type Document,
  MongoBulkWriteError,
  MongoClientBulkWriteError,
} from 'mongodb';
import type { Place } from '../../domain/conversation.js';
import { feedbackOn } from '../../domain/feedback.js';
import type { Handoff } from '../../domain/handoff.js';
import { isRevision, type Message } from '../../domain/message.js';
import type { TurnRecord } from '../../domain/turn.js';
import type { Archive, Filing, PageQuery, TalkOf } from '../../ports/archive.js';
import {
  type ConversationDocument,
  DUPLICATE_KEY,
  type MessageDocument,
  type MongoCollections,
  type TurnDocument,
} from './mongo-collections.js';
import { type Expression, literal, merged, when } from './pipeline.js';

/** Of a conversation from before there was a memory, nothing. */
interface Remembered {
  readonly memory: Pick<ConversationDocument['memory'], 'startSeq'>;
}

/** One write of a filing, still without its collection. */
type Filed =
  | { insert: Document }
  | { filter: Document; update: Document[] }
  | { change: Document; update: Document };

export class MongoArchive implements Archive {
  constructor(private readonly collections: MongoCollections) {}

  /** One round trip for all collections where the server can (8.0 and newer), else one for each that has something. */
  async file(filing: Filing): Promise<void> {
    const wasThere = await this.fileAll(filing);
    if (wasThere) await this.gainAgain(filing);
    const edits = filing.messages.filter((one) => one.kind === 'edit');
    await Promise.all(edits.map((edit) => this.blankIfGone(filing.conversationId, edit)));
    // Behind the turns of the same filing, one of which it may be about.
    const presses = filing.messages.filter((one) => one.kind === 'feedback');
    await Promise.all(presses.map((press) => this.keepFeedback(filing.conversationId, press)));
  }

  /** True: something of it was on record already. */
  private async fileAll(filing: Filing): Promise<boolean> {
    const { messages, turns, handoffs } = this.collections;
    const groups = [
      {
        collection: messages,
        writes: filing.messages.flatMap((one) => messageWrites(filing, one)),
      },
      { collection: turns, writes: filing.turns.map(turnWrite) },
      { collection: handoffs, writes: filing.handoffs.map(handoffWrite) },
    ].filter((group) => group.writes.length > 0);
    if (groups.length > 1 && this.collections.hasClientBulkWrite) {
      const models = groups.flatMap(({ collection, writes }) =>
        writes.map((write) => clientModel(collection.namespace, write)),
      );
      return tolerant(this.collections.client.bulkWrite(models, { ordered: false }));
    }
    const found = await Promise.all(
      groups.map(({ collection, writes }) =>
        tolerant(
          this.collections.database
            .collection(collection.collectionName)
            .bulkWrite(writes.map(collectionModel), { ordered: false }),
        ),
      ),
    );
    return found.includes(true);
  }

  /** Of two that bring the same text on record at once one finds it there, too late for what it was to add. */
  private async gainAgain({ conversationId, messages }: Filing): Promise<void> {
    const gaining = messages.filter((one) => one.kind !== 'empty' && gainOf(one) !== null);
    await Promise.all(
      gaining.map((message) => {
        const filter = { _id: message.id, conversationId, seq: message.seq };
        const gained = merged('$$ROOT', gainOf(message));
        return this.collections.messages.updateOne(filter, [{ $replaceWith: gained }]);
      }),
    );
  }

  /** An edit that comes on record after its text was taken back. A deletion blanks only the edits that it finds. */
  private async blankIfGone(conversationId: string, edit: Message): Promise<void> {
    const { messages } = this.collections;
    const deletion = await messages.findOne(
      {
        conversationId,
        kind: 'delete',
        'revises.id': edit.revises?.id ?? '',
        ...byAuthorOf(edit),
      },
      { projection: { _id: 1 } },
    );
    if (deletion === null) return;
    const filed = { _id: edit.id, conversationId, seq: edit.seq };
    await messages.updateOne(filed, { $set: { text: '' } });
  }

  /** Of several presses the newest counts. */
  private async keepFeedback(conversationId: string, press: Message): Promise<void> {
    const { messages, turns } = this.collections;
    const about = press.chosen?.messageId ?? '';
    const answer = await messages.findOne({ _id: about, conversationId });
    const feedback = answer === null ? null : feedbackOn(toMessage(answer), press);
    if (answer?.turnId === undefined || feedback === null) return;
    const isOlder = { 'feedback.seq': { $not: { $gte: press.seq } } };
    const filter = { _id: answer.turnId, conversationId, ...isOlder };
    await turns.updateOne(filter, { $set: { feedback } });
  }

  async known(ids: readonly string[]): Promise<readonly { id: string; seq: number }[]> {
    if (ids.length === 0) return [];
    const found = await this.collections.messages
      .find({ _id: { $in: [...ids] } }, { projection: { seq: 1 } })
      .toArray();
    return found.map((document) => ({ id: document._id, seq: document.seq }));
  }

  async page(conversationId: string, query: PageQuery): Promise<readonly Message[]> {
    const forward = 'after' in query;
    const found = await this.collections.messages
      .find({ conversationId, seq: forward ? { $gt: query.after } : { $lt: query.before } })
      .sort({ seq: forward ? 1 : -1 })
      .limit(query.limit)
      .toArray();
    const messages = found.map(toMessage);
    return forward ? messages : messages.reverse();
  }

  async turn(id: string): Promise<TurnRecord | null> {
    const found = await this.collections.turns.findOne({ _id: id });
    return found && toTurn(found);
  }

  async turns(conversationId: string, limit: number): Promise<readonly TurnRecord[]> {
    const found = await this.collections.turns
      .find({ conversationId })
      .sort({ endedAtMs: -1 })
      .limit(limit)
      .toArray();
    return found.map(toTurn);
  }

  async talksOf(
    { tenant, channel }: Pick<Place, 'tenant' | 'channel'>,
    customerId: string,
    limit: number,
  ): Promise<readonly TalkOf[]> {
    const found = await this.collections.conversations
      .find({ tenant, channel, 'customer.id': customerId })
      .sort({ customerAtMs: -1, _id: 1 })
      .limit(limit)
      .project<Pick<ConversationDocument, '_id' | 'lastSeq'> & Partial<Remembered>>({
        lastSeq: 1,
        'memory.startSeq': 1,
      })
      .toArray();
    return found.map(({ _id, lastSeq, memory }) => ({
      id: _id,
      lastSeq,
      startSeq: memory?.startSeq ?? 0,
    }));
  }
}

/**
 * A text that is there stays; an empty number replaces it, a failure and where it was posted are added to it, a revision
 * changes its words. By number too: an older text with the same id is another message and stays.
 */
function messageWrites(filing: Filing, message: Message): Filed[] {
  const { id, ...rest } = message;
  const { conversationId } = filing;
  const document: MessageDocument = { _id: id, conversationId, ...rest };
  const filter = { _id: id, conversationId, seq: message.seq };
  if (message.kind === 'empty') {
    return [{ filter, update: [{ $replaceWith: literal(document) }] }];
  }
  const gain = gainOf(message);
  if (gain !== null) {
    // An upsert begins with what its filter says; only a document that was there has a kind.
    const isNew = { $eq: [{ $type: '$kind' }, 'missing'] };
    const update = [{ $replaceWith: when(isNew, literal(document), merged('$$ROOT', gain)) }];
    return [{ filter, update }, ...revisionWrites(filing, message)];
  }
  return [{ insert: document }, ...revisionWrites(filing, message)];
}

/** What a text that is there gains from a later copy of it; null: nothing. */
function gainOf({ failure, posted }: Message): Expression {
  if (failure === undefined && posted === undefined) return null;
  return {
    ...(failure === undefined ? {} : { failure: literal(failure) }),
    ...(posted === undefined ? {} : { posted: merged('$posted', literal(posted)) }),
  };
}

/** `afterRevision` of core/domain/message.ts. */
function revisionWrites(filing: Filing, revision: Message): Filed[] {
  if (!isRevision(revision) || revision.revises === undefined) return [];
  const { conversationId } = filing;
  const isGone = revision.kind === 'delete';
  const revised = { seq: revision.seq, atMs: revision.atMs, isGone };
  const author = byAuthorOf(revision);
  const target = { _id: revision.revises.id, conversationId, kind: 'text', ...author };
  const isOlder = { 'revised.seq': { $not: { $gte: revision.seq } } };
  const stands = { 'revised.isGone': { $ne: true } };
  if (!isGone) {
    const change = { ...target, ...isOlder, ...stands };
    return [{ change, update: { $set: { text: revision.text, revised } } }];
  }
  // What was taken back is not kept in the words of its edits either, nor in the names of its files.
  const edits = {
    conversationId,
    kind: 'edit',
    'revises.id': revision.revises.id,
    ...author,
  };
  const gone = { $set: { text: '', revised }, $unset: { files: '' } };
  return [
    { change: { ...target, $or: [isOlder, stands] }, update: gone },
    { change: edits, update: { $set: { text: '' } } },
  ];
}

function byAuthorOf({ author }: Message) {
  return { 'author.kind': author.kind, 'author.id': author.id };
}

function turnWrite(turn: TurnRecord): Filed {
  const { id, ...rest } = turn;
  return { insert: { _id: id, ...rest } };
}

/** Only a newer revision replaces an older one. */
function handoffWrite(handoff: Handoff): Filed {
  const { id, ...rest } = handoff;
  const isNewer = { $lt: [{ $ifNull: ['$revision', 0] }, handoff.revision] };
  const next = { $cond: [isNewer, literal({ _id: id, ...rest }), '$$ROOT'] };
  return { filter: { _id: id }, update: [{ $replaceWith: next }] };
}

function clientModel(namespace: string, write: Filed): AnyClientBulkWriteModel<Document> {
  if ('insert' in write) return { name: 'insertOne', namespace, document: write.insert };
  const { update } = write;
  return 'change' in write
    ? { name: 'updateMany', namespace, filter: write.change, update }
    : { name: 'updateOne', namespace, filter: write.filter, update, upsert: true };
}

function collectionModel(write: Filed) {
  if ('insert' in write) return { insertOne: { document: write.insert } };
  const { update } = write;
  return 'change' in write
    ? { updateMany: { filter: write.change, update } }
    : { updateOne: { filter: write.filter, update, upsert: true } };
}

/** Filing twice is the same as once: a key that is there already is no error, but true. Everything else is one. */
async function tolerant(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return false;
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
    return true;
  }
}

function isOnlyDuplicates(error: unknown): boolean {
  if (error instanceof MongoClientBulkWriteError) {
    const errors = [...error.writeErrors.values()];
    const isClean = error.writeConcernErrors.length === 0 && errors.length > 0;
    return isClean && errors.every((one) => one.code === DUPLICATE_KEY);
  }
  if (error instanceof MongoBulkWriteError) {
    const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    const isClean = error.result.getWriteConcernError() === undefined && errors.length > 0;
    return isClean && errors.every((one) => one.code === DUPLICATE_KEY);
  }
  return false;
}

function toMessage(document: MessageDocument): Message {
  const { _id, conversationId: _, ...rest } = document;
  return { id: _id, ...rest };
}

function toTurn(document: TurnDocument): TurnRecord {
  const { _id, ...rest } = document;
  return { id: _id, ...rest };
}
