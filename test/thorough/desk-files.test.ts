import type { Locator } from 'playwright-core';
import { noBrowserReason, PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { aCase, said } from '../browser/desk-fake-cases.js';
import { ANA, BEN } from '../browser/desk-fake-server.js';
import { FakeDeskStory } from '../browser/desk-fake-story.js';
import type { DeskPage } from '../browser/desk-page.js';
import { give, inPage, pdfOf, pngOf } from '../browser/given.js';
import { pictureOf } from '../browser/pictures.js';
import { until } from '../browser/widget-story.js';

jest.setTimeout(60_000);

const KETTLE = pictureOf(640, 420, [70, 120, 160]);

let story: FakeDeskStory;
let id: string;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;

beforeAll(async () => {
  if (reason === null) story = await FakeDeskStory.begin();
}, PREPARE_MS_MAX);

beforeEach(async () => {
  if (reason !== null) return;
  await story.nextChapter();
  const one = aCase({ customer: 'Maya Lindqvist', intent: 'Where is my kettle?' });
  story.server.add(one);
  id = one.handoff.id;
  story.server.step(id, 'claimed', ANA);
});

afterAll(async () => {
  expect(story?.pageErrors ?? []).toEqual([]);
  await story?.end();
});

async function anaWithHerCase(): Promise<DeskPage> {
  const ana = await story.agent(ANA);
  await ana.looksAt('mine');
  await ana.opens('Maya');
  await ana.sees('customer', 'Where is my kettle?');
  return ana;
}

const field = ({ page }: DeskPage) => page.getByTestId('reply-text');
const input = ({ page }: DeskPage) => page.getByTestId('attach-input');

function chip({ page }: DeskPage, text: string): Locator {
  return page.getByTestId('file-chip').filter({ hasText: text });
}

async function isIn(place: Locator, state: string): Promise<void> {
  await place.and(place.page().locator(`[data-state=${state}]`)).waitFor();
}

async function seesPicture(line: Locator, name: string): Promise<void> {
  await line.locator('a.loaded').waitFor();
  const picture = line.getByRole('img', { name });
  expect(await picture.evaluate(inPage<number>('return node.naturalWidth'))).toBeGreaterThan(0);
}

const replies = () => story.server.asked.filter(({ path }) => path.endsWith('/reply'));

tell('files that are picked, pasted and dropped go with the words as one reply', async () => {
  const ana = await anaWithHerCase();
  await ana.writes('reply', 'Here is your label.');
  await input(ana).setInputFiles(pdfOf('label.pdf'));
  await give(field(ana), 'paste', [pngOf('shot.png', KETTLE)]);
  const area = ana.page.getByTestId('drop-area');
  await give(ana.page.locator('#thread'), 'dragenter', [pdfOf('terms.pdf')]);
  await area.filter({ hasText: 'Drop files here' }).waitFor();
  await give(area, 'drop', [pdfOf('terms.pdf')]);
  for (const name of ['label.pdf', 'shot.png', 'terms.pdf']) await isIn(chip(ana, name), 'done');
  await shoot(ana.page, '60-desk-composer-files');
  await chip(ana, 'terms.pdf').getByRole('button', { name: 'Remove terms.pdf' }).click();
  await ana.page.getByTestId('send-reply').click();
  const line = await ana.sees('agent', 'Here is your label.');
  await seesPicture(line, 'shot.png');
  await line.getByRole('link', { name: 'label.pdf' }).waitFor();
  expect(replies().map(({ body }) => body['files'])).toEqual([[{ id: 'f1' }, { id: 'f2' }]]);
  expect(story.server.files.kept.get('f2')?.content.equals(KETTLE)).toBe(true);
  expect(story.server.files.kept.get('f2')?.token).toBe(story.server.tokenOf(ANA));
  await ana.page.getByTestId('file-chip').first().waitFor({ state: 'detached' });
});

tell('files alone are a reply, which waits until they are uploaded', async () => {
  const ana = await anaWithHerCase();
  expect(await ana.page.getByTestId('send-reply').isEnabled()).toBe(false);
  let keep: () => void = () => undefined;
  story.server.files.held = new Promise((resolve) => {
    keep = resolve;
  });
  await input(ana).setInputFiles(pdfOf('label.pdf'));
  await isIn(chip(ana, 'label.pdf'), 'uploading');
  await ana.page.getByTestId('send-reply').click();
  await ana.page
    .getByTestId('reply-hint')
    .filter({ hasText: 'Sent once the files are uploaded' })
    .waitFor();
  expect(replies()).toEqual([]);
  keep();
  await ana.page.getByRole('link', { name: 'label.pdf' }).waitFor();
  expect(replies()).toMatchObject([{ body: { text: '', files: [{ id: 'f1' }] } }]);
});

tell(
  'a reply that waits for its files is sent though the agent looks at another case',
  async () => {
    const other = aCase({ customer: 'Ada Obi', intent: 'Is the mug back?' });
    story.server.add(other);
    story.server.step(other.handoff.id, 'claimed', ANA);
    const ana = await anaWithHerCase();
    const pressWith = async (name: string) => {
      let keep: () => void = () => undefined;
      story.server.files.held = new Promise((resolve) => {
        keep = resolve;
      });
      await ana.writes('reply', `Here is ${name}`);
      await input(ana).setInputFiles(pdfOf(name));
      await isIn(chip(ana, name), 'uploading');
      await ana.page.getByTestId('send-reply').click();
      await ana.opens('Ada');
      await ana.sees('customer', 'Is the mug back?');
      await ana.writes('reply', 'For Ada');
      return keep;
    };
    (await pressWith('label.pdf'))();
    await until(() => replies().length > 0);
    expect(replies()).toMatchObject([
      { path: `/handoffs/${id}/reply`, body: { text: 'Here is label.pdf', files: [{ id: 'f1' }] } },
    ]);
    expect(await field(ana).inputValue()).toBe('For Ada');
    await ana.opens('Maya');
    await ana.sees('agent', 'Here is label.pdf');
    expect(await field(ana).inputValue()).toBe('');
    const keep = await pressWith('terms.pdf');
    story.server.files.refuse = () => ({ status: 503, code: 'store.unavailable' });
    keep();
    await ana.isTold('Your reply to Maya Lindqvist was not sent: a file could not be uploaded.');
    expect(replies()).toHaveLength(1);
  },
);

tell('what is uploaded stays with its customer, over other cases and a reload', async () => {
  const other = aCase({ customer: 'Ada Obi', intent: 'Is the mug back?' });
  story.server.add(other);
  story.server.step(other.handoff.id, 'claimed', ANA);
  const ana = await anaWithHerCase();
  await input(ana).setInputFiles(pdfOf('label.pdf'));
  await isIn(chip(ana, 'label.pdf'), 'done');
  await ana.opens('Ada');
  await ana.sees('customer', 'Is the mug back?');
  expect(await ana.page.getByTestId('file-chip').count()).toBe(0);
  await ana.page.reload();
  await ana.isSignedIn();
  await ana.looksAt('mine');
  await ana.opens('Maya');
  await isIn(chip(ana, 'label.pdf'), 'done');
  await ana.replies('Your label');
  await ana.page.getByRole('link', { name: 'label.pdf' }).waitFor();
  expect(replies()[0]?.path).toContain(id);
  expect(replies()[0]?.body['files']).toEqual([{ id: 'f1' }]);
});

tell(
  'a reply that failed keeps its files and is the same submission when it is sent again',
  async () => {
    const ana = await anaWithHerCase();
    await input(ana).setInputFiles(pdfOf('label.pdf'));
    await isIn(chip(ana, 'label.pdf'), 'done');
    await ana.isConnected();
    let refusals = 1;
    story.server.holdUp = async (path) => {
      if (!path.endsWith('/reply') || refusals === 0) return;
      refusals -= 1;
      throw { status: 503, code: 'store.unavailable', message: 'Not now.' };
    };
    await ana.replies('Your label');
    await ana.isTold('The message could not be recorded.');
    await isIn(chip(ana, 'label.pdf'), 'done');
    await ana.page.getByTestId('send-reply').click();
    await ana.sees('agent', 'Your label');
    expect(replies().map(({ body }) => body['files'])).toEqual([[{ id: 'f1' }]]);
  },
);

tell('what cannot be taken is refused by name before a reply can go', async () => {
  story.server.fileLimits = { bytesMax: 1_000, perMessageMax: 2, accepts: [] };
  const ana = await anaWithHerCase();
  story.server.files.refuse = () => ({ status: 422, code: 'file.refused', problem: 'bomb' });
  await input(ana).setInputFiles([
    pngOf('huge.png', Buffer.alloc(1_001)),
    pdfOf('a.zip'),
    pdfOf('b.zip'),
  ]);
  await ana.isTold('Only 2 files can be sent with one message; 1 more were left out.');
  await chip(ana, 'huge.png could not be received: it is too large; 1 kB at most.').waitFor();
  await chip(ana, 'a.zip could not be received: it is an archive that would unpack to').waitFor();
  expect(story.server.files.begun).toEqual(['a.zip']);
  await shoot(ana.page, '61-desk-refused');
  await ana.replies('Look');
  await ana.isTold('Remove what could not be uploaded, or try it again.');
  expect(replies()).toEqual([]);
});

tell(
  'an upload that found no network is tried again, by a press or when the server is back',
  async () => {
    const ana = await anaWithHerCase();
    story.server.files.isAway = true;
    await input(ana).setInputFiles(pdfOf('label.pdf'));
    await isIn(chip(ana, 'label.pdf could not be uploaded: no connection.'), 'failed');
    story.server.files.isAway = false;
    await ana.page.getByRole('button', { name: 'Upload label.pdf again' }).click();
    await isIn(chip(ana, 'label.pdf'), 'done');
    story.server.isAway = true;
    story.server.cutStreams();
    await input(ana).setInputFiles(pdfOf('second.pdf'));
    await isIn(chip(ana, 'second.pdf'), 'failed');
    await ana.hasLostConnection();
    story.server.isAway = false;
    await isIn(chip(ana, 'second.pdf'), 'done');
  },
);

tell('a note takes no files, nor does a case that a colleague has', async () => {
  const ana = await anaWithHerCase();
  await ana.writes('note', 'Between us');
  expect(await ana.page.getByTestId('attach').isVisible()).toBe(false);
  await give(field(ana), 'paste', [pdfOf('a.pdf')]);
  await ana.isTold('Files cannot be kept with a note.');
  story.server.step(id, 'open', ANA);
  story.server.step(id, 'claimed', BEN);
  await ana.page.getByTestId('mode-reply').click();
  await ana.page.getByTestId('composer-locked').waitFor();
  await give(ana.page.locator('#thread'), 'drop', [pdfOf('a.pdf')]);
  await ana.isTold('Ben Okafor already has this one');
  expect(story.server.files.begun).toEqual([]);
});

tell('a customer’s pictures are shown in place, and not fetched anew at each reading', async () => {
  const picture = story.server.files.put('lid.png', KETTLE);
  const letter = story.server.files.put('order.pdf', pdfOf('').buffer);
  const files = [picture, letter].map((file) => story.server.files.shown(file.id));
  story.server.line(
    id,
    said('customer', 'The lid is broken.', {
      files: [...files, { name: 'x.exe', problem: 'kind' }] as never,
    }),
  );
  const ana = await anaWithHerCase();
  const line = await ana.sees('customer', 'The lid is broken.');
  await seesPicture(line, 'lid.png');
  await line.getByRole('link', { name: 'order.pdf' }).waitFor();
  await line
    .getByText('x.exe from Customer could not be received: files of this kind are not taken here.')
    .waitFor();
  const fetched = story.server.files.fetched.length;
  story.server.files.generation = 2;
  const { lines } = story.server.case(id);
  const last = lines.at(-1)?.seq ?? 0;
  const fresh = [picture, letter].map((file) => story.server.files.shown(file.id));
  story.server.change(id, last, {
    files: [...fresh, { name: 'x.exe', problem: 'kind' }] as never,
  });
  story.server.line(id, said('customer', 'Hello?'));
  await ana.sees('customer', 'Hello?');
  await seesPicture(line, 'lid.png');
  expect(story.server.files.fetched.length).toBe(fetched);
  await shoot(ana.page, '62-desk-thread-picture');
  // The page's link is older than the reading's by now, and is renewed when somebody points at it.
  await ana.page.evaluate('{ const real = Date.now; Date.now = () => real() + 3600000; }');
  const link = line.getByRole('link', { name: 'order.pdf' });
  await link.click();
  await until(() => story.server.files.fetched.includes(letter.id));
  expect(await link.getAttribute('href')).toContain('e=2');
});
