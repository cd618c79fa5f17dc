import type { BrowserContext, Locator, Page } from 'playwright-core';

type Step = 'claim' | 'release' | 'resolve' | 'return' | 'take-over';
type View = 'waiting' | 'mine' | 'all' | 'closed';
type Speaker = 'customer' | 'bot' | 'agent' | 'system' | 'note';
type TruthState = 'delivered' | 'waiting' | 'failed' | 'withdrawn';

/** The agents' page, as an agent uses and reads it. */
export class DeskPage {
  private constructor(readonly page: Page) {}

  /** Opened with the link the gateway prints, token included. */
  static async open(context: BrowserContext, url: string, token: string): Promise<DeskPage> {
    const page = await context.newPage();
    await page.goto(`${url}/desk#token=${token}`);
    const desk = new DeskPage(page);
    await desk.isSignedIn();
    return desk;
  }

  /** The page with nobody signed in. */
  static async atTheDoor(context: BrowserContext, url: string): Promise<DeskPage> {
    const page = await context.newPage();
    await page.goto(`${url}/desk`);
    await page.getByTestId('token').waitFor();
    return new DeskPage(page);
  }

  async isSignedIn(name: RegExp | string = /\S/): Promise<void> {
    await this.page.getByTestId('agent').filter({ hasText: name }).waitFor();
  }

  /** As if another tab were in front of this one, or no longer. */
  async isHidden(isHidden: boolean): Promise<void> {
    await this.page.evaluate(`
      Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    `);
  }

  async hasTitle(title: string): Promise<void> {
    // Not by script: the page's policy forbids to evaluate any, which is how it should be.
    const shown = this.page.locator(`xpath=/html/head/title[text()="${title}"]`);
    await shown.waitFor({ state: 'attached' });
  }

  async looksAt(view: View): Promise<void> {
    await this.page.getByTestId(`view-${view}`).click();
  }

  /** The uppermost entry of the queue that shows these words. */
  async finds(text: string): Promise<Locator> {
    const item = this.page.getByTestId('queue-item').filter({ hasText: text }).first();
    await item.waitFor();
    return item;
  }

  /** Who is in the queue, from the top. */
  names(): Promise<string[]> {
    return this.page.getByTestId('queue-name').allTextContents();
  }

  async opens(text: string): Promise<void> {
    await (await this.finds(text)).click();
    await this.page.getByTestId('case-title').waitFor();
  }

  /** Resolving and returning are confirmed, with what the bot should know. */
  async does(step: Step, note = ''): Promise<void> {
    await this.page.getByTestId(`step-${step}`).click();
    if (step !== 'resolve' && step !== 'return') return;
    await this.page.getByTestId('closing-note').fill(note);
    await this.page.getByTestId('closing-confirm').click();
  }

  /** Steps that cannot be done now are not offered. */
  async mayDo(step: Step): Promise<boolean> {
    return (await this.page.getByTestId(`step-${step}`).count()) > 0;
  }

  async isIn(state: string): Promise<void> {
    await this.page.locator(`[data-testid=case-state][data-state=${state}]`).waitFor();
  }

  async writes(mode: 'reply' | 'note', text: string): Promise<void> {
    await this.page.getByTestId(`mode-${mode}`).click();
    await this.page.getByTestId('reply-text').fill(text);
  }

  async replies(text: string): Promise<void> {
    await this.writes('reply', text);
    await this.page.getByTestId('send-reply').click();
  }

  async notes(text: string): Promise<void> {
    await this.writes('note', text);
    await this.page.getByTestId('send-note').click();
  }

  async sees(who: Speaker, text: string): Promise<Locator> {
    const line = this.page.getByTestId(`line-${who}`).filter({ hasText: text });
    await line.first().waitFor();
    return line.first();
  }

  /** Resolves once this reply is marked so. */
  async seesTruth(text: string, truth: TruthState): Promise<Locator> {
    const line = this.page.getByTestId('line-agent').filter({ hasText: text });
    const mark = line.locator(`[data-testid=truth][data-truth=${truth}]`);
    await mark.first().waitFor();
    return mark.first();
  }

  async isTold(text: string): Promise<void> {
    await this.page.getByTestId('status').filter({ hasText: text }).waitFor();
  }

  async isConnected(): Promise<void> {
    // A phone shows it only while it is lost.
    const mark = this.page.locator('[data-testid=connection][data-state=live]');
    await mark.waitFor({ state: 'attached' });
  }

  async hasLostConnection(): Promise<void> {
    await this.page.locator('[data-testid=connection][data-state=lost]').waitFor();
  }

  /** What the card says under this heading. */
  async cardSays(heading: string, text: string): Promise<void> {
    const part = this.page.locator('#known section').filter({ hasText: heading });
    await part.filter({ hasText: text }).first().waitFor();
  }

  async hasCardTitle(title: string): Promise<void> {
    await this.page.locator('.card-title').filter({ hasText: title }).waitFor();
  }
}
