import type { Message } from '../../../src/core/domain/message.js';
import type { Arrival } from '../../../src/core/ports/channel.js';
import type { Context, Mind } from '../../../src/core/ports/mind.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const edit = (wireId: string): Partial<Arrival> => ({ revises: { kind: 'edit', wireId } });
const deletion = (wireId: string): Partial<Arrival> => ({ revises: { kind: 'delete', wireId } });

describeStores('A customer who thinks again', (kind) => {
  let stores: Stores;
  let bench: TurnBench;
  let shown: Context[];

  beforeEach(async () => {
    stores = await kind.open();
    shown = [];
    const answer: Mind['answer'] = async (context) => {
      shown.push(context);
      const text = `About: ${context.lines.map((line) => line.text).join(' | ')}`;
      return { kind: 'answered', text, citations: [], confidence: 1, why: 'test' };
    };
    bench = turnBench(stores, { answer });
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  async function record(): Promise<readonly Message[]> {
    await bench.settled();
    return stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
  }

  async function textsBy(author: string): Promise<string[]> {
    const texts = (await record()).filter(
      ({ kind, author: by }) => kind === 'text' && by.kind === author,
    );
    return texts.map(({ text }) => text);
  }

  test('before the answer is answered with the new words, and only those are kept', async () => {
    await bench.record('Where is order 12?', 'a');
    await bench.say('Where is order 21?', 'b', edit('a'));
    expect(await textsBy('bot')).toEqual(['About: Where is order 21?']);
    expect(await textsBy('customer')).toEqual(['Where is order 21?']);
    expect(JSON.stringify(await record())).not.toContain('order 12');
  });

  test('and takes all back before the answer hears nothing, and nothing of it is kept', async () => {
    await bench.record('My secret is 1234', 'a');
    await bench.record('My secret is 4321', 'b', edit('a'));
    await bench.say('', 'c', deletion('a'));
    expect(await textsBy('bot')).toEqual([]);
    expect(await textsBy('system')).toEqual([]);
    expect(shown).toEqual([]);
    expect(JSON.stringify(await record())).not.toContain('secret');
    expect(await stores.archive.turns(bench.conversationId(), 10)).toMatchObject([
      { outcome: 'ignored' },
    ]);
  });

  test('after the answer is answered anew', async () => {
    await bench.say('Where is order 12?', 'a');
    await bench.say('Where is order 21?', 'b', edit('a'));
    expect(await textsBy('bot')).toEqual([
      'About: Where is order 12?',
      'About: Where is order 21?',
    ]);
    expect(await textsBy('customer')).toEqual(['Where is order 21?']);
  });

  test('only about capitals and marks hears nothing, and the record has them', async () => {
    await bench.say('where is order 12', 'a');
    await bench.say('Where is order 12?', 'b', edit('a'));
    expect(await textsBy('bot')).toHaveLength(1);
    expect(await textsBy('customer')).toEqual(['Where is order 12?']);
  });

  test('about something older changes the record and what the model is shown, no more', async () => {
    await bench.say('I bought a lamp', 'a');
    await bench.say('It is red', 'b');
    await bench.say('I bought a table', 'c', edit('a'));
    expect(await textsBy('bot')).toHaveLength(2);
    await bench.say('How long is it covered?');
    const window = shown.at(-1)?.window.map(({ text }) => text) ?? [];
    expect(window).toContain('I bought a table');
    expect(window).not.toContain('I bought a lamp');
  });

  test('and at once asks something else is answered by what then stands', async () => {
    await bench.say('I bought a lamp', 'a');
    await bench.say('My secret is 1234', 'b');
    await bench.record('I bought a table', 'c', edit('a'));
    await bench.record('', 'd', deletion('b'));
    await bench.say('How long is it covered?');
    const window = shown.at(-1)?.window.map(({ text }) => text) ?? [];
    expect(window).toContain('I bought a table');
    expect(window.filter((text) => !text.startsWith('About:')).join()).not.toMatch(/lamp|secret/);
  });

  test('and takes back what was answered is left with the answer', async () => {
    await bench.say('Where is order 12?', 'a');
    await bench.say('', 'b', deletion('a'));
    expect(await textsBy('bot')).toHaveLength(1);
    expect(await textsBy('customer')).toEqual(['']);
    const line = (await record()).find(({ seq }) => seq === 1);
    expect(line?.revised).toMatchObject({ isGone: true });
  });

  test('about what is taken back already is not answered', async () => {
    await bench.say('Where is order 12?', 'a');
    await bench.say('', 'b', deletion('a'));
    await bench.say('Where is order 21?', 'c', edit('a'));
    expect(await textsBy('bot')).toEqual(['About: Where is order 12?']);
    expect(await textsBy('system')).toEqual([]);
  });

  test('the same change sent again is recorded once', async () => {
    await bench.say('Where is order 12?', 'a');
    const first = await bench.say('Where is order 21?', 'b', edit('a'));
    const again = await bench.say('Where is order 21?', 'b', edit('a'));
    expect(again).toMatchObject({ seq: first.seq, isNew: false });
    expect(await textsBy('bot')).toHaveLength(2);
  });
});
