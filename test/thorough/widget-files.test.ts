import type { Locator } from 'playwright-core';
import { PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { ChatPage } from '../browser/chat-page.js';
import { give, inPage, pdfOf, pngOf } from '../browser/given.js';
import { pictureOf } from '../browser/pictures.js';
import { until, widgetSuite } from '../browser/widget-story.js';

jest.setTimeout(60_000);

const { story, chapter } = widgetSuite(PREPARE_MS_MAX);

const KETTLE = pictureOf(640, 420, [70, 120, 160]);
const MUG = pictureOf(300, 500, [180, 90, 60]);

const field = ({ page }: ChatPage) => page.getByTestId('text');
const input = ({ page }: ChatPage) => page.getByTestId('attach-input');

/** The chip of a file that is going to be sent. */
function chip({ page }: ChatPage, text: string | RegExp): Locator {
  return page.getByTestId('file-chip').filter({ hasText: text });
}

async function isIn(place: Locator, state: string): Promise<void> {
  await place.and(place.page().locator(`[data-state=${state}]`)).waitFor();
}

/** Resolves once the picture in this message is really shown. */
async function seesPicture(message: Locator, name: string): Promise<Locator> {
  await message.locator('a.loaded').waitFor();
  const picture = message.getByRole('img', { name });
  expect(await picture.evaluate(inPage<number>('return node.naturalWidth'))).toBeGreaterThan(0);
  return picture;
}

/** More than fits between a page and a server that does not read. */
const PASTE_LARGE = `
  const clipboardData = new DataTransfer();
  const parts = Array.from({ length: 20 }, () => new Uint8Array(1_000_000));
  clipboardData.items.add(new File(parts, told));
  node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));`;

/** A file manager gives a file's name along with it, as text. */
const PASTE_FROM_FINDER = `
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['x'], told, { type: 'image/png' }));
  clipboardData.setData('text/plain', told);
  node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));`;

/** The page's waits of more than a second pass at once. */
const HURRY =
  '{ const real = setTimeout; window.setTimeout = (act, ms) => real(act, ms > 1_000 ? 20 : ms); }';

/** A promise, and how to keep it. */
function later(): { readonly promise: Promise<void>; readonly keep: () => void } {
  let keep: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

chapter('a picture goes with its words as one message, and is shown to both tabs', async () => {
  const { fake, chat } = await story().customer();
  const tab = await ChatPage.openOn(await chat.page.context().newPage(), fake.url);
  await field(chat).fill('The lid is broken.');
  await input(chat).setInputFiles([pngOf('lid.png', KETTLE), pdfOf('invoice.pdf')]);
  await isIn(chip(chat, 'lid.png'), 'done');
  await isIn(chip(chat, 'invoice.pdf'), 'done');
  await chip(chat, 'lid.png').locator('canvas').waitFor();
  await chat.page.getByTestId('send').click();
  const own = await chat.sees('customer', 'The lid is broken.');
  await seesPicture(own, 'lid.png');
  await seesPicture(await tab.sees('customer', 'The lid is broken.'), 'lid.png');
  const invoice = own.getByRole('link', { name: 'invoice.pdf' });
  expect(await invoice.getAttribute('target')).toBe('_blank');
  expect(await invoice.textContent()).toContain('23 bytes');
  const sent = fake.sent.filter(({ kind }) => kind === 'message');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.payload).toMatchObject({ text: 'The lid is broken.' });
  expect(sent[0]?.payload['files']).toEqual([{ id: 'f1' }, { id: 'f2' }]);
  expect(fake.files.kept.get('f1')?.content.equals(KETTLE)).toBe(true);
  expect(fake.files.kept.get('f1')?.token).toBe(fake.handshakes.at(-1)?.['token']);
  await shoot(chat.page, '30-widget-files');
});

chapter(
  'a picture is pasted, words are pasted as words, and files are dropped anywhere',
  async () => {
    const { fake, chat } = await story().customer();
    await give(field(chat), 'paste', [pngOf('image.png', MUG)]);
    await isIn(chip(chat, 'image.png'), 'done');
    const area = chat.page.getByTestId('drop-area');
    await give(chat.page.getByTestId('scroll'), 'dragenter', [pdfOf('a.pdf')]);
    await area.filter({ hasText: 'Drop files here' }).waitFor();
    await shoot(chat.page, '31-widget-drop');
    await give(area, 'dragleave', []);
    await area.waitFor({ state: 'hidden' });
    await give(chat.page.getByTestId('scroll'), 'dragenter', [pdfOf('a.pdf')]);
    await give(area, 'drop', [pdfOf('a.pdf')]);
    await area.waitFor({ state: 'hidden' });
    await isIn(chip(chat, 'a.pdf'), 'done');
    expect(fake.files.begun).toEqual(['image.png', 'a.pdf']);
    await chip(chat, 'image.png').getByRole('button', { name: 'Remove image.png' }).click();
    await chat.page.getByTestId('send').click();
    await until(() => fake.sent.some(({ kind }) => kind === 'message'));
    expect(fake.sent.find(({ kind }) => kind === 'message')?.payload['files']).toEqual([
      { id: 'f2' },
    ]);
    const copyOfCells = `
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'cells.png', { type: 'image/png' }));
    clipboardData.setData('text/plain', 'cells as words');
    clipboardData.setData('text/html', '<p>cells as words</p>');
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));`;
    await field(chat).evaluate(inPage<void>(copyOfCells));
    expect(await chip(chat, 'cells.png').count()).toBe(0);
    await field(chat).evaluate(inPage<void>(PASTE_FROM_FINDER), 'cable.png');
    await isIn(chip(chat, 'cable.png'), 'done');
  },
);

chapter('a message waits for its upload, and what is said later comes later', async () => {
  const { fake, chat } = await story().customer();
  const { promise, keep } = later();
  fake.files.held = promise;
  await field(chat).fill('Here is the film.');
  await field(chat).evaluate(inPage<void>(PASTE_LARGE), 'film.png');
  await isIn(chip(chat, 'film.png'), 'uploading');
  const bar = chip(chat, 'film.png').getByRole('progressbar');
  await chat.page.locator('[aria-label^="Uploading film.png: "]').waitFor();
  const share = Number(await bar.evaluate(inPage<number>('return node.value')));
  expect(share).toBeLessThan(1);
  await field(chat).press('Enter');
  await chat.page.getByText('Sent once the files are uploaded…').waitFor();
  await shoot(chat.page, '32-widget-uploading');
  expect(fake.texts()).toEqual([]);
  keep();
  await chat.sees('customer', 'Here is the film.');
  await chat.says('And this is what I mean.');
  await until(() => fake.texts().length === 2);
  expect(fake.texts()).toEqual(['Here is the film.', 'And this is what I mean.']);
  expect(await field(chat).inputValue()).toBe('');
});

chapter('who goes on writing while files are on their way sends by another press', async () => {
  const { fake, chat } = await story().customer();
  const { promise, keep } = later();
  fake.files.held = promise;
  await input(chat).setInputFiles(pdfOf('plan.pdf'));
  await field(chat).fill('The plan');
  await field(chat).press('Enter');
  await field(chat).pressSequentially(', and more');
  keep();
  await isIn(chip(chat, 'plan.pdf'), 'done');
  expect(fake.texts()).toEqual([]);
  await field(chat).press('Enter');
  await chat.sees('customer', 'The plan, and more');
});

chapter('an upload is given up, and nothing of it is kept or sent', async () => {
  const { fake, chat } = await story().customer();
  const { promise, keep } = later();
  fake.files.held = promise;
  await field(chat).evaluate(inPage<void>(PASTE_LARGE), 'big.png');
  await isIn(chip(chat, 'big.png'), 'uploading');
  await chip(chat, 'big.png').getByRole('button', { name: 'Cancel the upload of big.png' }).click();
  await chip(chat, 'big.png').waitFor({ state: 'detached' });
  keep();
  await chat.says('Never mind.');
  await chat.sees('customer', 'Never mind.');
  expect(fake.files.kept.size).toBe(0);
  expect(fake.sent.find(({ kind }) => kind === 'message')?.payload['files']).toBeUndefined();
});

chapter('what cannot be taken is refused by name, and what can be still goes', async () => {
  const { fake, chat } = await story().customer();
  fake.profile = {
    ...fake.profile,
    files: { bytesMax: 1_000, perMessageMax: 4, accepts: ['image/*'] },
  };
  await chat.page.reload();
  await chat.opens();
  await chat.isConnected();
  fake.files.refuse = (name) =>
    name === 'setup.png' ? { status: 422, code: 'file.refused', problem: 'kind' } : null;
  const setup = pngOf('setup.png', Buffer.from('MZ'));
  const many = ['b.pdf', 'c.pdf'].map(pdfOf);
  await field(chat).fill('Look');
  await input(chat).setInputFiles([
    setup,
    pngOf('huge.png', Buffer.alloc(1_001)),
    pngOf('none.png', Buffer.alloc(0)),
    pdfOf('a.pdf'),
    ...many,
  ]);
  await chat.page
    .getByText('Only 4 files can be sent with one message; 2 more were left out.')
    .waitFor();
  const said = async (name: string) =>
    (await chip(chat, name).getByTestId('upload-problem').textContent()) ?? '';
  await isIn(chip(chat, 'setup.png'), 'refused');
  expect(await said('setup.png')).toBe(
    'setup.png could not be received: files of this kind are not taken here.',
  );
  expect(await said('huge.png')).toMatch(/huge\.png could not .*: it is too large; 1 kB at most\./);
  expect(await said('none.png')).toBe('none.png could not be received: it is empty.');
  await isIn(chip(chat, 'a.pdf'), 'done');
  await shoot(chat.page, '33-widget-refused');
  // What is known to be refused is not sent at all.
  expect(fake.files.begun).toEqual(['setup.png', 'a.pdf']);
  await field(chat).press('Enter');
  await chat.page.getByText('Remove what could not be uploaded, or try it again.').waitFor();
  expect(fake.texts()).toEqual([]);
  for (const name of ['setup.png', 'huge.png', 'none.png']) {
    await chip(chat, name)
      .getByRole('button', { name: `Remove ${name}` })
      .click();
  }
  await field(chat).press('Enter');
  await chat.sees('customer', 'Look');
  expect(fake.sent.find(({ kind }) => kind === 'message')?.payload['files']).toEqual([
    { id: 'f1' },
  ]);
});

chapter('an upload that found no network is tried again, by a press or with the line', async () => {
  const { fake, chat } = await story().customer();
  fake.files.isAway = true;
  await input(chat).setInputFiles(pdfOf('plan.pdf'));
  await isIn(chip(chat, 'plan.pdf'), 'failed');
  await chip(chat, 'plan.pdf could not be uploaded: no connection.').waitFor();
  const tries = fake.files.begun.length;
  await chat.page.getByRole('button', { name: 'Upload plan.pdf again' }).click();
  // The browser itself may have tried more than once.
  await until(() => fake.files.begun.length > tries);
  await isIn(chip(chat, 'plan.pdf'), 'failed');
  fake.files.isAway = false;
  fake.hangUp();
  await isIn(chip(chat, 'plan.pdf'), 'done');
});

chapter('what was uploaded before starting over goes along with the new conversation', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Hello');
  await chat.sees('customer', 'Hello');
  await input(chat).setInputFiles(pdfOf('plan.pdf'));
  await isIn(chip(chat, 'plan.pdf'), 'done');
  await chat.startsOver();
  await until(() => fake.files.kept.size === 2);
  await isIn(chip(chat, 'plan.pdf'), 'done');
  const [first, second] = [...fake.files.kept.values()].map(({ token }) => token);
  expect(second).not.toBe(first);
  await chat.page.getByTestId('send').click();
  await until(() => fake.texts().length === 2);
  expect(fake.sent.findLast(({ kind }) => kind === 'message')?.payload['files']).toEqual([
    { id: 'f2' },
  ]);
});

chapter('an agent’s picture is shown in place, and links that have ended are renewed', async () => {
  const { fake, chat } = await story().customer();
  const old = fake.files.shown(fake.files.put('label.png', MUG).id);
  const letter = fake.files.put('letter.pdf', pdfOf('').buffer).id;
  fake.files.generation = 2;
  fake.owned('agent', 'Ana Alvarez');
  fake.says('agent', 'Ana Alvarez', {
    text: 'Your label.',
    files: [old, fake.files.shown(letter)],
  });
  const message = await chat.sees('agent', 'Your label.');
  const picture = await seesPicture(message, 'label.png');
  expect((await picture.boundingBox())?.height).toBeLessThanOrEqual(282);
  const link = message.getByRole('link', { name: 'letter.pdf' });
  expect(await link.getAttribute('href')).toContain('e=2');
  await shoot(chat.page, '34-widget-agent-picture');
  fake.files.generation = 3;
  await chat.page.evaluate('{ const real = Date.now; Date.now = () => real() + 3600000; }');
  await link.focus();
  await link.press('Enter');
  await until(() => fake.files.fetched.includes(letter));
  expect(await link.getAttribute('href')).toContain('e=3');
  fake.files.kept.delete(letter);
  await chat.page.evaluate('{ const real = Date.now; Date.now = () => real() + 3600000; }');
  await link.press('Enter');
  await message.getByText('letter.pdf cannot be fetched any more.').waitFor();
});

chapter(
  'files that are not there are named with the reason, and no picture is a chip',
  async () => {
    const { fake, chat } = await story().customer();
    const broken = fake.files.put('odd.png', Buffer.from('\x89PNG, or so it says', 'latin1')).id;
    fake.says('agent', 'Ana Alvarez', {
      text: 'Here you are.',
      files: [
        fake.files.shown(broken),
        { name: 'virus.exe', problem: 'kind' },
        { name: 'lost.png', id: 'x1', problem: 'gone' },
      ],
    });
    const message = await chat.sees('agent', 'Here you are.');
    await message.getByRole('link', { name: 'odd.png' }).waitFor();
    expect(await message.getByTestId('file-missing').allTextContents()).toEqual([
      'virus.exe from Ana Alvarez could not be passed on to you: files of this kind are not taken here.',
      'lost.png from Ana Alvarez could not be passed on to you: it is not there any more, or may not be fetched.',
    ]);
    const live = chat.page.locator('[aria-live=polite]');
    expect(await live.locator('p').allTextContents()).toEqual([
      'Ana Alvarez: Here you are., odd.png, virus.exe, lost.png',
    ]);
  },
);

chapter('a file that is still on its way gets its link when it is there', async () => {
  const { fake, chat } = await story().customer();
  const { id } = fake.files.put('label.png', MUG);
  const pending = { id, name: 'label.png', type: 'image/png' };
  fake.says('agent', 'Ana Alvarez', { text: 'Your label.', files: [pending] });
  const message = await chat.sees('agent', 'Your label.');
  await message.getByTestId('file-pending').waitFor();
  await seesPicture(message, 'label.png');
});

chapter('a file that is late gets its link, however long it took', async () => {
  const { fake, chat } = await story().customer();
  const { id } = fake.files.put('label.png', MUG);
  fake.files.coming.add(id);
  await chat.page.evaluate(HURRY);
  fake.says('agent', 'Ana Alvarez', {
    text: 'Your label.',
    files: [{ id, name: 'label.png', type: 'image/png' }],
  });
  const message = await chat.sees('agent', 'Your label.');
  await until(() => fake.files.askedAfter.length > 6);
  await message.getByTestId('file-pending').waitFor();
  fake.files.coming.delete(id);
  await seesPicture(message, 'label.png');
});

chapter('a file that was on its way and will never come is named with the reason', async () => {
  const { fake, chat } = await story().customer();
  await chat.page.evaluate(HURRY);
  fake.files.refuseLink = (id) =>
    id === 'x1' ? { status: 422, code: 'file.refused', problem: 'bomb' } : null;
  const files = [
    { id: 'x1', name: 'all.zip' },
    { id: 'x2', name: 'lost.pdf' },
  ];
  fake.says('agent', 'Ana Alvarez', { text: 'Your label.', files });
  const message = await chat.sees('agent', 'Your label.');
  await message
    .getByText('all.zip from Ana Alvarez could not be passed on to you: it is an')
    .waitFor();
  await message
    .getByText('lost.pdf from Ana Alvarez could not be passed on to you: it is not')
    .waitFor();
  expect(await message.getByTestId('file-pending').count()).toBe(0);
});

chapter("when a user's token ends, their files ask the site for another one", async () => {
  const { fake, chat } = await story().customer();
  await chat.page.evaluate(`window.asked = 0;
    addEventListener('frontdesk-token-expired', () => { window.asked += 1; });
    window.Frontdesk.setToken('token-1');`);
  fake.ownerOf.set('token-2', 'token-1').set('token-3', 'token-1');
  await until(() => fake.handshakes.at(-1)?.['token'] === 'token-1');
  await chat.isConnected();
  const ended = { status: 401, code: 'token.expired' };
  fake.files.refuse = () => ended;
  await input(chat).setInputFiles([pdfOf('a.pdf'), pdfOf('b.pdf')]);
  await isIn(chip(chat, 'a.pdf'), 'failed');
  await isIn(chip(chat, 'b.pdf'), 'failed');
  expect(await chat.page.evaluate('window.asked')).toBe(1);
  fake.files.refuse = () => null;
  await chat.page.evaluate(`window.Frontdesk.setToken('token-2')`);
  await isIn(chip(chat, 'a.pdf'), 'done');
  await isIn(chip(chat, 'b.pdf'), 'done');
  expect([...fake.files.kept.values()].map(({ token }) => token)).toEqual(['token-2', 'token-2']);
  await field(chat).press('Enter');
  const own = chat.page.getByTestId('message-customer').filter({ hasText: 'a.pdf' });
  const link = own.getByRole('link', { name: 'a.pdf' });
  await link.waitFor();
  await chat.page.evaluate('{ const real = Date.now; Date.now = () => real() + 3600000; }');
  fake.files.refuseLink = () => ended;
  await link.press('Enter');
  await own.getByText('a.pdf cannot be fetched right now. Please try again in a moment.').waitFor();
  expect(await chat.page.evaluate('window.asked')).toBe(2);
});

chapter('where no files are taken there is no button, and a drop says so', async () => {
  const { fake, chat } = await story().customer();
  fake.profile = { ...fake.profile, files: null };
  await chat.page.reload();
  await chat.opens();
  await chat.isConnected();
  expect(await chat.page.getByTestId('attach').count()).toBe(0);
  await give(field(chat), 'paste', [pdfOf('a.pdf')]);
  await chat.page.getByText('Files are not taken here.').waitFor();
  expect(fake.files.begun).toEqual([]);
});
