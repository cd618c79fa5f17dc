import { setImmediate } from 'node:timers/promises';
import { Recaller } from '../../../src/core/memory/recaller.js';
import { longTalk, request, textsOf, twoDays } from './recall-request.js';
import { Script } from './said.js';
import { TalkArchive } from './talk-archive.js';

let archive: TalkArchive;
let recaller: Recaller;
beforeEach(() => {
  archive = new TalkArchive();
  recaller = new Recaller(archive);
});

describe('What is read', () => {
  test('a long conversation is read once, then a page a turn; what has not gone on is not read', async () => {
    archive.put('old', twoDays('old').messages);
    const script = longTalk(5_000);
    const ask = () =>
      recaller.recalled(request(archive.put('long', script.messages), 'shelf number 1714?'));
    expect(textsOf(await ask())).toContain('The shelf number 1714 arrived with a dent');
    expect(archive.read()).toEqual([...Array.from({ length: 10 }, () => 'long'), 'old']);
    for (let turn = 0; turn < 3; turn++) {
      script.talk('The shelf number 9000 is fine', 'Good.');
      expect(textsOf(await ask())).toContain('The shelf number 1714 arrived with a dent');
      expect(archive.read()).toEqual(['long']);
    }
    await ask();
    expect(archive.read()).toEqual([]);
  });

  test('of one that is longer still the newest ten thousand messages are read', async () => {
    const { messages } = longTalk(12_000);
    const ask = (line: string) => recaller.recalled(request(archive.put('long', messages), line));
    expect(textsOf(await ask('shelf number 5999?'))).toContain('We will replace shelf 5999.');
    expect(archive.read()).toHaveLength(20);
    expect(textsOf(await ask('shelf number 999?'))).not.toContain('We will replace shelf 999.');
    expect(textsOf(await ask('shelf number 1000?'))).toContain('We will replace shelf 1000.');
  });

  test('what was not asked for the longest is forgotten and read again', async () => {
    // Room for three and a half.
    const small = new Recaller(archive, 350_000);
    const talks = ['one', 'two', 'three', 'four'].map((id) => longTalk(180, id));
    const ask = async (at: number) => {
      const { messages } = talks[at] as Script;
      const id = messages[0]?.id.split('-')[0] ?? '';
      const customer = { id: `customer${at}`, name: 'Lena' };
      await small.recalled(request(archive.put(id, messages, { customer }), 'shelf 5'));
      return archive.read().length;
    };
    expect([await ask(0), await ask(1), await ask(2), await ask(0)]).toEqual([1, 1, 1, 0]);
    expect(await ask(3)).toBe(1);
    expect([await ask(0), await ask(1)]).toEqual([0, 1]);
  });

  test('two long talks side by side do not put each other out, whatever their size', async () => {
    const small = new Recaller(archive, 10);
    const ask = async (id: string) => {
      archive.put(`${id}-before`, twoDays(`${id}-before`).messages, { customer: customerOf(id) });
      const { messages } = longTalk(1_200, id);
      archive.read();
      const conversation = archive.put(id, messages, { customer: customerOf(id) });
      await small.recalled(request(conversation, 'shelf 5'));
      return archive.read().filter((one) => one === id).length;
    };
    const customerOf = (id: string) => ({ id, name: 'Lena' });
    expect([await ask('one'), await ask('two')]).toEqual([3, 3]);
    expect([await ask('one'), await ask('two')]).toEqual([0, 0]);
  });

  test('of a very long message its beginning and its end are recalled', async () => {
    const log = `The boiler says 👍${'x 👍 '.repeat(4_000)}error 4711.`;
    const { messages } = new Script('c1').talk(log, 'Please restart the boiler.');
    const ask = async () => {
      const found = await recaller.recalled(
        request(archive.put('c1', messages), 'the boiler', { budgetTokens: 8_000 }),
      );
      return found.recalled[0]?.lines[0]?.text ?? '';
    };
    const text = await ask();
    expect(text).toMatch(/^The boiler says .*\n…\n.*error 4711\.$/s);
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text).toBe(Buffer.from(text).toString());
  });

  test('a long talk that is read for the first time holds up nobody else', async () => {
    const script = new Script('long');
    for (let at = 0; at < 150; at++) {
      script.talk(`Shelf ${at}: ${`word${at} `.repeat(2_000)}`, `Replaced ${at}.`);
    }
    const asked = recaller.recalled(
      request(archive.put('long', script.messages), 'shelf 7?', { budgetTokens: 2_000 }),
    );
    let isDone = false;
    void asked.finally(() => {
      isDone = true;
    });
    let turns = 0;
    while (!isDone) {
      await setImmediate();
      turns += 1;
    }
    expect((await asked).recalled).not.toEqual([]);
    // 300 messages are eight pieces at most forty long.
    expect(turns).toBeGreaterThanOrEqual(7);
  });

  test('another conversation that had not all on record is read again until it has', async () => {
    const { messages } = twoDays('old');
    archive.put('old', messages.slice(0, 3), { lastSeq: 4 });
    const conversation = archive.put('new', []);
    await recaller.recalled(request(conversation, 'the sofa'));
    archive.read();
    archive.put('old', messages.slice(0, 4));
    expect(textsOf(await recaller.recalled(request(conversation, 'the sofa')))).toContain('Done.');
    expect(archive.read()).toEqual(['old']);
    await recaller.recalled(request(conversation, 'the sofa'));
    expect(archive.read()).toEqual([]);
  });

  test('a record that cannot be read is an error, not an empty memory', async () => {
    archive.page = async () => Promise.reject(new Error('away'));
    const conversation = archive.put('c1', twoDays().messages);
    await expect(recaller.recalled(request(conversation, 'the sofa'))).rejects.toThrow('away');
  });
});
