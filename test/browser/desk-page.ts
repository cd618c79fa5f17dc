import type { BrowserContext, Locator, Page } from 'playwright-core';

type Step = 'claim' | 'release' | 'resolve' | 'return' | 'take-over';
type View = 'waiting' | 'mine' | 'active' | 'closed' | 'all';

/** The agents' page, as an agent uses and reads it. */
export class DeskPage {
  private constructor(readonly page: Page) {}

  /** Opened with the link the gateway prints, token included. */
  static async open(context: BrowserContext, url: string, token: string): Promise<DeskPage> {
    const page = await context.newPage();
    await page.goto(`${url}/desk#token=${token}`);
    await page.getByTestId('agent').filter({ hasText: /\S/ }).waitFor();
    return new DeskPage(page);
  }

  async hasTitle(title: string): Promise<void> {
    // Not by script: the page's policy forbids to evaluate any, which is how it should be.
    const shown = this.page.locator(`xpath=/html/head/title[text()="${title}"]`);
    await shown.waitFor({ state: 'attached' });
  }

  async looksAt(view: View): Promise<void> {
    await this.page.getByTestId(`view-${view}`).click();
  }

  /** The entry of the queue that shows these words. */
  async finds(text: string): Promise<Locator> {
    const item = this.page.getByTestId('queue-item').filter({ hasText: text });
    await item.waitFor();
    return item;
  }

  async opens(text: string): Promise<void> {
    await (await this.finds(text)).click();
    await this.page.getByTestId('case-title').waitFor();
  }

  async does(step: Step): Promise<void> {
    await this.page.getByTestId(`step-${step}`).click();
  }

  mayDo(step: Step): Promise<boolean> {
    return this.page.getByTestId(`step-${step}`).isEnabled();
  }

  async isIn(state: string): Promise<void> {
    await this.page.locator(`[data-testid=case-state][data-state=${state}]`).waitFor();
  }

  async replies(text: string): Promise<void> {
    await this.page.getByTestId('reply-text').fill(text);
    await this.page.getByTestId('send-reply').click();
  }

  async notes(text: string): Promise<void> {
    await this.page.getByTestId('reply-text').fill(text);
    await this.page.getByTestId('send-note').click();
  }

  async sees(
    who: 'customer' | 'bot' | 'agent' | 'system' | 'note',
    text: string,
  ): Promise<Locator> {
    const line = this.page.getByTestId(`line-${who}`).filter({ hasText: text });
    await line.waitFor();
    return line;
  }

  /** Resolves once this reply is marked so. */
  async seesTruth(text: string, truth: 'delivered' | 'waiting' | 'failed'): Promise<Locator> {
    const line = this.page.getByTestId('line-agent').filter({ hasText: text });
    const mark = line.locator(`[data-testid=truth][data-truth=${truth}]`);
    await mark.waitFor();
    return mark;
  }

  async isTold(text: string): Promise<void> {
    await this.page.getByTestId('status').filter({ hasText: text }).waitFor();
  }

  async fact(name: string): Promise<string> {
    return (await this.page.getByTestId(`fact-${name}`).textContent()) ?? '';
  }
}
