import fc from 'fast-check';
import type { Conversation } from '../../src/core/domain/conversation.js';
import { dueAtMs } from '../../src/core/domain/conversation.js';
import type { LaneName } from '../../src/core/domain/lane.js';
import type { OwnCommand } from '../../src/core/domain/ownership-writes.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import {
  ANA,
  BEN,
  commitOf,
  newHandoff,
  ownOf,
  recordOf,
  sayOf,
  take,
} from '../support/builders.js';
import { EMBEDDED, MONGO } from '../support/stores.js';

/** One write, by kind and a few numbers that decide its details. */
interface Step {
  readonly kind: string;
  readonly a: number;
  readonly b: number;
}

const KINDS = [
  'record',
  'record',
  'record',
  'lease',
  'lease',
  'renew',
  'give-back',
  'commit',
  'commit',
  'claim',
  'release',
  'return',
  'resolve',
  'take-over',
  'say',
  'say',
  'note',
  'take',
  'settle',
  'settle',
  'receive',
];

/** Texts that an operator could take for something else. */
const TEXTS = ['hello', '$owner', '$$ROOT', '{"$set":1}', 'ünï👍', '$literal', ' '];

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    a: fc.integer({ min: 0, max: 11 }),
    b: fc.integer({ min: 0, max: 11 }),
  }),
  { minLength: 5, maxLength: 40 },
);

/** Applies a step to one store as `now` (the aggregate before it) suggests; some suggestions are stale on purpose. */
function apply(
  stores: Stores,
  id: string,
  now: Conversation | null,
  step: Step,
  nowMs: number,
  holder: string,
) {
  const { a, b } = step;
  const lane: LaneName = a % 2 === 0 ? 'customer' : 'desk';
  const agent = b % 3 === 0 ? BEN : ANA;
  const request = { ...take(nowMs, 50), holder };
  const text = TEXTS[b % TEXTS.length] ?? '';
  if (step.kind === 'record' || now === null) {
    return stores.inbox.record({ ...recordOf(id, `m${a}${b}`, text, nowMs), take: request });
  }
  const stale = b === 11 ? 1 : 0;
  switch (step.kind) {
    case 'lease':
      return stores.conversations.lease(id, { holder, nowMs, untilMs: nowMs + a * 10 });
    case 'renew':
      return stores.conversations.renew(id, now.fence - stale, nowMs + 50);
    case 'give-back':
      return stores.conversations.giveBack(id, now.fence - stale, a * 5, b % 2 === 0);
    case 'commit': {
      const base = commitOf(now, nowMs, {
        escalates: a > 7,
        says: a % 3 === 0 ? [] : [text, 'and'],
      });
      const taken = base.takenIds.slice(0, 1 + b);
      const dropped = a === 4 ? taken.slice(0, 1) : [];
      const held = b % 2 === 0;
      return stores.conversations.commit({
        ...base,
        fence: now.fence - stale,
        takenIds: taken,
        droppedIds: dropped,
        held,
        take: request,
      });
    }
    case 'claim':
    case 'release':
    case 'return':
    case 'resolve':
      return stores.conversations.own({ ...ownOf(step.kind, now, agent, nowMs), take: request });
    case 'take-over': {
      const { handoffId: _, ...rest } = ownOf('claim', now, agent, nowMs) as OwnCommand & {
        handoffId: string;
      };
      return stores.conversations.own({
        ...rest,
        kind: 'take-over',
        handoff: newHandoff(now, nowMs),
        take: request,
      } as OwnCommand);
    }
    case 'say':
      return stores.outbox.say({
        ...sayOf(now, agent, `s${a}${b}`, text, nowMs),
        held: a % 2 === 0,
        take: request,
      });
    case 'note': {
      const said = sayOf(now, agent, `n${a}${b}`, text, nowMs, { claiming: false });
      return stores.outbox.say({ ...said, draft: { ...said.draft, kind: 'note' }, take: request });
    }
    case 'take':
      return stores.outbox.take(id, lane, request, 1 + (b % 4));
    case 'settle': {
      const items = now.lanes[lane].items;
      const taken = items.filter((item) => item.state === 'taken').slice(0, 1 + (b % 3));
      const settlements = taken.map((item, index) =>
        b === 5 && index === taken.length - 1
          ? { id: item.id, kind: 'retry' as const, notBeforeMs: nowMs + 30 }
          : { id: item.id, kind: 'done' as const },
      );
      const emptiedIds =
        a > 5 ? items.filter((one) => one.state === 'withdrawn').map((one) => one.id) : [];
      return stores.outbox.settle({
        conversationId: id,
        lane,
        fence: now.lanes[lane].fence - stale,
        settlements,
        emptiedIds,
        release: a % 4 !== 0,
      });
    }
    default:
      return stores.outbox.receive(id, a);
  }
}

const reason = MONGO.skipReason;
(reason === null ? describe : describe.skip)(
  `The table of writes${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let embedded: Stores;
    let mongo: Stores;
    beforeAll(async () => {
      [embedded, mongo] = await Promise.all([EMBEDDED.open(), MONGO.open()]);
    });
    afterAll(async () => {
      await Promise.all([embedded.close(), mongo.close()]);
    });

    test('both kinds of stores decide every sequence of writes alike', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          run += 1;
          const id = `c${run}`;
          let now: Conversation | null = null;
          for (const [index, step] of sequence.entries()) {
            const nowMs = 1_000 + index * 20;
            const holder = `h${run}x${index}`;
            const one = await apply(embedded, id, now, step, nowMs, holder);
            const other = await apply(mongo, id, now, step, nowMs, holder);
            expect(other).toEqual(one);
            now = await embedded.conversations.load(id);
            expect(await mongo.conversations.load(id)).toEqual(now);
            if (now) expect(now.dueAtMs).toBe(dueAtMs(now));
          }
        }),
        { numRuns: Number(process.env['WRITES_RUNS'] ?? 150) },
      );
    });
  },
);
