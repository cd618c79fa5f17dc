import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Subject } from '../subject-kinds.js';

/** A text as the minimal chat keeps it. */
export interface Kept {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly author: string;
  readonly text: string;
  readonly atMs: number;
}

/** The three durable steps of the minimal turn; each is on disk when it resolves. */
export interface MinimalSteps {
  insert(message: Kept): Promise<void>;
  /** Notes in the conversation how far it has come. */
  advance(conversationId: string, lastSeq: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The yardstick: the least a chat can do that loses nothing. Keep the message, acknowledge it, note it in the
 * conversation, keep the reply, send it. No leases, no duplicates, no handoff, no second process.
 */
export async function startMinimalChat(
  steps: MinimalSteps,
  answer: (text: string) => string,
): Promise<Subject> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  let turns = 0;
  server.of('/chat').on('connection', (socket) => {
    const conversationId = socket.id;
    let seq = 0;
    socket.emit('welcome', { conversationId, token: '', owner: 'bot', ownership: 0, lastSeq: 0 });
    socket.on('message', ({ id, text }: { id: string; text: string }, acknowledge) => {
      turns += 1;
      const first = seq + 1;
      seq += 2;
      turn(socket, conversationId, first, { id, text }, acknowledge).catch((error) => {
        acknowledge({ ok: false, error: String(error) });
      });
    });
  });

  async function turn(
    socket: Socket,
    conversationId: string,
    seq: number,
    { id, text }: { id: string; text: string },
    acknowledge: (answer: unknown) => void,
  ): Promise<void> {
    const common = { conversationId, atMs: Date.now() };
    await steps.insert({
      ...common,
      id: `${conversationId}-${id}`,
      seq,
      author: 'customer',
      text,
    });
    acknowledge({ ok: true, seq });
    await steps.advance(conversationId, seq + 1);
    const reply = { ...common, id: `${conversationId}-${seq + 1}`, seq: seq + 1, author: 'bot' };
    const said = { ...reply, text: answer(text) };
    await steps.insert(said);
    const author = { kind: 'bot', name: 'Finch' };
    socket.emit('message', { id: said.id, seq: said.seq, author, text: said.text });
  }

  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => ({ 'write.insert': turns * 2, 'write.advance': turns }),
    stop: async () => {
      await server.close();
      await steps.close();
    },
  };
}
