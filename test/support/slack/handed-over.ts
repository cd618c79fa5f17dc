import type { ClusterOptions } from '../fault/fault-cluster.js';
import type { FaultCustomer } from '../fault/fault-customer.js';
import type { SeenMessage } from './seen-message.js';
import { SlackHouse, wordsOf } from './slack-house.js';
import type { SlackPerson } from './slack-person.js';
import type { SlackRoom } from './slack-room.js';

const ADMIN_TOKEN = 'admin-token-of-the-fault-tests';

/** Waits of a second or less in place of minutes, and few tries: an outage is soon longer than all of them. */
const IMPATIENT = { leaseTtlMs: 1_000, retryBaseMs: 100, retryMaxMs: 1_000, attemptsMax: 4 };

/** Somebody who was handed over to the agents, wherever they write, and what they and the agents see of it. */
interface HandedOver {
  readonly card: () => SeenMessage;
  /** Where the bot speaks to them in Slack; null on the web. */
  readonly roomId: string | null;
  /** Resolves when it is on record. */
  readonly writes: (text: string) => Promise<unknown>;
  /** What the agents, the bot and the house said to this customer, oldest first. */
  readonly reads: () => readonly string[];
}

/** A house with handed-over conversations, for tests in which Slack does not do what it should. */
export class HandedOverHouse {
  private count = 0;
  private readonly webCustomers: FaultCustomer[] = [];

  private constructor(readonly house: SlackHouse) {}

  static async start(options: ClusterOptions): Promise<HandedOverHouse> {
    const admin = { tokens: [{ name: 'tests', token: ADMIN_TOKEN }] };
    const config = { admin, delivery: IMPATIENT };
    return new HandedOverHouse(await SlackHouse.start({ ...options, config }));
  }

  async stop(): Promise<void> {
    for (const customer of this.webCustomers) customer.close();
    await this.house.stop();
  }

  /** Somebody new in Globex who asks for a person. Their card is not out yet. */
  async slackAsks(): Promise<Omit<HandedOver, 'card'> & { readonly person: SlackPerson }> {
    const { house } = this;
    this.count += 1;
    const person = house.globex.createPerson(`Person ${this.count}`);
    await person.dm(house.app, 'I want to talk to a human');
    const writes = (text: string) => acknowledged(house, () => person.dm(house.app, text));
    const { id: roomId } = person.directRoomWith(house.app);
    return { person, roomId, writes, reads: () => house.told(person) };
  }

  /** Somebody new on the web who asks for a person. */
  async webAsks(): Promise<Omit<HandedOver, 'card'> & { readonly customer: FaultCustomer }> {
    const customer = await this.house.cluster.customer();
    this.webCustomers.push(customer);
    await customer.say('I want to talk to a human');
    const texts = () => customer.shown.map(({ text }) => text).filter((text) => text !== '');
    return { customer, roomId: null, writes: (text) => customer.say(text), reads: texts };
  }

  /** The card of whoever asked, in whichever room it comes up. */
  async cardAfter(ask: () => Promise<Omit<HandedOver, 'card'>>, room = this.house.room) {
    const before = cardsIn(room).length;
    await this.house.slack.settled();
    const asked = await ask();
    await this.house.until(() => cardsIn(room).length === before + 1, 'the card');
    const ts = cardsIn(room).at(-1)?.ts ?? '';
    return { ...asked, card: () => room.message({ roomId: room.id, ts }) };
  }

  /** Handed over and claimed by Ana. */
  async claimed(where: 'web' | 'slack'): Promise<HandedOver> {
    const ask = () => (where === 'web' ? this.webAsks() : this.slackAsks());
    const talk = await this.cardAfter(ask);
    await this.house.ana.presses(talk.card(), 'Claim');
    await this.house.until(() => talk.card().words.includes('Ana Alvarez'), 'the claim');
    return talk;
  }

  /** Ana writes in the case's thread. Resolves when it is on record. */
  replies({ card }: Pick<HandedOver, 'card'>, text: string): Promise<unknown> {
    const { house } = this;
    const at = card();
    return acknowledged(house, () => house.ana.says({ id: at.roomId }, text, { thread: at }));
  }

  /** What each process says is wrong, for admins. */
  async problems(): Promise<readonly string[][]> {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    return Promise.all(
      this.house.cluster.urls.map(async (url) => {
        const response = await fetch(`${url}/health/ready`, { headers });
        const { degraded } = (await response.json()) as { degraded: string[] };
        return degraded;
      }),
    );
  }

  /** Waits until some process, or all of them, say that this is wrong. */
  async untilWrong(words: string): Promise<void> {
    const isListed = async () => (await this.problems()).flat().join('\n').includes(words);
    await this.house.until(isListed, `"${words}" on the health page`);
  }

  /** Waits until no process finds anything wrong. What nobody calls for is looked at again every half minute. */
  async untilWell(): Promise<void> {
    let problems: readonly string[][] = [];
    const isWell = async () => {
      problems = await this.problems();
      return problems.flat().length === 0;
    };
    await this.house.cluster.until(isWell, () => `health: ${JSON.stringify(problems)}`, 45_000);
  }

  /** Waits until each of Ana's words in the thread has the mark of delivery, and no other mark of ours. */
  async untilMarked({ card }: Pick<HandedOver, 'card'>): Promise<void> {
    const bot = (one: SeenMessage) =>
      Object.entries(one.reactions)
        .filter(([, names]) => names.includes('Frontdesk'))
        .map(([name]) => name)
        .join();
    const isTrue = () =>
      card()
        .thread.filter((one) => !one.isFromBot)
        .every((one) => bot(one) === 'white_check_mark');
    await this.house.until(isTrue, 'the marks of delivery');
  }
}

export function cardsIn(room: SlackRoom): readonly SeenMessage[] {
  return room.messages.filter((one) => one.isFromBot && one.threadTs === null);
}

/** Those of the numbered words that can be read there, in the order in which they stand: `line 1`, `line 2`. */
export function numbered(words: string, texts: readonly string[]): readonly string[] {
  return texts.join('\n').match(new RegExp(`${words} \\d+`, 'g')) ?? [];
}

/** What the bot put into a thread. */
export function botLines(card: SeenMessage): readonly string[] {
  return card.thread.filter((one) => one.isFromBot).map(wordsOf);
}

/** Slack sends an event until we have taken it; what is said next is said after that. */
async function acknowledged(
  house: SlackHouse,
  says: () => Promise<{ readonly deliveries: readonly { readonly isAcknowledged: boolean }[] }>,
): Promise<void> {
  const { deliveries } = await says();
  await house.until(() => deliveries.every((one) => one.isAcknowledged), 'Slack to be heard');
}
