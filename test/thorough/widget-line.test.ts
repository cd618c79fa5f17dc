import { PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { ChatPage } from '../browser/chat-page.js';
import { until, widgetSuite } from '../browser/widget-story.js';

jest.setTimeout(60_000);

const { story, chapter } = widgetSuite(PREPARE_MS_MAX);

/** A site's token as docs/web.md has it; each time another one of the same user. Only the server checks who signed it. */
function userToken(user: string, time: number): string {
  const part = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
  return [part({ alg: 'HS256' }), part({ sub: user, exp: time }), 'signature'].join('.');
}

async function setToken(chat: ChatPage, token: string): Promise<void> {
  await chat.page.evaluate(`window.Frontdesk.setToken('${token}')`);
}

/** The visit as the browser has stored it. */
async function visitOf(chat: ChatPage): Promise<Record<string, unknown>> {
  const stored = await chat.page.evaluate('localStorage.getItem("frontdesk.visit.demo-web")');
  return JSON.parse(String(stored));
}

/** More than a page of history. */
const LINES = 70;

chapter('what is written offline is sent once the browser is back, once', async () => {
  const { fake, chat } = await story().customer();
  await chat.page.context().setOffline(true);
  fake.hangUp();
  await chat.seesBanner('You are offline. What you write is sent when you are back.');
  await chat.says('Are you there?');
  await (await chat.sees('customer', 'Are you there?')).filter({ hasText: 'Sending…' }).waitFor();
  await shoot(chat.page, '40-widget-offline');
  await chat.page.context().setOffline(false);
  await chat.isConnected();
  await until(() => fake.texts().length > 0);
  const shown = await chat.sees('customer', 'Are you there?');
  await shown.filter({ hasNotText: 'Sending…' }).waitFor();
  expect(fake.texts()).toEqual(['Are you there?']);
});

chapter('after a goodbye of the server the chat comes back and misses nothing', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Hello');
  await chat.sees('customer', 'Hello');
  fake.refusal = { code: 'stopping', retryable: true };
  fake.hangUp();
  await chat.seesBanner('The server is restarting. Trying again…');
  fake.says('bot', 'Finch', { text: 'Said meanwhile.' });
  fake.refusal = null;
  await chat.sees('bot', 'Said meanwhile.');
  await chat.isConnected();
  expect(await chat.words()).toEqual(['Hello', 'Said meanwhile.']);
  expect(fake.handshakes.at(-1)).toMatchObject({ channel: 'demo-web', after: 1 });
});

chapter('what is refused for now is sent on Retry, with the same id', async () => {
  const { fake, chat } = await story().customer();
  const error = { code: 'rate.limited', retryable: true };
  fake.answer = (kind) => (kind === 'message' ? { ok: false, error } : null);
  await chat.says('Hello');
  const line = chat.page.getByTestId('not-sent');
  await line.filter({ hasText: 'Not sent. Too many messages.' }).waitFor();
  fake.answer = () => null;
  await chat.page.getByTestId('retry').click();
  await line.waitFor({ state: 'detached' });
  const ids = fake.sent
    .filter(({ kind }) => kind === 'message')
    .map(({ payload }) => payload['id']);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(await chat.words()).toEqual(['Hello']);
});

chapter('what can never be sent goes back into the field to be changed', async () => {
  const { fake, chat } = await story().customer();
  const error = { code: 'message.too-long', retryable: false };
  fake.answer = (kind) => (kind === 'message' ? { ok: false, error } : null);
  await chat.says('Far too long');
  await chat.page.getByTestId('not-sent').filter({ hasText: 'too long' }).waitFor();
  expect(await chat.page.getByTestId('retry').count()).toBe(0);
  await chat.page.getByTestId('edit').click();
  expect(await chat.page.getByTestId('text').inputValue()).toBe('Far too long');
  expect(await chat.words()).toEqual([]);
});

chapter('more than the channel takes is told before it is sent', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('x'.repeat(4010));
  await chat.page.getByText('Too long by 10 characters.').waitFor();
  expect(fake.texts()).toEqual([]);
  expect(await chat.page.getByTestId('text').inputValue()).toHaveLength(4010);
});

chapter(
  'a long conversation opens at its end, and what was before comes by scrolling',
  async () => {
    const { fake, chat } = await story().customer();
    for (let at = 1; at <= LINES; at += 1) fake.says('bot', 'Finch', { text: `line ${at}.` });
    await chat.sees('bot', `line ${LINES}.`);
    const whole = await chat.words();
    await chat.page.reload();
    await chat.opens();
    await chat.sees('bot', `line ${LINES}.`);
    expect((await chat.words()).length).toBeLessThan(LINES);
    const first = chat.page.getByTestId('message-bot').first();
    const before = await first.textContent();
    const kept = chat.page.getByTestId('message-bot').filter({ hasText: before ?? '' });
    await chat.page.getByTestId('earlier').scrollIntoViewIfNeeded();
    await chat.sees('bot', 'line 1.');
    await chat.page.getByTestId('earlier').waitFor({ state: 'hidden' });
    expect(await chat.words()).toEqual(whole);
    expect(await kept.isVisible()).toBe(true);
    expect(await chat.seqs()).toEqual(Array.from({ length: LINES }, (_, at) => at + 1));
  },
);

chapter('who reads above is not torn away, and is told that there is something new', async () => {
  const { fake, chat } = await story().customer();
  for (let at = 1; at <= 30; at += 1) fake.says('bot', 'Finch', { text: `line ${at}.` });
  await chat.sees('bot', 'line 30.');
  await chat.page.getByTestId('message-bot').nth(5).scrollIntoViewIfNeeded();
  fake.says('bot', 'Finch', { text: 'News!' });
  await chat.page.getByTestId('newer').click();
  await chat.page.getByTestId('newer').waitFor({ state: 'hidden' });
  await chat.sees('bot', 'News!');
});

chapter('starting over is asked first, and then forgets the visit in every tab', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('How long is the warranty?');
  await chat.sees('customer', 'warranty');
  const tab = await ChatPage.openOn(await chat.page.context().newPage(), fake.url);
  await tab.sees('customer', 'warranty');
  await chat.page.bringToFront();
  await chat.page.getByTestId('start-over').click();
  await chat.page.getByTestId('start-over-no').click();
  await chat.sees('customer', 'warranty');
  await chat.startsOver();
  for (const one of [chat, tab]) {
    await one.misses('warranty');
    await one.page.getByTestId('intro').waitFor();
    await one.isConnected();
  }
  await tab.says('And again');
  await chat.sees('customer', 'And again');
  expect(await chat.words()).toEqual(['And again']);
});

chapter('a visit whose token is worth nothing begins anew by itself', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Hello');
  await chat.sees('customer', 'Hello');
  await until(() => fake.receipts.length > 0);
  fake.refusal = { code: 'token.expired', retryable: false };
  const { length } = fake.handshakes;
  fake.hangUp();
  await until(() => fake.handshakes.length > length);
  fake.refusal = null;
  await chat.page
    .getByTestId('intro-hint')
    .filter({ hasText: 'Your earlier visit has ended; this is a new one.' })
    .waitFor();
});

chapter('a user of the site brings a token, which ends where the site is told', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('As a visitor');
  await chat.sees('customer', 'As a visitor');
  await chat.page.evaluate(`window.Frontdesk.setToken('token-of-ana')`);
  await chat.misses('As a visitor');
  await chat.isConnected();
  await chat.says('As Ana');
  await chat.sees('customer', 'As Ana');
  expect(fake.handshakes.at(-1)).toMatchObject({ token: 'token-of-ana' });
  expect(await chat.page.getByTestId('start-over').isVisible()).toBe(false);
  expect(await chat.page.evaluate('JSON.stringify(localStorage)')).not.toContain('token-of-ana');
  await chat.page.evaluate(`addEventListener('frontdesk-token-expired', () => {
    document.title = 'expired';
  })`);
  fake.refusal = { code: 'token.expired', retryable: false };
  fake.hangUp();
  await chat.seesBanner('Your sign-in has ended.');
  expect(await chat.page.title()).toBe('expired');
  fake.refusal = null;
  await chat.page.evaluate('window.Frontdesk.setToken(null)');
  await chat.sees('customer', 'As a visitor');
});

chapter('what a user has not sent yet outlives the renewal of their token', async () => {
  const { fake, chat } = await story().customer();
  fake.ownerOf.set(userToken('ana', 2), userToken('ana', 1));
  await setToken(chat, userToken('ana', 1));
  await chat.says('My kettle leeks');
  const said = await chat.sees('customer', 'My kettle leeks');
  await until(() => fake.receipts.length > 0);
  fake.refusal = { code: 'token.expired', retryable: false };
  fake.hangUp();
  await chat.seesBanner('Your sign-in has ended.');
  await chat.says('Are you there?');
  await said.hover();
  await said.getByTestId('edit-message').click();
  await said.getByTestId('edit-text').fill('My kettle leaks');
  await said.getByTestId('save-yes').click();
  fake.refusal = { code: 'stopping', retryable: true };
  await setToken(chat, userToken('ana', 2));
  await chat.seesBanner('The server is restarting.');
  expect(await chat.words()).toEqual(['My kettle leaks', 'Are you there?']);
  fake.refusal = null;
  await until(() => fake.texts('edit').length > 0);
  expect(fake.texts()).toEqual(['My kettle leeks', 'Are you there?']);
  expect(fake.texts('edit')).toEqual(['My kettle leaks']);
  expect(await chat.words()).toEqual(['My kettle leaks', 'Are you there?']);
  expect(fake.handshakes.at(-1)).toMatchObject({ token: userToken('ana', 2), after: 1 });
});

for (const [name, tokenOf] of [
  ['whose token names them', (user: string) => userToken(user, 1)],
  ['whose token only the server can read', (user: string) => `token-of-${user}`],
] as const) {
  chapter(`nobody says what another user left unsent: one ${name}`, async () => {
    const { fake, chat } = await story().customer();
    await setToken(chat, tokenOf('ana'));
    await chat.says('As Ana');
    await chat.sees('customer', 'As Ana');
    await until(() => fake.receipts.length > 0);
    fake.refusal = { code: 'token.expired', retryable: false };
    fake.hangUp();
    await chat.seesBanner('Your sign-in has ended.');
    await chat.says('Unsent by Ana');
    await chat.sees('customer', 'Unsent by Ana');
    await chat.page.getByTestId('text').fill('Half a sentence of Ana');
    fake.refusal = null;
    await setToken(chat, tokenOf('ben'));
    await chat.misses('As Ana');
    await chat.isConnected();
    await chat.misses('Unsent by Ana');
    expect(await chat.page.getByTestId('text').inputValue()).toBe('');
    await chat.says('As Ben');
    await chat.sees('customer', 'As Ben');
    await until(() => fake.texts().length > 1);
    expect(fake.texts()).toEqual(['As Ana', 'As Ben']);
  });
}

chapter(
  'another conversation under the same visit gets nothing that was meant for the first',
  async () => {
    const { fake, chat } = await story().customer();
    await chat.says('Hello');
    await chat.sees('customer', 'Hello');
    await until(() => fake.receipts.length > 0);
    fake.refusal = { code: 'stopping', retryable: true };
    fake.hangUp();
    await chat.seesBanner('The server is restarting.');
    await chat.says('Meant for the first');
    const { token } = await visitOf(chat);
    fake.ownerOf.set(String(token), 'somebody-else');
    fake.refusal = null;
    await chat.isConnected();
    await chat.says('Meant for the second');
    await until(() => fake.texts().length > 1);
    expect(fake.texts()).toEqual(['Hello', 'Meant for the second']);
  },
);

chapter('a browser whose storage is full keeps the visit as long as the page', async () => {
  const fake = await story().fake();
  const context = await story().person();
  await context.addInitScript(`Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  }`);
  const chat = await ChatPage.openOn(await context.newPage(), fake.url);
  await chat.says('Hello');
  await chat.sees('customer', 'Hello');
  await until(() => fake.receipts.length > 0);
  fake.refusal = { code: 'stopping', retryable: true };
  fake.hangUp();
  await chat.seesBanner('The server is restarting.');
  fake.refusal = null;
  await chat.isConnected();
  fake.says('bot', 'Finch', { text: 'Hello again.' });
  await chat.sees('bot', 'Hello again.');
  expect(await chat.words()).toEqual(['Hello', 'Hello again.']);
  expect(fake.handshakes.at(-1)).toMatchObject({ token: expect.any(String), after: 1 });
});

chapter('without a gateway the launcher is there and says what is the matter', async () => {
  const fake = await story().fake();
  fake.isProfileBroken = true;
  const page = await (await story().person()).newPage();
  await page.goto(fake.url);
  await page.getByTestId('launcher').click();
  await page.getByText('The chat cannot be reached right now. Trying again…').waitFor();
  fake.isProfileBroken = false;
  await page.getByTestId('compose').waitFor();
  await page.getByTestId('text').and(page.locator(':focus')).waitFor();
});

chapter('a channel that does not exist is refused in words', async () => {
  const fake = await story().fake();
  fake.profile = { ok: false, error: { code: 'channel.unknown', retryable: false } };
  const page = await (await story().person()).newPage();
  await page.goto(fake.url);
  await page.getByTestId('launcher').click();
  await page.getByText('There is no such chat.').waitFor();
});

chapter('a site opens and closes the chat, and nobody is connected before that', async () => {
  const fake = await story().fake();
  const page = await (await story().person({ colorScheme: 'dark' })).newPage();
  await page.goto(fake.url);
  await page.getByTestId('launcher').waitFor();
  await shoot(page, '41-shop-dark');
  await page.getByRole('button', { name: 'Ask Finch a question' }).click();
  await page.getByTestId('intro').waitFor();
  await page.evaluate('window.Frontdesk.close()');
  await page.getByTestId('panel').waitFor({ state: 'hidden' });
  expect(fake.handshakes).toHaveLength(1);
  const { about } = fake.handshakes[0] as { about: Record<string, string> };
  expect(Object.keys(about)).toEqual(['page', 'language', 'timeZone']);
});

chapter('no page had an error or was refused anything by its policy', async () => {
  expect(story().pageErrors).toEqual([]);
});
