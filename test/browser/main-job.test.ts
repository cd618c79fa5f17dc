import type { BrowserContext } from 'playwright-core';
import { BrowserStory, noBrowserReason, PREPARE_MS_MAX, shoot } from './browser-story.js';
import { ChatPage } from './chat-page.js';
import { DeskPage } from './desk-page.js';

/** One story in chapters, told in order: each goes on where the one before it ended. */
jest.setTimeout(60_000);

const QUESTION = 'How long do refunds take?';
const UNANSWERABLE = 'Can you engrave a poem on the copper kettle before Friday?';
const PERSON = 'I want to talk to a person';

let story: BrowserStory;
let visitor: BrowserContext;
let customer: ChatPage;
let tab: ChatPage;
let other: ChatPage;
let ana: DeskPage;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;
const because = reason === null ? '' : ` (${reason})`;

function chapter(name: string, happens: () => Promise<void>): void {
  tell(`${name}${because}`, () => story.chapter(name, happens));
}

beforeAll(async () => {
  if (reason !== null) return;
  story = await BrowserStory.begin();
  visitor = await story.person();
  customer = await ChatPage.open(visitor, story.gateway.url);
  const token = await story.gateway.agentToken('ana');
  ana = await DeskPage.open(await story.person(), story.gateway.url, token);
}, PREPARE_MS_MAX);

afterAll(() => story?.end());

chapter('an agent signs in with the link, which then no longer shows the token', async () => {
  expect(ana.page.url()).toBe(`${story.gateway.url}/desk`);
  expect(await ana.page.getByTestId('agent').textContent()).toBe('Ana Alvarez');
  await ana.hasTitle('Desk');
});

chapter('a knowledge question is answered with a link to the article', async () => {
  await customer.seesStatus('You are talking with the assistant.');
  await customer.says(QUESTION);
  const answer = await customer.sees('bot', '5-7 business days');
  const link = answer.getByTestId('citation');
  expect(await link.first().getAttribute('href')).toBe('https://maplefinch.example/help/refunds');
  expect(await link.first().getAttribute('target')).toBe('_blank');
  expect(await link.first().getAttribute('rel')).toContain('noopener');
  await shoot(customer.page, '01-chat-answer');
});

chapter('a question that no article answers becomes a handoff on the desk', async () => {
  await customer.says(UNANSWERABLE);
  await customer.sees('system', 'I am passing this to a colleague');
  await customer.seesStatus('You are waiting for a person.');
  await ana.hasTitle('(1) Desk');
  await ana.opens(UNANSWERABLE);
  await ana.isIn('open');
  expect(await ana.fact('reason')).toBe('The bot found no answer');
  expect(await ana.fact('intent')).toContain(UNANSWERABLE);
  expect(await ana.fact('summary')).toContain('1 message by the customer');
  expect(await ana.fact('why')).not.toBe('');
  expect(await ana.fact('uncertainty')).toContain('engrave');
  expect(await ana.fact('next')).not.toBe('');
  await ana.sees('customer', QUESTION);
  await shoot(ana.page, '02-desk-waiting');
});

chapter('a customer who asks for a person becomes a handoff too', async () => {
  other = await ChatPage.open(await story.person(), story.gateway.url);
  await other.says(PERSON);
  await other.seesStatus('You are waiting for a person.');
  await ana.hasTitle('(2) Desk');
  await ana.finds(PERSON);
});

chapter('the agent claims, and the customer sees who joined', async () => {
  expect(await ana.mayDo('resolve')).toBe(false);
  await ana.does('claim');
  await ana.isIn('claimed');
  expect(await ana.fact('claimed-by')).toBe('Ana Alvarez');
  expect(await ana.mayDo('claim')).toBe(false);
  await customer.seesOwnerChange('Ana Alvarez joined');
  await customer.seesStatus('You are talking with Ana Alvarez.');
  await ana.hasTitle('(1) Desk');
});

chapter('the reply reaches the customer and is marked delivered', async () => {
  await ana.replies('We engrave up to three lines on copper, within 4 days.');
  const reply = await customer.sees('agent', 'We engrave up to three lines');
  expect(await reply.getByTestId('author').textContent()).toBe('Ana Alvarez');
  await ana.seesTruth('We engrave up to three lines', 'delivered');
});

chapter('what the customer writes back is on the desk, and the bot keeps out', async () => {
  await customer.says('Lovely. How long do refunds take if I dislike it?');
  await ana.sees('customer', 'Lovely. How long do refunds take');
  await ana.replies('Engraved pieces cannot be sent back, I am afraid.');
  await customer.sees('agent', 'Engraved pieces cannot be sent back');
  const last = (await customer.words()).slice(-2);
  expect(last).toEqual([
    'Lovely. How long do refunds take if I dislike it?',
    'Engraved pieces cannot be sent back, I am afraid.',
  ]);
});

chapter('a note stays at the desk', async () => {
  await ana.notes('Ask the workshop about Friday first.');
  const note = await ana.sees('note', 'Ask the workshop about Friday first.');
  expect(await note.getByTestId('note-mark').textContent()).toBe('Note: not sent');
  // Its successor shows that the note is past and did not come.
  await ana.replies('One moment, I am asking the workshop.');
  await customer.sees('agent', 'One moment, I am asking the workshop.');
  expect((await customer.words()).join('\n')).not.toContain('Ask the workshop about Friday');
  await shoot(customer.page, '03-chat-agent');
  await shoot(ana.page, '04-desk-claimed');
});

chapter('markup and script in a message are shown as the text they are', async () => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>';
  await customer.says(evil);
  const shown = await customer.sees('customer', '<b>bold</b>');
  expect(await shown.getByTestId('words').textContent()).toBe(evil);
  const line = await ana.sees('customer', '<b>bold</b>');
  expect(await line.getByTestId('line-words').textContent()).toBe(evil);
  await ana.replies('</p><i>I see text only</i>');
  const reply = await customer.sees('agent', 'I see text only');
  expect(await reply.getByTestId('words').textContent()).toBe('</p><i>I see text only</i>');
  for (const { page } of [customer, ana]) {
    expect(await page.locator('img, i, b, main script').count()).toBe(0);
  }
  expect(await customer.page.title()).toBe('Support chat');
});

chapter('a second tab of the same customer shows the same and stays in step', async () => {
  tab = await ChatPage.open(visitor, story.gateway.url);
  await tab.sees('agent', 'I see text only');
  expect(await tab.words()).toEqual(await customer.words());
  await tab.says('I write from my second tab.');
  await customer.sees('customer', 'I write from my second tab.');
  await ana.sees('customer', 'I write from my second tab.');
  await ana.replies('And I answer both.');
  await customer.sees('agent', 'And I answer both.');
  await tab.sees('agent', 'And I answer both.');
});

chapter('while the gateway is dead, both pages say so and keep what was written', async () => {
  await story.gateway.kill('SIGKILL');
  await customer.seesBanner('Reconnecting');
  await customer.says('Written while you were away.');
  await customer.sees('customer', 'Sending…');
  await ana.isTold('The server cannot be reached');
  await ana.replies('Answered while the server was away.');
  await ana.page.getByTestId('send-reply').isEnabled();
  await shoot(customer.page, '05-chat-reconnecting');
  await shoot(ana.page, '06-desk-unreachable');
});

chapter(
  'started again on the same data, both go on and nothing is lost or said twice',
  async () => {
    const before = (await customer.words()).slice(0, -1);
    await story.gateway.restart();
    await customer.isConnected();
    await tab.isConnected();
    await ana.sees('customer', 'Written while you were away.');
    await ana.page.locator('[data-testid=status]:text-is("")').waitFor({ state: 'attached' });
    await ana.page.getByTestId('send-reply').click();
    await customer.sees('agent', 'Answered while the server was away.');
    await tab.sees('agent', 'Answered while the server was away.');
    await ana.seesTruth('Answered while the server was away.', 'delivered');
    const words = [
      ...before,
      'Written while you were away.',
      'Answered while the server was away.',
    ];
    expect(await customer.words()).toEqual(words);
    expect(await tab.words()).toEqual(words);
    const seqs = await customer.seqs();
    expect(seqs).toEqual([...new Set(seqs)].sort((one, next) => one - next));
  },
);

chapter('a reply to a customer who left waits, and is delivered when they are back', async () => {
  const context = other.page.context();
  await other.page.close();
  await ana.opens(PERSON);
  await ana.replies('Hello, this is Ana. How can I help?');
  await ana.isIn('claimed');
  const mark = await ana.seesTruth('Hello, this is Ana.', 'waiting');
  await mark.filter({ hasText: 'Waiting: customer offline' }).waitFor();
  other = await ChatPage.open(context, story.gateway.url);
  await other.sees('agent', 'Hello, this is Ana. How can I help?');
  await ana.seesTruth('Hello, this is Ana.', 'delivered');
  await ana.hasTitle('Desk');
});

chapter('resolved: the customer is told, and the bot answers again', async () => {
  await ana.opens(UNANSWERABLE);
  await ana.replies('The engraving costs 18 dollars and is ready on Thursday.');
  await customer.sees('agent', 'The engraving costs 18 dollars');
  await ana.does('resolve');
  await ana.isIn('resolved');
  await customer.sees('system', 'Ana Alvarez has marked this as solved.');
  await customer.seesStatus('You are talking with the assistant.');
  await customer.says('How long is the warranty?');
  const answer = await customer.sees('bot', '2 years');
  expect(await answer.getByTestId('citation').count()).toBeGreaterThan(0);
});

chapter('asked what the agent said, the bot knows', async () => {
  await customer.says('What did Ana say about the engraving?');
  const answer = await customer.sees('bot', 'Ana Alvarez told you');
  expect(await answer.getByTestId('words').textContent()).toContain('18 dollars');
  await shoot(customer.page, '07-chat-resolved');
});

chapter('an agent takes a resolved conversation again', async () => {
  await ana.looksAt('closed');
  await ana.opens(UNANSWERABLE);
  await ana.does('take-over');
  await ana.isIn('claimed');
  expect(await ana.fact('reason')).toBe('Taken over by an agent');
  await customer.seesStatus('You are talking with Ana Alvarez.');
  await ana.does('return');
  await ana.isIn('returned');
  await customer.sees('system', 'You are talking with Finch again.');
  await shoot(ana.page, '08-desk-closed');
});

chapter('after a reload the customer sees the whole conversation as it was', async () => {
  const before = await customer.words();
  await customer.page.reload();
  await customer.sees('system', 'You are talking with Finch again.');
  expect(await customer.words()).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
});

chapter('no page had an error or broke its own policy', async () => {
  expect(story.pageErrors).toEqual([]);
});
