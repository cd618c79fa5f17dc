import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { noBrowserReason, PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { morningQueue, ratingAsked, said } from '../browser/desk-fake-cases.js';
import { ANA, BEN } from '../browser/desk-fake-server.js';
import { FakeDeskStory } from '../browser/desk-fake-story.js';
import type { DeskPage } from '../browser/desk-page.js';

jest.setTimeout(60_000);

/** How the desk looks, to eyes and to readers of screens. With FRONTDESK_SHOTS set, each scene is kept as a picture. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Each theme and each size once: colours do not depend on the size. */
const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['dark', { colorScheme: 'dark' }],
  ['phone', { colorScheme: 'light', viewport: { width: 375, height: 720 }, hasTouch: true }],
];

let story: FakeDeskStory;

const reason = noBrowserReason();
const tell = reason === null ? describe : describe.skip;

beforeAll(async () => {
  if (reason === null) story = await FakeDeskStory.begin();
}, PREPARE_MS_MAX);

afterAll(() => story?.end());

/** Nothing cut off sideways, and nothing serious for those who do not see the page or use no mouse. */
async function isSound({ page }: DeskPage): Promise<void> {
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(overflow)).toBe(0);
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
}

tell.each(LOOKS)('the desk, %s', (look, options) => {
  let ana: DeskPage;

  beforeAll(async () => {
    await story.nextChapter();
    story.server.devLogin = [ANA, BEN];
    for (const one of morningQueue()) story.server.add(one);
    ana = await story.agent(ANA, options);
  });

  async function scene(name: string): Promise<void> {
    await isSound(ana);
    if (process.env['FRONTDESK_SHOTS'])
      await ana.page.locator('#status:empty').waitFor({ state: 'attached' });
    await shoot(ana.page, `desk-${name}-${look}`);
  }

  async function goesTo(view: 'waiting' | 'mine' | 'all' | 'closed'): Promise<void> {
    const back = ana.page.getByTestId('back');
    if (await back.isVisible()) await back.click();
    await ana.looksAt(view);
  }

  function idOf(customer: string): string {
    const found = [...story.server.cases.values()].find(
      ({ handoff }) => handoff.payload.customer.name === customer,
    );
    return found?.handoff.id ?? '';
  }

  test('the queue, with the one who waits longest on top', async () => {
    await ana.isConnected();
    expect((await ana.names())[0]).toBe('Priya Raman');
    await scene('queue');
  });

  test('a waiting case', async () => {
    await ana.opens('Maya Lindqvist');
    await ana.page.locator('#thread li').first().waitFor();
    await scene('waiting');
    const details = ana.page.getByTestId('details');
    if (!(await details.isVisible())) return;
    await details.click();
    await scene('details');
    await ana.page.getByTestId('details-close').click();
  });

  test('a claimed case with replies, a note and a customer who types', async () => {
    const id = idOf('Maya Lindqvist');
    await ana.does('claim');
    await ana.isIn('claimed');
    await ana.notes('Warehouse says: arrived on Monday, refund was sent on **Tuesday**.');
    await ana.sees('note', 'Warehouse says');
    await ana.replies(
      'Hello Maya, I am Ana. Your kettle reached us on Monday, and I see that the refund of $84.00 left on Tuesday. It should be on your card by **Thursday**.',
    );
    await ana.sees('agent', 'Hello Maya');
    story.server.line(
      id,
      said('customer', 'Oh, lovely. Thank you so much!', {
        author: { kind: 'customer', id: 'maya', name: 'Maya Lindqvist' },
      }),
    );
    await ana.sees('customer', 'Oh, lovely');
    story.server.tell('typing', { on: true });
    await ana.page.getByTestId('typing').waitFor();
    await ana.page.getByTestId('reply-text').fill('You are welcome. Is there anything else?');
    await scene('claimed');
    story.server.tell('typing', { on: false });
    await ana.writes('note', 'Ask the warehouse why nobody told her.');
    await scene('note');
    await ana.page.getByTestId('reply-text').fill('');
  });

  test('a reply that could not be delivered', async () => {
    const id = idOf('Maya Lindqvist');
    await ana.replies('One more thing: the shipping fee comes back, too.');
    await ana.sees('agent', 'One more thing');
    const line = story.server.case(id).lines.at(-1);
    const truth = { state: 'failed', reason: 'the channel refused it' } as const;
    story.server.change(id, line?.seq ?? 0, { truth });
    await ana.seesTruth('One more thing', 'failed');
    await scene('failed');
  });

  test('resolving, with what the bot should know', async () => {
    await ana.page.getByTestId('step-resolve').click();
    await ana.page.getByTestId('closing-note').fill('The refund was sent on Tuesday.');
    await scene('resolving');
    await ana.page.getByTestId('closing-confirm').click();
    await ana.isIn('resolved');
  });

  test('somebody else has it', async () => {
    await goesTo('all');
    story.server.step(idOf('Tomás Herrera'), 'claimed', BEN);
    await ana.opens('Tomás Herrera');
    await ana.page.getByTestId('composer-locked').filter({ hasText: 'Ben Okafor' }).waitFor();
    await scene('taken');
  });

  test('a closed case', async () => {
    const id = idOf('Maya Lindqvist');
    const author = { kind: 'customer', id: 'maya', name: 'Maya Lindqvist' } as const;
    story.server.line(id, ratingAsked());
    story.server.line(id, said('customer', 'Very good', { author, choice: 'Very good' }));
    await goesTo('closed');
    await ana.opens('Maya Lindqvist');
    await ana.page.getByTestId('rating').waitFor({ state: 'attached' });
    await scene('closed');
  });

  test('the keys, and the door', async () => {
    await goesTo('waiting');
    await ana.page.keyboard.press('?');
    await ana.page.getByTestId('keys').waitFor();
    await scene('keys');
    await ana.page.getByTestId('keys-close').click();
    await ana.page.getByTestId('sign-out').click();
    await ana.page.getByTestId('dev-login').waitFor();
    await scene('door');
  });
});

test('no page had an error or broke its own policy', () => {
  expect(story?.pageErrors ?? []).toEqual([]);
});
