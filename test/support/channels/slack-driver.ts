import type { Failure } from '../slack/failure-script.js';
import type { MessageRef, SeenMessage } from '../slack/seen-message.js';
import type { Said, SlackPerson, Where } from '../slack/slack-person.js';
import type { SlackRoom } from '../slack/slack-room.js';
import { SlackServer } from '../slack/slack-server.js';
import type {
  Ability,
  ChannelDriver,
  ChannelPerson,
  SaidLine,
  SharedContent,
  ShownLine,
  Trouble,
} from './channel-driver.js';

const TROUBLES: Readonly<Record<Trouble, Failure>> = {
  throttled: { kind: 'rate-limited', retryAfterSeconds: 1 },
  down: { kind: 'http', status: 503 },
  cut: { kind: 'cut-before' },
  refused: { kind: 'refused', error: 'msg_too_long' },
};

/** Slack over HTTP, spoken by people at a workspace of the stand-in. */
export class SlackDriver implements ChannelDriver {
  readonly kind = 'slack';
  readonly charsMax = 1_000;
  readonly cannot: Readonly<Partial<Record<Ability, string>>> = {};
  readonly slack = new SlackServer();
  readonly acme = this.slack.createTeam('Acme');
  readonly app = this.slack.createApp('Frontdesk');
  readonly bot = this.app.install(this.acme);
  private base = '';

  config() {
    const { signingSecret } = this.app;
    const workspaces = { acme: { team: this.acme.id, botToken: this.bot.botToken } };
    const place = { kind: 'slack', app: 'support', workspace: 'acme', tenant: 'demo' };
    return {
      slack: { support: { signingSecret, webApi: this.slack.apiUrl, workspaces } },
      channels: { chat: { ...place, feedback: false, messageCharsMax: this.charsMax } },
    };
  }

  async open(): Promise<void> {
    await this.slack.start();
  }

  async isJoined(url: string): Promise<void> {
    this.base = `${url}/slack/support`;
    this.listens();
  }

  async person(name: string): Promise<ChannelPerson> {
    const person = this.acme.createPerson(name);
    const { id } = person.directRoomWith(this.app);
    return new PersonInSlack(this, person, this.slack.room(id));
  }

  complaints(): readonly string[] {
    const hasty = this.slack.hastyCalls().map(({ method }) => `${method} before its time`);
    return [...this.slack.complaints, ...hasty];
  }

  /** Calls to everybody, links to where nobody allowed them: whatever Slack reads as more than words. */
  harmIn(person: ChannelPerson): readonly string[] {
    return person.shown().flatMap(({ words }) => words.match(/<[!@#]|<(?!https:\/\/shop)/g) ?? []);
  }

  async close(): Promise<void> {
    await this.slack.stop();
  }

  listens(): void {
    const { base } = this;
    this.app.listensAt({
      events: `${base}/events`,
      interactivity: `${base}/interactions`,
      commands: `${base}/commands`,
    });
  }

  /** Events get lost on the way to us. */
  isUnreachable(): void {
    this.app.listensAt(`${this.base.replace(/:\d+.*$/, ':1')}/`);
  }
}

/** In their direct messages; with a root, in a thread of a room that a mention begins. */
class PersonInSlack implements ChannelPerson {
  private root: MessageRef | null = null;

  constructor(
    private readonly driver: SlackDriver,
    private readonly person: SlackPerson,
    private readonly room: SlackRoom,
  ) {}

  get name(): string {
    return this.person.name;
  }

  get id(): string {
    return `${this.driver.acme.id}:${this.person.id}`;
  }

  async say(text: string): Promise<SaidLine> {
    if (this.room.record.kind === 'im' || this.root !== null) {
      return this.lineSaid(await this.person.says(this.room, text, this.where));
    }
    const said = await this.person.mentions(this.driver.app, this.room, text);
    this.root = said;
    return this.lineSaid(said);
  }

  async sendFile(text: string, { name, type, bytes }: SharedContent): Promise<SaidLine> {
    const file = { name, mimetype: type, content: bytes };
    return this.lineSaid(await this.person.uploads(this.room, file, text, this.where));
  }

  shown(): readonly ShownLine[] {
    return this.seen.map((one) => this.lineOf(one));
  }

  told(): readonly string[] {
    const { ephemerals } = this.driver.slack;
    return ephemerals.filter(({ userId }) => userId === this.person.id).map(({ text }) => text);
  }

  async elsewhere(): Promise<ChannelPerson> {
    const { driver, person } = this;
    const room = driver.acme.createRoom(`room of ${person.id}`, { members: [person, driver.bot] });
    return new PersonInSlack(driver, person, room);
  }

  /** Slack brings an app's own posts by itself; here all of them once more. */
  async echo(): Promise<void> {
    const own = this.driver.app.deliveries.filter(
      ({ event }) => event['bot_id'] !== undefined && event['channel'] === this.room.id,
    );
    if (own.length === 0) throw new Error('Slack never brought a post of the bot.');
    for (const one of own) await one.again();
  }

  failNext(trouble: Trouble): void {
    const { id: roomId } = this.room;
    this.driver.slack.next('chat.postMessage', TROUBLES[trouble], { roomId });
  }

  private get where(): Where {
    return this.root === null ? {} : { thread: this.root };
  }

  private get seen(): SeenMessage[] {
    const all = this.room.messages.flatMap((one) => [one, ...one.thread]);
    return all.filter(({ isFromBot, isDeleted }) => isFromBot && !isDeleted);
  }

  private lineSaid(said: Said): SaidLine {
    const { person, driver } = this;
    const next = ({ deliveries, answers }: Pick<Said, 'deliveries' | 'answers'>) =>
      this.lineSaid({ ...said, deliveries, answers });
    return {
      again: async () => {
        for (const one of said.deliveries) await one.again();
      },
      edit: async (text) => next(await person.edits(said, text)),
      takeBack: async () => next(await person.deletes(said)),
      editsCrossing: async (older, newer) => {
        driver.isUnreachable();
        const lost = await person.edits(said, older);
        driver.listens();
        await person.edits(said, newer);
        for (const one of lost.deliveries) await one.again();
      },
    };
  }

  private lineOf(seen: SeenMessage): ShownLine {
    const { files } = this.driver.slack.core;
    const contentOf = async (name: string) => {
      const found = files.findLast((one) => one.name === name && one.state === 'shown');
      if (found === undefined) throw new Error(`Slack has no ${name}.`);
      return found.content;
    };
    return {
      words: `${seen.author}: ${seen.words === '' ? seen.text : seen.words}`,
      buttons: seen.buttons,
      files: seen.files.map((name) => ({ name, content: () => contentOf(name) })),
      press: async (label) => {
        await this.person.presses(seen, label);
      },
    };
  }
}
