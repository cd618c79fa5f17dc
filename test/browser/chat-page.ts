import type { BrowserContext, Locator, Page } from 'playwright-core';

type Author = 'customer' | 'bot' | 'agent' | 'system';

/** The customer's page, as a customer uses and reads it. */
export class ChatPage {
  private constructor(readonly page: Page) {}

  static async open(context: BrowserContext, url: string): Promise<ChatPage> {
    const page = await context.newPage();
    await page.goto(`${url}/?channel=demo-web`);
    const chat = new ChatPage(page);
    await chat.isConnected();
    return chat;
  }

  async isConnected(): Promise<void> {
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

  async seesOwnerChange(text: string): Promise<void> {
    await this.page.getByTestId('owner-change').filter({ hasText: text }).first().waitFor();
  }

  async seesStatus(text: string): Promise<void> {
    await this.page.getByTestId('owner').filter({ hasText: text }).waitFor();
  }

  async seesBanner(text: string): Promise<void> {
    await this.page.getByTestId('banner').filter({ hasText: text }).waitFor();
  }

  /** Everything said so far, in the order shown. */
  words(): Promise<string[]> {
    return this.page.getByTestId('messages').getByTestId('words').allTextContents();
  }

  async seqs(): Promise<number[]> {
    const shown = await this.page.locator('#messages > li').all();
    return Promise.all(shown.map(async (item) => Number(await item.getAttribute('data-seq'))));
  }
}
