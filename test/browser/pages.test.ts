import { BrowserStory, noBrowserReason, PREPARE_MS_MAX, shoot } from './browser-story.js';
import { ChatPage } from './chat-page.js';
import { DeskPage } from './desk-page.js';

jest.setTimeout(60_000);

const PHONE = { width: 360, height: 640 };

/** More than the page of history a chat begins with. */
const REPLIES = 70;

/** Plays a conversation into a thread of its own, as the wire would, with late and doubled events among them. */
const GROWING = `(async () => {
  const { ChatThread } = await import('/chat-thread.js');
  const list = () => document.body.appendChild(document.createElement('ol'));
  const places = { messages: list(), drafts: list(), scroll: document.body };
  const thread = new ChatThread(places, {});
  const texts = (place) => [...place.querySelectorAll('.words')].map((one) => one.textContent);
  const drafts = () => texts(places.drafts);
  const say = (seq, text, turnId) =>
    thread.show({ id: 'm' + seq, seq, turnId, text, author: { kind: 'bot', name: 'Finch' }, at: 0 });
  const grow = (turnId, ownership, text) => thread.grow({ turnId, ownership, text });
  grow('t1', 1, 'A refund');
  grow('t1', 1, 'A refund takes');
  const grown = drafts();
  say(5, 'last');
  say(2, 'A refund takes 5 days.', 't1');
  const final = drafts();
  grow('t1', 1, 'A refund takes 5');
  const late = drafts();
  grow('t2', 1, 'Never mind');
  thread.retract('t2');
  const retracted = drafts();
  grow('t3', 1, 'said too late');
  thread.owned(2);
  grow('t4', 1, 'said too late as well');
  grow('t5', 2, 'said by the owner of now');
  const taken = drafts();
  say(1, 'first');
  say(2, 'A refund takes 5 days.', 't1');
  return { grown, final, late, retracted, taken, messages: texts(places.messages) };
})()`;

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

afterAll(() => story?.end());

async function someone(viewport?: { width: number; height: number }): Promise<ChatPage> {
  return ChatPage.open(await story.person(viewport), story.gateway.url);
}

async function agent(id: string, viewport?: { width: number; height: number }): Promise<DeskPage> {
  const token = await story.gateway.agentToken(id);
  return DeskPage.open(await story.person(viewport), story.gateway.url, token);
}

async function asks(id: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${story.gateway.url}/api/v1/desk${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await story.gateway.agentToken(id)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}

chapter('starting over forgets the visit, in every tab', async () => {
  const first = await someone();
  await first.says('How long is the warranty?');
  await first.sees('bot', '2 years');
  const second = await ChatPage.open(first.page.context(), story.gateway.url);
  await second.sees('bot', '2 years');
  first.page.on('dialog', (dialog) => void dialog.accept());
  await first.page.getByTestId('start-over').click();
  for (const tab of [first, second]) {
    await tab.page.getByTestId('message-bot').waitFor({ state: 'detached' });
    await tab.isConnected();
  }
  await second.says('How long do refunds take?');
  await first.sees('bot', '5-7 business days');
  expect(await first.words()).not.toContain('How long is the warranty?');
});

chapter('a visit whose token is worth nothing begins anew by itself', async () => {
  const chat = await someone();
  await chat.says('How long is the warranty?');
  await chat.sees('bot', '2 years');
  await chat.page.evaluate(
    `localStorage.setItem('frontdesk.visit.demo-web', JSON.stringify({ token: 'a.b.c' }))`,
  );
  await chat.page.reload();
  await chat.isConnected();
  expect(await chat.words()).toEqual([]);
  await chat.says('How long do refunds take?');
  await chat.sees('bot', '5-7 business days');
});

chapter('a channel that does not exist is refused in words', async () => {
  const page = await (await story.person()).newPage();
  await page.goto(`${story.gateway.url}/?channel=nowhere`);
  await page.getByTestId('banner').filter({ hasText: 'There is no such channel.' }).waitFor();
});

chapter('who writes too fast is told, and what was held back goes out on Retry, once', async () => {
  const chat = await someone();
  const lines = Array.from({ length: 24 }, (_, at) => `thanks ${'a'.repeat(at + 1)}`);
  for (const line of lines) await chat.says(line);
  const held = chat.page.getByTestId('not-sent');
  await held.filter({ hasText: 'Too many messages.' }).first().waitFor();
  await shoot(chat.page, '10-chat-too-fast');
  const retry = chat.page.getByTestId('retry');
  while ((await held.count()) > 0) await retry.first().click();
  const own = await chat.page
    .getByTestId('message-customer')
    .getByTestId('words')
    .allTextContents();
  expect(own.sort()).toEqual(lines.sort());
});

chapter('a long conversation opens at its end, and its beginning is a button away', async () => {
  const chat = await someone();
  await chat.says('I want to talk to a person');
  const ana = await agent('ana');
  await ana.looksAt('waiting');
  const item = await ana.finds('I want to talk to a person');
  const id = await item.getAttribute('data-handoff');
  await asks('ana', `/handoffs/${id}/claim`, {});
  for (let at = 1; at <= REPLIES; at += 1) {
    await asks('ana', `/handoffs/${id}/reply`, { id: `r${at}`, text: `line ${at}.` });
  }
  await chat.sees('agent', `line ${REPLIES}.`);
  const whole = await chat.words();
  await chat.page.reload();
  await chat.sees('agent', `line ${REPLIES}.`);
  expect((await chat.words()).length).toBeLessThan(whole.length);
  const earlier = chat.page.getByTestId('earlier');
  await earlier.click();
  await chat.sees('customer', 'I want to talk to a person');
  await earlier.waitFor({ state: 'hidden' });
  expect(await chat.words()).toEqual(whole);
});

chapter(
  'a wrong agent token is refused in words, a right one works by keyboard alone',
  async () => {
    const page = await (await story.person()).newPage();
    await page.goto(`${story.gateway.url}/desk`);
    await page.keyboard.type('not-a-token-of-anybody');
    await page.keyboard.press('Enter');
    await page
      .getByTestId('status')
      .filter({ hasText: 'A valid agent token is needed.' })
      .waitFor();
    await page.keyboard.type(await story.gateway.agentToken('ben'));
    await page.keyboard.press('Enter');
    await page.getByTestId('agent').filter({ hasText: 'Ben Okafor' }).waitFor();
    await page.reload();
    await page.getByTestId('agent').filter({ hasText: 'Ben Okafor' }).waitFor();
    await page.getByTestId('sign-out').click();
    await page.getByTestId('token').waitFor();
  },
);

chapter('who claims second is told who was first', async () => {
  const chat = await someone();
  await chat.says('Please let me speak to a human agent');
  const ana = await agent('ana');
  const ben = await agent('ben');
  await ana.opens('Please let me speak to a human');
  await ben.opens('Please let me speak to a human');
  await ben.isIn('open');
  // Ben's page does not learn of the claim before he presses.
  await ben.page.route('**/api/v1/desk/handoffs*', () => undefined);
  await ana.does('claim');
  await ana.isIn('claimed');
  await ben.does('claim');
  await ben.isTold('Ana Alvarez already has this one.');
  await ben.page.unroute('**/api/v1/desk/handoffs*');
  await ben.isIn('claimed');
  expect(await ben.mayDo('release')).toBe(false);
  await ana.does('release');
  await ana.isIn('open');
  await chat.seesStatus('You are waiting for a person.');
});

chapter(
  'a draft of the bot is used at a press, and goes out as the agent’s own words',
  async () => {
    const chat = await someone();
    await chat.says('How long do refunds take, and who invented the zeppelin?');
    const ana = await agent('ana');
    await ana.opens('who invented the zeppelin');
    const draft = await ana.page.getByTestId('draft-reply').textContent();
    expect(draft).not.toBe('');
    await ana.page.getByTestId('use-draft').click();
    await ana.page.getByTestId('send-reply').click();
    const reply = await chat.sees('agent', draft ?? '');
    expect(await reply.getByTestId('author').textContent()).toBe('Ana Alvarez');
  },
);

chapter('a gateway that stops in order says goodbye, and its customers come back', async () => {
  const chat = await someone();
  await chat.says('How long is the warranty?');
  await chat.sees('bot', '2 years');
  await story.gateway.kill('SIGTERM');
  await chat.seesBanner('Reconnecting');
  await chat.says('How long do refunds take?');
  await story.gateway.restart();
  await chat.sees('bot', '5-7 business days');
  expect((await chat.words()).filter((words) => words.includes('refunds take'))).toHaveLength(1);
});

chapter('growing text gives way to the final message, a retraction or a new owner', async () => {
  const { page } = await someone();
  const shown = await page.evaluate(GROWING);
  expect(shown).toEqual({
    grown: ['A refund takes'],
    final: [],
    late: [],
    retracted: [],
    taken: ['said by the owner of now'],
    messages: ['first', 'A refund takes 5 days.', 'last'],
  });
});

chapter('on a phone both pages fit, and nothing is cut off sideways', async () => {
  const chat = await someone(PHONE);
  const ana = await agent('ana', PHONE);
  await chat.says(`A very long word: ${'x'.repeat(300)}. I want to talk to a person`);
  await chat.seesStatus('You are waiting for a person.');
  await ana.opens('A very long word');
  await ana.sees('customer', 'A very long word');
  await shoot(chat.page, '11-chat-phone');
  await shoot(ana.page, '12-desk-phone');
  await ana.page.getByTestId('reply-text').click();
  await shoot(ana.page, '13-desk-phone-reply');
  for (const { page } of [chat, ana]) {
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
  }
});

chapter('no page had an error or broke its own policy', async () => {
  expect(story.pageErrors).toEqual([]);
});
