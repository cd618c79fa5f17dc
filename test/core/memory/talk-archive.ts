import { type Conversation, EMPTY_CONVERSATION } from '../../../src/core/domain/conversation.js';
import type { Message } from '../../../src/core/domain/message.js';
import type { Archive, PageQuery, TalkOf } from '../../../src/core/ports/archive.js';

interface Held extends TalkOf {
  readonly tenant: string;
  readonly channel: string;
  readonly customerId: string;
  readonly messages: readonly Message[];
}

/** A record in memory that says how often it was read. The conversation put last is the newest. */
export class TalkArchive implements Archive {
  private readonly held = new Map<string, Held>();
  /** Ids of the conversations a page was read of, in order. */
  pages: string[] = [];
  lookups = 0;

  /** The conversation as it is after these messages, all of them on record. */
  put(
    id: string,
    messages: readonly Message[],
    more: Partial<Conversation> & { readonly lastSeq?: number } = {},
  ): Conversation {
    const conversation: Conversation = {
      ...EMPTY_CONVERSATION,
      id,
      tenant: 'demo',
      channel: 'demo-web',
      thread: id,
      isPrivate: true,
      customer: { id: 'customer', name: 'Lena' },
      createdAtMs: 0,
      lastSeq: messages.at(-1)?.seq ?? 0,
      ...more,
    };
    const { tenant, channel, customer, lastSeq, memory } = conversation;
    this.held.delete(id);
    const place = { tenant, channel, customerId: customer.id };
    this.held.set(id, { id, ...place, lastSeq, startSeq: memory.startSeq, messages });
    return conversation;
  }

  /** Pages read since the last time this was asked. */
  read(): string[] {
    const { pages } = this;
    this.pages = [];
    return pages;
  }

  async page(conversationId: string, query: PageQuery): Promise<readonly Message[]> {
    this.pages.push(conversationId);
    if (!('after' in query)) throw new Error('Earlier talk is read forward.');
    const { messages = [] } = this.held.get(conversationId) ?? {};
    return messages.filter(({ seq }) => seq > query.after).slice(0, query.limit);
  }

  async talksOf(
    { tenant, channel }: { readonly tenant: string; readonly channel: string },
    customerId: string,
    limit: number,
  ): Promise<readonly TalkOf[]> {
    this.lookups += 1;
    return [...this.held.values()]
      .filter((one) => one.tenant === tenant && one.channel === channel)
      .filter((one) => one.customerId === customerId)
      .reverse()
      .slice(0, limit)
      .map(({ id, lastSeq, startSeq }) => ({ id, lastSeq, startSeq }));
  }

  async file(): Promise<void> {
    throw new Error('Recalling writes nothing.');
  }

  async known(ids: readonly string[]): Promise<readonly { id: string; seq: number }[]> {
    const all = [...this.held.values()].flatMap(({ messages }) => messages);
    return all.filter(({ id }) => ids.includes(id)).map(({ id, seq }) => ({ id, seq }));
  }

  async turn(): Promise<never> {
    throw new Error('Recalling reads no turns.');
  }

  async turns(): Promise<readonly never[]> {
    throw new Error('Recalling reads no turns.');
  }
}
