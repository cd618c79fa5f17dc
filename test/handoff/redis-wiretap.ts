import { connect, type Socket } from 'node:net';

/** Everything Redis is told by anybody, with all it carries, as `MONITOR` prints it; ioredis cannot read that. */
export class RedisWiretap {
  private rest = '';

  private constructor(
    private readonly socket: Socket,
    private readonly keep: (line: string) => boolean,
    readonly lines: string[] = [],
  ) {
    socket.setEncoding('utf8').on('data', (text: string) => this.hear(text));
  }

  /** Keeps the lines that `keep` says; the server may be shared with others. */
  static async on(url: string, keep: (line: string) => boolean): Promise<RedisWiretap> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const tap = new RedisWiretap(socket, keep);
    await new Promise((resolve, reject) => {
      socket.once('error', reject).once('data', resolve);
      socket.write('MONITOR\r\n');
    });
    return tap;
  }

  with(words: string): string[] {
    return this.lines.filter((line) => line.includes(words));
  }

  close(): void {
    this.socket.destroy();
  }

  private hear(text: string): void {
    const lines = (this.rest + text).split('\r\n');
    this.rest = lines.pop() ?? '';
    this.lines.push(...lines.filter(this.keep));
  }
}
