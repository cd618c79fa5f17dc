import { choicesCard } from '../../src/core/domain/card.js';
import { EN } from '../../src/core/domain/texts/en.js';
import { BUILT_IN } from '../../web/widget/words.js';
import { PREPARE_MS_MAX, shoot } from './browser-story.js';
import { ChatPage } from './chat-page.js';
import { PHONE, until, widgetSuite } from './widget-story.js';

jest.setTimeout(60_000);

const { story, chapter } = widgetSuite(PREPARE_MS_MAX);

const STARS = ['Very bad', 'Bad', 'Fair', 'Good', 'Very good'].map((label, at) => ({
  id: String(at + 1),
  label,
}));

test('what can be said without the catalogue is what the catalogue says', () => {
  expect(EN).toMatchObject(BUILT_IN);
});

chapter('a growing answer gives way to its message, a retraction or a new owner', async () => {
  const { fake, chat } = await story().customer();
  const drafts = () => chat.page.getByTestId('draft-words').allTextContents();
  const seesDraft = (text: string) =>
    chat.page.getByTestId('draft').filter({ hasText: text }).waitFor();
  const grow = (turnId: string, ownership: number, text: string) =>
    fake.whispers('delta', { turnId, ownership, text });
  fake.whispers('typing', { author: { kind: 'bot', name: 'Finch' }, on: true });
  await chat.page.getByTestId('typing').waitFor();
  grow('t1', 0, 'A refund takes **5');
  await seesDraft('A refund takes **5');
  await chat.page.getByTestId('typing').waitFor({ state: 'hidden' });
  grow('t1', 0, 'A refund takes **5 days**');
  await chat.page.getByTestId('draft-words').locator('strong').waitFor();
  fake.says('system', 'Maple', { turnId: 't1', text: 'This takes longer.' });
  await chat.sees('system', 'This takes longer.');
  grow('t1', 0, 'A refund takes 5 days, as a rule');
  await seesDraft('as a rule');
  fake.says('bot', 'Finch', { turnId: 't1', text: 'A refund takes **5 days**.' });
  await chat.sees('bot', 'A refund takes 5 days.');
  expect(await drafts()).toEqual([]);
  grow('t1', 0, 'late');
  grow('t2', 0, 'Never mind');
  await seesDraft('Never mind');
  expect(await drafts()).toEqual(['Never mind']);
  fake.whispers('retract', { turnId: 't2' });
  await chat.page.getByTestId('draft').waitFor({ state: 'detached' });
  grow('t3', 0, 'half said');
  await seesDraft('half said');
  fake.owned('waiting');
  await chat.seesStatus('You are waiting for a person.');
  expect(await drafts()).toEqual([]);
  grow('t4', 0, 'said too late');
  grow('t5', 1, 'said by the owner of now');
  await seesDraft('said by the owner of now');
  expect(await drafts()).toEqual(['said by the owner of now']);
});

chapter('it is always clear who speaks', async () => {
  const { fake, chat } = await story().customer();
  await chat.seesStatus('You are talking with the assistant.');
  fake.says('bot', 'Finch', { text: 'Hello, what is it?' });
  const hello = await chat.sees('bot', 'Hello, what is it?');
  expect(await hello.locator('.head').textContent()).toBe('FinchAssistant');
  fake.owned('agent', 'Ana Alvarez');
  await chat.seesOwnerChange('Ana Alvarez joined.');
  await chat.seesStatus('You are talking with Ana Alvarez.');
  fake.whispers('typing', { author: { kind: 'agent', name: 'Ana Alvarez' }, on: true });
  await chat.page.getByTestId('typing').filter({ hasText: 'Ana Alvarez is typing…' }).waitFor();
  fake.says('agent', 'Ana Alvarez', { text: 'Ana here.' });
  const reply = await chat.sees('agent', 'Ana here.');
  expect(await reply.locator('.avatar').textContent()).toBe('AA');
  await chat.page.getByTestId('typing').waitFor({ state: 'hidden' });
  await shoot(chat.page, '20-widget-agent');
});

chapter('a screen reader is told each answer once, when it is whole', async () => {
  const { fake, chat } = await story().customer();
  const live = chat.page.locator('[aria-live=polite]');
  fake.whispers('delta', { turnId: 't1', ownership: 0, text: 'A refund' });
  await chat.page.getByTestId('draft').waitFor();
  fake.says('bot', 'Finch', { turnId: 't1', text: 'A refund takes **5 days**.\n\n- or\n- less' });
  await chat.sees('bot', 'A refund takes 5 days.');
  expect(await live.locator('p').allTextContents()).toEqual([
    'Finch: A refund takes 5 days. or less',
  ]);
  await chat.says('Thank you');
  await chat.sees('customer', 'Thank you');
  expect(await live.locator('p').count()).toBe(1);
});

chapter('sources stand below the answer, each once, with what was quoted', async () => {
  const { fake, chat } = await story().customer();
  const refunds = { title: 'Refunds', url: 'https://a.example/refunds', quote: '5-7 days' };
  const evil = { title: 'Script', url: 'javascript:alert(1)', quote: '' };
  fake.says('bot', 'Finch', { text: 'Five days.', citations: [refunds, refunds, evil] });
  const answer = await chat.sees('bot', 'Five days.');
  const sources = answer.getByTestId('citation');
  expect(await sources.allTextContents()).toEqual(['Refunds', 'Script']);
  expect(await sources.first().getAttribute('href')).toBe('https://a.example/refunds');
  expect(await sources.first().getAttribute('title')).toBe('5-7 days');
  expect(await sources.first().getAttribute('target')).toBe('_blank');
  expect(await sources.first().getAttribute('rel')).toBe('noopener noreferrer nofollow');
  expect(await sources.last().getAttribute('href')).toBeNull();
});

chapter('an answer is chosen by a press, and both tabs agree on which', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Where is my order?');
  const tab = await ChatPage.openOn(await chat.page.context().newPage(), fake.url);
  const choices = [
    { id: 'a', label: 'The kettle' },
    { id: 'b', label: 'The mugs' },
  ];
  fake.says('bot', 'Finch', {
    text: 'Old offer',
    card: choicesCard('x', 'buttons', choices),
  });
  const id = fake.says('bot', 'Finch', {
    text: 'Which one?',
    card: choicesCard('y', 'buttons', choices),
  });
  const offer = await chat.sees('bot', 'Which one?');
  const old = await chat.sees('bot', 'Old offer');
  expect(await old.getByTestId('choice').first().isDisabled()).toBe(true);
  await offer.getByRole('button', { name: 'The mugs' }).click();
  for (const one of [chat, tab]) {
    await one.sees('customer', 'The mugs');
    const shown = await one.sees('bot', 'Which one?');
    await shown.locator('[data-choice=b][aria-pressed=true]').waitFor();
    expect(await shown.getByTestId('choice').first().isDisabled()).toBe(true);
  }
  const sent = fake.sent.filter(({ kind }) => kind === 'message').at(-1)?.payload;
  expect(sent).toMatchObject({ text: 'The mugs', choice: { message: id, id: 'b' } });
});

chapter('a rating is given with the keyboard alone', async () => {
  const { fake, chat } = await story().customer();
  const id = fake.says('system', 'Frontdesk', {
    text: 'How was this for you?',
    card: choicesCard('rate', 'rating', STARS),
  });
  const group = chat.page.getByRole('radiogroup', { name: 'Your rating' });
  await group.getByRole('radio', { name: 'Very bad' }).focus();
  for (let at = 0; at < 3; at += 1) await chat.page.keyboard.press('ArrowRight');
  await shoot(chat.page, '21-widget-rating');
  await chat.page.keyboard.press('Enter');
  await chat.sees('customer', 'Good');
  await group.locator('[data-choice="4"][aria-checked=true]').waitFor();
  const sent = fake.sent.filter(({ kind }) => kind === 'message').at(-1)?.payload;
  expect(sent).toMatchObject({ text: 'Good', choice: { message: id, id: '4' } });
});

chapter('suggestions are shown at the start, and say what they read', async () => {
  const { fake, chat } = await story().customer();
  await shoot(chat.page, '22-widget-intro');
  await chat.page.getByRole('button', { name: 'Do you ship abroad?' }).click();
  await chat.sees('customer', 'Do you ship abroad?');
  await chat.page.getByTestId('intro').waitFor({ state: 'hidden' });
  expect(fake.texts()).toEqual(['Do you ship abroad?']);
});

chapter('an own message can be changed and taken back, here and in another tab', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Where is my ordr?');
  await chat.sees('customer', 'Where is my ordr?');
  const message = chat.page.getByTestId('message-customer');
  const tab = await ChatPage.openOn(await chat.page.context().newPage(), fake.url);
  await chat.page.bringToFront();
  await message.hover();
  await message.getByTestId('edit-message').click();
  await chat.page.keyboard.press('Escape');
  await message.hover();
  await message.getByTestId('edit-message').click();
  await message.getByTestId('edit-text').fill('Where is my order?');
  await chat.page.keyboard.press('Enter');
  for (const one of [chat, tab]) {
    const shown = await one.sees('customer', 'Where is my order?');
    await shown.getByTestId('edited').waitFor();
  }
  await message.hover();
  await message.getByTestId('delete-message').click();
  await message.getByTestId('delete-yes').click();
  for (const one of [chat, tab]) await one.page.getByTestId('deleted').waitFor();
  await chat.misses('Where is my order?');
  await chat.page.reload();
  await chat.opens();
  await chat.page.getByTestId('deleted').waitFor();
  expect(fake.sent.filter(({ kind }) => kind === 'edit' || kind === 'delete')).toHaveLength(2);
});

chapter('a change that is refused is undone by a press', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Where is my order?');
  const message = await chat.sees('customer', 'Where is my order?');
  fake.answer = (kind) =>
    kind === 'edit' ? { ok: false, error: { code: 'request.invalid', retryable: false } } : null;
  await message.hover();
  await message.getByTestId('edit-message').click();
  await message.getByTestId('edit-text').fill('Never mind');
  await message.getByTestId('save-yes').click();
  const shown = await chat.sees('customer', 'Not changed.');
  await shown.getByTestId('give-up').click();
  await chat.sees('customer', 'Where is my order?');
  expect(await shown.getByTestId('not-sent').count()).toBe(0);
});

chapter('what an agent corrects or takes back changes in place', async () => {
  const { fake, chat } = await story().customer();
  const id = fake.says('agent', 'Ana Alvarez', { text: 'It costs $5.' });
  await chat.sees('agent', 'It costs $5.');
  fake.revises('edit', id, 'It costs **$4.95**.');
  const shown = await chat.sees('agent', 'It costs $4.95.');
  await shown.getByTestId('edited').waitFor();
  fake.revises('delete', id);
  await chat.page.getByTestId('deleted').filter({ hasText: 'This message was deleted.' }).waitFor();
});

chapter('a revision that comes before the page it is about is not lost', async () => {
  const { fake, chat } = await story().customer();
  const price = fake.says('agent', 'Ana Alvarez', { text: 'It costs $5.' });
  const oops = fake.says('agent', 'Ana Alvarez', { text: 'Meant for somebody else.' });
  await chat.sees('agent', 'Meant for somebody else.');
  let tellPage = () => {};
  const told = new Promise<void>((resolve) => {
    tellPage = resolve;
  });
  fake.held = { kind: 'history', until: told };
  const asked = fake.sent.length;
  await chat.page.reload();
  await chat.opens();
  await until(() => fake.sent.slice(asked).some(({ kind }) => kind === 'history'));
  fake.revises('edit', price, 'It costs $4.');
  fake.revises('edit', price, 'It costs $4.95.');
  fake.revises('delete', oops);
  fake.says('agent', 'Ana Alvarez', { text: 'Sorry for that.' });
  await chat.sees('agent', 'Sorry for that.');
  tellPage();
  const shown = await chat.sees('agent', 'It costs $4.95.');
  await shown.getByTestId('edited').waitFor();
  await chat.page.getByTestId('deleted').waitFor();
  expect(await chat.words()).toEqual(['It costs $4.95.', 'Sorry for that.']);
});

chapter('nobody changes what another one said', async () => {
  const { fake, chat } = await story().customer();
  const bots = fake.says('bot', 'Finch', { text: 'Said by the bot.' });
  const anas = fake.says('agent', 'Ana Alvarez', { text: 'Said by Ana.' });
  await chat.says('Said by me.');
  await chat.sees('customer', 'Said by me.');
  await until(() => fake.texts().length > 0);
  const own = String(fake.sent.find(({ kind }) => kind === 'message')?.payload['id']);
  fake.revises('edit', bots, 'forged');
  fake.revises('delete', bots);
  fake.revises('edit', anas, 'forged', 'customer');
  fake.revises('delete', anas, undefined, 'customer');
  fake.revises('edit', own, 'forged', 'agent');
  fake.says('agent', 'Ana Alvarez', { text: 'Said last.' });
  await chat.sees('agent', 'Said last.');
  expect(await chat.words()).toEqual([
    'Said by the bot.',
    'Said by Ana.',
    'Said by me.',
    'Said last.',
  ]);
});

chapter('what was taken back does not come back', async () => {
  const { fake, chat } = await story().customer();
  const id = fake.says('agent', 'Ana Alvarez', { text: 'Oops' });
  await chat.sees('agent', 'Oops');
  await chat.says('Where is my order?');
  const message = await chat.sees('customer', 'Where is my order?');
  await until(() => fake.texts().length > 0);
  const own = String(fake.sent.find(({ kind }) => kind === 'message')?.payload['id']);
  fake.answer = (kind) =>
    kind === 'edit' ? { ok: false, error: { code: 'request.invalid', retryable: false } } : null;
  await message.hover();
  await message.getByTestId('edit-message').click();
  await message.getByTestId('edit-text').fill('Never mind');
  await message.getByTestId('save-yes').click();
  await chat.page.getByTestId('not-sent').waitFor();
  fake.revises('delete', id);
  fake.revises('delete', own);
  fake.revises('edit', id, 'It is back');
  fake.revises('edit', own, 'It is back, too');
  fake.says('agent', 'Ana Alvarez', { text: 'Said last.' });
  await chat.sees('agent', 'Said last.');
  const deleted = chat.page.getByTestId('deleted');
  expect(await deleted.count()).toBe(2);
  await chat.page.getByTestId('give-up').click();
  await chat.page.getByTestId('not-sent').waitFor({ state: 'detached' });
  expect(await deleted.count()).toBe(2);
  expect(await chat.words()).toEqual(['Said last.']);
});

chapter('the agent can see that the customer is writing', async () => {
  const { fake, chat } = await story().customer();
  await chat.page.getByTestId('text').pressSequentially('Well, ');
  await chat.says('Well, yes');
  const signs = () =>
    fake.sent.filter(({ kind }) => kind === 'typing').map(({ payload }) => payload);
  await until(() => signs().length > 1);
  expect(signs()).toEqual([{ on: true }, { on: false }]);
});

chapter('a closed panel shows how much is unread, and opening it reads it', async () => {
  const { fake, chat } = await story().customer();
  await chat.says('Hello');
  await chat.sees('customer', 'Hello');
  await chat.closes();
  const focused = chat.page.getByTestId('launcher').and(chat.page.locator(':focus'));
  await focused.waitFor();
  const before = fake.receipts.length;
  fake.says('agent', 'Ana Alvarez', { text: 'One' });
  fake.says('agent', 'Ana Alvarez', { text: 'Two' });
  const badge = chat.page.getByTestId('unread');
  await badge.filter({ hasText: '2' }).waitFor();
  await shoot(chat.page, '23-widget-unread');
  expect(fake.receipts).toHaveLength(before);
  await chat.page.reload();
  await badge.filter({ hasText: '2' }).waitFor();
  await chat.page.getByRole('button', { name: 'Open chat, unread messages: 2' }).click();
  await chat.sees('agent', 'Two');
  await badge.waitFor({ state: 'hidden' });
  await until(() => fake.receipts.at(-1) === 3);
});

chapter('on a phone the panel covers the screen and keeps the focus', async () => {
  const { chat } = await story().customer(PHONE);
  await chat.says(`A very long word: ${'x'.repeat(300)}`);
  await chat.sees('customer', 'A very long word');
  const box = await chat.page.getByTestId('panel').boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 390, height: 800 });
  expect(await chat.page.getByTestId('panel').getAttribute('aria-modal')).toBe('true');
  const overflow = `(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const box = document.querySelector('frontdesk-chat').shadowRoot.querySelector('.scroll');
    return [scrollWidth - clientWidth, box.scrollWidth - box.clientWidth];
  })()`;
  expect(await chat.page.evaluate(overflow)).toEqual([0, 0]);
  for (let at = 0; at < 12; at += 1) {
    await chat.page.keyboard.press('Tab');
    const inside = chat.page.getByTestId('panel').locator(':focus');
    expect(await inside.count()).toBe(1);
  }
  await shoot(chat.page, '24-widget-phone');
});

chapter('everything works by keyboard: open, write two lines, send, close', async () => {
  const fake = await story().fake();
  const page = await (await story().person()).newPage();
  await page.goto(fake.url);
  await page.getByTestId('launcher').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('text').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('One');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('Two');
  await page.keyboard.press('Enter');
  await until(() => fake.texts().length > 0);
  expect(fake.texts()).toEqual(['One\nTwo']);
  await page.keyboard.press('Escape');
  await page.getByTestId('panel').waitFor({ state: 'hidden' });
  await page.getByTestId('launcher').and(page.locator(':focus')).waitFor();
});

chapter('no page had an error or was refused anything by its policy', async () => {
  expect(story().pageErrors).toEqual([]);
});
