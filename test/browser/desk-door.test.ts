import { noBrowserReason, PREPARE_MS_MAX } from './browser-story.js';
import { aCase } from './desk-fake-cases.js';
import { ANA, BEN } from './desk-fake-server.js';
import { FakeDeskStory } from './desk-fake-story.js';
import { DeskPage } from './desk-page.js';

jest.setTimeout(60_000);

let story: FakeDeskStory;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;

beforeAll(async () => {
  if (reason === null) story = await FakeDeskStory.begin();
}, PREPARE_MS_MAX);
beforeEach(() => story?.nextChapter());
afterAll(() => story?.end());

tell('the token of a link leaves the address at once, and lasts over a reload', async () => {
  const ana = await story.agent(ANA);
  expect(ana.page.url()).toBe(`${story.server.url}/desk`);
  await ana.isSignedIn('Ana Alvarez');
  await ana.page.reload();
  await ana.isSignedIn('Ana Alvarez');
});

tell('a wrong token is refused in words, a right one works by keyboard alone', async () => {
  const desk = await DeskPage.atTheDoor(await story.person(), story.server.url);
  await desk.page.keyboard.type('not-a-token-of-anybody');
  await desk.page.keyboard.press('Enter');
  await desk.isTold('A valid agent token is needed.');
  await desk.page.keyboard.type(story.server.tokenOf(BEN));
  await desk.page.keyboard.press('Enter');
  await desk.isSignedIn('Ben Okafor');
});

tell('who signs out leaves nothing behind', async () => {
  story.server.add(aCase({ customer: 'Maya', intent: 'Where is my kettle?' }));
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.writes('reply', 'Half a sentence');
  await ana.page.getByTestId('sign-out').click();
  await ana.isTold('You are signed out.');
  await ana.hasTitle('Desk');
  expect(await ana.page.getByText('Where is my kettle?').count()).toBe(0);
  expect(await ana.page.evaluate('JSON.stringify(sessionStorage)')).toBe('{}');
  await ana.page.reload();
  await ana.page.getByTestId('token').waitFor();
});

tell(
  'a token that is taken away in the middle of it ends at the door, with the reason',
  async () => {
    const ana = await story.agent(ANA);
    await ana.isConnected();
    story.server.agents.delete(story.server.tokenOf(ANA));
    story.server.tell('changed', { conversationId: 'c_1' });
    await ana.isTold('Your token is not valid any more.');
    await ana.page.getByTestId('token').waitFor();
  },
);

tell('without dev login nobody is offered a name', async () => {
  const desk = await DeskPage.atTheDoor(await story.person(), story.server.url);
  expect(await desk.page.getByTestId('dev-login').isVisible()).toBe(false);
});

tell('with dev login a press on a name is enough, also after signing out', async () => {
  story.server.devLogin = [ANA, BEN];
  const desk = await DeskPage.atTheDoor(await story.person(), story.server.url);
  await desk.page.getByRole('button', { name: 'Sign in as Ana Alvarez' }).click();
  await desk.isSignedIn('Ana Alvarez');
  await desk.page.getByTestId('sign-out').click();
  await desk.page.getByRole('button', { name: 'Sign in as Ben Okafor' }).click();
  await desk.isSignedIn('Ben Okafor');
});

tell('two agents sit in two tabs of one browser', async () => {
  const browser = await story.person();
  const ana = await DeskPage.open(browser, story.server.url, story.server.tokenOf(ANA));
  const ben = await DeskPage.open(browser, story.server.url, story.server.tokenOf(BEN));
  await ana.page.reload();
  await ana.isSignedIn('Ana Alvarez');
  await ben.isSignedIn('Ben Okafor');
});

tell('a server that is away is tried again, and lets a good token in', async () => {
  const ana = await story.agent(ANA);
  await ana.isConnected();
  story.server.isAway = true;
  story.server.cutStreams();
  await ana.hasLostConnection();
  await ana.isSignedIn('Ana Alvarez');
  story.server.isAway = false;
  await ana.isConnected();
});

tell('no page had an error or broke its own policy', () => {
  expect(story.pageErrors).toEqual([]);
});
