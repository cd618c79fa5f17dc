import { BrowserStory, noBrowserReason, PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { ChatPage } from '../browser/chat-page.js';

jest.setTimeout(60_000);

const REFUNDS = 'How long do refunds take?';
const WARRANTY = 'How long is the warranty?';

let story: BrowserStory;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;
const because = reason === null ? '' : ` (${reason})`;

function chapter(name: string, happens: () => Promise<void>): void {
  tell(`${name}${because}`, () => story.chapter(name, happens));
}

beforeAll(async () => {
  if (reason === null) story = await BrowserStory.begin();
}, PREPARE_MS_MAX);

afterEach(() => story?.everybodyLeaves());
afterAll(() => story?.end());

async function someone(): Promise<ChatPage> {
  return ChatPage.open(await story.person(), story.gateway.url);
}

chapter('the shop’s chat answers out of the shop’s articles', async () => {
  const page = await (await story.person()).newPage();
  const chat = await ChatPage.openOn(page, story.gateway.url);
  await page.getByRole('button', { name: REFUNDS }).click();
  const answer = await chat.sees('bot', '5-7 business days');
  const [source] = await answer.getByTestId('citation').all();
  expect(await source?.getAttribute('href')).toBe('https://maplefinch.example/help/refunds');
  await shoot(page, '50-shop-answer');
});

chapter('starting over forgets the visit, in every tab', async () => {
  const first = await someone();
  await first.says(WARRANTY);
  await first.sees('bot', '2 years');
  const second = await ChatPage.open(first.page.context(), story.gateway.url);
  await second.sees('bot', '2 years');
  await first.startsOver();
  for (const tab of [first, second]) {
    await tab.page.getByTestId('message-bot').waitFor({ state: 'detached' });
    await tab.isConnected();
  }
  await second.says(REFUNDS);
  await first.sees('bot', '5-7 business days');
  expect(await first.words()).not.toContain(WARRANTY);
});

chapter('a visit whose token is worth nothing begins anew by itself', async () => {
  const chat = await someone();
  await chat.says(WARRANTY);
  await chat.sees('bot', '2 years');
  await chat.page.evaluate(
    `localStorage.setItem('frontdesk.visit.demo-web', JSON.stringify({ token: 'a.b.c' }))`,
  );
  await chat.page.reload();
  await chat.isConnected();
  await chat.page.getByText('Your earlier visit has ended').waitFor();
  expect(await chat.words()).toEqual([]);
  await chat.says(REFUNDS);
  await chat.sees('bot', '5-7 business days');
});

chapter('a channel that does not exist is refused in words', async () => {
  const page = await (await story.person()).newPage();
  await page.goto(`${story.gateway.url}/chat?channel=nowhere`);
  await page.getByText('There is no such chat.').waitFor();
});

chapter('who writes too fast is told, and what was held back goes out on Retry, once', async () => {
  const chat = await someone();
  const lines = Array.from({ length: 24 }, (_, at) => `thanks ${'a'.repeat(at + 1)}`);
  for (const line of lines) await chat.says(line);
  const held = chat.page.getByTestId('not-sent');
  await held.filter({ hasText: 'Too many messages.' }).first().waitFor();
  await shoot(chat.page, '51-chat-too-fast');
  const retry = chat.page.getByTestId('retry');
  while ((await held.count()) > 0) await retry.first().click();
  const own = await chat.page
    .getByTestId('message-customer')
    .getByTestId('words')
    .allTextContents();
  expect(own.sort()).toEqual(lines.sort());
});

chapter('a message is changed and taken back on record', async () => {
  const chat = await someone();
  await chat.says('thanks');
  const message = chat.page.getByTestId('message-customer').first();
  await message.hover();
  await message.getByTestId('edit-message').click();
  await message.getByTestId('edit-text').fill('thank you');
  await chat.page.keyboard.press('Enter');
  await message.getByTestId('edited').waitFor();
  await message.filter({ hasNotText: 'Sending…' }).waitFor();
  await chat.page.reload();
  await chat.sees('customer', 'thank you');
  await message.getByTestId('edited').waitFor();
  await message.hover();
  await message.getByTestId('delete-message').click();
  await message.getByTestId('delete-yes').click();
  await message.getByTestId('deleted').waitFor();
  await chat.page.reload();
  await message.getByTestId('deleted').waitFor();
});

chapter('a gateway that stops in order says goodbye, and its customers come back', async () => {
  const chat = await someone();
  await chat.says(WARRANTY);
  await chat.sees('bot', '2 years');
  await story.gateway.kill('SIGTERM');
  await chat.seesBanner('Reconnecting');
  await chat.says(REFUNDS);
  await story.gateway.restart();
  await chat.sees('bot', '5-7 business days');
  expect((await chat.words()).filter((words) => words.includes('refunds take'))).toHaveLength(1);
});

chapter('no page had an error or broke its own policy', async () => {
  expect(story.pageErrors).toEqual([]);
});
