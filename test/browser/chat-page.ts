import type { BrowserContext, Locator, Page } from 'playwright-core';

type Author = 'customer' | 'bot' | 'agent' | 'system';

/** The widget, as a customer uses and reads it: on a page of its own, or in the corner of a site. */
export class ChatPage {
  private constructor(readonly page: Page) {}

  /** The chat on its own page. */
  static async open(context: BrowserContext, url: string): Promise<ChatPage> {
    const page = await context.newPage();
    await page.goto(`${url}/chat?channel=demo-web`);
    const chat = new ChatPage(page);
    await chat.isConnected();
    return chat;
  }

  /** The chat on the page of a site, its panel opened by its launcher. */
  static async openOn(page: Page, address: string): Promise<ChatPage> {
    await page.goto(address);
    const chat = new ChatPage(page);
    await chat.opens();
    await chat.isConnected();
    return chat;
  }

  async opens(): Promise<void> {
    await this.page.getByTestId('launcher').click();
    await this.page.getByTestId('panel').waitFor();
  }

  async closes(): Promise<void> {
    await this.page.getByTestId('close').click();
    await this.page.getByTestId('panel').waitFor({ state: 'hidden' });
  }

  async isConnected(): Promise<void> {
    await this.page.getByTestId('compose').waitFor();
    await this.page.getByTestId('banner').waitFor({ state: 'hidden' });
  }

  async says(text: string): Promise<void> {
    await this.page.getByTestId('text').fill(text);
    await this.page.getByTestId('text').press('Enter');
  }

  /** Resolves once a message of this author with this text is shown. */
  async sees(author: Author, text: string): Promise<Locator> {
    const message = this.page.getByTestId(`message-${author}`).filter({ hasText: text });
    await message.first().waitFor();
    return message.first();
  }

  /** Resolves once no message has this text any more. */
  async misses(text: string): Promise<void> {
    await this.page.getByTestId('words').filter({ hasText: text }).waitFor({ state: 'detached' });
  }

  async seesOwnerChange(text: string): Promise<void> {
    await this.page.getByTestId('owner-change').filter({ hasText: text }).first().waitFor();
  }

  async seesStatus(text: string): Promise<void> {
    await this.page.getByTestId('owner').filter({ hasText: text }).waitFor();
  }

  async seesBanner(text: string): Promise<void> {
    await this.page.getByTestId('banner').filter({ hasText: text }).waitFor();
  }

  async startsOver(): Promise<void> {
    await this.page.getByTestId('start-over').click();
    await this.page.getByTestId('start-over-yes').click();
  }

  /** Everything said so far, in the order shown. */
  words(): Promise<string[]> {
    return this.page.getByTestId('messages').getByTestId('words').allTextContents();
  }

  async seqs(): Promise<number[]> {
    const shown = await this.page.getByTestId('messages').locator('> li').all();
    return Promise.all(shown.map(async (item) => Number(await item.getAttribute('data-seq'))));
  }
}
