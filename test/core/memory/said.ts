import type { AuthorKind, Message } from '../../../src/core/domain/message.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Wednesday, 18 November 2026, 09:30 UTC. */
export const MORNING_MS = Date.UTC(2026, 10, 18, 9, 30);

const NAMES: Record<AuthorKind, string> = {
  customer: 'Lena',
  bot: 'Desk bot',
  agent: 'Ana',
  system: 'Frontdesk',
};

/** Numbers what was said, a minute apart; `later` lets time pass, `message` changes the last one. */
export class Script {
  readonly messages: Message[] = [];

  constructor(
    private readonly id: string,
    private atMs = MORNING_MS,
  ) {}

  says(kind: AuthorKind, text: string, more: Partial<Message> = {}): this {
    const seq = this.messages.length + 1;
    this.atMs += MINUTE_MS;
    const author = { kind, id: kind, name: NAMES[kind] };
    const said = { id: `${this.id}-m${seq}`, seq, kind: 'text' as const, author, text };
    this.messages.push({ ...said, atMs: this.atMs, ...more });
    return this;
  }

  /** The customer and the bot by turns. */
  talk(...texts: readonly string[]): this {
    for (const [at, text] of texts.entries()) this.says(at % 2 === 0 ? 'customer' : 'bot', text);
    return this;
  }

  later(ms: number): this {
    this.atMs += ms;
    return this;
  }

  /** Its author revises the text with this number; null takes it back. */
  revises(seq: number, text: string | null): this {
    const { id, author } = this.messages[seq - 1] as Message;
    const kind = text === null ? 'delete' : 'edit';
    return this.says(author.kind, text ?? '', { kind, author, revises: { id } });
  }
}
