import type { ShownFile } from '../../src/channels/file-view.js';
import type { Card } from '../../src/core/domain/card.js';
import type { Customer } from '../../src/core/domain/customer.js';
import type { ClientError } from '../../src/core/domain/errors.js';
import type { Handoff } from '../../src/core/domain/handoff.js';
import type { Owner } from '../../src/core/domain/message.js';
import type { Truth } from '../../src/core/domain/truth.js';
import type { Spent } from '../../src/core/domain/usage.js';
import { eventually } from './eventually.js';

export interface DeskLine {
  readonly seq: number;
  readonly kind: string;
  readonly author: { readonly kind: string; readonly name: string };
  readonly text: string;
  readonly card?: Card;
  readonly choice?: string;
  readonly files?: readonly ShownFile[];
  readonly edited?: boolean;
  readonly deleted?: boolean;
  readonly revises?: number | null;
  readonly truth: Truth | null;
}

/** What the desk answered, with the fields its routes may give. */
export interface DeskAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly error?: ClientError;
  readonly handoff?: Handoff;
  readonly handoffs?: readonly Handoff[];
  readonly conversation?: {
    readonly id: string;
    readonly owner: Owner;
    readonly ownership: number;
    readonly customer: Customer;
  };
  readonly card?: Card;
  readonly spent?: Spent;
  readonly messages?: readonly DeskLine[];
  readonly seq?: number;
  readonly file?: ShownFile;
  readonly url?: string;
  readonly agent?: { readonly id: string; readonly name: string };
  readonly token?: string;
  readonly devLogin?: readonly { readonly id: string; readonly name: string }[];
  readonly language?: string;
  readonly texts?: Readonly<Record<string, string>>;
}

/** An agent at the desk's HTTP interface. */
export class DeskAgent {
  constructor(
    private readonly url: string,
    private readonly token: string | null,
  ) {}

  list(query = ''): Promise<DeskAnswer> {
    return this.get(`handoffs${query}`);
  }

  show(id: string): Promise<DeskAnswer> {
    return this.get(`handoffs/${id}`);
  }

  claim(id: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/claim`);
  }

  release(id: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/release`);
  }

  reply(id: string, text: string, wordsId?: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/reply`, words(text, wordsId));
  }

  /** Uploads something to be sent with a reply. */
  upload(id: string, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<DeskAnswer> {
    const path = `handoffs/${id}/files?name=${encodeURIComponent(name)}`;
    return this.request(path, { method: 'POST', body: content });
  }

  note(id: string, text: string, wordsId?: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/note`, words(text, wordsId));
  }

  edit(id: string, seq: number, text: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/messages/${seq}/edit`, { text });
  }

  takeBack(id: string, seq: number): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/messages/${seq}/delete`);
  }

  retry(id: string, seq: number): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/messages/${seq}/retry`);
  }

  types(id: string, on: boolean): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/typing`, { on });
  }

  resolve(id: string, note?: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/resolve`, note === undefined ? {} : { note });
  }

  giveBack(id: string, note?: string): Promise<DeskAnswer> {
    return this.post(`handoffs/${id}/return`, note === undefined ? {} : { note });
  }

  takeOver(conversationId: string): Promise<DeskAnswer> {
    return this.post(`conversations/${conversationId}/claim`);
  }

  get(path: string): Promise<DeskAnswer> {
    return this.request(path, {});
  }

  post(path: string, body?: unknown): Promise<DeskAnswer> {
    return this.postRaw(path, body === undefined ? undefined : JSON.stringify(body));
  }

  postRaw(path: string, body: string | undefined): Promise<DeskAnswer> {
    const headers = { 'content-type': 'application/json' };
    return this.request(path, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
  }

  /** The handoff that waits for, or belongs to, this conversation, as soon as the desk has it. */
  async handoffOf(conversationId: string): Promise<Handoff> {
    return eventually(async () => {
      const { handoffs = [] } = await this.list('?limit=200');
      const found = handoffs.find((one) => one.conversationId === conversationId);
      if (found === undefined) throw new Error(`No handoff of ${conversationId} at the desk.`);
      // Lists leave out what was said.
      return (await this.show(found.id)).handoff ?? found;
    });
  }

  /** The lines of a handoff's thread. */
  async thread(id: string): Promise<readonly DeskLine[]> {
    const { messages } = await this.show(id);
    if (messages === undefined) throw new Error(`The desk does not show ${id}.`);
    return messages;
  }

  /** The card as it is now, as this agent sees it. */
  async card(id: string): Promise<Card> {
    const { card } = await this.show(id);
    if (card === undefined) throw new Error(`The desk shows no card of ${id}.`);
    return card;
  }

  async sees(id: string, text: string): Promise<DeskLine> {
    return eventually(async () => {
      const found = (await this.thread(id)).find((line) => line.text === text);
      if (found === undefined) throw new Error(`Not in the thread: ${text}`);
      return found;
    });
  }

  private async request(path: string, init: RequestInit): Promise<DeskAnswer> {
    const headers = new Headers(init.headers);
    if (this.token !== null) headers.set('authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.url}/api/v1/desk/${path}`, { ...init, headers });
    return { status: response.status, ...((await response.json()) as object) } as DeskAnswer;
  }
}

function words(text: string, id: string | undefined): object {
  return id === undefined ? { text } : { text, id };
}
