import type { Complaints } from './complaints.js';
import { Delivery, type PacketKind, type Transport, UNHEARD } from './delivery.js';
import { HttpTransport } from './http-transport.js';
import type { JsonObject } from './json.js';
import type { AppRecord, InstallationRecord } from './model.js';
import type { NowMs } from './now-ms.js';
import { SocketHub } from './socket-hub.js';

/** Brings what happened to the apps, each over the wire it chose, and keeps every delivery for the tests. */
export class EventWire {
  readonly deliveries: Delivery[] = [];
  readonly http: HttpTransport;
  readonly sockets: SocketHub;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    complaints: Complaints,
    private readonly nowMs: NowMs,
  ) {
    this.http = new HttpTransport(nowMs);
    this.sockets = new SocketHub(complaints);
  }

  send(
    app: AppRecord,
    installation: InstallationRecord | null,
    kind: PacketKind,
    payload: JsonObject,
  ): Delivery {
    const delivery = new Delivery(
      app,
      installation,
      kind,
      payload,
      this.transportOf(app),
      this.nowMs,
    );
    this.deliveries.push(delivery);
    // Only events are sent again; a click or a command that fails is shown to the person as failed.
    if (kind === 'events_api') void this.redeliverLater(delivery, [...app.redeliverAfterMs]);
    return delivery;
  }

  /** Every event nobody acknowledged yet goes out once more: the next step of Slack's schedule, without the wait. */
  async redeliverUnacknowledged(): Promise<Delivery[]> {
    const open = this.deliveries.filter(
      (delivery) => delivery.kind === 'events_api' && !delivery.isAcknowledged,
    );
    await Promise.all(open.map((delivery) => delivery.again()));
    return open;
  }

  /** Resolves when no first attempt is under way. */
  async settled(): Promise<void> {
    let seen = -1;
    while (seen !== this.deliveries.length) {
      seen = this.deliveries.length;
      await Promise.all(this.deliveries.map((delivery) => delivery.first));
    }
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.sockets.stop();
  }

  private async redeliverLater(delivery: Delivery, pausesMs: number[]): Promise<void> {
    const last = await delivery.first;
    // https://docs.slack.dev/apis/events-api/#retries: x-slack-no-retry: 1 ends it.
    if (last.headers['x-slack-no-retry'] === '1') return;
    this.plan(delivery, pausesMs);
  }

  private plan(delivery: Delivery, pausesMs: number[]): void {
    const [pauseMs, ...later] = pausesMs;
    if (pauseMs === undefined || delivery.isAcknowledged) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void delivery.again().then(() => this.plan(delivery, later));
    }, pauseMs);
    this.timers.add(timer);
  }

  private transportOf(app: AppRecord): Transport {
    return {
      // Asked at each attempt: between two of them an app may have moved, or come up for the first time.
      send: (_, packet) => {
        switch (app.reach.kind) {
          case 'http':
            return this.http.send(app, packet);
          case 'socket':
            return this.sockets.send(app, packet);
          case 'nowhere':
            return Promise.resolve(UNHEARD);
        }
      },
    };
  }
}
