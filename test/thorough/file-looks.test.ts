import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { PREPARE_MS_MAX, shoot } from '../browser/browser-story.js';
import { aCase, said } from '../browser/desk-fake-cases.js';
import { ANA, FakeDeskServer } from '../browser/desk-fake-server.js';
import { DeskPage } from '../browser/desk-page.js';
import { inPage, pdfOf, pngOf } from '../browser/given.js';
import { pictureOf } from '../browser/pictures.js';
import { PHONE, widgetSuite } from '../browser/widget-story.js';

jest.setTimeout(60_000);

/** How files look, to eyes and to readers of screens. With FRONTDESK_SHOTS set, each scene is kept as a picture. */
const { story, chapter } = widgetSuite(PREPARE_MS_MAX);

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const KETTLE = pictureOf(640, 420, [70, 120, 160]);
const MUG = pictureOf(300, 500, [180, 90, 60]);

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['phone', PHONE],
];

/** Nothing cut off sideways, and nothing serious for those who do not see the page or use no mouse. */
async function isSound(page: Page): Promise<void> {
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(overflow)).toBe(0);
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
}

/** Files in each state there is. */
async function picksFiles(page: Page): Promise<void> {
  await page
    .getByTestId('attach-input')
    .setInputFiles([
      pngOf('kettle.png', KETTLE),
      pngOf('setup.png', Buffer.from('MZ')),
      pdfOf('a letter with a name that is much longer than there is room for.pdf'),
    ]);
  await page.locator('[data-testid=file-chip][data-state=refused]').waitFor();
  await page.locator('[data-testid=file-chip][data-state=uploading]').first().waitFor();
  await page.locator('[data-testid=file-chip] canvas').waitFor();
}

const refuseSetup = (name: string) =>
  name === 'setup.png' ? { status: 422, code: 'file.refused', problem: 'kind' } : null;

for (const [look, options] of LOOKS) {
  chapter(`files in the widget, ${look}`, async () => {
    const { fake, chat } = await story().customer(options);
    await chat.page.evaluate(
      `document.querySelector('frontdesk-chat').setAttribute('data-theme', '${look === 'dark' ? 'dark' : 'light'}')`,
    );
    await chat.says('The lid came broken.');
    await chat.page.getByTestId('attach-input').setInputFiles(pngOf('lid.png', KETTLE));
    await chat.page.locator('[data-testid=file-chip][data-state=done]').waitFor();
    await chat.page.getByTestId('send').click();
    await chat.page.locator('a.loaded').waitFor();
    fake.owned('agent', 'Ana Alvarez');
    const files = ['label.png', 'terms.pdf'].map((name) =>
      fake.files.shown(fake.files.put(name, name.endsWith('png') ? MUG : pdfOf('').buffer).id),
    );
    const missing = { name: 'return.exe', problem: 'kind' };
    fake.says('agent', 'Ana Alvarez', { text: 'Your label.', files: [...files, missing] });
    await chat.page.locator('a.loaded').nth(1).waitFor();
    await isSound(chat.page);
    await shoot(chat.page, `70-widget-files-${look}`);
    fake.files.refuse = refuseSetup;
    fake.files.held = new Promise(() => undefined);
    await picksFiles(chat.page);
    await isSound(chat.page);
    await shoot(chat.page, `71-widget-uploads-${look}`);
  });

  chapter(`files on the desk, ${look}`, async () => {
    const server = await FakeDeskServer.start();
    try {
      const one = aCase({ customer: 'Maya Lindqvist', intent: 'The lid came broken.' });
      server.add(one);
      server.step(one.handoff.id, 'claimed', ANA);
      const shown = ['lid.png', 'order.pdf'].map((name) =>
        server.files.shown(
          server.files.put(name, name.endsWith('png') ? KETTLE : pdfOf('').buffer).id,
        ),
      );
      const files = [...shown, { name: 'x.exe', problem: 'kind' }] as never;
      server.line(one.handoff.id, said('customer', 'Look at it.', { files }));
      const ana = await DeskPage.open(
        await story().person(options),
        server.url,
        server.tokenOf(ANA),
      );
      await ana.looksAt('mine');
      await ana.opens('Maya');
      await ana.page.locator('a.loaded').waitFor();
      server.files.refuse = refuseSetup;
      server.files.held = new Promise(() => undefined);
      await picksFiles(ana.page);
      await isSound(ana.page);
      await shoot(ana.page, `72-desk-files-${look}`);
    } finally {
      await server.stop();
    }
  });
}

chapter('files in a widget that is read from right to left', async () => {
  const { fake, chat } = await story().customer();
  await chat.page.evaluate(
    `document.querySelector('frontdesk-chat').shadowRoot.querySelector('.root').dir = 'rtl'`,
  );
  fake.files.refuse = refuseSetup;
  fake.files.held = new Promise(() => undefined);
  await picksFiles(chat.page);
  await shoot(chat.page, '73-widget-files-rtl');
  const place = inPage<number>('return node.getBoundingClientRect().left');
  const chip = chat.page.getByTestId('file-chip').first();
  const remove = await chip.getByTestId('upload-remove').evaluate(place);
  expect(remove).toBeLessThan(await chip.locator('canvas').evaluate(place));
});
