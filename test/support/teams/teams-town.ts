import { ACME, CAROL, CHANNEL, CHAT, DAVE, type Room, threadIn } from './activities.js';
import { type Posted, TeamsPerson, type TeamsWire } from './teams-person.js';
import { cardIn, cardWords, type SeenInTeams, type StandInRoom } from './teams-rooms.js';
import { TeamsStandIn } from './teams-stand-in.js';

type Fields = Readonly<Record<string, unknown>>;

const ERIN = {
  id: '29:erin',
  name: 'Erin Evans',
  aadObjectId: 'e0000000-0000-4000-8000-000000000003',
};

let postsBegun = 0;

/** A new post of the shop's channel, and what is said under it. */
export function aThread(): Room {
  postsBegun += 1;
  return threadIn(CHANNEL, String(Date.UTC(2026, 10, 18, 8, 0) + postsBegun));
}

/**
 * People of one organization in Teams, and what they are shown: a personal chat of Carol's, and a channel where all of
 * them are. What they do is posted to each gateway in turn, as to a bot that is tried on this machine.
 */
export class TeamsTown {
  readonly teams = new TeamsStandIn();
  readonly carol: TeamsPerson;
  readonly dave: TeamsPerson;
  readonly erin: TeamsPerson;
  readonly chat: StandInRoom;
  readonly shop: StandInRoom;
  private turn = 0;

  constructor(private readonly urls: () => readonly string[]) {
    const { teams } = this;
    const wire: TeamsWire = {
      get serviceUrl() {
        return teams.serviceUrl;
      },
      post: (activity) => this.post(activity),
      keep: (bytes, type) => teams.addInlineContent(bytes, type),
    };
    const person = (account: typeof CAROL) =>
      new TeamsPerson({ ...account, tenantId: ACME, email: emailOf(account.name) }, wire);
    this.carol = person(CAROL);
    this.dave = person(DAVE);
    this.erin = person(ERIN);
    const people = [this.carol, this.dave, this.erin].map(({ account }) => account);
    this.chat = teams.createRoom(CHAT.id, people.slice(0, 1));
    this.shop = teams.createRoom(CHANNEL.id, people);
  }

  /** Posts what Teams posts to a bot. */
  async post(activity: Fields): Promise<Posted> {
    const urls = this.urls();
    this.turn += 1;
    const response = await fetch(`${urls[this.turn % urls.length]}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    const body = text === '' ? null : (JSON.parse(text) as Fields);
    return { activity, status: response.status, body };
  }

  /** All that can be read in a room, card and all, one entry a message. */
  words(room: Room): string[] {
    return this.teams.shown(room.id).map(wordsIn);
  }

  shows(room: Room, words: string): boolean {
    return this.words(room).some((one) => one.includes(words));
  }

  /** The last message there that says it; undefined if none does. */
  find(room: Room, words: string): SeenInTeams | undefined {
    return this.teams.shown(room.id).findLast((one) => wordsIn(one).includes(words));
  }

  sight(): string {
    return [this.chat, this.shop]
      .flatMap(({ messages }) => messages)
      .map((one) => `${one.thread ?? ''} ${wordsIn(one).replaceAll('\n', ' / ')}`)
      .join('\n');
  }
}

export function wordsIn(message: SeenInTeams): string {
  return [message.text, ...cardWords(cardIn(message))].join('\n');
}

export function emailOf(name: string): string {
  return `${name.split(' ')[0]?.toLowerCase()}@acme.example`;
}
