import { io, type Socket } from 'socket.io-client';

/** One thing the customer's page showed, in the order it came. */
export interface Shown {
  readonly event: 'message' | 'owner';
  readonly id: string;
  readonly seq: number;
  readonly author: string;
  readonly text: string;
  readonly owner?: string;
}

interface Told {
  readonly id: string;
  readonly text: string;
  /** Ids of what was uploaded. */
  readonly files: readonly string[];
  seq: number | null;
}

/** How long an acknowledgement is waited for before the message is sent again with the same id. */
const RESEND_MS = 1_500;

/**
 * A customer as our web client behaves: keeps its place, reconnects (to the next process, as behind a load balancer),
 * sends what was not acknowledged again with the same id, and shows each number once.
 */
export class FaultCustomer {
  readonly shown: Shown[] = [];
  readonly told: Told[] = [];
  /** Numbers that came again although they had been shown. A client drops them. */
  readonly again: number[] = [];
  conversationId = '';
  /** What became of texts: other words, or none. */
  private readonly revised = new Map<string, string>();
  private socket: Socket | null = null;
  private lastSeq = 0;
  private attempt = 0;
  private isClosed = false;
  private resend: NodeJS.Timeout | null = null;

  /** `token`: what their site signed for them, if it did; later what the gateway gave them. */
  constructor(
    private readonly urls: () => readonly string[],
    public token?: string,
  ) {}

  async connect(): Promise<void> {
    this.open();
    this.resend = setInterval(() => this.sendOpen(), RESEND_MS);
    await this.until(() => this.conversationId !== '', 'the welcome');
  }

  /** Says something; resolves with its number once it was acknowledged, after however many tries. */
  async say(text: string, files: readonly string[] = []): Promise<number> {
    const told: Told = { id: `id-${this.told.length + 1}`, text, files, seq: null };
    this.told.push(told);
    this.send(told);
    await this.until(() => told.seq !== null, `the acknowledgement of "${text}"`);
    return told.seq ?? 0;
  }

  /** Says something without waiting for anything. */
  mention(text: string): void {
    const told: Told = { id: `id-${this.told.length + 1}`, text, files: [], seq: null };
    this.told.push(told);
    this.send(told);
  }

  /** Whether the bot answered this, alone or together with other lines. */
  isAnswered(text: string): boolean {
    return this.shown.some((one) => one.author === 'bot' && one.text.includes(text));
  }

  sees(text: string): boolean {
    return this.shown.some((one) => one.text.includes(text));
  }

  /** Whether it stands there now, with all edits and deletions done. */
  reads(text: string): boolean {
    return this.shown.some((one) => (this.revised.get(one.id) ?? one.text).includes(text));
  }

  async until(isSo: () => boolean, what: string, ms = 45_000): Promise<void> {
    const endsAt = Date.now() + ms;
    while (!isSo()) {
      if (Date.now() > endsAt)
        throw new Error(`Waited in vain for ${what}. Shown: ${this.story()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  story(): string {
    return JSON.stringify(this.shown.map((one) => [one.seq, one.author, one.text || one.owner]));
  }

  /** Leaves the connection as it is and opens one to the next process. */
  reload(): void {
    this.socket?.removeAllListeners();
    this.socket?.disconnect();
    this.attempt += 1;
    this.open();
  }

  close(): void {
    this.isClosed = true;
    if (this.resend) clearInterval(this.resend);
    this.socket?.disconnect();
  }

  private open(): void {
    const urls = this.urls();
    const url = urls[this.attempt % urls.length] ?? '';
    const auth = { channel: 'test-web', token: this.token, after: this.lastSeq };
    const socket = io(`${url}/chat`, {
      transports: ['websocket'],
      auth,
      reconnection: false,
      forceNew: true,
      timeout: 1_000,
    });
    this.socket = socket;
    socket.on('welcome', (welcome: { conversationId: string; token: string }) => {
      this.conversationId = welcome.conversationId;
      this.token = welcome.token;
      this.sendOpen();
    });
    socket.on('message', (message) => this.show('message', message.author.kind, message));
    for (const event of ['edit', 'delete']) {
      socket.on(event, ({ target, seq, text = '' }) => {
        this.revised.set(target, text);
        socket.emit('received', { seq });
      });
    }
    socket.on('owner', (change) =>
      this.show('owner', 'system', { ...change, id: `o${change.seq}`, text: '' }),
    );
    socket.on('disconnect', () => this.reopen());
    socket.on('connect_error', () => this.reopen());
  }

  private reopen(): void {
    if (this.isClosed) return;
    this.attempt += 1;
    setTimeout(() => !this.isClosed && this.open(), 100);
  }

  private show(
    event: Shown['event'],
    author: string,
    payload: { id: string; seq: number; text: string; owner?: string },
  ): void {
    if (payload.seq <= this.lastSeq) {
      this.again.push(payload.seq);
      return;
    }
    this.lastSeq = payload.seq;
    const { id, seq, text, owner } = payload;
    this.shown.push({ event, author, id, seq, text, ...(owner ? { owner } : {}) });
    this.socket?.emit('received', { seq });
  }

  private sendOpen(): void {
    for (const told of this.told) if (told.seq === null) this.send(told);
  }

  private send(told: Told): void {
    const { id, text, files } = told;
    const along = files.length > 0 ? { files: files.map((one) => ({ id: one })) } : {};
    this.socket?.emit(
      'message',
      { id, text, ...along },
      (answer: { ok: boolean; seq?: number }) => {
        if (answer.ok && answer.seq !== undefined) told.seq = answer.seq;
      },
    );
  }
}
