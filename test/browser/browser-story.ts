import { mkdir } from 'node:fs/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/servers/chromium.js';
import { findProgram } from '../support/servers/find-program.js';
import { RunningGateway } from './running-gateway.js';

/** How long a person would wait for anything on these pages. */
const WAIT_MS_MAX = 15_000;

/** Installing chromium on a bare machine takes minutes. */
export const PREPARE_MS_MAX = 600_000;

/** Why there can be no browser here; null when there can. With `CI=true` a missing one is a failure, not a reason. */
export function noBrowserReason(): string | null {
  if (process.env['CI'] === 'true' || process.env['CHROMIUM_PATH']) return null;
  const isThere = findProgram('chromium', 'google-chrome', 'google-chrome-stable') !== undefined;
  const mayInstall = process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
  return isThere || mayInstall ? null : 'no chromium here; install it or set CHROMIUM_PATH';
}

/** One gateway and one browser, with the people who use them. */
export class BrowserStory {
  /** What any page threw or had refused by its own policy. */
  readonly pageErrors: string[] = [];

  private constructor(
    readonly gateway: RunningGateway,
    private readonly browser: Browser,
  ) {}

  /** `env`: what the gateway finds in its environment besides the usual. */
  static async begin(env: Readonly<Record<string, string>> = {}): Promise<BrowserStory> {
    const executablePath = await chromiumPath();
    const gateway = await RunningGateway.start(env);
    try {
      const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] });
      return new BrowserStory(gateway, browser);
    } catch (error) {
      await gateway.stop();
      throw error;
    }
  }

  /** A browser of somebody's own: what is stored in it is shared by its tabs only. */
  async person(viewport = { width: 1100, height: 800 }): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport });
    context.setDefaultTimeout(WAIT_MS_MAX);
    context.on('page', (page) => this.listen(page));
    return context;
  }

  /** Runs one chapter; when it fails, says what the gateway said and how the pages looked. */
  async chapter(name: string, tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (error) {
      await this.report(name);
      throw error;
    }
  }

  /** Pages that are left open go on drawing and reconnecting, and slow down every chapter behind. */
  async everybodyLeaves(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.gateway.stop();
  }

  private listen(page: Page): void {
    page.on('pageerror', (error) => this.pageErrors.push(String(error)));
    page.on('console', (message) => {
      const isBroken = /Content Security Policy|Uncaught|SyntaxError/.test(message.text());
      if (isBroken) this.pageErrors.push(message.text());
    });
  }

  private async report(name: string): Promise<void> {
    const pages = this.browser.contexts().flatMap((context) => context.pages());
    process.stderr.write(`\n--- the gateway's log, when "${name}" failed ---\n`);
    process.stderr.write(`${this.gateway.log()}\n`);
    for (const [at, page] of pages.entries()) {
      await shoot(page, `failed-${at}`);
      const text = await page.locator('body').ariaSnapshot();
      process.stderr.write(`--- page ${at}: ${page.url()} ---\n${text}\n`);
    }
    for (const error of this.pageErrors) process.stderr.write(`page error: ${error}\n`);
  }
}

/** Keeps a picture where `FRONTDESK_SHOTS` says; none is taken otherwise. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['FRONTDESK_SHOTS'];
  if (folder === undefined || folder === '') return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
