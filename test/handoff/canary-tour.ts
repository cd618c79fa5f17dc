import { PinoTelemetry } from '../../src/core/metrics/pino-telemetry.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway, type RunningOptions } from '../support/running-gateway.js';
import { PuppetMind } from './puppet-mind.js';

/** A log that is kept instead of printed, whole and at its most talkative. */
export class KeptLog {
  private readonly lines: string[] = [];
  readonly telemetry = new PinoTelemetry('trace', {
    write: (line: string) => {
      this.lines.push(line);
    },
  });

  with(words: string): string[] {
    return this.lines.filter((line) => line.includes(words));
  }
}

/** Quotes what it was given, as drivers and parsers do, in all the places where an error can hold a text. */
function quoting(words: string): Error {
  const cause = new Error(`because of ${words}`);
  return Object.assign(new Error(`cannot work on ${words}`, { cause }), {
    words,
    document: { words },
  });
}

/** A gateway whose mind and stores fail on demand, quoting what they were given, at every level of talk. */
export async function startToured(options: RunningOptions) {
  const log = new KeptLog();
  const mind = new PuppetMind();
  const down = { words: null as string | null };
  const failing = (opened: Stores): Stores => ({
    ...opened,
    inbox: {
      record: async (command) => {
        if (down.words !== null) throw quoting(down.words);
        return opened.inbox.record(command);
      },
    },
    handoffs: Object.assign(Object.create(opened.handoffs), {
      list: async (query: Parameters<Stores['handoffs']['list']>[0]) => {
        if (down.words !== null) throw quoting(down.words);
        return opened.handoffs.list(query);
      },
    }),
  });
  const gateway = await RunningGateway.start({
    ...options,
    parts: { telemetry: log.telemetry, mind: mind.over, stores: failing },
  });
  return { gateway, log, mind, down };
}

export type Toured = Awaited<ReturnType<typeof startToured>>;

/** Sends the words down every path, failures included. */
export async function tour({ gateway, mind, down }: Toured, words: string): Promise<void> {
  await badDoors(gateway, words);
  const customer = await gateway.customer();
  await customer.say(`hello ${words}`, `first ${words}`.slice(0, 128));
  await eventually(() => expect(customer.messages.length).toBeGreaterThan(1));
  await customer.say(words.repeat(200));
  await customer.ask('message', { id: words, text: { words } });
  await customer.ask('history', { before: words });
  await customer.ask(words, { words });
  down.words = words;
  expect(await customer.say(words)).toMatchObject({ ok: false });
  expect(await gateway.agent('ana').list()).toMatchObject({ status: 503 });
  down.words = null;
  const second = await gateway.customer();
  mind.answering = async (_context, _signal, onText) => {
    onText(`${words} so far`);
    throw quoting(words);
  };
  await second.say(`Where is ${words}?`);
  await second.sees(/A colleague will take over/);
  mind.letGo();
  await atTheDesk(gateway, second.conversationId, words);
  await second.sees(`Here is ${words}.`);
  await second.seesOwner('bot');
  await second.say('What did Ana tell me?');
  await second.sees(/Ana told you/);
}

async function badDoors(gateway: RunningGateway, words: string): Promise<void> {
  for (const auth of [
    { channel: words },
    { channel: [words] },
    { channel: 'demo-web', token: words },
    { channel: 'demo-web', after: words },
    { [words]: words },
  ]) {
    await gateway.refused({ auth });
  }
  await gateway.agentWith(words.replace(/[^\x21-\x7e]/g, '')).list();
  await fetch(`${gateway.url}/${encodeURIComponent(words)}?q=${encodeURIComponent(words)}`);
  await fetch(`${gateway.url}/%E0%A4%A${encodeURIComponent(words)}`);
}

async function atTheDesk(
  gateway: RunningGateway,
  conversationId: string,
  words: string,
): Promise<void> {
  const ana = gateway.agent('ana');
  const { id } = await ana.handoffOf(conversationId);
  await ana.claim(id);
  await ana.reply(id, `Here is ${words}.`, words.slice(0, 128));
  await ana.note(id, `Between us: ${words}`);
  await ana.postRaw(`handoffs/${id}/reply`, `{"text": "${words}`);
  await ana.post(`handoffs/${id}/reply`, { [words]: words });
  await ana.post(`handoffs/${id}/reply`, { text: words.repeat(1_000) });
  await ana.get(`handoffs/${encodeURIComponent(words)}`);
  await ana.list(`?view=${encodeURIComponent(words)}`);
  await ana.resolve(id, `Done with ${words}`);
}
