import type { Connection, PlatformHealth } from './channels/health-routes.js';
import type { Route } from './channels/host.js';
import type { Conversation } from './core/domain/conversation.js';
import type { LaneName } from './core/domain/lane.js';
import type { Delivery } from './core/ports/channel.js';
import type { FileSource } from './core/ports/files.js';

/** One platform with all that the configuration has there. */
export interface PlatformSide extends PlatformHealth {
  /** Before any parser of bodies: signatures are over the bytes. */
  readonly routes: readonly Route[];
  /** Where files of its messages are fetched from. */
  readonly fileSource: FileSource;
  /** Null: this end of the conversation is not there. */
  deliveryOf(conversation: Conversation, lane: LaneName): Delivery | null;
  start(): Promise<void>;
  /** No event is taken from now on; what was taken is on record. */
  deafen(): Promise<void>;
  /** Once nothing is delivered any more. */
  stop(): Promise<void>;
}

/** All platforms as one. */
export class Platforms implements PlatformHealth {
  constructor(private readonly sides: readonly PlatformSide[]) {}

  get routes(): readonly Route[] {
    return this.sides.flatMap((side) => side.routes);
  }

  get fileSources(): readonly FileSource[] {
    return this.sides.map((side) => side.fileSource);
  }

  deliveryOf(conversation: Conversation, lane: LaneName): Delivery | null {
    for (const side of this.sides) {
      const delivery = side.deliveryOf(conversation, lane);
      if (delivery !== null) return delivery;
    }
    return null;
  }

  async start(): Promise<void> {
    await Promise.all(this.sides.map((side) => side.start()));
  }

  async deafen(): Promise<void> {
    await Promise.all(this.sides.map((side) => side.deafen()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.sides.map((side) => side.stop()));
  }

  connections(): readonly Connection[] {
    return this.sides.flatMap((side) => side.connections());
  }

  problems(): readonly string[] {
    return this.sides.flatMap((side) => side.problems());
  }
}
