import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { TeamsIssuer } from '../../../src/channels/teams/teams-auth.js';

/** Claims of a token; `null` takes one away that is usually there. */
type Claims = Readonly<Record<string, string | number | null>>;

/** Who signs tokens for bots, as a process of its own: real keys, told over HTTP, and no way into the tests' modules. */
export class TokenIssuer {
  private readonly waiting = new Map<number, (token: string) => void>();
  private asked = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly url: string,
  ) {
    process.on('message', ({ id, token }: { id: number; token: string }) => {
      this.waiting.get(id)?.(token);
      this.waiting.delete(id);
    });
  }

  static async start(): Promise<TokenIssuer> {
    const child = fork(join(__dirname, 'token-issuer-process.mjs'), { stdio: 'inherit' });
    const url = await new Promise<string>((resolve, reject) => {
      child.once('message', ({ url }: { url: string }) => resolve(url));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the issuer ended with ${code}`)));
    });
    return new TokenIssuer(child, url);
  }

  /** As the gateway is to know it. */
  get issuer(): TeamsIssuer {
    return { name: this.url, metadataUrl: `${this.url}/.well-known/openid-configuration` };
  }

  /** `isForged`: signed by somebody else under the same key's name. */
  token(claims: Claims, isForged = false): Promise<string> {
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.process.send({ id, claims, isForged });
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.disconnect();
    await ended;
  }
}
