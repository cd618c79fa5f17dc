import { get, type IncomingMessage } from 'node:http';
import { eventually } from '../support/eventually.js';

export interface DeskEvent {
  readonly event: string;
  readonly data: { readonly conversationId?: string; readonly on?: boolean };
}

/** A desk page listening to `GET /events`. */
export class DeskStream {
  private text = '';
  isOpen = true;

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (part: string) => {
      this.text += part;
    });
    response
      .on('error', () => undefined)
      .on('close', () => {
        this.isOpen = false;
      });
  }

  static open(url: string, token: string | null, query = ''): Promise<DeskStream> {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    return new Promise((resolve, reject) => {
      get(`${url}/api/v1/desk/events${query}`, { headers, agent: false }, (response) =>
        resolve(new DeskStream(response)),
      ).on('error', reject);
    });
  }

  get status(): number {
    return this.response.statusCode ?? 0;
  }

  get headers(): IncomingMessage['headers'] {
    return this.response.headers;
  }

  get raw(): string {
    return this.text;
  }

  get events(): DeskEvent[] {
    return this.text.split('\n\n').flatMap((block) => {
      const match = /^event: (\w+)\ndata: (.*)$/.exec(block);
      const [, event = '', data = ''] = match ?? [];
      return match ? [{ event, data: JSON.parse(data) as DeskEvent['data'] }] : [];
    });
  }

  /** How often it was told to look at this conversation again. */
  tellings(conversationId: string): number {
    return this.events.filter(({ data }) => data.conversationId === conversationId).length;
  }

  /** Waits until it is told, after `before` tellings, to look again. */
  async isTold(conversationId: string, before = 0): Promise<void> {
    await eventually(() => {
      if (this.tellings(conversationId) <= before) throw new Error(`Not told: ${this.text}`);
    });
  }

  async ends(): Promise<void> {
    await eventually(() => {
      if (this.isOpen) throw new Error('Still open.');
    });
  }

  /** Reads no more, without leaving. */
  pause(): void {
    this.response.pause();
  }

  leave(): void {
    this.response.destroy();
  }
}
