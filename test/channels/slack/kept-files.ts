import { SlackFileSource } from '../../../src/channels/slack/slack-file-source.js';
import type { SlackWorkspace } from '../../../src/channels/slack/slack-workspace.js';
import type { SentFile } from '../../../src/core/domain/message.js';
import type { FileOwner, Files, Opened } from '../../../src/core/ports/files.js';
import { SILENT } from '../../support/stores.js';

export const BOUNDS = { bytesMax: 25_000_000, perMessageMax: 10 };

/** Contents in memory, by our ids. What is not here is fetched from Slack, once. */
export class KeptFiles implements Pick<Files, 'open' | 'url'> {
  readonly kept = new Map<string, Buffer>();
  /** What `open` meets instead, by our ids. */
  readonly obstacles = new Map<string, Error | Opened>();
  /** Contents that break off, by our ids. */
  readonly breaking = new Set<string>();
  /** Whether people elsewhere can reach this gateway. */
  isReachable = false;

  private readonly source: SlackFileSource;

  constructor(ours: string, workspaceOf: (team: string) => SlackWorkspace | null) {
    this.source = new SlackFileSource({
      workspaceOf: (app, team) => (app === ours ? workspaceOf(team) : null),
      telemetry: SILENT,
    });
  }

  keep(name: string, content: string | Buffer, id = `file-${name}`): SentFile {
    this.kept.set(id, Buffer.from(content));
    return { id, name, type: 'image/png', bytes: content.length };
  }

  async open(file: SentFile, owner: FileOwner, signal: AbortSignal): Promise<Opened> {
    const { id = '', name, type = '' } = file;
    const obstacle = this.obstacles.get(id);
    if (obstacle instanceof Error) throw obstacle;
    if (obstacle !== undefined) return obstacle;
    if (!this.kept.has(id) && file.source !== undefined) {
      const fetched = await this.source.fetch(file.source, owner, signal);
      if (fetched === null) return { kind: 'problem', problem: 'gone' };
      const parts: Uint8Array[] = [];
      for await (const part of fetched.content) parts.push(part);
      this.kept.set(id, Buffer.concat(parts));
    }
    const content = this.kept.get(id);
    if (content === undefined) return { kind: 'problem', problem: 'gone' };
    const about = { name, type, bytes: content.length, isImage: type.startsWith('image/') };
    return { kind: 'open', ...about, content: inPieces(content, this.breaking.has(id)) };
  }

  url({ id }: SentFile): string | null {
    return this.isReachable ? `https://desk.example/files/${id}?e=1&s=2` : null;
  }
}

async function* inPieces(content: Buffer, breaks: boolean): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 4) {
    if (breaks && at > 4) throw new Error('the disk is gone');
    yield content.subarray(at, at + 4);
  }
}
