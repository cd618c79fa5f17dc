import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What requests are signed with. */
export const ACTIONS_SECRET = 'what the shop and the gateway share, and nobody else';

/** Older signatures are taken for overheard ones. */
const SIGNATURE_MS_MAX = 300_000;

/**
 * What the shop does with a request.
 *
 * | | is it done | answer |
 * |---|---|---|
 * | `answer` | yes | 200, with `fields` |
 * | `refuse` | no | 422, with `message` |
 * | `fail` | yes | 500: it broke after it was done |
 * | `hang` | yes | never |
 * | `drop` | yes | the connection is cut |
 * | `late` | after `ms` | 200 then |
 * | `lose` | no | never |
 */
export type Behaviour =
  | { readonly how: 'answer'; readonly fields?: Fields }
  | { readonly how: 'refuse'; readonly message: string }
  | { readonly how: 'fail' | 'hang' | 'drop' | 'lose' }
  | { readonly how: 'late'; readonly ms: number };

type Fields = Readonly<Record<string, unknown>>;

/** A request for something to be done, as it came. */
export interface Asked {
  readonly key: string;
  readonly action: string;
  readonly method: string;
  readonly path: string;
  /** As parsed; empty without a body. */
  readonly body: Fields;
  readonly parameters: Fields;
}

/** Something that was done. The shop does not look whether it did it before: it is the gateway that must not ask twice. */
interface Effect {
  readonly key: string;
  readonly action: string;
  readonly parameters: Fields;
}

interface Run {
  readonly action: string;
  state: 'running' | 'done' | 'failed';
  result: Fields;
  message: string;
}

interface Options {
  /** By which clock signatures are young enough. */
  readonly nowMs?: () => number;
}

/**
 * A shop's system on loopback, as the webhooks of actions call it: `/ACTION` and whatever follows, and `/runs/KEY` for
 * what became of one. It refuses what is not signed, and keeps what it was asked and what it did.
 */
export class ActionServer {
  readonly asked: Asked[] = [];
  readonly effects: Effect[] = [];
  /** Requests whose signature was not right. */
  readonly forged: string[] = [];
  /** Keys it was asked about. */
  readonly questions: string[] = [];
  /** Whether it tells what became of a run. */
  isTelling = true;
  private readonly behaviours = new Map<string, Behaviour>();
  private readonly runs = new Map<string, Run>();
  private readonly server: Server;

  private constructor(private readonly nowMs: () => number) {
    this.server = createServer((request, response) => {
      void this.receive(request, response).catch(() => response.destroy());
    });
  }

  static async start({ nowMs = () => Date.now() }: Options = {}): Promise<ActionServer> {
    const shop = new ActionServer(nowMs);
    await new Promise<void>((resolve) => shop.server.listen(0, '127.0.0.1', resolve));
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on, for all requests of this action. */
  behaves(action: string, behaviour: Behaviour): void {
    this.behaviours.set(action, behaviour);
  }

  /** What was asked for with such a value among its parameters. */
  askedWith(value: unknown): Asked[] {
    return this.asked.filter(({ parameters }) => Object.values(parameters).includes(value));
  }

  effectsWith(value: unknown): Effect[] {
    return this.effects.filter(({ parameters }) => Object.values(parameters).includes(value));
  }

  /** Forgets all it was asked and did, and behaves as it should. */
  forget(): void {
    for (const list of [this.asked, this.effects, this.forged, this.questions]) list.length = 0;
    this.behaviours.clear();
    this.runs.clear();
    this.isTelling = true;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '/';
    if (!this.isSigned(request, signedOf(request, raw))) {
      this.forged.push(path);
      tell(response, 401, { message: 'not signed' });
      return;
    }
    const [action = '', ...steps] = path.slice(1).split('/').map(decodeURIComponent);
    if (action === 'runs') return this.tellOfRun(steps.join('/'), response);
    const body: Fields = raw === '' ? {} : JSON.parse(raw);
    const parameters = (body['parameters'] ?? { order: steps[0] }) as Fields;
    const key = String(request.headers['idempotency-key'] ?? '');
    this.asked.push({ key, action, method: request.method ?? '', path, body, parameters });
    await this.work({ key, action, parameters }, response);
  }

  private async work(effect: Effect, response: ServerResponse): Promise<void> {
    const behaviour = this.behaviours.get(effect.action) ?? { how: 'answer' };
    const run: Run = { action: effect.action, state: 'running', result: {}, message: '' };
    this.runs.set(effect.key, run);
    const { how } = behaviour;
    if (how === 'lose') return;
    if (how === 'refuse') {
      Object.assign(run, { state: 'failed', message: behaviour.message });
      tell(response, 422, { message: behaviour.message });
      return;
    }
    if (how === 'late') await pause(behaviour.ms);
    const result = (how === 'answer' ? behaviour.fields : undefined) ?? usual(effect);
    this.effects.push(effect);
    Object.assign(run, { state: 'done', result });
    if (how === 'drop') response.destroy();
    else if (how === 'fail') tell(response, 500, { message: 'out of paper' });
    else if (how !== 'hang') tell(response, 200, result);
  }

  private tellOfRun(key: string, response: ServerResponse): void {
    this.questions.push(key);
    const run = this.runs.get(key);
    if (!this.isTelling) tell(response, 503, {});
    else if (run === undefined) tell(response, 404, { state: 'never-received' });
    else tell(response, 200, { state: run.state, result: run.result, message: run.message });
  }

  private isSigned({ headers }: IncomingMessage, signed: string): boolean {
    const given = String(headers['frontdesk-signature'] ?? '');
    const [, seconds = '', hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(given) ?? [];
    const isYoung = Math.abs(this.nowMs() - Number(seconds) * 1_000) <= SIGNATURE_MS_MAX;
    const own = createHmac('sha256', ACTIONS_SECRET).update(`${seconds}.${signed}`).digest('hex');
    return isYoung && hash === own;
  }
}

/** As docs/actions.md has it: the body, or lines that say the same where there is none. */
function signedOf({ method = '', url = '', headers }: IncomingMessage, raw: string): string {
  if (method !== 'GET' && method !== 'DELETE') return raw;
  const names = ['idempotency-key', 'frontdesk-customer', 'frontdesk-known-as'];
  return [method, url, ...names.map((name) => headers[name] ?? '')].join('\n');
}

function usual({ parameters }: Effect): Fields {
  return { ...parameters, status: 'on its way', day: 'Friday' };
}

function tell(response: ServerResponse, status: number, fields: Fields): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(fields));
}
