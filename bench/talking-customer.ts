import { io, type Socket } from 'socket.io-client';
import { answerTo, CHANNEL } from './subject-kinds.js';

const ANSWER_MS_MAX = 10_000;

/** Things a shop is told about; no two lines are alike, as no two people's are. */
const THINGS = 'sofa lamp shelf desk chair mirror carpet curtain drawer table stool wardrobe'.split(
  ' ',
);
const MATTERS = [
  'should be delivered to {place} on the {day}.',
  'arrived with a dent; my order number is KX-{number}.',
  'does not fit through the door in {place}.',
  'is for my aunt, who lives in {place}, house number {day}.',
  'was paid twice, {number} euros each time.',
  'can be collected after {day}:30, but not in {place}.',
] as const;
const PLACES = 'Utrecht Bergen Ghent Porto Leeds Graz Turku Basel'.split(' ');

interface Welcome {
  readonly conversationId: string;
  readonly token: string;
}

interface Shown {
  readonly author: { readonly kind: string };
  readonly text: string;
}

/** One customer who tells a shop one thing after another, waits for each answer, and can come back as the same one. */
export class TalkingCustomer {
  readonly problems: string[] = [];
  private asked: number;
  private waiting: { readonly answer: string; readonly answered: () => void } | null = null;

  private constructor(
    private readonly socket: Socket,
    readonly welcome: Welcome,
    asked: number,
  ) {
    this.asked = asked;
    socket.on('message', ({ author, text }: Shown) => {
      if (author.kind !== 'customer' && text === this.waiting?.answer) this.waiting.answered();
    });
    socket.on('owner', () => this.problems.push('A person was called.'));
  }

  /** `before`: who comes back. */
  static async connect(url: string, before?: TalkingCustomer): Promise<TalkingCustomer> {
    const token = before === undefined ? {} : { token: before.welcome.token };
    const socket = io(`${url}/chat`, {
      auth: { channel: CHANNEL, ...token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    const welcome = await new Promise<Welcome>((resolve, reject) => {
      socket.once('welcome', resolve);
      socket.once('connect_error', reject);
    });
    return new TalkingCustomer(socket, welcome, before?.asked ?? 0);
  }

  /** The next of the lines above. Milliseconds from sending to the answer. */
  tell(): Promise<number> {
    const text = lineOf(this.asked);
    return this.say(text, answerTo(text));
  }

  /** Milliseconds from sending to `answer`. */
  async say(text: string, answer: string): Promise<number> {
    this.asked += 1;
    const sentAtMs = performance.now();
    await new Promise<void>((resolve, reject) => {
      const late = () => reject(new Error(`"${text}" was not answered in ${ANSWER_MS_MAX} ms.`));
      const timer = setTimeout(late, ANSWER_MS_MAX);
      const answered = () => {
        clearTimeout(timer);
        resolve();
      };
      this.waiting = { answer, answered };
      this.socket.emit('message', { id: `m${this.asked}`, text }, (told: { ok: boolean }) => {
        if (!told.ok) this.problems.push(`"${text}" was refused: ${JSON.stringify(told)}`);
      });
    });
    this.waiting = null;
    return performance.now() - sentAtMs;
  }

  leave(): void {
    this.socket.disconnect();
  }
}

function lineOf(at: number): string {
  const thing = THINGS[at % THINGS.length] ?? '';
  const matter = MATTERS[Math.floor(at / THINGS.length) % MATTERS.length] ?? '';
  const place = PLACES[Math.floor(at / 7) % PLACES.length] ?? '';
  const words = matter
    .replace('{place}', place)
    .replace('{day}', String(8 + (at % 20)))
    .replace('{number}', String(10_000 + at));
  return `My ${thing} ${at} ${words}`;
}
