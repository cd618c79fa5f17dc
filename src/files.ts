import type { IncomingMessage } from 'node:http';
import { fileRoutes } from './channels/file-routes.js';
import { FileView } from './channels/file-view.js';
import type { Route } from './channels/host.js';
import { webFileRoutes } from './channels/web/web-files.js';
import type { Config } from './core/config/config-schema.js';
import type { Conversation } from './core/domain/conversation.js';
import type { TakeRequest } from './core/domain/lane.js';
import type { Message, SentFile } from './core/domain/message.js';
import { FileCleaner } from './core/files/file-cleaner.js';
import { FileKeeper } from './core/files/file-keeper.js';
import type { FileSettings } from './core/files/file-settings.js';
import type { Clock } from './core/ports/clock.js';
import type { FileOwner, FileSource } from './core/ports/files.js';
import type { IdSource } from './core/ports/ids.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Stores } from './core/stores/open-stores.js';
import { FileFetcher } from './handoff/file-fetcher.js';
import { FileNotices } from './handoff/file-notices.js';
import { deskSettings, webSettings } from './settings.js';

interface FileParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly secret: string;
  /** Where the platforms' files come from; asked when it is needed. */
  readonly sources: () => readonly FileSource[];
  /** The client's address, behind trusted proxies too. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Whether the customer's side shows what is on record by itself. */
  readonly showsRecord: (conversation: Conversation) => boolean;
  /** Told of lines that are owed to somebody; must return at once. */
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

/** What takes files in, keeps and gives them out. */
export class FileSide {
  readonly keeper: FileKeeper;
  readonly view: FileView;
  private readonly cleaner: FileCleaner;
  private readonly fetcher: FileFetcher;

  constructor(private readonly parts: FileParts) {
    const { config, stores, sources, secret, clock, ids, telemetry } = parts;
    const { blobs, limiter } = stores;
    const around = { blobs, clock, telemetry };
    const settings = () => fileSettings(config());
    this.keeper = new FileKeeper({ ...around, ids, limiter, sources, secret, settings });
    this.cleaner = new FileCleaner(around);
    const notices = new FileNotices({
      ...stores,
      ...parts,
      laneTtlMs: () => config().delivery.leaseTtlMs,
      settings: (tenant) => deskSettings(config(), tenant),
    });
    this.fetcher = new FileFetcher({ files: this.keeper, notices, clock, telemetry });
    this.view = new FileView({
      files: this.keeper,
      onMissing: (owner, message) => this.fetcher.begin(owner, message),
    });
  }

  /** Where links lead, and where web visitors upload. Before any parser of bodies. */
  get routes(): readonly Route[] {
    const { config, stores, clock } = this.parts;
    return [
      fileRoutes({
        openLink: (id, link) => this.keeper.openLink(id, link),
        clock,
        bounds: () => config().files,
      }),
      webFileRoutes({
        ...this.parts,
        files: this.keeper,
        view: this.view,
        limiter: stores.limiter,
        settings: () => webSettings(config()),
      }),
    ];
  }

  /** Something was recorded or said. Returns at once. */
  recorded(conversation: Conversation): void {
    this.fetcher.recorded(conversation);
  }

  /** Says to an agent that the customer's platform did not take their file. Returns at once. */
  left(owner: FileOwner, message: Message, { name }: SentFile): void {
    this.fetcher.begin(owner, { ...message, files: [{ name, problem: 'kind' }] });
  }

  start(): void {
    this.cleaner.start();
  }

  /** Nothing is fetched ahead from now on, and nothing said of it. */
  async deafen(): Promise<void> {
    await this.fetcher.stop();
  }

  /** Once nobody hands files on any more. */
  async stop(): Promise<void> {
    await this.cleaner.stop();
    await this.keeper.stop();
  }
}

export function fileSettings({ files, server }: Config): FileSettings {
  const { enabled: isEnabled, linkMinutes, postedLinkDays, rate, ...rest } = files;
  return {
    ...rest,
    isEnabled,
    linkMs: linkMinutes * 60_000,
    postedLinkMs: postedLinkDays * 86_400_000,
    perConversation: { points: rate.files, windowMs: rate.perSeconds * 1_000 },
    publicUrl: server.publicUrl?.replace(/\/+$/, '') ?? null,
  };
}
