import { io, type Socket } from 'socket.io-client';
import { answerTo, CHANNEL } from './subject-kinds.js';

const ANSWER_MS_MAX = 10_000;

/** How often this customer's page says what it has shown; the gateway writes a receipt no more often than that. */
const RECEIPT_EVERY_MS = 250;

/** What people ask a shop. Real questions, because looking up passages is part of a turn. */
const QUESTIONS = [
  'How long does delivery take in the US?',
  'Can I return something I have already worn?',
  'Where do I find my order number?',
  'Which cards do you accept?',
  'My parcel arrived damaged, what now?',
] as const;

interface Shown {
  readonly seq: number;
  readonly author: { readonly kind: string };
  readonly text: string;
}

/**
 * One customer who asks, waits for the answer and asks again. Keeps a list of everything that was not as promised:
 * an answer missing, doubled, to something else, or out of order.
 */
export class BenchCustomer {
  readonly problems: string[] = [];
  private lastSeq = 0;
  private asked = 0;
  private receiptAt = 0;
  private waiting: { readonly text: string; readonly answered: () => void } | null = null;

  private constructor(
    private readonly name: string,
    private readonly socket: Socket,
  ) {
    socket.on('message', (shown: Shown) => this.see(shown));
    socket.on('owner', () => this.problem('changed its owner'));
  }

  static async connect(url: string, name: string): Promise<BenchCustomer> {
    const socket = io(`${url}/chat`, {
      auth: { channel: CHANNEL },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    const customer = new BenchCustomer(name, socket);
    await new Promise((resolve, reject) => {
      socket.once('welcome', resolve);
      socket.once('connect_error', reject);
    });
    socket.once('disconnect', (reason) => {
      if (reason !== 'io client disconnect') customer.problem(`was disconnected: ${reason}`);
    });
    return customer;
  }

  /** Milliseconds from sending to the answer, null if there was none in time. */
  async ask(): Promise<number | null> {
    this.asked += 1;
    const question = QUESTIONS[this.asked % QUESTIONS.length];
    const text = `${question} (${this.name}, ${this.asked})`;
    const sentAt = performance.now();
    const isAnswered = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), ANSWER_MS_MAX);
      const answered = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.waiting = { text, answered };
      this.socket.emit('message', { id: `m${this.asked}`, text }, (told: { ok: boolean }) => {
        if (!told.ok) this.problem(`"${text}" was refused: ${JSON.stringify(told)}`);
      });
    });
    if (!isAnswered) this.problem(`"${text}" was not answered in ${ANSWER_MS_MAX} ms`);
    return isAnswered ? performance.now() - sentAt : null;
  }

  get turns(): number {
    return this.asked;
  }

  leave(): void {
    this.socket.disconnect();
  }

  private see({ seq, author, text }: Shown): void {
    if (seq <= this.lastSeq) this.problem(`number ${seq} came after ${this.lastSeq}`);
    this.lastSeq = seq;
    if (author.kind === 'customer') return;
    const { waiting } = this;
    if (waiting === null || text !== answerTo(waiting.text)) {
      this.problem(`unexpected: "${text}" while waiting for "${waiting?.text ?? 'nothing'}"`);
      return;
    }
    this.waiting = null;
    this.receive();
    waiting.answered();
  }

  private receive(): void {
    const now = performance.now();
    if (now - this.receiptAt < RECEIPT_EVERY_MS) return;
    this.receiptAt = now;
    this.socket.emit('received', { seq: this.lastSeq });
  }

  private problem(what: string): void {
    this.problems.push(`${this.name} ${what}`);
  }
}
