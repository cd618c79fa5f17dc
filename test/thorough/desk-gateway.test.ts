import { BrowserStory, noBrowserReason, PREPARE_MS_MAX } from '../browser/browser-story.js';
import { DeskPage } from '../browser/desk-page.js';
import { WebCustomer } from '../support/web-customer.js';

/** The desk at a real gateway, in chapters told in order; the customer is on the wire, without a page. */
jest.setTimeout(60_000);

const UNANSWERABLE = 'Can you engrave a poem on the copper kettle before Friday?';

let story: BrowserStory;
let customer: WebCustomer;
let ana: DeskPage;
let ben: DeskPage;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;
const because = reason === null ? '' : ` (${reason})`;

function chapter(name: string, happens: () => Promise<void>): void {
  tell(`${name}${because}`, () => story.chapter(name, happens));
}

async function agent(id: string): Promise<DeskPage> {
  const token = await story.gateway.agentToken(id);
  return DeskPage.open(await story.person(), story.gateway.url, token);
}

/** The same customer in a browser opened anew; `after` brings all that was said. */
async function returns(): Promise<void> {
  const { token } = customer;
  customer.leave();
  customer = await WebCustomer.connect(story.gateway.url, { token, after: 0 });
}

beforeAll(async () => {
  if (reason !== null) return;
  story = await BrowserStory.begin();
  customer = await WebCustomer.connect(story.gateway.url, {});
  [ana, ben] = [await agent('ana'), await agent('ben')];
}, PREPARE_MS_MAX);

afterAll(async () => {
  customer?.leave();
  await story?.end();
});

chapter('a question no article answers is on both desks at once, with its card', async () => {
  await ana.isConnected();
  await ben.isConnected();
  await customer.say('How long do refunds take?');
  await customer.sees(/5-7 business days/);
  await customer.say(UNANSWERABLE);
  for (const desk of [ana, ben]) {
    await desk.hasTitle('(1) Desk');
    await desk.opens(UNANSWERABLE);
    await desk.isIn('open');
    await desk.hasCardTitle('The bot found no answer');
  }
  await ana.sees('bot', '5-7 business days');
  await ana.cardSays('History', 'Handed off by the bot');
});

chapter('one of them claims; the other sees who, and cannot reply', async () => {
  await ana.does('claim');
  await ana.isIn('claimed');
  await ben.isTold('Claimed by Ana Alvarez');
  await ben.page.getByTestId('composer-locked').filter({ hasText: 'Ana Alvarez' }).waitFor();
  await ana.hasTitle('Desk');
});

chapter('a reply is marked delivered once the customer has it', async () => {
  await ana.replies('We engrave up to **three** lines.');
  await ana.sees('agent', 'We engrave up to three lines.');
  const { seq } = await customer.sees('We engrave up to **three** lines.');
  await ana.seesTruth('We engrave up to three lines.', 'waiting');
  customer.received(seq);
  await ana.seesTruth('We engrave up to three lines.', 'delivered');
});

chapter('a note of a colleague is there for agents and for nobody else', async () => {
  await ben.notes('Ask the workshop about Friday first.');
  const note = await ana.sees('note', 'Ask the workshop about Friday first.');
  await note.getByText('Note – not sent to the customer').waitFor();
  await ana.replies('One moment, please.');
  await customer.sees('One moment, please.');
  expect(customer.texts.join()).not.toContain('workshop');
});

chapter('a reply is edited and taken back before the customer’s eyes', async () => {
  const line = await ana.sees('agent', 'One moment, please.');
  await line.hover();
  await line.getByTestId('line-edit').click();
  await ana.page.getByTestId('edit-text').fill('Two moments, please.');
  await ana.page.getByTestId('edit-save').click();
  const edited = await ana.sees('agent', 'Two moments, please.');
  await edited.getByTestId('line-edited').waitFor();
  expect((await customer.seesEvent('edit')).text).toBe('Two moments, please.');
  await edited.hover();
  await edited.getByTestId('line-delete').click();
  await ana.page.getByTestId('delete-yes').click();
  await ana.page.getByTestId('line-gone').waitFor();
  await customer.seesEvent('delete');
});

chapter(
  'what the customer writes while the server is away or back is not lost on the desk',
  async () => {
    await story.gateway.kill();
    await ana.hasLostConnection();
    await ana.writes('reply', 'Begun while the server was away.');
    await ana.page.getByTestId('send-reply').click();
    await ana.isTold('The server cannot be reached. Your words are kept');
    await story.gateway.restart();
    await ana.isConnected();
    expect(await ana.page.getByTestId('reply-text').inputValue()).toBe(
      'Begun while the server was away.',
    );
    await ana.page.getByTestId('send-reply').click();
    await ana.sees('agent', 'Begun while the server was away.');
  },
);

chapter('that the customer is typing is seen, and what comes of it', async () => {
  await returns();
  await customer.sees('Begun while the server was away.');
  await customer.types(true);
  await ana.page.getByTestId('typing').waitFor();
  await customer.say('Lovely, please do.');
  await ana.sees('customer', 'Lovely, please do.');
});

chapter('a customer who left is said to be offline', async () => {
  customer.leave();
  await ana.replies('It will be ready on Thursday.');
  const mark = await ana.seesTruth('It will be ready on Thursday.', 'waiting');
  await mark.filter({ hasText: 'Waiting: customer offline' }).waitFor();
  await returns();
  customer.received((await customer.sees('It will be ready on Thursday.')).seq);
  await ana.seesTruth('It will be ready on Thursday.', 'delivered');
});

chapter('resolved with what the bot should know, and rated by the customer', async () => {
  await ana.does('resolve', 'Engraving takes 4 days and costs 18 dollars.');
  await ana.isIn('resolved');
  await ben.isTold('Resolved by Ana Alvarez');
  const asked = await customer.sees(/How was this for you/);
  await customer.press(asked, '4', 'Good');
  await ana.page.getByTestId('rating').filter({ hasText: 'Rated: Good' }).waitFor();
  await ben.looksAt('closed');
  await ben.opens(UNANSWERABLE);
  await ben.page.getByTestId('outcome-state').filter({ hasText: 'Resolved by Ana' }).waitFor();
});

chapter(
  'who had the case says whether it was right to hand it off; a colleague reads it',
  async () => {
    expect(await ben.page.getByTestId('card-button-verdict-right').count()).toBe(0);
    await ana.page.getByTestId('card-button-verdict-right').click();
    await ana.isTold('Thank you, that is kept.');
    await ana.cardSays('Status', 'Yes, says Ana Alvarez');
    await ben.cardSays('Status', 'Yes, says Ana Alvarez');
    expect(await ana.page.getByTestId('card-button-verdict-right').count()).toBe(0);
  },
);

chapter('a closed conversation is taken over again, and returned to the bot', async () => {
  await ben.does('take-over');
  await ben.isIn('claimed');
  await ben.hasCardTitle('Taken over by an agent');
  await ben.does('return', 'All is said.');
  await ben.isIn('returned');
});

chapter('on this very machine a press on a name signs in', async () => {
  const desk = await DeskPage.atTheDoor(await story.person(), story.gateway.url);
  await desk.page.getByRole('button', { name: 'Sign in as Ben Okafor' }).click();
  await desk.isSignedIn('Ben Okafor');
  await desk.isConnected();
});

chapter('a long conversation is shown to its end', async () => {
  const talker = await WebCustomer.connect(story.gateway.url, {});
  await talker.say('I want to talk to a person');
  await ana.looksAt('waiting');
  await ana.opens('I want to talk to a person');
  await ana.does('claim');
  for (let at = 1; at <= 25; at += 1) await ana.replies(`line ${at}.`);
  await talker.sees('line 25.');
  const lines = ana.page.getByTestId('line-agent');
  await lines.nth(24).waitFor();
  expect(await lines.getByTestId('line-words').allTextContents()).toEqual(
    Array.from({ length: 25 }, (_, at) => `line ${at + 1}.`),
  );
  talker.leave();
});

chapter('no page had an error or broke its own policy', async () => {
  expect(story.pageErrors).toEqual([]);
});
