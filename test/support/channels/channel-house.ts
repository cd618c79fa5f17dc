import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../../../src/core/domain/message.js';
import { answered, PuppetMind } from '../../handoff/puppet-mind.js';
import type { DeskAgent, DeskLine } from '../desk-agent.js';
import { eventually } from '../eventually.js';
import { RunningGateway } from '../running-gateway.js';
import type { ChannelDriver, ChannelPerson } from './channel-driver.js';
import { OnlyPauses } from './only-pauses.js';

/** Nobody's words are clear without the mind. */
const UNSURE = { type: 'info_question', confidence: 0, isSure: false } as const;

/** The shop's only action: which of two orders, by a button, and how it stands. */
const ORDER_STATUS = {
  title: 'order status',
  description: 'The customer wants to know where an order is.',
  phrases: ['track my order'],
  parameters: {
    properties: {
      order: {
        type: 'string',
        title: 'Order',
        ask: 'Which of your orders?',
        oneOf: [
          { const: 'MF-1000001', title: 'The kettle' },
          { const: 'MF-1000002', title: 'The lamp' },
        ],
      },
    },
    required: ['order'],
  },
  permission: 'anyone',
  code: 'demo-order-status',
};

/** A whole gateway with one channel, a mind that says what a test wants, and the local desk. */
export class ChannelHouse {
  readonly mind = new PuppetMind();
  private readonly answers = new Map<string, string>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'fd-channel-'));
  private port = 0;
  private running: RunningGateway | null = null;

  private constructor(private readonly driver: ChannelDriver) {
    this.mind.answering = async ({ lines }) =>
      answered(lines.map(({ text }) => this.answers.get(text) ?? `Re ${text}`).join('\n\n'));
  }

  static async open(driver: ChannelDriver): Promise<ChannelHouse> {
    const house = new ChannelHouse(driver);
    await driver.open();
    house.port = await freePort();
    await house.start();
    return house;
  }

  async close(): Promise<void> {
    await this.running?.stop();
    await this.driver.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The process ends in good order and another one goes on with what is on record. */
  async restart(): Promise<void> {
    await this.gateway.stop();
    await this.start();
  }

  get gateway(): RunningGateway {
    if (this.running === null) throw new Error('The house is not open yet.');
    return this.running;
  }

  get ana(): DeskAgent {
    return this.gateway.agent('ana');
  }

  /** What is answered to this line instead of the usual. */
  speaks(line: string, answer: string): void {
    this.answers.set(line, answer);
  }

  /** How often the mind was asked about a turn with exactly this line. */
  asked(text: string): number {
    return this.mind.asked.filter(({ lines }) => lines.some((one) => one.text === text)).length;
  }

  /** Says something, and waits until it is answered. Gives the conversation's id. */
  async begin(person: ChannelPerson, text: string): Promise<string> {
    await person.say(text);
    await eventually(() => shows(person, `Re ${text}`));
    return this.conversationOf(text);
  }

  /** The conversation in which this was asked of the mind last. */
  conversationOf(text: string): string {
    const found = this.mind.asked.findLast(({ lines }) => lines.some((one) => one.text === text));
    if (found === undefined) throw new Error(`Nobody asked the mind: ${text}`);
    return found.place.conversationId;
  }

  /** An agent has it now. Gives the handoff's id. */
  async takeOver(conversationId: string): Promise<string> {
    const { handoff, error } = await this.ana.takeOver(conversationId);
    if (handoff === undefined) throw new Error(`Not taken over: ${JSON.stringify(error)}`);
    return handoff.id;
  }

  /** An agent says something, perhaps with something uploaded. Gives its number. */
  async reply(id: string, text: string, files: readonly object[] = []): Promise<number> {
    const body = files.length === 0 ? { text } : { text, files };
    const { seq, error } = await this.ana.post(`handoffs/${id}/reply`, body);
    if (seq === undefined) throw new Error(`Not said: ${JSON.stringify(error)}`);
    return seq;
  }

  async lineAt(id: string, seq: number): Promise<DeskLine> {
    const found = (await this.ana.thread(id)).find((one) => one.seq === seq);
    if (found === undefined) throw new Error(`The desk has no line ${seq}.`);
    return found;
  }

  /** What customers said there, as it is on record: texts, edits, deletions, in order. */
  async recorded(conversationId: string): Promise<readonly Message[]> {
    const { archive, conversations } = this.gateway.stores;
    const filed = await archive.page(conversationId, { after: 0, limit: 200 });
    const waiting = (await conversations.load(conversationId))?.inbox ?? [];
    const known = new Set(filed.map(({ id }) => id));
    const all = [...filed, ...waiting.filter(({ id }) => !known.has(id))];
    return all.filter(({ author, kind }) => author.kind === 'customer' && kind !== 'empty');
  }

  async textsOf(conversationId: string): Promise<string[]> {
    return (await this.recorded(conversationId)).map(({ text }) => text);
  }

  private async start(): Promise<void> {
    const url = `http://127.0.0.1:${this.port}`;
    const { channels = {}, ...rest } = this.driver.config();
    this.running = await RunningGateway.start({
      config: {
        server: { host: '127.0.0.1', port: this.port, publicUrl: url },
        data: join(this.folder, 'data'),
        delivery: { retryBaseMs: 50, retryMaxMs: 400, attemptsMax: 4 },
        tenants: { demo: { actions: { order_status: ORDER_STATUS } } },
        channels,
        ...rest,
      },
      parts: {
        mind: this.mind.over,
        classifiers: { of: () => ({ guess: () => UNSURE }), stop: async () => undefined },
        stores: (opened) => ({ ...opened, limiter: new OnlyPauses() }),
      },
    });
    await this.driver.isJoined(this.gateway.url);
  }
}

function shows(person: ChannelPerson, words: string): void {
  const shown = person.shown().map((one) => one.words);
  if (shown.some((one) => one.includes(words))) return;
  const told = JSON.stringify([...shown, ...person.told()]);
  throw new Error(`Not shown to ${person.name}: ${words}. Shown: ${told}`);
}

/** The same for every process of a house, as links and platforms name it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
