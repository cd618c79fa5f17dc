import { PinoTelemetry } from '../../src/core/metrics/pino-telemetry.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { SITE_KEY, siteToken } from '../channels/site-tokens.js';
import { eventually } from '../support/eventually.js';
import { RunningGateway, type RunningOptions } from '../support/running-gateway.js';
import type { Arrival, WebCustomer } from '../support/web-customer.js';
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
  const channels = { 'demo-web': { userTokenKey: SITE_KEY } };
  const gateway = await RunningGateway.start({
    ...options,
    config: { ...options.config, channels },
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
  await secondThoughts(customer, words);
  await secondThoughts(await gateway.customer(), words);
  down.words = words;
  expect(await customer.say(words)).toMatchObject({ ok: false });
  expect(await customer.edit('x', words)).toMatchObject({ ok: false });
  expect(await gateway.agent('ana').list()).toMatchObject({ status: 503 });
  down.words = null;
  const second = await gateway.customer(await vouchedFor(words));
  mind.briefing = () => Promise.reject(quoting(words));
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
  await second.say(`I want to talk to a person about ${words}`);
  await second.seesOwner('waiting');
}

/** Changes, files, choices and typing, each right and wrong. */
async function secondThoughts(customer: WebCustomer, words: string): Promise<void> {
  const id = `e${words}`.slice(0, 128);
  // A name with a path in it is refused before anything is said.
  await customer.sendFiles([`${words.replace(/[/\\:]/g, ' ')}.pdf`]);
  await eventually(() => expect(customer.messages.length).toBeGreaterThan(1));
  await customer.say(words, id);
  await customer.edit(id, `${words} anew`);
  await customer.takeBack(id);
  await customer.press({ id }, id, words);
  await customer.ask('edit', { id: words, target: { words }, text: words });
  await customer.ask('delete', { id: words, target: [words] });
  await customer.ask('message', { id, text: words, files: [{ [words]: words }], choice: words });
  await customer.ask('typing', { on: words });
}

/** Somebody whose site and browser both say the words of them. */
async function vouchedFor(words: string): Promise<Arrival> {
  const claims = { sub: words.slice(0, 200), name: words, email: words, facts: { [words]: words } };
  const about = { page: `https://shop.example/${words}?q=${words}`, language: words };
  return { token: await siteToken(claims), about };
}

async function badDoors(gateway: RunningGateway, words: string): Promise<void> {
  for (const auth of [
    { channel: words },
    { channel: [words] },
    { channel: 'demo-web', token: words },
    { channel: 'demo-web', after: words },
    { [words]: words },
    { channel: 'demo-web', about: words },
    { channel: 'demo-web', about: { page: { words } } },
  ]) {
    await gateway.refused({ auth });
  }
  await gateway.agentWith(words.replace(/[^\x21-\x7e]/g, '')).list();
  await fetch(`${gateway.url}/${encodeURIComponent(words)}?q=${encodeURIComponent(words)}`);
  await fetch(`${gateway.url}/api/v1/web/${encodeURIComponent(words)}`);
  await gateway.agentWith(null).post('sign-in/dev', { agent: words });
  await gateway.agentWith(null).get(`events?handoff=${encodeURIComponent(words)}`);
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
  const { seq = 0 } = await ana.reply(id, `Not ${words}.`);
  await ana.edit(id, seq, `Rather ${words}.`);
  await ana.takeBack(id, seq);
  await ana.edit(id, seq, words);
  await ana.retry(id, seq);
  await ana.post(`handoffs/${id}/messages/${encodeURIComponent(words)}/edit`, { text: words });
  await ana.post(`handoffs/${id}/reply`, { text: words, files: [{ name: words }] });
  await ana.post(`handoffs/${id}/reply`, { text: words, files: [{ [words]: words }] });
  await ana.post(`handoffs/${id}/typing`, { on: words });
  await ana.get(`events?handoff=${encodeURIComponent(words)}`);
  await ana.show(id);
  await ana.resolve(id, `Done with ${words}`);
}
