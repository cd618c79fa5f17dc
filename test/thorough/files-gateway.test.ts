import { BrowserStory, noBrowserReason, PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { ChatPage } from '../browser/chat-page.js';
import { DeskPage } from '../browser/desk-page.js';
import { inPage, pdfOf, pngOf } from '../browser/given.js';
import { pictureOf } from '../browser/pictures.js';

jest.setTimeout(90_000);

const KETTLE = pngOf('lid.png', pictureOf(640, 420, [70, 120, 160]));
const LABEL = pngOf('label.png', pictureOf(300, 500, [180, 90, 60]));

let story: BrowserStory;

const reason = noBrowserReason();
const tell = reason === null ? test : test.skip;
const because = reason === null ? '' : ` (${reason})`;

function chapter(name: string, happens: () => Promise<void>): void {
  tell(`${name}${because}`, () => story.chapter(name, happens));
}

beforeAll(async () => {
  if (reason === null) story = await BrowserStory.begin();
}, PREPARE_MS_MAX);

afterEach(() => story?.everybodyLeaves());
afterAll(async () => {
  expect(story?.pageErrors ?? []).toEqual([]);
  await story?.end();
});

const shownIn = inPage<number>('return node.naturalWidth');

chapter('a picture each way between a web customer and an agent at the local desk', async () => {
  const { url } = story.gateway;
  const chat = await ChatPage.open(await story.person(), url);
  const upload = chat.page.getByTestId('attach-input');
  await upload.setInputFiles([KETTLE, pdfOf('order.pdf')]);
  await chat.page.locator('[data-testid=file-chip][data-state=done]').nth(1).waitFor();
  await chat.says('The lid came broken. I want to talk to a person.');
  const own = await chat.sees('customer', 'The lid came broken.');
  await own.locator('a.loaded').waitFor();
  await chat.seesStatus('You are waiting for a person.');
  const desk = await story.person({ width: 1440, height: 860 });
  const ana = await DeskPage.open(desk, url, await story.gateway.agentToken('ana'));
  await ana.opens('The lid came broken.');
  const line = await ana.sees('customer', 'The lid came broken.');
  await line.locator('a.loaded').waitFor();
  expect(await line.getByRole('img', { name: 'lid.png' }).evaluate(shownIn)).toBe(640);
  const download = ana.page.context().waitForEvent('page');
  await line.getByRole('link', { name: 'order.pdf' }).click();
  await download;
  await ana.page.getByTestId('attach-input').setInputFiles(LABEL);
  await ana.page.locator('[data-testid=file-chip][data-state=done]').waitFor();
  await ana.replies('Send it back with this label.');
  await (await ana.sees('agent', 'Send it back')).locator('a.loaded').waitFor();
  const reply = await chat.sees('agent', 'Send it back with this label.');
  await reply.locator('a.loaded').waitFor();
  expect(await reply.getByRole('img', { name: 'label.png' }).evaluate(shownIn)).toBe(300);
  await shoot(chat.page, '80-gateway-widget-picture');
  await shoot(ana.page, '81-gateway-desk-picture');
  await chat.page.reload();
  await chat.isConnected();
  await chat.page.locator('a.loaded').nth(1).waitFor();
});

chapter(
  'a program that calls itself a picture is refused, and the picture beside it goes',
  async () => {
    const chat = await ChatPage.open(await story.person(), story.gateway.url);
    const program = pngOf('holiday.png', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]));
    await chat.page.getByTestId('attach-input').setInputFiles([program, LABEL]);
    const refused = chat.page.locator('[data-testid=file-chip][data-state=refused]');
    await refused
      .getByText('holiday.png could not be received: files of this kind are not taken here.')
      .waitFor();
    await refused.getByRole('button', { name: 'Remove holiday.png' }).click();
    await chat.page.locator('[data-testid=file-chip][data-state=done]').waitFor();
    await chat.page.getByTestId('send').click();
    await chat.page.getByTestId('message-customer').locator('a.loaded').waitFor();
    await chat.sees('bot', 'label.png');
  },
);

chapter(
  'a file of twenty megabytes goes up with progress, and its visit alone can have it',
  async () => {
    const chat = await ChatPage.open(await story.person(), story.gateway.url);
    await chat.page.getByTestId('text').evaluate(
      inPage<void>(`
      const clipboardData = new DataTransfer();
      const lines = new Uint8Array(20_000_000).fill(120);
      clipboardData.items.add(new File([lines], 'log.txt', { type: 'text/plain' }));
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));`),
    );
    await chat.page.locator('[data-testid=file-chip][data-state=done]').waitFor();
    await chat.page.getByTestId('send').click();
    const link = chat.page.getByTestId('message-customer').getByRole('link', { name: 'log.txt' });
    await link.waitFor();
    expect(await link.textContent()).toContain('20 MB');
    const path = new URL((await link.getAttribute('href')) ?? '').pathname.replace('/files/', '');
    const other = await ChatPage.open(await story.person(), story.gateway.url);
    const status = await other.page.evaluate(`(async () => {
    const { token } = JSON.parse(localStorage.getItem('frontdesk.visit.demo-web'));
    const place = '/api/v1/chat/demo-web/files/${path}';
    return (await fetch(place, { headers: { authorization: 'Bearer ' + token } })).status;
  })()`);
    expect(status).toBe(404);
  },
);
