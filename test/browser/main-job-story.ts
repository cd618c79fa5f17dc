import type { BrowserContext } from 'playwright-core';
import { BrowserStory, noBrowserReason, PREPARE_MS_MAX, shoot } from './browser-story.js';
import { ChatPage } from './chat-page.js';
import { DeskPage } from './desk-page.js';

export const QUESTION = 'How long do refunds take?';
export const UNANSWERABLE = 'Can you engrave a poem on the copper kettle before Friday?';
export const PERSON = 'I want to talk to a person';

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>';

/** What differs from mind to mind. */
export interface StoryOfMind {
  /** What pictures of it are called. */
  readonly name: string;
  /** How the queue tells of the question that no article answers. */
  readonly intent: string;
  readonly prepare: () => Promise<Readonly<Record<string, string>>>;
  readonly tidy: () => Promise<void>;
  /** Chapters of its own, told after the first answer, while a customer talks with the bot. */
  readonly also: (cast: Cast) => void;
}

/** Who is in the story; nobody before it has begun. */
export interface Cast {
  story: BrowserStory;
  customer: ChatPage;
  visitor: BrowserContext;
  other: ChatPage;
  tab: ChatPage;
  ana: DeskPage;
  chapter(name: string, happens: () => Promise<void>): void;
}

/** One story in chapters, told in order: each goes on where the one before it ended. */
export function tellMainJob(mind: StoryOfMind): void {
  jest.setTimeout(60_000);
  const reason = noBrowserReason();
  const tell = reason === null ? test : test.skip;
  const because = reason === null ? '' : ` (${reason})`;
  const cast = {
    chapter(name, happens) {
      tell(`${name}${because}`, () => cast.story.chapter(name, happens));
    },
  } as Cast;

  beforeAll(async () => {
    if (reason !== null) return;
    cast.story = await BrowserStory.begin(await mind.prepare());
    const { story } = cast;
    cast.visitor = await story.person();
    cast.customer = await ChatPage.openOn(await cast.visitor.newPage(), story.gateway.url);
    const token = await story.gateway.agentToken('ana');
    const desk = await story.person({ width: 1440, height: 860 });
    cast.ana = await DeskPage.open(desk, story.gateway.url, token);
  }, PREPARE_MS_MAX);

  afterAll(async () => {
    await cast.story?.end();
    await mind.tidy();
  });

  answerAndHandOff(cast, mind);
  mind.also(cast);
  peopleTalk(cast, mind);
  agentAnswers(cast, mind);
  tabsAndCrashes(cast, mind);
  resolveAndReturn(cast, mind);
}

function answerAndHandOff(cast: Cast, { name }: StoryOfMind): void {
  const { chapter } = cast;

  chapter('an agent signs in with the link, which then no longer shows the token', async () => {
    const { ana, story } = cast;
    expect(ana.page.url()).toBe(`${story.gateway.url}/desk`);
    await ana.isSignedIn('Ana Alvarez');
    await ana.hasTitle('Desk');
  });

  chapter('a knowledge question is answered with a link to the article', async () => {
    const { customer } = cast;
    await customer.seesStatus('You are talking with the assistant.');
    await customer.says(QUESTION);
    const answer = await customer.sees('bot', '5-7 business days');
    const link = answer.getByTestId('citation').first();
    expect(await link.getAttribute('href')).toBe('https://maplefinch.example/help/refunds');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
    await shoot(customer.page, `${name}-01-chat-answer`);
  });
}

function peopleTalk(cast: Cast, { name, intent }: StoryOfMind): void {
  const { chapter } = cast;

  chapter('a question that no article answers becomes a handoff on the desk', async () => {
    const { customer, ana } = cast;
    await customer.says(UNANSWERABLE);
    await customer.sees('system', 'I am passing this to a colleague');
    await customer.seesStatus('You are waiting for a person.');
    await ana.hasTitle('(1) Desk');
    await ana.opens(intent);
    await ana.isIn('open');
    await ana.hasCardTitle('The bot found no answer');
    await ana.cardSays('What is unclear', 'engrav');
    await ana.sees('customer', QUESTION);
    await shoot(ana.page, `${name}-02-desk-waiting`);
  });

  chapter('a customer who asks for a person becomes a handoff too', async () => {
    const { story, ana } = cast;
    cast.other = await ChatPage.open(await story.person(), story.gateway.url);
    await cast.other.says(PERSON);
    await cast.other.seesStatus('You are waiting for a person.');
    await ana.hasTitle('(2) Desk');
    await ana.finds('Asked for a person');
  });

  chapter('the agent claims, and the customer sees who joined', async () => {
    const { customer, ana } = cast;
    expect(await ana.mayDo('resolve')).toBe(false);
    await ana.does('claim');
    await ana.isIn('claimed');
    expect(await ana.mayDo('claim')).toBe(false);
    await customer.seesOwnerChange('Ana Alvarez joined');
    await customer.seesStatus('You are talking with Ana Alvarez.');
    await ana.hasTitle('(1) Desk');
  });
}

function agentAnswers(cast: Cast, { name }: StoryOfMind): void {
  const { chapter } = cast;

  chapter('replies go both ways, are marked delivered, and the bot keeps out', async () => {
    const { customer, ana } = cast;
    await ana.replies('We engrave up to three lines on copper, within 4 days.');
    const reply = await customer.sees('agent', 'We engrave up to three lines');
    expect(await reply.getByTestId('author').textContent()).toContain('Ana Alvarez');
    await ana.seesTruth('We engrave up to three lines', 'delivered');
    await customer.says('Lovely. How long do refunds take if I dislike it?');
    await ana.sees('customer', 'Lovely. How long do refunds take');
    await ana.replies('Engraved pieces cannot be sent back, I am afraid.');
    await customer.sees('agent', 'Engraved pieces cannot be sent back');
    expect((await customer.words()).slice(-2)).toEqual([
      'Lovely. How long do refunds take if I dislike it?',
      'Engraved pieces cannot be sent back, I am afraid.',
    ]);
  });

  chapter('a note stays at the desk', async () => {
    const { customer, ana } = cast;
    await ana.notes('Ask the workshop about Friday first.');
    await ana.sees('note', 'Ask the workshop about Friday first.');
    // Its successor shows that the note is past and did not come.
    await ana.replies('One moment, I am asking the workshop.');
    await customer.sees('agent', 'One moment, I am asking the workshop.');
    expect((await customer.words()).join('\n')).not.toContain('Ask the workshop about Friday');
    await shoot(customer.page, `${name}-03-chat-agent`);
    await shoot(ana.page, `${name}-04-desk-claimed`);
  });

  chapter('markup and script in a message are shown as the text they are', async () => {
    const { customer, ana } = cast;
    await customer.says(MARKUP);
    const shown = await customer.sees('customer', '<b>bold</b>');
    expect(await shown.getByTestId('words').textContent()).toBe(MARKUP);
    const line = await ana.sees('customer', '<b>bold</b>');
    expect(await line.getByTestId('line-words').textContent()).toBe(MARKUP);
    await ana.replies('</p><i>I see text only</i>');
    const reply = await customer.sees('agent', 'I see text only');
    expect(await reply.getByTestId('words').textContent()).toBe('</p><i>I see text only</i>');
    expect(await customer.page.getByTestId('messages').locator('img, i, b, script').count()).toBe(
      0,
    );
    expect(await ana.page.locator('main img, main b, main script').count()).toBe(0);
  });
}

function tabsAndCrashes(cast: Cast, { name }: StoryOfMind): void {
  const { chapter } = cast;

  chapter('a second tab of the same customer shows the same and stays in step', async () => {
    const { customer, ana, visitor, story } = cast;
    cast.tab = await ChatPage.open(visitor, story.gateway.url);
    const { tab } = cast;
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
    const { customer, ana, story } = cast;
    await story.gateway.kill('SIGKILL');
    await customer.seesBanner('Reconnecting');
    await customer.says('Written while you were away.');
    await customer.sees('customer', 'Sending…');
    await ana.hasLostConnection();
    await ana.replies('Answered while the server was away.');
    await ana.page.getByTestId('send-reply').isEnabled();
    await shoot(customer.page, `${name}-05-chat-reconnecting`);
    await shoot(ana.page, `${name}-06-desk-unreachable`);
  });

  chapter('started again on the same data, both go on and nothing is lost or doubled', async () => {
    const { customer, tab, ana, story } = cast;
    const before = (await customer.words()).slice(0, -1);
    await story.gateway.restart();
    await customer.isConnected();
    await tab.isConnected();
    await ana.sees('customer', 'Written while you were away.');
    await ana.isConnected();
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
  });

  chapter('a reply to a customer who left waits, and is delivered when they are back', async () => {
    const { ana, story } = cast;
    const context = cast.other.page.context();
    await cast.other.page.close();
    await ana.looksAt('waiting');
    await ana.opens('Asked for a person');
    await ana.replies('Hello, this is Ana. How can I help?');
    await ana.isIn('claimed');
    await ana.seesTruth('Hello, this is Ana.', 'waiting');
    cast.other = await ChatPage.open(context, story.gateway.url);
    await cast.other.sees('agent', 'Hello, this is Ana. How can I help?');
    await ana.seesTruth('Hello, this is Ana.', 'delivered');
    await ana.hasTitle('Desk');
  });
}

function resolveAndReturn(cast: Cast, { name, intent }: StoryOfMind): void {
  const { chapter } = cast;

  chapter(
    'resolved: the customer is told and asked for a rating, and the bot is back',
    async () => {
      const { customer, ana, tab } = cast;
      await ana.looksAt('mine');
      await ana.opens(intent);
      await ana.replies('The engraving costs 18 dollars and is ready on Thursday.');
      await customer.sees('agent', 'The engraving costs 18 dollars');
      await ana.does('resolve', 'Engraving promised for Thursday.');
      await customer.sees('system', 'Ana Alvarez has marked this as solved.');
      await customer.seesStatus('You are talking with the assistant.');
      await customer.page.getByRole('radio', { name: 'Very good' }).click();
      await customer.sees('system', 'Thank you for telling us.');
      await tab.sees('system', 'Thank you for telling us.');
      await shoot(customer.page, `${name}-07-chat-rated`);
    },
  );

  chapter('the bot answers again, and knows that a person was there', async () => {
    const { customer } = cast;
    await customer.says('How long is the warranty?');
    const answer = await customer.sees('bot', '2 years');
    expect(await answer.getByTestId('citation').count()).toBeGreaterThan(0);
  });

  chapter('an agent takes a resolved conversation again, and returns it', async () => {
    const { customer, ana } = cast;
    await ana.looksAt('closed');
    await ana.opens(intent);
    await ana.isIn('resolved');
    await ana.does('take-over');
    await ana.isIn('claimed');
    await ana.hasCardTitle('Taken over by an agent');
    await customer.seesStatus('You are talking with Ana Alvarez.');
    await ana.does('return');
    await customer.sees('system', 'You are talking with Finch again.');
    await shoot(ana.page, `${name}-08-desk-closed`);
  });

  chapter('after a reload the customer sees the whole conversation as it was', async () => {
    const { tab } = cast;
    await tab.sees('system', 'You are talking with Finch again.');
    const before = await tab.words();
    await tab.page.reload();
    await tab.sees('system', 'You are talking with Finch again.');
    expect(await tab.words()).toEqual(before);
    const seqs = await tab.seqs();
    expect(seqs).toEqual([...new Set(seqs)].sort((one, next) => one - next));
  });

  chapter('no page had an error or broke its own policy', async () => {
    expect(cast.story.pageErrors).toEqual([]);
  });
}
