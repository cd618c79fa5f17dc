import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions } from 'playwright-core';
import { choicesCard } from '../../src/core/domain/card.js';
import { PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { ChatPage } from '../browser/chat-page.js';
import type { WidgetFake } from '../browser/widget-fake.js';
import { PHONE, widgetSuite } from '../browser/widget-story.js';

jest.setTimeout(60_000);

const { story, chapter } = widgetSuite(PREPARE_MS_MAX);

const ROOT = path.resolve(__dirname, '../..');

/** What a site may ask its visitors to download for a chat. */
const GZIP_BYTES_MAX = 60_000;

const HOSTILE = [
  '<img src=x onerror="document.title=\'owned\'">',
  '<script>document.title="owned"</script>',
  '<b>bold</b> and <i>more</i>',
  '![pixel](https://evil.example/pixel.png)',
  '![ok](https://maplefinch.example/kettle.png)',
  '[one](javascript:document.title="owned")',
  '[two](https://evil.example/a)',
  '[three](https://maplefinch.example@evil.example/)',
  '[four](data:text/html,hello)',
  '[five](https://maplefinch.example/help)',
  '[six](https://cited.example/page)',
  '[seven](//evil.example/x)',
  '[eight](mailto:help@maplefinch.example)',
  '[nine](mailto:x@evil.example)',
  'https://evil.example/bare and https://maplefinch.example/bare',
].join('\n\n');

async function seriousProblems(chat: ChatPage): Promise<unknown[]> {
  const axe = await readFile(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
  await chat.page.evaluate(axe);
  // A message that still moves in is paler than it will be.
  await chat.page.evaluate(`(async () => {
    const root = document.querySelector('frontdesk-chat').shadowRoot;
    await Promise.all(root.getAnimations().filter(({ effect }) =>
      effect.getTiming().iterations !== Infinity).map(({ finished }) => finished));
  })()`);
  const found = (await chat.page.evaluate('axe.run()')) as { violations: { impact: string }[] };
  const serious = found.violations.filter(({ impact }) => /serious|critical/.test(impact));
  return serious.map((one) => JSON.stringify(one, null, 1).slice(0, 1500));
}

/** A conversation in which everything there is can be seen. */
async function wholeTalk(fake: WidgetFake, chat: ChatPage): Promise<void> {
  await chat.says('How long do refunds take?');
  fake.says('bot', 'Finch', {
    text: 'A refund takes **5 days**, see [here](https://maplefinch.example/help).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n> quoted\n\n```\ncode\n```',
    citations: [{ title: 'Refunds', url: 'https://maplefinch.example/help', quote: '5 days' }],
  });
  const gone = fake.says('agent', 'Ana Alvarez', { text: 'Oops' });
  fake.revises('delete', gone);
  fake.owned('agent', 'Ana Alvarez');
  const choices = [1, 2, 3].map((at) => ({ id: `${at}`, label: `Choice ${at}` }));
  const old = { text: 'Which?', card: choicesCard('y', 'buttons', choices) };
  fake.says('agent', 'Ana Alvarez', old);
  fake.says('agent', 'Ana Alvarez', old);
  fake.says('system', 'Frontdesk', { text: 'Rate us', card: choicesCard('r', 'rating', choices) });
  await chat.sees('system', 'Rate us');
  fake.answer = (kind) =>
    kind === 'message' ? { ok: false, error: { code: 'rate.limited', retryable: true } } : null;
  await chat.says('Held back');
  await chat.page.getByTestId('not-sent').waitFor();
  fake.whispers('delta', { turnId: 'd', ownership: 1, text: 'Growing' });
  await chat.page.getByTestId('draft').waitFor();
}

/** A page of somebody else's, whose policy admits the widget's script and line, and nothing more. */
async function otherSite(frontdesk: string): Promise<{ url: string; close(): void }> {
  const policy = `default-src 'none'; script-src ${frontdesk}; connect-src ${frontdesk} ws:`;
  const options = 'data-channel="demo-web" data-theme="dark" data-position="left"';
  const tag = `<script src="${frontdesk}/widget.js" ${options}></script>`;
  const head = `<head><title>Shop</title>${tag}</head>`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-security-policy', policy);
    response.end(`<!doctype html><html lang="en">${head}<body><h1>Shop</h1></body></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // The gateway is at 127.0.0.1: for a browser that is another origin.
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

const LOOKS: [string, BrowserContextOptions][] = [
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { ...PHONE }],
];

for (const [name, options] of LOOKS) {
  chapter(`nobody is kept out: ${name}`, async () => {
    const { fake, chat } = await story().customer(options);
    expect(await seriousProblems(chat)).toEqual([]);
    await wholeTalk(fake, chat);
    expect(await seriousProblems(chat)).toEqual([]);
    await shoot(chat.page, `30-widget-${name.replaceAll(' ', '-')}`);
    await chat.page.getByTestId('start-over').click();
    expect(await seriousProblems(chat)).toEqual([]);
  });
}

chapter('an answer can do nothing but be read', async () => {
  const { fake, chat } = await story().customer();
  const asked: string[] = [];
  chat.page.on('request', (request) => asked.push(request.url()));
  const cited = { title: 'Cited', url: 'https://cited.example/page', quote: '' };
  fake.says('bot', 'Finch', { text: HOSTILE, citations: [cited] });
  const shown = (await chat.sees('bot', 'bold')).getByTestId('words');
  const text = await shown.textContent();
  expect(text).toContain('<img src=x onerror="document.title=\'owned\'">');
  expect(text).toContain('<b>bold</b> and <i>more</i>');
  expect(text).toContain('two (https://evil.example/a)');
  expect(await shown.locator('img, script, b, i').count()).toBe(0);
  const links = await shown.locator('a').all();
  const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
  expect(hrefs).toEqual([
    'https://maplefinch.example/kettle.png',
    'https://maplefinch.example/help',
    'https://cited.example/page',
    'mailto:help@maplefinch.example',
    'https://maplefinch.example/bare',
  ]);
  for (const link of links) expect(await link.getAttribute('rel')).toContain('noopener noreferrer');
  expect(await chat.page.title()).toContain('Maple');
  expect(asked.filter((url) => url.includes('evil'))).toEqual([]);
});

chapter('a text made to choke the parser is shown all the same', async () => {
  const { fake, chat } = await story().customer();
  const texts = ['>'.repeat(3000), '- '.repeat(2000), `${'['.repeat(3000)}x`, '*a '.repeat(1300)];
  for (const text of texts) fake.says('bot', 'Finch', { text });
  fake.says('bot', 'Finch', { text: 'Still here.' });
  await chat.sees('bot', 'Still here.');
  expect(await chat.page.getByTestId('message-bot').count()).toBe(texts.length + 1);
});

chapter('what a customer writes is shown as written', async () => {
  const { chat } = await story().customer();
  const text = '# not a heading\n  **not bold** <b>x</b> [a](https://maplefinch.example)';
  await chat.says(text);
  const shown = (await chat.sees('customer', 'not a heading')).getByTestId('words');
  expect(await shown.textContent()).toBe(text);
  expect(await shown.locator('*').count()).toBe(0);
});

chapter('it works on another site, under the strictest policy', async () => {
  const fake = await story().fake();
  const page = await (await story().person()).newPage();
  const site = await otherSite(fake.url);
  const chat = await ChatPage.openOn(page, site.url);
  await chat.says('Hello');
  fake.says('bot', 'Finch', { text: 'Hello **there**' });
  await chat.sees('bot', 'Hello there');
  const box = await page.getByTestId('panel').boundingBox();
  expect(box?.x).toBe(20);
  expect(box?.width).toBe(400);
  await shoot(page, '31-widget-other-site');
  site.close();
});

for (const [code, words] of [
  ['channel.unknown', 'There is no such chat.'],
  ['origin.refused', 'This site may not use the chat.'],
] as const) {
  chapter(`a site that is refused is told why, and does not ask again: ${code}`, async () => {
    const fake = await story().fake();
    fake.profile = { ok: false, error: { code, retryable: false } };
    const page = await (await story().person()).newPage();
    await page.clock.install();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const site = await otherSite(fake.url);
    await page.goto(site.url);
    await page.getByTestId('launcher').click();
    await page.getByText(words).waitFor();
    await page.clock.runFor(60_000);
    await page.getByText(words).waitFor();
    expect(asked.filter((url) => url.includes('/api/v1/web/'))).toHaveLength(1);
    site.close();
  });
}

chapter('an answer that is none of ours may pass', async () => {
  const fake = await story().fake();
  const { profile } = fake;
  fake.profile = { ok: false };
  const page = await (await story().person()).newPage();
  const site = await otherSite(fake.url);
  await page.goto(site.url);
  await page.getByTestId('launcher').click();
  await page.getByText('The chat cannot be reached right now. Trying again…').waitFor();
  fake.profile = profile;
  await page.getByTestId('compose').waitFor();
  site.close();
});

test('it is small', async () => {
  const script = await readFile(path.join(ROOT, 'dist/web/widget.js'));
  expect(gzipSync(script, { level: 6 }).byteLength).toBeLessThan(GZIP_BYTES_MAX);
  await expect(
    promisify(execFile)(process.execPath, ['--check', path.join(ROOT, 'dist/web/widget.js')]),
  ).resolves.toBeDefined();
});

chapter('no page had an error or was refused anything by its policy', async () => {
  expect(story().pageErrors).toEqual([]);
});
