import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core';
import type { Agent } from '../../src/core/domain/handoff.js';
import { CHROMIUM_ARGS, chromiumPath } from '../support/servers/chromium.js';
import { FakeDeskServer } from './desk-fake-server.js';
import { DeskPage } from './desk-page.js';

/** How long a person would wait for anything on this page. */
const WAIT_MS_MAX = 8_000;

/** One fake server and one browser, with the agents who use them. */
export class FakeDeskStory {
  /** What any page threw or had refused by its own policy. */
  readonly pageErrors: string[] = [];
  private fake: FakeDeskServer | null = null;

  private constructor(private readonly browser: Browser) {}

  static async begin(): Promise<FakeDeskStory> {
    const executablePath = await chromiumPath();
    return new FakeDeskStory(await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] }));
  }

  get server(): FakeDeskServer {
    if (this.fake === null) throw new Error('No chapter has begun.');
    return this.fake;
  }

  /** A server of its own for each chapter. */
  async nextChapter(): Promise<void> {
    await this.endChapter();
    this.fake = await FakeDeskServer.start();
  }

  async endChapter(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
    await this.fake?.stop();
    this.fake = null;
  }

  async person(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 860 },
      ...options,
    });
    context.setDefaultTimeout(WAIT_MS_MAX);
    context.on('page', (page) => {
      page.on('pageerror', (error) => this.pageErrors.push(String(error)));
      page.on('console', (message) => {
        const isBroken = /Content Security Policy|Uncaught|SyntaxError/.test(message.text());
        if (isBroken) this.pageErrors.push(message.text());
      });
    });
    return context;
  }

  async agent(who: Agent, options: BrowserContextOptions = {}): Promise<DeskPage> {
    const context = await this.person(options);
    return DeskPage.open(context, this.server.url, this.server.tokenOf(who));
  }

  async end(): Promise<void> {
    await this.endChapter();
    await this.browser.close();
  }
}
