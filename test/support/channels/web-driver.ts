import { SITE_KEY, siteToken } from '../../channels/site-tokens.js';
import { type Answered, freshId, type ShownMessage, WebCustomer } from '../web-customer.js';
import type {
  Ability,
  ChannelDriver,
  ChannelPerson,
  SaidLine,
  SharedContent,
  ShownLine,
  Trouble,
} from './channel-driver.js';

const CHANNEL = 'demo-web';

/** How long a client that lost its connection takes to come back. */
const BACK_MS = 300;

/** Our own chat over socket.io, spoken as the widget speaks it. */
export class WebDriver implements ChannelDriver {
  readonly kind = 'web';
  readonly charsMax = 1_000;
  readonly cannot: Readonly<Partial<Record<Ability, string>>> = {
    'bot-echo': 'whoever connects speaks for their own visit alone',
    'edit-times': 'edits count in the order in which one connection sends them',
    throttling: 'our page asks for nothing to wait',
    outage: 'there is no platform in between, only the connection',
    'final-refusal': 'our page refuses nothing',
    markup: 'the page renders it, and has tests of its own in a browser',
  };
  private url = '';
  private readonly people: WebPerson[] = [];
  private count = 0;

  config() {
    return { channels: { [CHANNEL]: { userTokenKey: SITE_KEY, messageCharsMax: this.charsMax } } };
  }

  async open(): Promise<void> {
    // There is nothing but the gateway.
  }

  async isJoined(url: string): Promise<void> {
    this.url = url;
    await Promise.all(this.people.map((one) => one.connect(url)));
  }

  async person(name: string): Promise<ChannelPerson> {
    this.count += 1;
    const sub = `${this.count}`;
    return this.joined(new WebPerson(this, name, `user-${sub}`, await siteToken({ sub, name })));
  }

  async visitor(name: string): Promise<ChannelPerson> {
    return this.joined(new WebPerson(this, name, '', undefined));
  }

  complaints(): readonly string[] {
    return [];
  }

  harmIn(): readonly string[] {
    return [];
  }

  async close(): Promise<void> {
    for (const one of this.people) one.leave();
  }

  private async joined(person: WebPerson): Promise<WebPerson> {
    await person.connect(this.url);
    this.people.push(person);
    return person;
  }
}

interface WebWords {
  readonly id: string;
  readonly text: string;
  readonly files?: readonly { readonly id: string }[];
}

class WebPerson implements ChannelPerson {
  private customer: WebCustomer | null = null;
  private url = '';
  private readonly refusals: string[] = [];

  constructor(
    private readonly driver: WebDriver,
    readonly name: string,
    readonly id: string,
    private token: string | undefined,
  ) {}

  /** As a page that was loaded anew: everything from the beginning. */
  async connect(url: string): Promise<void> {
    this.url = url;
    this.customer?.leave();
    const { token } = this;
    this.customer = await WebCustomer.connect(url, {
      channel: CHANNEL,
      after: 0,
      ...(token === undefined ? {} : { token }),
    });
    this.token = this.customer.token;
  }

  leave(): void {
    this.customer?.leave();
  }

  say(text: string): Promise<SaidLine> {
    return this.send({ id: freshId(), text });
  }

  async sendFile(text: string, { name, bytes }: SharedContent): Promise<SaidLine> {
    const { file, error } = await this.here.upload(name, new Uint8Array(bytes), CHANNEL);
    if (file !== undefined) return this.send({ id: freshId(), text, files: [{ id: file.id }] });
    // The page shows it beside the name, and sends the words without it.
    this.refusals.push(`${error?.message}`);
    return this.send({ id: freshId(), text });
  }

  shown(): readonly ShownLine[] {
    const lines = new Map<string, ShownMessage>();
    for (const { event, payload } of this.here.seen) {
      const message = payload as unknown as ShownMessage;
      const { target = '' } = payload;
      const before = lines.get(target);
      if (event === 'message' && message.author.kind !== 'customer') lines.set(message.id, message);
      if (event === 'edit' && before) lines.set(target, { ...before, text: `${payload.text}` });
      if (event === 'delete') lines.delete(target);
    }
    const shown = [...lines.values()].filter(({ deleted }) => deleted !== true);
    this.here.received(Math.max(0, ...this.here.messages.map(({ seq }) => seq)));
    return shown.map((one) => this.lineOf(one));
  }

  told(): readonly string[] {
    return this.refusals;
  }

  elsewhere(): Promise<ChannelPerson> {
    return this.driver.visitor(this.name);
  }

  echo(): Promise<void> {
    return Promise.reject(new Error('no page can do that'));
  }

  failNext(_trouble: Trouble): void {
    this.here.leave();
    setTimeout(() => void this.connect(this.url), BACK_MS);
  }

  private get here(): WebCustomer {
    if (this.customer === null) throw new Error(`${this.name} is not connected.`);
    return this.customer;
  }

  private async send(message: WebWords): Promise<SaidLine> {
    this.heard(await this.here.ask('message', message));
    return this.lineSaid('message', message, message.id);
  }

  private lineSaid(event: string, payload: object, target: string): SaidLine {
    const revise = async (kind: 'edit' | 'delete', more: object) => {
      const revision = { id: freshId(), target, ...more };
      this.heard(await this.here.ask(kind, revision));
      return this.lineSaid(kind, revision, target);
    };
    return {
      again: async () => this.heard(await this.here.ask(event, payload)),
      edit: (text) => revise('edit', { text }),
      takeBack: () => revise('delete', {}),
      editsCrossing: () => Promise.reject(new Error('one connection keeps its order')),
    };
  }

  private heard({ ok, error }: Answered): void {
    if (!ok) this.refusals.push(`${error?.message}`);
  }

  private lineOf(message: ShownMessage): ShownLine {
    const { text, author, card, files = [] } = message;
    const choices = (card?.blocks ?? []).flatMap((one) =>
      one.kind === 'choices' ? one.choices : [],
    );
    const contentOf = async (url: string | undefined) => {
      const answer = await fetch(new URL(`${url}`, this.url));
      return Buffer.from(await answer.arrayBuffer());
    };
    return {
      words: author.kind === 'agent' ? `${author.name}: ${text}` : text,
      buttons: choices.map(({ label }) => label),
      files: files.map(({ name, url }) => ({ name, content: () => contentOf(url) })),
      press: async (label) => {
        const choice = choices.find((one) => one.label === label);
        if (choice === undefined) throw new Error(`Nothing is called ${label}.`);
        this.heard(await this.here.press(message, choice.id, label));
      },
    };
  }
}
