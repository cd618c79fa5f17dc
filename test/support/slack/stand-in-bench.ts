import { AppEar } from './app-ear.js';
import { type JsonObject, objectIn, parseJson } from './json.js';
import { DESK_SCOPES } from './slack-app.js';
import { SlackServer } from './slack-server.js';

/** A clock a test may set; the machine's until then. */
export class SettableClock {
  private setMs: number | null = null;
  readonly nowMs = (): number => this.setMs ?? Date.now();

  set(atMs: number): void {
    this.setMs = atMs;
  }
}

/** One workspace, one person, one app listening over HTTP, one room with both: where the stand-in is tried itself. */
export class StandInBench {
  readonly clock = new SettableClock();
  readonly slack = new SlackServer(this.clock.nowMs);
  readonly ear = new AppEar();

  async start(): Promise<void> {
    await this.slack.start();
  }

  async stop(): Promise<void> {
    await this.slack.stop();
    await this.ear.stop();
  }

  async desk(scopes: Iterable<string> = DESK_SCOPES) {
    const acme = this.slack.createTeam('Acme');
    const ana = acme.createPerson('Ana');
    const app = this.slack.createApp('Frontdesk');
    app.listensAt(await this.ear.start());
    const bot = app.install(acme, scopes);
    const room = acme.createRoom('desk', { members: [ana, bot] });
    const call = (method: string, args: JsonObject = {}, token = bot.botToken) =>
      this.call(method, args, token);
    return { slack: this.slack, ear: this.ear, acme, ana, app, bot, room, call };
  }

  /** As @slack/web-api does it: a form, lists and objects as JSON text, the token in the header. */
  async call(method: string, args: JsonObject, token: string): Promise<JsonObject> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(args))
      form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    const response = await fetch(`${this.slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const retryAfter = response.headers.get('retry-after');
    return { ...objectIn(parseJson(await response.text())), status: response.status, retryAfter };
  }
}

export const CLAIM_BUTTON = {
  type: 'button',
  action_id: 'claim',
  value: '7',
  text: { type: 'plain_text', text: 'Claim' },
};
