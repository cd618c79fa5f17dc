import { EN } from '../../src/core/domain/texts/en.js';
import type { Context, SummaryRequest } from '../../src/core/ports/mind.js';
import { eventually } from '../support/eventually.js';
import { HOUR_MS, MemoryHouse, MINUTE_MS, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';
import { expectOnPage, Transcript } from '../support/transcript.js';

const BUDGET = 1_000;

/** A talk about a desk: what is said, and what the mind answers. */
const TALK: readonly (readonly [string, string])[] = [
  [
    'I am furnishing a small study and look for a desk with two drawers. Which woods do you have?',
    'We have that desk in oak, ash and walnut. Oak is the most robust of them, walnut is darker.',
  ],
  [
    'I prefer oak, but not oiled, because my daughter is allergic to linseed oil. Is there another finish?',
    'Yes, the oak desk is also made with a water-based lacquer, which has no oil in it.',
  ],
  [
    'It has to stand between two windows, so 128 cm is the most there is room for. Which sizes are there?',
    'The lacquered desk is made in 120 cm and in 140 cm. The one of 120 cm has room there.',
  ],
  [
    'Then the one of 120 cm. What does it cost with delivery?',
    'The desk costs $389 and its delivery $49, which makes $438 in all.',
  ],
  [
    'That is fine. Is it possible to have it delivered on a Saturday? In the week nobody is home before six.',
    'Yes, the van goes out on Saturdays from 9 am to 1 pm. We will deliver on a Saturday.',
  ],
  [
    'And does somebody carry it up? The study is on the third floor and there is no lift.',
    'Two people will carry it up to the third floor for $25, and they take the packaging away.',
  ],
  [
    'What about the old desk, which is a heavy one of pine: do they take that along as well?',
    'They do if it stands in the same room and is empty; that is free with a new desk.',
  ],
  [
    'And which chair goes with it? I sit at it for eight hours, and my back is not the best.',
    'Most people who sit that long take the Alder chair, whose back and arms can be adjusted.',
  ],
];

/** What is said when summaries can be written again. */
const LATER: typeof TALK = [
  [
    'One more thing about the desk: I would like the drawers on the left-hand side. Does that work?',
    'Yes, the drawers can be put on either side; the screws for both come with the desk.',
  ],
  [
    'Good. My sister will be at home on that Saturday, not me. Is it enough if she signs for it?',
    'Yes, any grown-up at the address may sign for the delivery. We will note that it is your sister.',
  ],
  [
    'How do I look after the lacquer? The children draw on everything they find in the house.',
    'A damp cloth is enough. Wax crayons come off with warm water and a little soap.',
  ],
  [
    'And if one of the drawers does stick some day, is there somebody who can look at it?',
    'Yes, for two years we repair it for free, and spare parts are there for five years.',
  ],
  [
    'Then that is settled. Do you also have a shelf in the same wood that hangs on the wall above it?',
    'The Rowan shelf is made in the same lacquered oak, 80 cm wide, and holds up to 15 kg.',
  ],
  [
    'Lovely. Does it come with what is needed to put it up on a wall of plasterboard?',
    'It comes with screws for brick; plugs for plasterboard are in the shop, six for $3.',
  ],
];

const TOLD = EN['memory.condensed'];

const rejects = async () => Promise.reject(new Error('The model is overloaded.'));
const empty = async () => '  ';
const tooLong = async () => 'Mara talked about a desk of oak. '.repeat(200);
const FAILURES = [rejects, empty, tooLong];

const hangs = (_: SummaryRequest, signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Somebody tells a long story; sentences differ, so that none is left out as a repetition. */
function story(sentences: number, question: string): string {
  const rooms = ['hall', 'kitchen', 'attic', 'bedroom', 'cellar', 'bathroom', 'porch', 'pantry'];
  const told = Array.from(
    { length: sentences },
    (_, at) =>
      `In the ${rooms[at % rooms.length]} we tried ${at < rooms.length ? 'paint' : 'wallpaper'} first and were not happy with how it looked beside the floor.`,
  );
  return [...told, question].join(' ');
}

/** The mind was shown the newest of the talk without a gap, and something that stands for the rest. */
async function expectWhole(house: MemoryHouse, conversationId: string, context: Context) {
  const all = await house.stores.archive.page(conversationId, { after: 0, limit: 500 });
  const said = all.filter(({ kind }) => kind === 'text');
  const last = said.findLastIndex(({ author }) => author.kind === 'customer');
  const before = said.slice(0, last).map(({ text }) => text);
  const shown = context.window.map(({ text }) => text);
  expect(shown).toEqual(before.slice(before.length - shown.length));
  if (shown.length < before.length) expect(context.summary).toContain('allergic to linseed oil');
}

describeStores('A talk that fills the budget', (kind) => {
  let house: MemoryHouse;
  let talker: Talker;
  let book: Transcript;
  const notices = () => talker.web.textsBy('system');
  /** Until the next try at a summary. */
  const wait = async () => ((await memory()).dueAtMs ?? 0) - house.clock.nowMs();
  const memory = async () => (await house.now(talker.conversationId)).memory;
  beforeAll(async () => {
    const settings = { budgetTokens: BUDGET, windowMessages: 200 };
    const tenants = { demo: { knowledge: null } };
    house = await MemoryHouse.open({ stores: kind, config: { memory: settings, tenants } });
  });
  afterAll(() => house?.close());
  afterEach(async () => {
    for (const { context } of await house.turns(talker.conversationId)) {
      expect(context.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(BUDGET);
    }
    await expectWhole(house, talker.conversationId, house.mind.asked.at(-1) as Context);
  });

  describe('and crosses 60, 80 and 90 %', () => {
    beforeAll(async () => {
      talker = await house.customer('Lena');
      book = new Transcript(house, talker.conversationId);
    });

    test('at 60 % older talk is summarised, and nobody waits for it or is told', async () => {
      for (const [text, answer] of TALK) await talker.hears(answer, text);
      await book.goesOn();
      await book.remembers();
      expect(await memory()).toMatchObject({ kind: 'narrative', tries: 0, dueAtMs: null });
      expect(notices()).toEqual([]);
    });

    test('at 80 % only what must be kept of it stays, and the next answer says so', async () => {
      await talker.hears(
        'The brass lamp would go well with oak.',
        story(14, 'Which lamp would go with the desk?'),
      );
      await book.goesOn();
      await book.remembers();
      expect(await memory()).toMatchObject({ kind: 'facts' });
      expect(notices()).toEqual([]);
      await talker.hears('Yes, it gives as much light as a bulb of 60 watts.', 'Is it bright?');
      expect(notices()).toEqual([TOLD]);
      await book.goesOn();
    });

    test('at 90 % the turn itself condenses, without a model, and nobody is told twice', async () => {
      await talker.hears(
        'A blind of linen lets some of the light in.',
        story(24, 'Which blind would you hang there?'),
      );
      expect(await memory()).toMatchObject({ kind: 'facts' });
      expect(notices()).toEqual([TOLD]);
      await book.goesOn();
      await book.remembers();
      expectOnPage('full', book);
    });
  });

  describe('while all its summaries fail', () => {
    beforeAll(async () => {
      talker = await house.customer('Mara');
      book = new Transcript(house, talker.conversationId);
    });

    test('nothing is given up for them, and they are tried again later and later', async () => {
      for (const [text, answer] of TALK.slice(0, -1)) await talker.hears(answer, text);
      await book.skips('the same talk as before, up to its last question');
      house.mind.summarising = FAILURES[0] ?? null;
      const [last, answer] = TALK.at(-1) ?? ['', ''];
      await talker.hears(answer, last);
      const waits = [await wait()];
      for (const fails of FAILURES.slice(1)) {
        house.mind.summarising = fails;
        house.clock.pass(waits.at(-1) ?? 0);
        await house.settled(talker.conversationId);
        waits.push(await wait());
      }
      expect(waits.map((ms) => ms / MINUTE_MS)).toEqual([2, 4, 8]);
      expect(await memory()).toMatchObject({ kind: 'none', coveredSeq: 0, text: '', tries: 3 });
      await book.goesOn();
      book.note('one summary failed, one was empty, one too long');
      await book.remembers();
    });

    test('one that never ends is given up after a minute, and no customer has waited', async () => {
      book.note('the next one never ends');
      house.mind.summarising = hangs;
      house.isHanging = true;
      house.clock.pass(await wait());
      await eventually(async () => expect((await memory()).tries).toBe(4));
      await talker.hears('The brass lamp would go well with oak.', 'Which lamp goes with it?');
      house.clock.pass(MINUTE_MS);
      house.isHanging = false;
      await house.settled(talker.conversationId);
      expect(house.logged().filter((name) => name === 'summary.failed')).toHaveLength(4);
      await book.goesOn();
      book.note('it was given up after a minute');
    });

    test('when there is no room left the turn condenses by itself, and the customer is told once', async () => {
      await talker.hears(
        'A blind of linen lets some of the light in.',
        story(12, 'Which blind would you hang there?'),
      );
      expect(await memory()).toMatchObject({ kind: 'facts' });
      await talker.hears('It is, at 30 degrees.', 'Is that one washable?');
      await talker.hears('We have ten of them.', story(18, 'How many of those blinds are left?'));
      expect(notices()).toEqual([TOLD]);
      await book.goesOn();
      await book.remembers();
    });

    test('a later summary succeeds, with what was kept in it', async () => {
      house.mind.summarising = null;
      house.clock.pass(HOUR_MS);
      book.note('an hour later, when summaries can be written again');
      for (const [text, answer] of LATER) await talker.hears(answer, text);
      await book.goesOn();
      await book.remembers();
      const { kind, text, tries, dueAtMs } = await memory();
      expect({ kind, tries, dueAtMs }).toEqual({ kind: 'narrative', tries: 0, dueAtMs: null });
      expect(text).toContain('allergic to linseed oil');
      expectOnPage('failing', book);
    });
  });
});
