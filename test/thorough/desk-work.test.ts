import { noBrowserReason, PREPARE_MS_MAX } from '../browser/browser-story.js';
import { aCase, byAgent, ratingAsked, refundCase, said } from '../browser/desk-fake-cases.js';
import { ANA, BEN, type FakeCase } from '../browser/desk-fake-server.js';
import { FakeDeskStory } from '../browser/desk-fake-story.js';

jest.setTimeout(60_000);

let story: FakeDeskStory;
let maya: FakeCase;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;

beforeAll(async () => {
  if (reason === null) story = await FakeDeskStory.begin();
}, PREPARE_MS_MAX);
beforeEach(async () => {
  await story?.nextChapter();
  maya = refundCase();
  story?.server.add(maya);
});
afterAll(() => story?.end());

/** What agents asked for, typing left out. */
function deeds() {
  const asked = story.server.asked.filter(({ path }) => !path.endsWith('/typing'));
  return asked.map(({ agent, path, body }) => ({
    agent,
    deed: path.split('/').slice(3).join('/'),
    body,
  }));
}

tell('two agents claim at once: one has it, the other learns who and since when', async () => {
  const ana = await story.agent(ANA);
  const ben = await story.agent(BEN);
  await ana.opens('Maya');
  await ben.opens('Maya');
  await ben.writes('reply', 'Hello Maya, I am on it.');
  // Ben's page does not learn of the claim before he presses.
  story.server.isStreamDown = true;
  story.server.cutStreams();
  const isReading = (url: URL) => /\/handoffs(\?|$|\/c_\d+-1$)/.test(url.pathname + url.search);
  await ben.page.route(isReading, () => undefined);
  await ana.does('claim');
  await ana.isIn('claimed');
  await ben.does('claim');
  await ben.isTold('Ana Alvarez already has this one, since ');
  await ben.page.unroute(isReading);
  await ben.page.getByTestId('composer-locked').filter({ hasText: 'Ana Alvarez' }).waitFor();
  expect(await ben.mayDo('claim')).toBe(false);
  expect(await ben.page.getByTestId('send-reply').isEnabled()).toBe(false);
  expect(await ben.page.getByTestId('reply-text').inputValue()).toBe('Hello Maya, I am on it.');
  await ben.page.getByTestId('to-note').click();
  await ben.page.getByTestId('send-note').click();
  await ana.sees('note', 'Hello Maya, I am on it.');
  expect(deeds().map(({ agent, deed }) => `${agent} ${deed}`)).toEqual([
    'ana claim',
    'ben claim',
    'ben note',
  ]);
});

tell('what a colleague does to the case one looks at is said', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.isConnected();
  story.server.step(maya.handoff.id, 'claimed', BEN);
  await ana.isTold('Claimed by Ben Okafor');
  story.server.step(maya.handoff.id, 'resolved', BEN);
  await ana.isTold('Resolved by Ben Okafor');
  await ana.page.getByTestId('reply-hint').filter({ hasText: 'it can only be read' }).waitFor();
});

tell('the first reply claims, and says so before', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.page.getByTestId('reply-hint').filter({ hasText: 'also claims' }).waitFor();
  await ana.replies('Hello **Maya**!');
  await ana.isIn('claimed');
  const line = await ana.sees('agent', 'Hello Maya!');
  expect(await line.locator('strong', { hasText: 'Maya' }).count()).toBe(1);
  await ana.seesTruth('Hello Maya!', 'delivered');
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('');
});

tell('a note and a reply have drafts of their own, and neither becomes the other', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.does('claim');
  await ana.isIn('claimed');
  await ana.writes('note', 'She sounds angry.');
  await ana.page.getByTestId('mode-reply').click();
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('');
  await ana.page.keyboard.press('Control+Enter');
  await ana.page.getByTestId('mode-note').click();
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('She sounds angry.');
  await ana.page.getByTestId('reply-text').press('Control+Enter');
  const note = await ana.sees('note', 'She sounds angry.');
  await note.getByText('Note – not sent to the customer').waitFor();
  expect(deeds().map(({ deed }) => deed)).toEqual(['claim', 'note']);
});

tell('drafts stay with their case, also over a reload', async () => {
  story.server.add(aCase({ customer: 'Jonas', intent: 'The payment fails' }));
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.writes('reply', 'For Maya');
  await ana.opens('Jonas');
  await ana.page.getByTestId('case-title').filter({ hasText: 'Jonas' }).waitFor();
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('');
  await ana.writes('reply', 'For Jonas');
  await ana.page.reload();
  await ana.page.getByTestId('case-title').filter({ hasText: 'Jonas' }).waitFor();
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('For Jonas');
  await ana.opens('Maya');
  await ana.page.getByTestId('case-title').filter({ hasText: 'Maya' }).waitFor();
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('For Maya');
});

tell('a reply that got no answer is kept, and sent again under its first id', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  const ids: unknown[] = [];
  await ana.page.route('**/reply', async (route) => {
    ids.push(route.request().postDataJSON().id);
    await (ids.length === 1 ? route.abort() : route.continue());
  });
  await ana.replies('Said once only.');
  await ana.isTold('The server cannot be reached. Your words are kept');
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe('Said once only.');
  await ana.page.getByTestId('send-reply').click();
  await ana.sees('agent', 'Said once only.');
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
});

tell('resolve and return tell the bot what the agent writes, or nothing', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.does('claim');
  await ana.does('resolve', 'The refund went out on Tuesday.');
  await ana.isIn('resolved');
  expect(deeds().at(-1)).toMatchObject({
    deed: 'resolve',
    body: { note: 'The refund went out on Tuesday.' },
  });
  story.server.add(aCase({ customer: 'Jonas', intent: 'The payment fails' }));
  await ana.opens('Jonas');
  await ana.does('claim');
  await ana.page.getByTestId('step-return').click();
  expect(await ana.page.getByTestId('closing-note').inputValue()).toBe('');
  await ana.page.getByTestId('closing-cancel').click();
  await ana.does('return');
  await ana.isIn('returned');
  expect(deeds().at(-1)).toMatchObject({ deed: 'return', body: { note: '' } });
});

tell('release gives it back to the queue', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.does('claim');
  await ana.does('release');
  await ana.isIn('open');
  await ana.finds('Maya');
});

tell('the suggestion is sent at a press, or edited first', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.page.getByTestId('use-draft').click();
  expect(await ana.page.getByTestId('reply-text').inputValue()).toBe(
    maya.handoff.payload.draftReply,
  );
  await ana.page.getByTestId('reply-text').fill('');
  await ana.page.getByTestId('send-draft').click();
  await ana.sees('agent', 'thank you for your patience');
  await ana.isIn('claimed');
  await ana.page.getByTestId('draft').waitFor({ state: 'hidden' });
});

tell(
  'the card says why, what is wanted, what is known, what it cost, and its history',
  async () => {
    const ana = await story.agent(ANA);
    await ana.opens('Maya');
    await ana.hasCardTitle('The bot found no answer');
    await ana.cardSays('Why the bot stopped', 'nine days have passed');
    await ana.cardSays('Next', 'MF-20418');
    await ana.cardSays('Customer', 'maya@lindqvist.example');
    await ana.cardSays('Account', 'Gold since 2021');
    await ana.cardSays('Numbers', '$0.0042');
    await ana.cardSays('History', 'Handed off by the bot');
    const quote = ana.page.locator('.card-quote').filter({ hasText: 'Refunds and returns' });
    await quote.getByText('within 5-7 business days').waitFor();
    const link = quote.getByRole('link', { name: 'Refunds and returns' });
    expect(await link.getAttribute('href')).toBe('https://maplefinch.example/help/refunds');
    expect(await link.getAttribute('rel')).toContain('noopener');
  },
);

tell('a closed case is read only, with its outcome and the rating given', async () => {
  const { id } = maya.handoff;
  story.server.step(id, 'claimed', BEN);
  story.server.step(id, 'resolved', BEN);
  story.server.line(id, ratingAsked());
  story.server.line(id, said('customer', 'Good', { choice: 'Good' }));
  const ana = await story.agent(ANA);
  await ana.looksAt('closed');
  await ana.opens('Maya');
  await ana.page
    .getByTestId('outcome-state')
    .filter({ hasText: 'Resolved by Ben Okafor' })
    .waitFor();
  expect(await ana.page.getByTestId('rating').textContent()).toBe('Rated: Good');
  expect(await ana.page.locator('.stars').textContent()).toBe('★★★★');
  expect(await ana.page.getByTestId('send-reply').isVisible()).toBe(false);
  expect(await ana.page.getByTestId('reply-text').isVisible()).toBe(false);
});

tell('a case in the address is opened, and is there to come back to', async () => {
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  expect(ana.page.url()).toBe(`${story.server.url}/desk#case=${maya.handoff.id}`);
  await ana.page.goBack();
  await ana.page.getByText('Choose a handoff from the queue.').waitFor();
  await ana.page.goForward();
  await ana.page.getByTestId('case-title').filter({ hasText: 'Maya' }).waitFor();
});

tell('an own reply that was sent in the name of somebody else cannot be changed', async () => {
  story.server.step(maya.handoff.id, 'claimed', ANA);
  story.server.line(maya.handoff.id, byAgent(BEN, 'Said by Ben before.'));
  story.server.line(maya.handoff.id, byAgent(ANA, 'Said by Ana.'));
  const ana = await story.agent(ANA);
  await ana.looksAt('mine');
  await ana.opens('Maya');
  const bens = await ana.sees('agent', 'Said by Ben before.');
  const own = await ana.sees('agent', 'Said by Ana.');
  expect(await bens.getByTestId('line-edit').count()).toBe(0);
  expect(await own.getByTestId('line-edit').count()).toBe(1);
});

tell('no page had an error or broke its own policy', () => {
  expect(story.pageErrors).toEqual([]);
});
