import type { BrowserContext } from 'playwright-core';
import { LIST_MAX } from '../../web/desk/desk-api.js';
import { noBrowserReason, PREPARE_MS_MAX } from '../browser/browser-story.js';
import { aCase, said } from '../browser/desk-fake-cases.js';
import { ANA, BEN } from '../browser/desk-fake-server.js';
import { FakeDeskStory } from '../browser/desk-fake-story.js';
import { DeskPage } from '../browser/desk-page.js';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;

/** Counts tones instead of playing them. */
const SILENT_AUDIO = `
  window.tones = 0;
  const part = () => ({ connect: (next) => next, start() { window.tones += 1; }, stop() {},
    frequency: {}, gain: { setValueAtTime() {}, linearRampToValueAtTime() {} } });
  window.AudioContext = class { currentTime = 0; destination = {}; resume() { return Promise.resolve(); }
    createOscillator() { return part(); } createGain() { return part(); } };
`;

let story: FakeDeskStory;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;

beforeAll(async () => {
  if (reason === null) story = await FakeDeskStory.begin();
}, PREPARE_MS_MAX);
beforeEach(() => story?.nextChapter());
afterAll(() => story?.end());

async function withQuietEars(): Promise<BrowserContext> {
  const context = await story.person();
  await context.addInitScript(SILENT_AUDIO);
  return context;
}

function open(context: BrowserContext): Promise<DeskPage> {
  return DeskPage.open(context, story.server.url, story.server.tokenOf(ANA));
}

tell('somebody new is in the queue, the title, the icon and the ear without a reload', async () => {
  story.server.add(aCase({ customer: 'Maya', intent: 'Where is my kettle?' }));
  const ana = await open(await withQuietEars());
  await ana.hasTitle('(1) Desk');
  expect(await ana.page.evaluate('window.tones')).toBe(0);
  const icon = await ana.page.locator('#icon').getAttribute('href');
  story.server.add(aCase({ customer: 'Jonas', intent: 'The payment fails' }));
  await ana.finds('Jonas');
  await ana.hasTitle('(2) Desk');
  expect(await ana.page.evaluate('window.tones')).toBe(2);
  expect(await ana.page.locator('#icon').getAttribute('href')).not.toBe(icon);
  expect(await ana.page.getByTestId('count-waiting').textContent()).toBe('2');
});

tell('a muted desk stays muted over a reload', async () => {
  const ana = await open(await withQuietEars());
  await ana.isConnected();
  await ana.page.getByTestId('mute').click();
  await ana.page.reload();
  await ana.isConnected();
  story.server.add(aCase({ customer: 'Maya', intent: 'Where is my kettle?' }));
  await ana.hasTitle('(1) Desk');
  expect(await ana.page.evaluate('window.tones')).toBe(0);
  await ana.page.getByRole('button', { name: 'Sound is off. Unmute' }).waitFor();
});

tell('who waits longest is on top, and long waits look like it', async () => {
  story.server.add(aCase({ customer: 'New', intent: 'a', waitedMs: 5_000 }));
  story.server.add(aCase({ customer: 'Late', intent: 'b', waitedMs: 11 * MINUTE_MS }));
  story.server.add(aCase({ customer: 'Warm', intent: 'c', waitedMs: 3 * MINUTE_MS }));
  const ana = await story.agent(ANA);
  await ana.finds('Late');
  expect(await ana.names()).toEqual(['Late', 'Warm', 'New']);
  const waits = ana.page.getByTestId('queue-wait');
  const levels = await Promise.all(
    (await waits.all()).map((wait) => wait.getAttribute('data-wait')),
  );
  expect(levels).toEqual(['late', 'warm', 'fresh']);
  const before = await waits.last().textContent();
  await waits
    .last()
    .filter({ hasNotText: before ?? '' })
    .waitFor();
});

tell('views: waiting, mine, all, closed', async () => {
  const mine = aCase({ customer: 'Mine', intent: 'a' });
  const bens = aCase({ customer: 'Bens', intent: 'b' });
  const over = aCase({ customer: 'Over', intent: 'c' });
  for (const one of [mine, bens, over]) story.server.add(one);
  story.server.add(aCase({ customer: 'Waits', intent: 'd' }));
  story.server.step(mine.handoff.id, 'claimed', ANA);
  story.server.step(bens.handoff.id, 'claimed', BEN);
  story.server.step(over.handoff.id, 'resolved', BEN);
  const ana = await story.agent(ANA);
  await ana.finds('Waits');
  expect(await ana.names()).toEqual(['Waits']);
  await ana.looksAt('mine');
  await ana.finds('Mine');
  expect(await ana.names()).toEqual(['Mine']);
  await ana.looksAt('closed');
  await ana.finds('Over');
  expect(await ana.names()).toEqual(['Over']);
  await ana.looksAt('all');
  await ana.finds('Over');
  expect(await ana.names()).toEqual(['Waits', 'Mine', 'Bens', 'Over']);
  expect(await (await ana.finds('Bens')).getByTestId('queue-holder').textContent()).toBe(
    'Ben Okafor',
  );
});

tell('who waits longest and what is mine are listed however much there is', async () => {
  const mine = aCase({ customer: 'Mine', intent: 'a', waitedMs: 50 * MINUTE_MS });
  story.server.add(mine);
  story.server.step(mine.handoff.id, 'claimed', ANA);
  story.server.add(aCase({ customer: 'Longest', intent: 'b', waitedMs: 40 * MINUTE_MS }));
  for (let at = 0; at < LIST_MAX; at += 1) {
    story.server.add(aCase({ customer: `Later ${at}`, intent: 'c', waitedMs: at * 1_000 }));
  }
  const ana = await story.agent(ANA);
  await ana.finds('Longest');
  const names = await ana.names();
  expect(names).toHaveLength(LIST_MAX);
  expect(names[0]).toBe('Longest');
  const cut = ana.page.getByTestId('queue-cut');
  expect(await cut.textContent()).toBe('Only those who have waited longest are listed.');
  expect(await ana.page.getByTestId('count-mine').textContent()).toBe('1');
  await ana.looksAt('mine');
  await ana.finds('Mine');
  expect(await cut.isVisible()).toBe(false);
});

tell('a tab that nobody looks at gives its stream back, and still tells who waits', async () => {
  const context = await story.person();
  await context.clock.install();
  const ana = await open(context);
  await ana.isConnected();
  await expectStream(1);
  await ana.isHidden(true);
  await context.clock.runFor(61_000);
  await expectStream(0);
  story.server.add(aCase({ customer: 'Maya', intent: 'Where is my kettle?' }));
  await context.clock.runFor(15_000);
  await ana.hasTitle('(1) Desk');
  expect(story.server.streamCount).toBe(0);
  await ana.isHidden(false);
  await expectStream(1);
  await ana.isConnected();
  story.server.add(aCase({ customer: 'Jonas', intent: 'The payment fails' }));
  await ana.finds('Jonas');
});

tell('what a customer writes appears by itself, and so does that they are typing', async () => {
  const one = aCase({ customer: 'Maya', intent: 'Where is my kettle?' });
  story.server.add(one);
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.isConnected();
  const typing = ana.page.getByTestId('typing');
  await expectStream(1);
  story.server.tell('typing', { on: true });
  await typing.filter({ hasText: 'Maya is typing' }).waitFor();
  story.server.line(one.handoff.id, said('customer', 'Are you there?'));
  await ana.sees('customer', 'Are you there?');
  story.server.tell('typing', { on: false });
  await typing.waitFor({ state: 'hidden' });
});

tell(
  'the customer is told that the agent types: at once, not at every key, and that it ended',
  async () => {
    const one = aCase({ customer: 'Maya', intent: 'Where is my kettle?' });
    story.server.add(one);
    const ana = await story.agent(ANA);
    await ana.opens('Maya');
    await ana.does('claim');
    await ana.isIn('claimed');
    await ana.writes('note', 'no word of this');
    await ana.page.getByTestId('mode-reply').click();
    await ana.page.keyboard.type('Let me look');
    await ana.page.getByTestId('send-reply').click();
    await ana.sees('agent', 'Let me look');
    const typed = story.server.asked.filter(({ path }) => path.endsWith('/typing'));
    expect(typed.map(({ body }) => body['on'])).toEqual([true, false]);
  },
);

tell('a lost stream is said, polled over, and comes back', async () => {
  const ana = await story.agent(ANA);
  await ana.isConnected();
  story.server.isStreamDown = true;
  story.server.cutStreams();
  await ana.hasLostConnection();
  await ana.page.getByText('Reconnecting…').waitFor();
  story.server.add(aCase({ customer: 'Maya', intent: 'Written meanwhile' }));
  await ana.finds('Written meanwhile');
  story.server.isStreamDown = false;
  await ana.isConnected();
  story.server.add(aCase({ customer: 'Jonas', intent: 'Written afterwards' }));
  await ana.finds('Written afterwards');
});

tell('a late answer never puts an older state over a newer one', async () => {
  const one = aCase({ customer: 'Maya', intent: 'Where is my kettle?' });
  story.server.add(one);
  const ana = await story.agent(ANA);
  await ana.opens('Maya');
  await ana.isIn('open');
  const states: string[] = [];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // The reading under way when the claim is made is answered long after it.
  story.server.holdUp = (path) =>
    path === `/handoffs/${one.handoff.id}` ? held : Promise.resolve();
  story.server.tell('changed', { conversationId: one.handoff.conversationId });
  await ana.page.waitForRequest((request) => request.url().endsWith(one.handoff.id));
  story.server.holdUp = null;
  await ana.does('claim');
  await ana.isIn('claimed');
  letGo();
  for (let look = 0; look < 5; look += 1) {
    states.push((await ana.page.getByTestId('case-state').getAttribute('data-state')) ?? '');
    await ana.page.getByTestId('case-state').click();
  }
  expect(new Set(states)).toEqual(new Set(['claimed']));
});

async function expectStream(count: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (story.server.streamCount !== count && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(story.server.streamCount).toBe(count);
}

tell('no page had an error or broke its own policy', () => {
  expect(story.pageErrors).toEqual([]);
});
