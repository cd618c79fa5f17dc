import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/servers/chromium.js';
import { noBrowserReason, shoot } from './browser-story.js';
import { ChatPage } from './chat-page.js';
import { WidgetFake } from './widget-fake.js';

const WAIT_MS_MAX = 15_000;

const DESK_SCREEN = { width: 1100, height: 800 };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 800 },
  hasTouch: true,
  isMobile: true,
};

/** One browser for a suite, and a gateway of our own making for each of its customers. */
export class WidgetStory {
  /** What any page threw or had refused by a policy. */
  readonly pageErrors: string[] = [];
  private readonly fakes: WidgetFake[] = [];

  private constructor(private readonly browser: Browser) {}

  static async begin(): Promise<WidgetStory> {
    const executablePath = await chromiumPath();
    return new WidgetStory(await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] }));
  }

  async fake(): Promise<WidgetFake> {
    const fake = await WidgetFake.start();
    this.fakes.push(fake);
    return fake;
  }

  async person(options: BrowserContextOptions = {}) {
    const context = await this.browser.newContext({ viewport: DESK_SCREEN, ...options });
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

  /** A customer on the demo shop with the panel open, and the gateway that answers them. */
  async customer(
    options: BrowserContextOptions = {},
  ): Promise<{ fake: WidgetFake; chat: ChatPage }> {
    const fake = await this.fake();
    const page = await (await this.person(options)).newPage();
    return { fake, chat: await ChatPage.openOn(page, fake.url) };
  }

  /** Pages that are left open go on drawing and reconnecting, and slow down every chapter behind. */
  async endChapter(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
    await Promise.all(this.fakes.splice(0).map((fake) => fake.stop()));
  }

  async end(): Promise<void> {
    await this.endChapter();
    await this.browser.close();
  }

  async report(name: string): Promise<void> {
    const pages = this.browser.contexts().flatMap((context) => context.pages());
    const page = pages.at(-1);
    if (page === undefined) return;
    await shoot(page, 'failed-widget');
    process.stderr.write(`--- "${name}" failed: ${page.url()} ---\n`);
    process.stderr.write(`${await page.locator('body').ariaSnapshot()}\n`);
  }
}

/** Resolves once what is asked for is so; what the other end has got comes a moment after it was sent. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + WAIT_MS_MAX;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The suites' frame: a browser before, an end after, and tests that are skipped with a reason where there is none. */
export function widgetSuite(prepareMs: number): {
  readonly story: () => WidgetStory;
  readonly chapter: (name: string, happens: () => Promise<void>) => void;
} {
  const reason = noBrowserReason();
  const tell = reason === null ? test : test.skip;
  const because = reason === null ? '' : ` (${reason})`;
  let begun: WidgetStory | undefined;
  const story = () => {
    if (begun === undefined) throw new Error('There is no browser.');
    return begun;
  };
  beforeAll(async () => {
    if (reason === null) begun = await WidgetStory.begin();
  }, prepareMs);
  afterAll(() => begun?.end());
  const chapter = (name: string, happens: () => Promise<void>) => {
    tell(`${name}${because}`, async () => {
      try {
        await happens();
      } catch (error) {
        await story().report(name);
        throw error;
      } finally {
        await story().endChapter();
      }
    });
  };
  return { story, chapter };
}
