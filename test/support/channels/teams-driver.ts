import {
  ACME,
  BOT,
  deletion,
  edit,
  execute,
  mention,
  message,
  type Room,
} from '../teams/activities.js';
import { TEAMS_ANSWERS, type TeamsTrouble } from '../teams/teams-failures.js';
import { buttonsIn, cardIn, cardWords, type SeenInTeams } from '../teams/teams-rooms.js';
import { TeamsStandIn } from '../teams/teams-stand-in.js';
import type {
  Ability,
  ChannelDriver,
  ChannelPerson,
  SaidLine,
  SharedContent,
  ShownLine,
  Trouble,
} from './channel-driver.js';

const RETRY_AFTER_SECONDS = 1;

const TROUBLES: Readonly<Record<Trouble, TeamsTrouble>> = {
  throttled: { ...TEAMS_ANSWERS.throttled, retryAfterSeconds: RETRY_AFTER_SECONDS },
  down: TEAMS_ANSWERS.unavailable,
  cut: 'drop',
  refused: TEAMS_ANSWERS.blockedByUser,
};

type Fields = Readonly<Record<string, unknown>>;

/** Teams as the stand-in has it, and a bot that is tried without credentials. */
export class TeamsDriver implements ChannelDriver {
  readonly kind = 'teams';
  readonly charsMax = 1_000;
  readonly cannot: Readonly<Partial<Record<Ability, string>>> = {};
  readonly teams = new TeamsStandIn();
  private url = '';
  private count = 0;

  config() {
    const place = { kind: 'teams', bot: 'helper', tenant: 'demo' };
    return {
      teams: { helper: { anonymous: true } },
      channels: { chat: { ...place, feedback: false, messageCharsMax: this.charsMax } },
    };
  }

  async open(): Promise<void> {
    // Nothing paces us here, so Teams is to count nothing either.
    Object.assign(this.teams.throttle, { refusal: () => null });
    await this.teams.start();
  }

  async isJoined(url: string): Promise<void> {
    this.url = url;
  }

  async person(name: string): Promise<ChannelPerson> {
    this.count += 1;
    const from = {
      id: `29:${this.count}`,
      name,
      aadObjectId: `c0000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`,
    };
    return this.at(from, { id: `a:1chat${this.count}`, conversationType: 'personal' });
  }

  at(from: TeamsFrom, room: Room): ChannelPerson {
    this.teams.createRoom(room.id, [{ ...from, tenantId: ACME }]);
    return new PersonInTeams(this, from, room);
  }

  complaints(): readonly string[] {
    const { complaints, journal } = this.teams;
    const hasty = journal.filter((call, at) =>
      journal.slice(0, at).some((before) => {
        const isThere = before.conversationId === call.conversationId && before.status === 429;
        const isSending = call.deed === 'send' && before.deed === 'send';
        return isThere && isSending && call.atMs < before.atMs + RETRY_AFTER_SECONDS * 1_000;
      }),
    );
    return [...complaints, ...hasty.map(({ path }) => `${path} before its time`)];
  }

  /** Tags, pictures from elsewhere, links to where nobody allowed them. */
  harmIn(person: ChannelPerson): readonly string[] {
    const harm = /<\/?[a-z!]|!\[|\]\((?!https:\/\/shop)/gi;
    return person.shown().flatMap(({ words }) => words.match(harm) ?? []);
  }

  async close(): Promise<void> {
    await this.teams.stop();
  }

  async post(activity: Fields): Promise<unknown> {
    const answer = await fetch(`${this.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`Teams was answered ${answer.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** As Teams gives ids: the time. */
  stamp(): { readonly id: string; readonly timestamp: string } {
    const id = this.teams.nextId();
    return { id, timestamp: new Date(Number(id)).toISOString() };
  }
}

interface TeamsFrom {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
}

class PersonInTeams implements ChannelPerson {
  private readonly answers: string[] = [];

  constructor(
    private readonly driver: TeamsDriver,
    private readonly from: TeamsFrom,
    private readonly room: Room,
  ) {}

  get name(): string {
    return this.from.name;
  }

  get id(): string {
    return `${ACME}:${this.from.aadObjectId}`;
  }

  say(text: string): Promise<SaidLine> {
    return this.post(this.worded(text));
  }

  sendFile(text: string, { name, type, bytes }: SharedContent): Promise<SaidLine> {
    const { teams } = this.driver;
    const downloadUrl = teams.addDownload(bytes, type);
    const attachment = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      content: { downloadUrl, uniqueId: name, fileType: name.split('.').at(-1) },
      contentUrl: `https://acme.sharepoint.com/${name}`,
      name,
    };
    return this.post(this.worded(text, { attachments: [attachment] }));
  }

  shown(): readonly ShownLine[] {
    return this.driver.teams.shown(this.room.id).map((one) => this.lineOf(one));
  }

  told(): readonly string[] {
    return this.answers;
  }

  async elsewhere(): Promise<ChannelPerson> {
    const id = `19:${this.from.id.slice(3)}@thread.v2`;
    return this.driver.at(this.from, { id, conversationType: 'groupChat' });
  }

  async echo(): Promise<void> {
    const { driver, room } = this;
    for (const { words } of this.shown()) {
      const own = { from: BOT, ...driver.stamp() };
      await driver.post(message(words, room, driver.teams.serviceUrl, own));
    }
  }

  failNext(trouble: Trouble): void {
    const about = { deed: 'send', conversationId: this.room.id } as const;
    this.driver.teams.failures.plan(TROUBLES[trouble], about);
  }

  private worded(text: string, more: Fields = {}): Fields {
    const { driver, room, from } = this;
    const write = room.conversationType === 'personal' ? message : mention;
    return write(text, room, driver.teams.serviceUrl, { from, ...driver.stamp(), ...more });
  }

  private async post(activity: Fields, original = activity): Promise<SaidLine> {
    const { driver } = this;
    await driver.post(activity);
    const edited = (text: string) => edit(original, text, { timestamp: driver.stamp().timestamp });
    return {
      again: async () => void (await driver.post(activity)),
      edit: (text) => this.post(edited(text), original),
      takeBack: () => {
        const { timestamp } = driver.stamp();
        return this.post({ ...deletion(original), timestamp }, original);
      },
      editsCrossing: async (older, newer) => {
        const [first, second] = [edited(older), edited(newer)];
        await driver.post(second);
        await driver.post(first);
      },
    };
  }

  private lineOf(seen: SeenInTeams): ShownLine {
    const pictures = seen.attachments.flatMap(({ name, contentUrl }) => {
      const [, base64] = String(contentUrl ?? '').split(';base64,');
      return base64 === undefined ? [] : [{ name: String(name), bytes: base64 }];
    });
    const buttons = buttonsIn(seen);
    return {
      words: [seen.text, ...cardWords(cardIn(seen))].filter((one) => one !== '').join('\n'),
      buttons: buttons.map(({ title }) => title),
      files: pictures.map(({ name, bytes }) => ({
        name,
        content: async () => Buffer.from(bytes, 'base64'),
      })),
      press: async (label) => {
        const found = buttons.find(({ title }) => title === label);
        if (found === undefined) throw new Error(`Nothing is called ${label}.`);
        await this.press(found.data, seen.id);
      },
    };
  }

  private async press(data: Fields, cardId: string): Promise<void> {
    const { driver, room, from } = this;
    const at = { from, ...driver.stamp() };
    const answer = await driver.post(execute(data, cardId, room, driver.teams.serviceUrl, at));
    const { type, value } = answer as { type?: string; value?: unknown };
    if (type === 'application/vnd.microsoft.activity.message') this.answers.push(String(value));
  }
}
