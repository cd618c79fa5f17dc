import * as activities from './activities.js';
import type { SeenInTeams, StandInPerson } from './teams-rooms.js';
import { buttonsIn } from './teams-rooms.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a person did, as Teams posted it, and what it was answered. */
export interface Posted {
  readonly activity: Fields;
  readonly status: number;
  readonly body: Fields | null;
}

/** How somebody's deeds come to the gateway. */
export interface TeamsWire {
  readonly serviceUrl: string;
  post(activity: Fields): Promise<Posted>;
  /** A picture as Teams keeps it; the address it has there. */
  keep(bytes: Uint8Array, type: string): string;
}

/** Somebody at a Teams client. Each act resolves when the gateway has answered, and rejects unless it took it. */
export class TeamsPerson {
  constructor(
    readonly account: StandInPerson,
    private readonly wire: TeamsWire,
  ) {}

  get name(): string {
    return this.account.name;
  }

  says(room: activities.Room, text: string, rest: Fields = {}): Promise<Fields> {
    return this.does(activities.message(text, room, this.wire.serviceUrl, this.own(rest)));
  }

  /** Names the bot first. */
  mentions(room: activities.Room, text: string, rest: Fields = {}): Promise<Fields> {
    return this.does(activities.mention(text, room, this.wire.serviceUrl, this.own(rest)));
  }

  /** Pastes a picture below some words. Teams sends the words as HTML along with it. */
  pastes(room: activities.Room, text: string, bytes: Uint8Array, type: string): Promise<Fields> {
    const contentUrl = this.wire.keep(bytes, type);
    const html = { contentType: 'text/html', content: `<p>${text}</p><img src="${contentUrl}">` };
    const attachments = [{ contentType: 'image/*', contentUrl }, html];
    return this.says(room, text, { attachments });
  }

  edits(original: Fields, text: string): Promise<Fields> {
    return this.does(activities.edit(original, text));
  }

  deletes(original: Fields): Promise<Fields> {
    return this.does(activities.deletion(original));
  }

  /** Presses the button with this title; what the client is told, a card to show or words. */
  async presses(room: activities.Room, under: SeenInTeams, title: string): Promise<Fields> {
    const button = buttonsIn(under).find((one) => one.title === title);
    if (button === undefined) throw new Error(`nothing to press is called "${title}"`);
    const { data } = button;
    const press = activities.execute(data, under.id, room, this.wire.serviceUrl, this.own({}));
    const { status, body } = await this.wire.post(press);
    if (status !== 200 || body === null) throw new Error(`the press was answered ${status}`);
    return body;
  }

  private own(rest: Fields): Fields {
    const { id, name, aadObjectId } = this.account;
    return { from: { id, name, aadObjectId }, ...rest };
  }

  private async does(activity: Fields): Promise<Fields> {
    const { status } = await this.wire.post(activity);
    if (status !== 200) throw new Error(`${this.name} was answered ${status}`);
    return activity;
  }
}
