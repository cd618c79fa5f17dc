import { noBrowserReason, PREPARE_MS_MAX } from './browser-story.js';
import { aCase, byAgent, said } from './desk-fake-cases.js';
import { ANA, type FakeCase } from './desk-fake-server.js';
import { FakeDeskStory } from './desk-fake-story.js';
import type { DeskPage } from './desk-page.js';

jest.setTimeout(60_000);

const EVIL = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>';

let story: FakeDeskStory;
let one: FakeCase;
let id: string;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;

beforeAll(async () => {
  if (reason === null) story = await FakeDeskStory.begin();
}, PREPARE_MS_MAX);
beforeEach(async () => {
  await story?.nextChapter();
  one = aCase({ customer: 'Maya', intent: 'Where is my kettle?' });
  id = one.handoff.id;
  story?.server.add(one);
  story?.server.step(id, 'claimed', ANA);
});
afterAll(() => story?.end());

async function anaWithHerCase(): Promise<DeskPage> {
  const ana = await story.agent(ANA);
  await ana.looksAt('mine');
  await ana.opens('Maya');
  await ana.sees('customer', 'Where is my kettle?');
  await ana.isConnected();
  return ana;
}

tell('an own reply is edited where it stands', async () => {
  story.server.line(id, byAgent(ANA, 'It comes on Munday.', { truth: { state: 'delivered' } }));
  const ana = await anaWithHerCase();
  const line = await ana.sees('agent', 'Munday');
  await line.hover();
  await line.getByTestId('line-edit').click();
  await ana.page.getByTestId('edit-text').fill('It comes on Monday.');
  await ana.page.getByTestId('edit-text').press('Control+Enter');
  const edited = await ana.sees('agent', 'It comes on Monday.');
  await edited.getByTestId('line-edited').waitFor();
  await ana.page
    .getByTestId('line-edit')
    .filter({ hasText: 'Ana Alvarez edited a message' })
    .waitFor();
  const [asked] = story.server.asked.filter(({ path }) => path.includes('/messages/'));
  expect(asked?.path).toMatch(/\/messages\/\d+\/edit$/);
  expect(asked?.body).toMatchObject({ text: 'It comes on Monday.', id: expect.any(String) });
});

tell('what is being edited is not disturbed by what comes in', async () => {
  story.server.line(id, byAgent(ANA, 'It comes on Munday.'));
  const ana = await anaWithHerCase();
  const line = await ana.sees('agent', 'Munday');
  await line.hover();
  await line.getByTestId('line-edit').click();
  await ana.page.getByTestId('edit-text').fill('half a sen');
  story.server.change(id, 3, { truth: { state: 'delivered' } });
  story.server.line(id, said('customer', 'Hello?'));
  await ana.sees('customer', 'Hello?');
  expect(await ana.page.getByTestId('edit-text').inputValue()).toBe('half a sen');
  await ana.page.keyboard.press('Escape');
  await ana.page.getByTestId('edit-text').waitFor({ state: 'detached' });
});

tell('an own reply is taken back, after a question', async () => {
  story.server.line(id, byAgent(ANA, 'Meant for somebody else.'));
  const ana = await anaWithHerCase();
  const line = await ana.sees('agent', 'Meant for somebody else.');
  await line.hover();
  await line.getByTestId('line-delete').click();
  await ana.page.getByText('Take this back?').waitFor();
  await ana.page.getByTestId('delete-yes').click();
  await ana.page.getByTestId('line-gone').waitFor();
  expect(await ana.page.getByText('Meant for somebody else.').count()).toBe(0);
  await ana.page.getByTestId('line-delete').filter({ hasText: 'took a message back' }).waitFor();
});

tell('each fate of a reply is told apart, and a failed one is sent again at a press', async () => {
  story.server.line(id, byAgent(ANA, 'one', { truth: { state: 'delivered' } }));
  story.server.line(
    id,
    byAgent(ANA, 'two', { truth: { state: 'waiting', reason: 'customer offline' } }),
  );
  story.server.line(id, byAgent(ANA, 'three', { truth: { state: 'withdrawn' } }));
  story.server.line(
    id,
    byAgent(ANA, 'four', { truth: { state: 'failed', reason: 'no such room' } }),
  );
  const ana = await anaWithHerCase();
  await ana.seesTruth('one', 'delivered');
  const waits = await ana.seesTruth('two', 'waiting');
  expect(await waits.textContent()).toBe('Waiting: customer offline');
  await ana.seesTruth('three', 'withdrawn');
  const failed = await ana.seesTruth('four', 'failed');
  expect(await failed.textContent()).toBe('Not delivered: no such room');
  await ana.page.getByTestId('retry').click();
  await ana.isTold('Sent once more.');
  await ana.page.getByTestId('line-agent').filter({ hasText: 'four' }).nth(1).waitFor();
  await ana.seesTruth('four', 'delivered');
  expect(story.server.asked.at(-1)?.path).toMatch(/\/retry$/);
  // Pressed twice it would be said twice.
  expect(await ana.page.getByTestId('retry').isEnabled()).toBe(false);
});

tell('customers’ edits, files and pressed answers are shown for what they are', async () => {
  story.server.line(id, said('customer', 'the new words', { edited: true }));
  story.server.line(id, { ...said('customer', ''), deleted: true });
  story.server.line(id, said('customer', 'see here', { files: [{ name: 'photo.jpg' }] }));
  story.server.line(id, said('customer', 'Good', { choice: 'Good' }));
  const ana = await anaWithHerCase();
  const edited = await ana.sees('customer', 'the new words');
  await edited.getByTestId('line-edited').waitFor();
  await ana.sees('customer', 'This message was taken back.');
  await ana.sees('customer', 'Files not received: photo.jpg');
  await ana.sees('customer', 'Pressed: Good');
});

tell('markup, script and foreign links in what people write stay words', async () => {
  const evil = aCase({ customer: '<img src=x onerror=alert(1)>', intent: EVIL });
  story.server.add(evil);
  story.server.line(
    evil.handoff.id,
    said('bot', `${EVIL} [press me](javascript:alert(1)) [or me](https://evil.example)`),
  );
  story.server.line(evil.handoff.id, said('customer', '**stars** [x](https://evil.example)'));
  const ana = await story.agent(ANA);
  await ana.opens('<b>bold</b>');
  const line = await ana.sees('customer', '<b>bold</b>');
  expect(await line.getByTestId('line-words').textContent()).toBe(EVIL);
  await ana.sees('customer', '**stars** [x](https://evil.example)');
  await ana.sees('bot', 'press me');
  expect(await ana.page.locator('main img, aside img, nav img, main b, main script').count()).toBe(
    0,
  );
  expect(await ana.page.locator('main a, aside a').count()).toBe(0);
  expect(await ana.page.title()).toBe('(1) Desk');
});

tell('who reads further up is not pulled down, and is told what came meanwhile', async () => {
  for (let at = 1; at <= 60; at += 1) story.server.line(id, said('customer', `line ${at}.`));
  const ana = await anaWithHerCase();
  const last = await ana.sees('customer', 'line 60.');
  await last.waitFor();
  await ana.page.locator('#thread-scroll').hover();
  await ana.page.mouse.wheel(0, -2_000);
  await ana.page.getByTestId('to-end').waitFor({ state: 'hidden' });
  story.server.line(id, said('customer', 'something new'));
  const toEnd = ana.page.getByTestId('to-end');
  await toEnd.filter({ hasText: '1 new message' }).waitFor();
  await ana.page.getByTestId('separator-new').waitFor({ state: 'attached' });
  await toEnd.click();
  await toEnd.waitFor({ state: 'hidden' });
  const scroll = ana.page.locator('#thread-scroll');
  const fromEnd = await scroll.evaluate(
    (box) => box.scrollHeight - box.scrollTop - box.clientHeight,
  );
  expect(Math.abs(fromEnd)).toBeLessThan(2);
});

tell('from the queue to the answer to the end, with the keyboard alone', async () => {
  story.server.add(aCase({ customer: 'Jonas', intent: 'The payment fails' }));
  const ana = await story.agent(ANA);
  await ana.finds('Jonas');
  const { keyboard } = ana.page;
  await keyboard.press('?');
  await ana.page.getByTestId('keys').waitFor();
  await keyboard.press('Escape');
  await ana.page.getByTestId('keys').waitFor({ state: 'hidden' });
  await keyboard.press('j');
  await keyboard.press('Enter');
  await ana.page.getByTestId('case-title').filter({ hasText: 'Jonas' }).waitFor();
  await ana.page.locator('#case:focus').waitFor();
  await keyboard.press('c');
  await ana.isIn('claimed');
  await ana.page.locator('#words:focus').waitFor();
  // Letters are letters while one writes.
  await keyboard.type('Quite an error; can you try once more?');
  await keyboard.press('Control+Enter');
  await ana.sees('agent', 'Quite an error; can you try once more?');
  await keyboard.press('Escape');
  await keyboard.press('n');
  await keyboard.type('Card was declined.');
  await keyboard.press('Control+Enter');
  await ana.sees('note', 'Card was declined.');
  await keyboard.press('Escape');
  await keyboard.press('e');
  await keyboard.type('Told to try again.');
  await keyboard.press('Control+Enter');
  await ana.isIn('resolved');
  const deeds = story.server.asked.map(({ path }) => path.split('/').at(-1));
  expect(deeds.filter((deed) => deed !== 'typing')).toEqual(['claim', 'reply', 'note', 'resolve']);
});

tell('no page had an error or broke its own policy', () => {
  expect(story.pageErrors).toEqual([]);
});
