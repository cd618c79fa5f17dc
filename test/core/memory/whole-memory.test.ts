import fc from 'fast-check';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import type { Message } from '../../../src/core/domain/message.js';
import type { OwnCommand } from '../../../src/core/domain/ownership-writes.js';
import { estimateTokens } from '../../../src/core/domain/token-estimate.js';
import type { MemorySettings } from '../../../src/core/memory/memory-settings.js';
import type { Context, Line } from '../../../src/core/ports/mind.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { ANA, newHandoff, ownOf, sayOf, take } from '../../support/builders.js';
import { EMBEDDED } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const BUDGET = 1_500;

/** One thing that happens to a conversation; `size` decides how long what is said is. */
interface Step {
  readonly kind:
    | 'say'
    | 'burst'
    | 'again'
    | 'take-back'
    | 'edit'
    | 'summarise'
    | 'beside'
    | 'start-over'
    | 'agent';
  readonly size: number;
  readonly summary: 'good' | 'fails' | 'empty' | 'endless';
}

const WORDS =
  'my order number 4711 was sent to the wrong address and I want it back by Friday '.split(' ');

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>(
      ...(['say', 'say', 'say', 'say', 'burst', 'again'] as const),
      ...([
        'take-back',
        'edit',
        'summarise',
        'summarise',
        'beside',
        'start-over',
        'agent',
      ] as const),
    ),
    size: fc.integer({ min: 1, max: 220 }),
    summary: fc.constantFrom<Step['summary']>('good', 'good', 'fails', 'empty', 'endless'),
  }),
  { minLength: 10, maxLength: 40 },
);

const settings = fc.record({
  strategy: fc.constantFrom('window', 'summary', 'hybrid', 'full', 'retrieval') as fc.Arbitrary<
    MemorySettings['strategy']
  >,
  windowMessages: fc.integer({ min: 2, max: 40 }),
  // Nobody is ever silent for so long, or everybody is.
  resumeAfterMs: fc.constantFrom(1e9, 1e9, 0),
});

function textOf(step: Step, at: number): string {
  return `Line ${at}: ${Array.from({ length: step.size }, (_, word) => WORDS[word % WORDS.length]).join(' ')}`;
}

/** What of a context is text, whoever said it. */
function wordsOf(context: Context): string {
  const line = ({ author, text }: Line) => `${author.name} ${text}`;
  return [
    ...context.accountFacts.map(({ name, value }) => `${name} ${value}`),
    ...context.facts.map(({ kind, value }) => `${kind} ${value}`),
    context.summary ?? '',
    ...context.recalled.flatMap(({ lines }) => lines.map(line)),
    ...context.window.map(line),
    ...context.passages.map(({ text }) => text),
    ...context.lines.map(line),
  ].join('\n');
}

/** A conversation with a mind that remembers what it was shown and summarises as it is told. */
class Witness {
  readonly shown: Context[] = [];
  summary: Step['summary'] = 'good';
  readonly bench: TurnBench;

  constructor(
    readonly stores: Stores,
    memory: Pick<MemorySettings, 'strategy' | 'windowMessages' | 'resumeAfterMs'>,
  ) {
    this.bench = turnBench(
      stores,
      {
        answer: async (context) => {
          this.shown.push(context);
          const text = `Answer ${this.shown.length}: we will send it again by Monday.`;
          return { kind: 'answered', text, citations: [], confidence: 1, why: 'test' };
        },
        summarise: async ({ lines }) => {
          if (this.summary === 'fails') throw new Error('no summary');
          if (this.summary === 'empty') return '  ';
          if (this.summary === 'endless') return 'very long '.repeat(2_000);
          return `- ${lines.length} lines were said before.`;
        },
      },
      {
        memory: { ...memory, budgetTokens: BUDGET, afreshAfterTurns: 1_000 },
      },
    );
  }

  async now(): Promise<Conversation> {
    const found = await this.stores.conversations.load(this.bench.conversationId());
    if (found === null) throw new Error('There is no conversation yet.');
    return found;
  }

  /** Every text on record, as it stands. */
  async record(): Promise<readonly Message[]> {
    await this.bench.settled();
    const page = { after: 0, limit: 10_000 };
    return this.stores.archive.page(this.bench.conversationId(), page);
  }

  async step(step: Step, at: number): Promise<void> {
    const wireId = `w${at}`;
    this.summary = step.summary;
    if (step.kind === 'summarise') return this.bench.summarise();
    if (step.kind === 'again') {
      await this.bench.say('The same again', 'w0');
      return;
    }
    if (step.kind === 'agent') return this.agent(step, at);
    if (step.kind === 'beside') {
      const said = this.bench.say(textOf(step, at), wireId);
      await Promise.all([said, this.bench.summarise()]);
      return;
    }
    if (step.kind === 'edit') {
      const revises = { kind: 'edit', wireId: `w${Math.max(0, at - step.size)}` } as const;
      await this.bench.say(textOf(step, at), `e${at}`, { revises });
      return;
    }
    if (step.kind === 'take-back') {
      const revises = { kind: 'delete', wireId: `w${Math.max(0, at - step.size)}` } as const;
      await this.bench.say('', `d${at}`, { revises });
      return;
    }
    if (step.kind === 'burst') {
      for (let one = 0; one < 5; one++)
        await this.bench.record(textOf(step, at), `${wireId}-${one}`);
    }
    await this.bench.say(step.kind === 'start-over' ? 'start over' : textOf(step, at), wireId);
  }

  /** An agent takes over, talks with the customer for a while, and gives the conversation back. */
  private async agent(step: Step, at: number): Promise<void> {
    const before = await this.now();
    const nowMs = Date.now();
    // Nobody's courier holds the lane, so the bench's may have it at once.
    const lane = { take: take(nowMs, 0) };
    const { handoffId: _, ...claim } = ownOf('claim', before, ANA, nowMs) as OwnCommand & {
      readonly handoffId: string;
    };
    const handoff = newHandoff(before, nowMs);
    await this.stores.conversations.own({
      ...claim,
      ...lane,
      kind: 'take-over',
      handoff,
    } as OwnCommand);
    for (let one = 0; one < 3; one++) {
      await this.bench.record(textOf(step, at), `a${at}-${one}`);
      const claimed = await this.now();
      await this.stores.outbox.say(
        sayOf(claimed, ANA, `s${at}-${one}`, 'I promise it by Monday.', nowMs, lane),
      );
    }
    const given = ownOf('return', await this.now(), ANA, nowMs);
    await this.stores.conversations.own({ ...given, ...lane });
    await this.bench.carry();
  }
}

/** Numbers of texts that nothing stands for: they must all have been shown in the newest turn. */
function uncovered({ memory }: Conversation, record: readonly Message[]): readonly Message[] {
  const from = Math.max(memory.coveredSeq, memory.startSeq);
  const isWords = ({ kind, revised }: Message) => kind === 'text' && revised?.isGone !== true;
  return record.filter((one) => one.seq > from && isWords(one));
}

test('whatever is said, summarised, failed or sent again: nothing falls between window and summary, and the budget holds', async () => {
  const seen = { narrative: 0, facts: 0, started: 0, shown: 0, promised: 0 };
  await fc.assert(
    fc.asyncProperty(settings, steps, async (memory, sequence) => {
      const stores = await EMBEDDED.open();
      const witness = new Witness(stores, memory);
      const all = [{ kind: 'say', size: 3, summary: 'good' } as const, ...sequence];
      let before: Conversation | null = null;
      for (const [at, step] of all.entries()) {
        const told = witness.shown.length;
        await witness.step(step, at);
        const now = await witness.now();
        expect(now.memory.coveredSeq).toBeGreaterThanOrEqual(before?.memory.coveredSeq ?? 0);
        expect(now.memory.coveredSeq).toBeLessThanOrEqual(now.lastSeq);
        const context = witness.shown[told];
        if (context !== undefined) {
          seen.shown += 1;
          expect(estimateTokens(wordsOf(context))).toBeLessThanOrEqual(BUDGET);
          const texts = [...context.window, ...context.lines].map(({ text }) => text);
          const rest = uncovered(now, await witness.record());
          const own = rest.filter(({ turnId }) => turnId !== rest.at(-1)?.turnId);
          for (const { text } of own) {
            expect(texts.some((one) => isShown(one, text))).toBe(true);
          }
        }
        if (now.memory.kind !== 'none') seen[now.memory.kind] += 1;
        if (now.memory.startSeq > 0) seen.started += 1;
        if (now.stretches.some(({ promises = [] }) => promises.length > 0)) seen.promised += 1;
        before = now;
      }
      await witness.bench.stop();
      await stores.close();
    }),
    { numRuns: 25, seed: 20_261_121 },
  );
  expect(Object.entries(seen).filter(([, times]) => times < 5)).toEqual([]);
}, 120_000);

/** A new line that is too long is shown with its beginning and its end. */
function isShown(shown: string, text: string): boolean {
  return shown === text || (shown.includes('left out') && text.startsWith(shown.slice(0, 5)));
}
