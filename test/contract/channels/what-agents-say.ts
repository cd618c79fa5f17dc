import { timesShown } from '../../support/channels/channel-driver.js';
import { eventually } from '../../support/eventually.js';
import { type ChannelSuite, marked, page, reads } from './channel-suite.js';

/** What an agent says and changes is what the customer sees, and the agent knows what became of it. */
export function whatAgentsSay({ house, driver, tell }: ChannelSuite): void {
  async function begun() {
    const ivy = await driver.person('Ivy Reyes');
    const handoff = await house().takeOver(await house().begin(ivy, 'hello there shop'));
    return { ivy, handoff };
  }

  tell('replies come in their order, with the name of who wrote them', async () => {
    const { ivy, handoff } = await begun();
    const seqs: number[] = [];
    for (const word of ['one', 'two', 'three']) {
      seqs.push(await house().reply(handoff, `reply ${word}`));
    }
    await reads(ivy, 'reply three');
    expect(marked(page(ivy), /reply (\w+)/g)).toEqual(['one', 'two', 'three']);
    expect(page(ivy)).toContain('Ana');
    for (const seq of seqs) {
      await eventually(async () => {
        ivy.shown();
        const { truth } = await house().lineAt(handoff, seq);
        expect(truth).toEqual({ state: 'delivered' });
      });
    }
  });

  tell('new words of an agent stand in place of the old ones', async () => {
    const { ivy, handoff } = await begun();
    const seq = await house().reply(handoff, 'it comes on Monday');
    await house().reply(handoff, 'anything else?');
    await reads(ivy, 'anything else?');
    await house().ana.edit(handoff, seq, 'it comes on Tuesday');
    await reads(ivy, 'it comes on Tuesday');
    expect(page(ivy)).not.toContain('Monday');
    expect(timesShown(ivy, 'anything else?')).toBe(1);
  });

  tell('words an agent takes back are seen no more', async () => {
    const { ivy, handoff } = await begun();
    const seq = await house().reply(handoff, 'meant for somebody else');
    await house().reply(handoff, 'sorry');
    await reads(ivy, 'sorry');
    await house().ana.takeBack(handoff, seq);
    await eventually(() => expect(page(ivy)).not.toContain('somebody else'));
    expect(timesShown(ivy, 'sorry')).toBe(1);
  });

  tell('notes stay at the desk', async () => {
    const { ivy, handoff } = await begun();
    await house().ana.note(handoff, 'a difficult one');
    await house().reply(handoff, 'behind the note');
    await reads(ivy, 'behind the note');
    expect(page(ivy)).not.toContain('difficult');
  });
}

/** Long texts arrive whole, hostile ones do nothing. */
export function whatIsRendered({ house, driver, tell }: ChannelSuite): void {
  tell('an answer of the greatest length arrives whole and in order', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const words = Array.from({ length: 1_800 }, (_, at) => `word${at}`);
    const paragraphs = Array.from({ length: 90 }, (_, at) =>
      words.slice(at * 20, at * 20 + 20).join(' '),
    );
    house().speaks('tell me everything', paragraphs.join('\n\n'));
    await ivy.say('tell me everything');
    await reads(ivy, 'word1799');
    expect(marked(page(ivy), /\bword\d+\b/g)).toEqual(words);
  });

  tell(
    'marks of the platform in what is said are words there',
    async () => {
      const ivy = await driver.person('Ivy Reyes');
      const hostile = [
        '<!channel> <!here> <@U123> <at>Ivy</at> @everyone',
        '[click](javascript:alert(1)) [shop](https://evil.example/login) <https://evil.example|shop>',
        '![x](https://evil.example/pixel.png) <script>alert(1)</script> <img src=x onerror=alert(1)>',
        'the end of it',
      ].join('\n\n');
      house().speaks('be hostile', hostile);
      await ivy.say('be hostile');
      await reads(ivy, 'the end of it');
      const handoff = await house().takeOver(house().conversationOf('be hostile'));
      await house().reply(handoff, `an agent: ${hostile}`);
      await eventually(() => expect(timesShown(ivy, 'the end of it')).toBe(2));
      expect(driver.harmIn(ivy)).toEqual([]);
      expect(page(ivy)).toContain('everyone');
    },
    'markup',
  );
}

/** What a platform does not take for now comes in order later; what it never takes is seen by the agent. */
export function whatGoesWrong({ house, driver, tell }: ChannelSuite): void {
  const TROUBLES = [
    ['throttled', 'throttling', 'the platform asks to wait'],
    ['down', 'outage', 'the platform has a problem of its own'],
    ['cut', undefined, 'the connection breaks'],
  ] as const;

  for (const [trouble, needs, name] of TROUBLES) {
    tell(
      `replies come once and in order though ${name}`,
      async () => {
        const ivy = await driver.person('Ivy Reyes');
        const handoff = await house().takeOver(await house().begin(ivy, 'hello there shop'));
        ivy.failNext(trouble);
        const seqs: number[] = [];
        for (const word of ['one', 'two', 'three']) {
          seqs.push(await house().reply(handoff, `reply ${word}`));
        }
        await reads(ivy, 'reply three');
        expect(marked(page(ivy), /reply (\w+)/g)).toEqual(['one', 'two', 'three']);
        await eventually(async () => {
          ivy.shown();
          const truths = await Promise.all(seqs.map((seq) => house().lineAt(handoff, seq)));
          expect(truths.map(({ truth }) => truth?.state)).toEqual(Array(3).fill('delivered'));
        });
      },
      needs,
    );
  }

  tell(
    'what the platform never takes the agent sees with its reason, and may send again',
    async () => {
      const ivy = await driver.person('Ivy Reyes');
      const handoff = await house().takeOver(await house().begin(ivy, 'hello there shop'));
      ivy.failNext('refused');
      const seq = await house().reply(handoff, 'not taken at first');
      await house().reply(handoff, 'taken behind it');
      await reads(ivy, 'taken behind it');
      const { truth } = await house().lineAt(handoff, seq);
      expect(truth).toEqual({ state: 'failed', reason: expect.stringMatching(/\w+ \w+/) });
      expect(page(ivy)).not.toContain('not taken at first');
      await house().ana.retry(handoff, seq);
      await reads(ivy, 'not taken at first');
      expect(timesShown(ivy, 'not taken at first')).toBe(1);
    },
    'final-refusal',
  );
}
