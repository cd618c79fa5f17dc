import {
  type Binary,
  type Collection,
  type Db,
  MongoClient,
  type MongoClientOptions,
  type WriteConcernSettings,
} from 'mongodb';
import type { Account } from '../../domain/account.js';
import { type Conversation, wholeConversation } from '../../domain/conversation.js';
import type { CostNotice } from '../../domain/costs.js';
import { GatewayError } from '../../domain/errors.js';
import type { Handoff } from '../../domain/handoff.js';
import type { Message } from '../../domain/message.js';
import type { TurnRecord } from '../../domain/turn.js';
import type { LedgerEntry } from '../../domain/usage.js';
import type { Blob } from '../../ports/blobs.js';

/**
 * What an acknowledged write has reached. In a replica set: the journals of a majority. On a single server there is no
 * majority to ask, and `majority` there does not wait for the journal as `w: 1, j: true` does: measured with kill -9,
 * see docs/decisions/0003-write-concern.md.
 */
const REPLICATED: WriteConcernSettings = { w: 'majority', journal: true };
const SINGLE: WriteConcernSettings = { w: 1, journal: true };

/** The server's code for a unique index that would be broken. */
export const DUPLICATE_KEY = 11_000;

/** How long the driver looks for a server before an operation fails; a refused message is sent again by its channel. */
const SERVER_SELECTION_MS = 5_000;

/** A server that takes longer hangs: the message is refused and its channel sends it again. */
const OPERATION_MS = 5_000;

const CLIENT_OPTIONS = {
  ignoreUndefined: true,
  // A conditional update that is repeated blindly could meet its own effect; callers decide again instead.
  retryWrites: false,
  serverSelectionTimeoutMS: SERVER_SELECTION_MS,
  // A server that hangs still takes connections and says nothing on them.
  connectTimeoutMS: OPERATION_MS,
} as const;

export type ConversationDocument = Omit<Conversation, 'id'> & { _id: string };
export type MessageDocument = Omit<Message, 'id'> & { _id: string; conversationId: string };
export type TurnDocument = Omit<TurnRecord, 'id'> & { _id: string };
/** `isOpen` is there only while it is true, so that the index of open calls stays small. */
export type LedgerDocument = Omit<LedgerEntry, 'id'> & { _id: string; isOpen?: true };
export type CostNoticeDocument = CostNotice & { _id: string };
export type HandoffDocument = Omit<Handoff, 'id'> & { _id: string };
/** `_id` is the place; `find` asks for nothing else. */
export type ThreadDocument = { _id: string; handoffId: string };
/** `_id` is the conversation. */
export type AddressDocument = { _id: string; address: string };
/** GridFS's own form of a file; `_id` names its chunks, `metadata` is what we know of it. */
export type FileDocument = {
  _id: string;
  length: number;
  chunkSize: number;
  uploadDate: Date;
  filename: string;
  metadata: Blob;
};
export type FileChunkDocument = { files_id: string; n: number; data: Binary };
/** A content that is being put. */
export type FileUploadDocument = { _id: string; atMs: number };
/** `_id` is tenant and id. */
export type AccountDocument = Account & { _id: string };

/** The collections, with the indexes each needs and the query an index serves. */
export class MongoCollections {
  readonly conversations: Collection<ConversationDocument>;
  readonly messages: Collection<MessageDocument>;
  readonly turns: Collection<TurnDocument>;
  readonly handoffs: Collection<HandoffDocument>;
  readonly threads: Collection<ThreadDocument>;
  readonly addresses: Collection<AddressDocument>;
  readonly files: Collection<FileDocument>;
  readonly fileChunks: Collection<FileChunkDocument>;
  readonly fileUploads: Collection<FileUploadDocument>;
  readonly ledger: Collection<LedgerDocument>;
  readonly costNotices: Collection<CostNoticeDocument>;
  readonly accounts: Collection<AccountDocument>;
  readonly client: MongoClient;
  /** Writes to several collections in one round trip, from MongoDB 8.0. */
  readonly hasClientBulkWrite: boolean;
  readonly database: Db;

  private constructor(client: MongoClient, name: string, hasClientBulkWrite: boolean) {
    this.client = client;
    this.hasClientBulkWrite = hasClientBulkWrite;
    this.database = client.db(name);
    this.conversations = this.database.collection('conversations');
    this.messages = this.database.collection('messages');
    this.turns = this.database.collection('turns');
    this.handoffs = this.database.collection('handoffs');
    this.threads = this.database.collection('threads');
    this.addresses = this.database.collection('addresses');
    this.files = this.database.collection('files.files');
    this.fileChunks = this.database.collection('files.chunks');
    this.fileUploads = this.database.collection('fileUploads');
    this.ledger = this.database.collection('ledger');
    this.costNotices = this.database.collection('costNotices');
    this.accounts = this.database.collection('accounts');
  }

  static async open(url: string, name: string): Promise<MongoCollections> {
    const { hasClientBulkWrite, concerns } = await prepare(url, name);
    const client = new MongoClient(url, {
      ...CLIENT_OPTIONS,
      ...concerns,
      socketTimeoutMS: OPERATION_MS,
    });
    await client.connect();
    return new MongoCollections(client, name, hasClientBulkWrite);
  }

  /** To be read from only, beside whatever else runs: makes no index, and so waits for none. */
  static async openToRead(url: string, name: string): Promise<MongoCollections> {
    const client = new MongoClient(url, CLIENT_OPTIONS);
    try {
      await client.connect();
    } catch (cause) {
      throw new GatewayError('server.missing', { server: 'mongo' }, { cause });
    }
    return new MongoCollections(client, name, false);
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}

interface Prepared {
  readonly hasClientBulkWrite: boolean;
  readonly concerns: MongoClientOptions;
}

/**
 * Asks the server what it is (a member of a replica set, a router of shards, or alone) and makes the indexes. On a
 * connection of its own, because building an index over all there is may take its time.
 */
async function prepare(url: string, name: string): Promise<Prepared> {
  const client = new MongoClient(url, CLIENT_OPTIONS);
  try {
    const admin = client.db('admin');
    const [hello, build] = await Promise.all([
      admin.command({ hello: 1 }),
      admin.command({ buildInfo: 1 }),
    ]);
    await createIndexes(client.db(name));
    const isAlone = hello['setName'] === undefined && hello['msg'] !== 'isdbgrid';
    // Nothing is shown to anybody that a failover could still take back.
    const concerns: MongoClientOptions = isAlone
      ? { writeConcern: SINGLE }
      : { writeConcern: REPLICATED, readConcern: { level: 'majority' } };
    return { hasClientBulkWrite: Number(build['versionArray']?.[0] ?? 0) >= 8, concerns };
  } catch (cause) {
    throw new GatewayError('server.missing', { server: 'mongo' }, { cause });
  } finally {
    await client.close();
  }
}

async function createIndexes(database: Db): Promise<void> {
  await Promise.all([
    // due: the sweep asks for what is due, the longest due first.
    database
      .collection('conversations')
      .createIndex(
        { dueAtMs: 1, _id: 1 },
        { name: 'due', partialFilterExpression: { dueAtMs: { $gte: 0 } } },
      ),
    // talksOf: a customer's conversations on a channel, the one they last spoke in first.
    database
      .collection('conversations')
      .createIndex(
        { tenant: 1, channel: 1, 'customer.id': 1, customerAtMs: -1, _id: 1 },
        { name: 'customer' },
      ),
    // page: a transcript by number; unique, so that no number has two texts.
    database
      .collection('messages')
      .createIndex({ conversationId: 1, seq: 1 }, { name: 'page', unique: true }),
    // file: the revisions of one text.
    database
      .collection('messages')
      .createIndex(
        { conversationId: 1, 'revises.id': 1 },
        { name: 'revisions', partialFilterExpression: { 'revises.id': { $exists: true } } },
      ),
    // turns of one conversation, newest first.
    database
      .collection('turns')
      .createIndex({ conversationId: 1, endedAtMs: -1 }, { name: 'conversation' }),
    // the desk's lists: handoffs of a tenant by state, newest first.
    database
      .collection('handoffs')
      .createIndex({ tenant: 1, state: 1, openedAtMs: -1 }, { name: 'list' }),
    // calls, spent: what a conversation cost, in the order of the calls.
    database
      .collection('ledger')
      .createIndex({ tenant: 1, conversationId: 1, openedAtMs: 1 }, { name: 'conversation' }),
    // leftOpen: calls whose process died.
    database
      .collection('ledger')
      .createIndex({ openedAtMs: 1 }, { name: 'open', partialFilterExpression: { isOpen: true } }),
    ...costIndexes(database),
    ...accountIndexes(database),
    ...fileIndexes(database),
  ]);
}

function costIndexes(database: Db): Promise<string>[] {
  return [
    // sums, hourly, spentIn: the calls of a tenant in a stretch of time, with what the last two add up.
    database
      .collection('ledger')
      .createIndex({ tenant: 1, openedAtMs: 1, 'closed.costUsd': 1 }, { name: 'time' }),
    // notices: newest first.
    database.collection('costNotices').createIndex({ atMs: -1 }, { name: 'newest' }),
  ];
}

function accountIndexes(database: Db): Promise<string>[] {
  const accounts = database.collection('accounts');
  return [
    // get, any: an account by its id, and whether a tenant has one.
    accounts.createIndex({ tenant: 1, id: 1 }, { name: 'account', unique: true }),
    // find: the accounts that claim a customer's id, and those that claim their email address.
    accounts.createIndex({ tenant: 1, customerIds: 1 }, { name: 'customers' }),
    accounts.createIndex({ tenant: 1, emails: 1 }, { name: 'emails' }),
  ];
}

function fileIndexes(database: Db): Promise<string>[] {
  return [
    // put, find: one content under an id, whoever is first.
    database
      .collection('files.files')
      .createIndex({ 'metadata.id': 1 }, { name: 'id', unique: true }),
    // removeStrays: uploads that are of no message, the oldest first.
    database
      .collection('files.files')
      .createIndex(
        { 'metadata.atMs': 1 },
        { name: 'strays', partialFilterExpression: { 'metadata.isAttached': false } },
      ),
    // open: a content part by part; the index every GridFS has.
    database
      .collection('files.chunks')
      .createIndex({ files_id: 1, n: 1 }, { name: 'files_id_1_n_1', unique: true }),
    // removeStrays: what puts left that died, the oldest first.
    database.collection('fileUploads').createIndex({ atMs: 1 }, { name: 'oldest' }),
  ];
}

export function toConversation(document: ConversationDocument): Conversation {
  const { _id, ...rest } = document;
  return wholeConversation({ id: _id, ...rest });
}
