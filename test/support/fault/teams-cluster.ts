import { conversationIdFor } from '../../../src/core/domain/conversation-id.js';
import type { Handoff } from '../../../src/core/domain/handoff.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import type { DeskAnswer, DeskLine } from '../desk-agent.js';
import { Balancer } from '../slack/balancer.js';
import { message, type Room } from '../teams/activities.js';
import { TeamsStandIn } from '../teams/teams-stand-in.js';
import { ANA_TOKEN, type ClusterOptions, FaultCluster } from './fault-cluster.js';

/** Teams sends once more after fifteen seconds, and its people after that; nobody has to wait for it here. */
const REDELIVERY_MS = 300;
const REDELIVERIES_MAX = 60;

const CHANNEL = 'acme-teams';

type Activity = Readonly<Record<string, unknown>>;

/** Somebody in their own chat with the bot. */
export interface TeamsTalker {
  readonly room: Room;
  readonly from: { readonly id: string; readonly name: string; readonly aadObjectId: string };
  readonly conversationId: string;
}

/** Somebody an agent talks with. */
export interface TeamsCase extends TeamsTalker {
  readonly handoffId: string;
}

/** People in Microsoft Teams, real gateway processes joined to it behind a balancer, and agents at the local desk. */
export class TeamsCluster {
  private readonly balancer = new Balancer(() => this.cluster.urls);
  private readonly ids = new CryptoIds();
  private address = '';
  private talkers = 0;
  private replyCount = 0;

  private constructor(
    readonly teams: TeamsStandIn,
    readonly cluster: FaultCluster,
  ) {}

  static async start(options: ClusterOptions): Promise<TeamsCluster> {
    const teams = await new TeamsStandIn().start();
    const { channels, ...more } = options.config ?? {};
    const own = { kind: 'teams', bot: 'helper', tenant: 'demo', feedback: false };
    const config = {
      server: { host: '127.0.0.1', stopTimeoutMs: 2_000 },
      teams: { helper: { anonymous: true } },
      channels: { [CHANNEL]: own, ...(channels as object | undefined) },
      ...more,
    };
    const house = new TeamsCluster(teams, await FaultCluster.start({ ...options, config }));
    house.address = await house.balancer.start();
    return house;
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    await this.balancer.stop();
    await this.teams.stop();
  }

  /** Somebody new. */
  talker(): TeamsTalker {
    this.talkers += 1;
    const number = String(this.talkers).padStart(12, '0');
    const from = {
      id: `29:talker-${this.talkers}`,
      name: `Talker ${this.talkers}`,
      aadObjectId: `e0000000-0000-4000-8000-${number}`,
    };
    const room: Room = { id: `a:talker-${this.talkers}`, conversationType: 'personal' };
    this.teams.createRoom(room.id, [from]);
    const place = { tenant: 'demo', channel: CHANNEL, thread: room.id, isPrivate: true };
    const conversationId = conversationIdFor((...parts) => this.ids.hash(...parts), place);
    return { room, from, conversationId };
  }

  /** Somebody new who was handed over to the agents, and Ana has claimed them. */
  async claimed(): Promise<TeamsCase> {
    const talker = this.talker();
    await this.says(talker, 'I want to talk to a human');
    const find = async () => {
      const { body } = await this.cluster.desk('handoffs?limit=200');
      const all = (body['handoffs'] ?? []) as readonly Handoff[];
      return all.find((one) => one.conversationId === talker.conversationId);
    };
    let found = await find();
    const isThere = async () => {
      found ??= await find();
      return found !== undefined;
    };
    await this.until(isThere, 'the case');
    const handoffId = found?.id ?? '';
    const { status } = await this.cluster.desk(`handoffs/${handoffId}/claim`, ANA_TOKEN, {});
    if (status !== 200) throw new Error(`The claim was answered ${status}.`);
    return { ...talker, handoffId };
  }

  /** What Teams would post. */
  activity({ room, from }: TeamsTalker, text: string, rest: Activity = {}): Activity {
    return message(text, room, this.teams.serviceUrl, { from, ...rest });
  }

  /** Says something; resolves with what was posted once it was taken. */
  async says(talker: TeamsTalker, text: string, rest: Activity = {}): Promise<Activity> {
    const activity = this.activity(talker, text, rest);
    await this.delivers(activity);
    return activity;
  }

  /** Posts an activity, and again as long as it is not taken. */
  async delivers(activity: Activity): Promise<void> {
    for (let tries = 0; tries < REDELIVERIES_MAX; tries++) {
      if ((await this.posts(activity)) === 200) return;
      await new Promise((resolve) => setTimeout(resolve, REDELIVERY_MS));
    }
    throw new Error(`Nobody took an activity.\n${this.cluster.logs()}`);
  }

  /** Posts an activity once; gives the status of the answer. */
  async posts(activity: Activity): Promise<number> {
    const response = await fetch(`${this.address}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** Ana replies; her page sends it again, under the same id, until it is on record. */
  async replies(
    { handoffId }: TeamsCase,
    text: string,
    files: readonly string[] = [],
  ): Promise<number> {
    this.replyCount += 1;
    const said = {
      id: `r${this.replyCount}`,
      text,
      ...(files.length > 0 ? { files: files.map((id) => ({ id })) } : {}),
    };
    let seq = 0;
    const isSaid = async () => {
      for (const [at] of this.cluster.processes.entries()) {
        const sent = this.cluster.desk(`handoffs/${handoffId}/reply`, ANA_TOKEN, said, at);
        const answer = await sent.catch(() => null);
        if (answer === null || answer.status >= 500) continue;
        if (answer.status !== 200) throw new Error(`Refused: ${JSON.stringify(answer.body)}`);
        seq = (answer.body as unknown as DeskAnswer).seq ?? 0;
        return true;
      }
      return false;
    };
    await this.until(isSaid, `the reply "${text}" to be taken`);
    return seq;
  }

  /** What the agents see of a case. */
  async thread({ handoffId }: TeamsCase): Promise<readonly DeskLine[]> {
    const { body } = await this.cluster.desk(`handoffs/${handoffId}`);
    return (body as unknown as DeskAnswer).messages ?? [];
  }

  /** What became of a reply, as its agent is told. */
  async truthOf(talk: TeamsCase, text: string): Promise<DeskLine['truth']> {
    const lines = await this.thread(talk);
    return lines.find((one) => one.author.kind === 'agent' && one.text === text)?.truth ?? null;
  }

  async untilDelivered(talk: TeamsCase, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const isSo = async () => (await this.truthOf(talk, text))?.state === 'delivered';
      await this.until(isSo, `"${text}" to be shown as delivered`);
    }
  }

  /** What somebody reads in their chat. */
  reads({ room }: TeamsTalker): readonly string[] {
    return this.teams.texts(room.id);
  }

  /** Messages of a conversation that the log says may stand there twice. */
  maybeTwice({ conversationId }: TeamsTalker): ReadonlySet<string> {
    const lines = this.cluster
      .logs()
      .split('\n')
      .filter((line) => line.includes('teams.maybe-twice') && line.includes(conversationId));
    return new Set(lines.flatMap((line) => /"message":"([^"]+)"/.exec(line)?.[1] ?? []));
  }

  until(isSo: () => boolean | Promise<boolean>, what: string, ms?: number): Promise<void> {
    const sight = () => `${what}.\nCalls:\n${this.sight()}`;
    return this.cluster.until(isSo, sight, ms);
  }

  private sight(): string {
    const calls = this.teams.journal.filter(({ deed }) => deed !== 'typing').slice(-30);
    return calls
      .map(({ deed, status, conversationId, body }) =>
        [deed, status, conversationId, JSON.stringify(body['text'] ?? '')].join(' '),
      )
      .join('\n');
  }
}

/**
 * What must hold of numbered words (`reply 1`) in a chat: all are there, in order; and where one stands twice, which may
 * happen once to each, the log says so.
 */
export function expectSaid(house: TeamsCluster, talker: TeamsTalker, words: string, count: number) {
  const found = house
    .reads(talker)
    .join('\n')
    .matchAll(new RegExp(`${words} (\\d+)`, 'g'));
  const numbers = [...found].map(([, number]) => Number(number));
  const each = Array.from({ length: count }, (_, at) => at + 1);
  expect([...new Set(numbers)]).toEqual(each);
  expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  const times = each.map((number) => numbers.filter((one) => one === number).length);
  expect(Math.max(...times)).toBeLessThanOrEqual(2);
  const twice = times.filter((one) => one > 1).length;
  expect({ twice, declared: house.maybeTwice(talker).size >= twice }).toEqual({
    twice,
    declared: true,
  });
}
