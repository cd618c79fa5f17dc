import { MongoClient } from 'mongodb';
import type { SubjectOrder } from '../subject-kinds.js';
import type { MinimalSteps } from './minimal-chat.js';

type MessageDocument = { _id: string; conversationId: string; seq: number };
type ConversationDocument = { _id: string; lastSeq: number };

/** The minimal turn's steps with the plain driver, under the write concern Frontdesk takes on a single server. */
export async function openMinimalMongo(order: SubjectOrder): Promise<MinimalSteps> {
  const client = new MongoClient(order.mongoUrl, {
    writeConcern: { w: 1, journal: true },
    retryWrites: false,
  });
  await client.connect();
  const database = client.db(order.name);
  const messages = database.collection<MessageDocument>('messages');
  const conversations = database.collection<ConversationDocument>('conversations');
  // A record that nobody could read back by conversation would be no fair yardstick.
  await messages.createIndex({ conversationId: 1, seq: 1 }, { unique: true });
  return {
    insert: async ({ id, ...rest }) => {
      await messages.insertOne({ _id: id, ...rest });
    },
    advance: async (conversationId, lastSeq) => {
      await conversations.updateOne(
        { _id: conversationId },
        { $set: { lastSeq } },
        { upsert: true },
      );
    },
    close: () => client.close(),
  };
}
