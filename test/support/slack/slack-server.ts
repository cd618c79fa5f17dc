import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiRefusal } from './api-refusal.js';
import { respond } from './app-answers.js';
import type { Delivery } from './delivery.js';
import { type Failure, type FailureOptions, FailureScript, roomIdOf } from './failure-script.js';
import { failTransfer, receiveUpload, serveFile, type Transfer } from './file-store.js';
import { isObject, parseJson } from './json.js';
import type { AppRecord, CallRecord, EphemeralRecord, ModalRecord, StatusRecord } from './model.js';
import type { NowMs } from './now-ms.js';
import { RateLimits } from './rate-limits.js';
import { EVENTS, SlackApp } from './slack-app.js';
import { SlackCore } from './slack-core.js';
import { SlackRoom } from './slack-room.js';
import { SlackTeam } from './slack-team.js';
import { WebApi } from './web-api.js';

/** What an outage looks like: connections die, calls get no answer, or Slack's front answers 503. */
export type Outage = 'cuts' | 'hangs' | '503';

/**
 * Slack on this machine, for tests of an app built on Bolt: Web API, Events API with signatures and redelivery,
 * Socket Mode, and people who act. Strict where Slack is lenient: `complaints` must be empty at a test's end.
 *
 * Sources are https://docs.slack.dev and what @slack/web-api 8.2, @slack/socket-mode 3.1 and @slack/bolt 5.1 send and
 * expect; each limit and error names its page where it stands.
 */
export class SlackServer {
  readonly core: SlackCore;
  readonly rateLimits: RateLimits;
  readonly failures: FailureScript;
  /** Contents sent and asked for, in the order of arrival. */
  readonly transfers: Transfer[] = [];
  private readonly api: WebApi;
  private readonly server: Server;
  private outage: Outage | null = null;

  constructor(nowMs: NowMs = Date.now) {
    this.core = new SlackCore(nowMs);
    this.rateLimits = new RateLimits(nowMs);
    this.failures = new FailureScript(this.core.complaints);
    this.api = new WebApi(this.core, this.failures, this.rateLimits);
    this.server = createServer((incoming, response) => {
      this.handle(incoming, response).catch((error: unknown) => this.broke(error, response));
    });
    this.server.on('upgrade', (incoming, socket, head) => {
      if (this.outage === null) this.core.wire.sockets.upgrade(incoming, socket, head);
      else socket.destroy();
    });
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.server.address() as AddressInfo;
    this.core.url = `http://127.0.0.1:${address.port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.core.wire.stop();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  get url(): string {
    return this.core.url;
  }

  /** What `slackApiUrl` of a WebClient must be. */
  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  createTeam(name: string): SlackTeam {
    const domain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const team = { id: this.core.newId('T'), name, domain };
    this.core.teams.push(team);
    return new SlackTeam(this.core, team);
  }

  /** An app with its secrets, subscribed to every event; install it, and say where it listens. */
  createApp(name: string): SlackApp {
    const id = this.core.newId('A');
    const record: AppRecord = {
      id,
      name,
      signingSecret: this.core.newSecret(),
      verificationToken: this.core.newSecret(),
      appToken: `xapp-1-${id}-${this.core.newSecret()}`,
      isAppTokenRevoked: false,
      reach: { kind: 'nowhere' },
      subscriptions: new Set(EVENTS),
      redeliverAfterMs: [],
      installations: [],
    };
    this.core.apps.push(record);
    return new SlackApp(this.core, record);
  }

  /** By name or id; direct rooms by id (a person's `directRoomWith(app)`). */
  room(nameOrId: string): SlackRoom {
    const room = this.core.rooms.find(({ id, name }) => id === nameOrId || name === nameOrId);
    if (!room) throw new Error(`there is no room ${nameOrId}`);
    return new SlackRoom(this.core, room);
  }

  /** The next calls of a method ('*' for any) go wrong. */
  next(method: string, failure: Failure, options: FailureOptions = {}): void {
    this.failures.add(method, failure, options);
  }

  /** Slack is away: nothing is answered, open sockets die. People may still act, and apps are not told. */
  goesDown(outage: Outage = 'cuts'): void {
    this.outage = outage;
    this.core.wire.sockets.cutAll();
  }

  comesBack(): void {
    this.outage = null;
  }

  /** Calls of one method, or all. */
  calls(method?: string): CallRecord[] {
    return this.core.calls.filter((call) => method === undefined || call.method === method);
  }

  /** Calls made although Slack had told the app to wait with that method, in that room, for longer. */
  hastyCalls(): CallRecord[] {
    const { calls } = this.core;
    return calls.filter((call, place) =>
      calls.slice(0, place).some((limited) => isAskedToWait(limited, call)),
    );
  }

  /** What only one person was shown; taken back ones as well, marked `isDeleted`. */
  get ephemerals(): EphemeralRecord[] {
    return this.core.ephemerals;
  }

  get modals(): ModalRecord[] {
    return this.core.modals;
  }

  get statuses(): StatusRecord[] {
    return this.core.statuses;
  }

  get deliveries(): Delivery[] {
    return this.core.wire.deliveries;
  }

  /** What no correct client does; empty at the end of a test that does not provoke it. */
  get complaints(): readonly string[] {
    return this.core.complaints.list;
  }

  /** For a test that provoked them: gives them and forgets them. */
  takeComplaints(): string[] {
    return this.core.complaints.take();
  }

  /** How long an app may take over a delivery: Slack's three seconds, or less where a test waits for the timeout. */
  waitsForApps(withinMs: number): void {
    this.core.wire.http.answerWithinMs = withinMs;
    this.core.wire.sockets.answerWithinMs = withinMs;
  }

  /** What is uploaded from now on is shared only at `sharesNow`. */
  sharesLate(): void {
    this.core.lateShares = [];
  }

  sharesNow(): void {
    const late = this.core.lateShares ?? [];
    this.core.lateShares = null;
    for (const share of late) share();
  }

  /** What a reply to a message that never was becomes: see `SlackCore.orphanReplies`. */
  set orphanReplies(what: SlackCore['orphanReplies']) {
    this.core.orphanReplies = what;
  }

  /** The next step of Slack's redelivery schedule for every event nobody acknowledged. */
  redeliverUnacknowledged(): Promise<Delivery[]> {
    return this.core.wire.redeliverUnacknowledged();
  }

  /** Resolves when every first delivery (echoes too) was answered or given up. */
  settled(): Promise<void> {
    return this.core.wire.settled();
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    if (this.outage !== null) return this.isAway(this.outage, response);
    const url = new URL(incoming.url ?? '/', this.url);
    const [, first = '', ...rest] = url.pathname.split('/');
    switch (first) {
      case 'api':
        return this.api.handle(rest.join('/'), incoming, body.toString('utf8'), response);
      case 'actions':
      case 'commands':
        return this.respondUrl(rest.at(-1) ?? '', body.toString('utf8'), response);
      case 'upload':
        if (this.failsTransfer('upload', incoming, response)) return;
        return receiveUpload(this.core, rest.at(-1) ?? '', incoming, body, response);
      case 'files-pri':
        if (this.failsTransfer('download', incoming, response)) return;
        return serveFile(this.core, rest[0] ?? '', incoming, response);
      default:
        this.core.complaints.add(`nothing is at ${incoming.method} ${url.pathname}`);
        response.writeHead(404).end();
    }
  }

  /** `next('upload', …)` and `next('download', …)` script it. */
  private failsTransfer(
    what: Transfer['what'],
    { url = '', headers }: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    this.transfers.push({ what, path: url, token: headers.authorization ?? null });
    return failTransfer(this.failures.take(what, {}), response);
  }

  private isAway(outage: Outage, response: ServerResponse): void {
    switch (outage) {
      case 'cuts':
        response.socket?.destroy();
        return;
      case 'hangs':
        return;
      case '503':
        response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Service down</h1>');
    }
  }

  private respondUrl(ticketId: string, body: string, response: ServerResponse): void {
    const redeemed = this.core.tickets.redeemResponse(ticketId);
    const said = parseJson(body);
    if (redeemed.kind !== 'good') {
      this.core.complaints.add(`response_url: ${redeemed.kind}`);
      response.writeHead(404).end(`${redeemed.kind}_url`);
    } else if (!isObject(said)) {
      this.core.complaints.add('response_url: the body is no JSON object');
      response.writeHead(400).end('invalid_payload');
    } else {
      respond(this.core, redeemed.ticket, said);
      response.writeHead(200).end('ok');
    }
  }

  /** A refusal outside the Web API (blocks to a response_url) is plain text; anything else is a fault of ours. */
  private broke(error: unknown, response: ServerResponse): void {
    if (!(error instanceof ApiRefusal)) this.core.complaints.add(`stand-in broke: ${error}`);
    if (!response.headersSent) response.writeHead(error instanceof ApiRefusal ? 400 : 500);
    response.end(error instanceof ApiRefusal ? error.error : 'broken');
  }
}

function isAskedToWait(limited: CallRecord, call: CallRecord): boolean {
  const isAlike = limited.method === call.method && limited.token === call.token;
  const isThere = roomIdOf(limited.args) === roomIdOf(call.args);
  return isAlike && isThere && call.at < limited.at + (limited.retryAfterMs ?? 0);
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
