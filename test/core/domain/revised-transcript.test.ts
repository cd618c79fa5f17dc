import fc from 'fast-check';
import { type Conversation, EMPTY_CONVERSATION } from '../../../src/core/domain/conversation.js';
import { type LaneItem, laneItem } from '../../../src/core/domain/lane.js';
import { emptied, type Message } from '../../../src/core/domain/message.js';
import {
  asRevised,
  customerPageAfter,
  customerPageBefore,
  lastShownSeq,
  newest,
} from '../../../src/core/domain/transcript.js';

/** Where a message is: on record, in the aggregate, or for a moment in both. */
type Place = 'record' | 'both' | 'aggregate';
type Speaker = 'customer' | 'other-customer' | 'agent' | 'bot';

interface Told {
  readonly message: Message;
  readonly place: Place;
  readonly isWithdrawn: boolean;
}

/** A talk as it was told: revisions are of any earlier message, by whomever, so many of them must change nothing. */
interface Step {
  readonly speaker: Speaker;
  readonly kind: Message['kind'];
  readonly target: number;
  readonly place: Place;
  readonly isWithdrawn: boolean;
}

const steps = fc.array(
  fc.record<Step>({
    speaker: fc.constantFrom('customer', 'customer', 'other-customer', 'agent', 'agent', 'bot'),
    kind: fc.constantFrom('text', 'text', 'text', 'edit', 'edit', 'delete', 'note'),
    target: fc.nat(30),
    place: fc.constantFrom('record', 'record', 'record', 'both', 'aggregate'),
    isWithdrawn: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
);

function authorOf(speaker: Speaker): Message['author'] {
  const kind = speaker === 'other-customer' ? 'customer' : speaker;
  return { kind, id: speaker, name: speaker };
}

function isRevising(step: Step): boolean {
  return (step.kind === 'edit' || step.kind === 'delete') && step.speaker !== 'bot';
}

function told(script: readonly Step[]): Told[] {
  const all = script.map((step, index): Told => {
    const seq = index + 1;
    const author = authorOf(step.speaker);
    const message: Message = {
      id: `m${seq}`,
      seq,
      kind: 'text',
      author,
      text: `t${seq}`,
      atMs: seq,
    };
    const { place } = step;
    if (isRevising(step) && index > 0) {
      const revises = { id: `m${1 + (step.target % index)}` };
      const text = step.kind === 'delete' ? '' : message.text;
      return { message: { ...message, kind: step.kind, text, revises }, place, isWithdrawn: false };
    }
    if (step.kind === 'note' && step.speaker === 'agent') {
      return { message: { ...message, kind: 'note' }, place, isWithdrawn: false };
    }
    const isWithdrawn = step.speaker === 'bot' && step.isWithdrawn && place !== 'record';
    return { message, place, isWithdrawn };
  });
  // The courier's promise: a revision never comes on record without the text it is about.
  const filed = new Set(
    all.flatMap(({ message, place }) => (place === 'aggregate' ? [] : (message.revises?.id ?? []))),
  );
  return all.map((one) =>
    filed.has(one.message.id) && one.place === 'aggregate' ? { ...one, place: 'both' } : one,
  );
}

/** Reads the talk aloud: edits in the order of their numbers, then deletions; only what `counts` revises. */
function readAloud(all: readonly Told[], counts: (revision: Told, revised: Told) => boolean) {
  const now = new Map(all.map((one) => [one.message.id, { ...one, text: one.message.text }]));
  const isDeletion = ({ message }: Told) => message.kind === 'delete';
  const edits = all.filter((one) => !isDeletion(one));
  for (const revision of [...edits, ...all.filter(isDeletion)]) {
    const { kind, author, revises } = revision.message;
    if (revises === undefined) continue;
    for (const one of now.values()) {
      if (one.message.author.id !== author.id || !counts(revision, one)) continue;
      if (one.message.id === revises.id && one.message.kind === 'text') {
        one.text = revision.message.text;
      }
      const isItsEdit = one.message.kind === 'edit' && one.message.revises?.id === revises.id;
      if (kind === 'delete' && isItsEdit) one.text = '';
    }
  }
  return [...now.values()].map(({ message, text, isWithdrawn }) => ({
    seq: message.seq,
    kind: isWithdrawn ? ('empty' as const) : message.kind,
    text,
  }));
}

const isFiled = (one: Told) => one.place !== 'aggregate';

function recordOf(all: readonly Told[]): Message[] {
  const filed = all.filter(isFiled);
  const words = new Map(readAloud(filed, () => true).map((one) => [one.seq, one.text]));
  const revisedBy = (target: Message) => {
    const revisions = filed
      .map(({ message }) => message)
      .filter((one) => one.revises?.id === target.id && one.author.id === target.author.id);
    return revisions.findLast((one) => one.kind === 'delete') ?? revisions.at(-1);
  };
  return filed.map(({ message }) => {
    const last = message.kind === 'text' ? revisedBy(message) : undefined;
    const revised = last && { seq: last.seq, atMs: last.atMs, isGone: last.kind === 'delete' };
    return { ...message, text: words.get(message.seq) ?? '', ...(revised ? { revised } : {}) };
  });
}

function aggregateOf(all: readonly Told[]): Conversation {
  const customer: LaneItem[] = [];
  const desk: LaneItem[] = [];
  const inbox: Message[] = [];
  for (const { message, place, isWithdrawn } of all) {
    if (place === 'record') continue;
    const item = laneItem('deliver', message.id, { message, held: true });
    if (message.kind === 'note') desk.push(item);
    else if (message.author.kind !== 'customer') {
      customer.push(isWithdrawn ? { ...item, state: 'withdrawn' } : item);
    } else if (message.seq % 3 === 0) inbox.push(message);
    else if (message.seq % 3 === 1) desk.push(item);
    else customer.push(laneItem('file', message.id, { message, held: true }));
  }
  const { lanes } = EMPTY_CONVERSATION;
  return {
    ...EMPTY_CONVERSATION,
    id: 'c',
    tenant: 'demo',
    channel: 'demo-web',
    thread: 'visit-1',
    customer: { id: 'visit-1', name: 'Visitor' },
    createdAtMs: 0,
    lastSeq: all.length,
    inbox,
    lanes: {
      customer: { ...lanes.customer, items: customer },
      desk: { ...lanes.desk, items: desk },
    },
  };
}

/** The first number that is not said yet: words of the bot or an agent that their courier has not settled. */
function firstUnsaid(all: readonly Told[]): number {
  const unsaid = all.find(
    ({ message, place, isWithdrawn }) =>
      place !== 'record' &&
      !isWithdrawn &&
      message.author.kind !== 'customer' &&
      message.kind !== 'note',
  );
  return unsaid?.message.seq ?? Number.POSITIVE_INFINITY;
}

const wordsOf = (messages: readonly Message[]) =>
  messages.map(({ seq, kind, text }) => ({ seq, kind, text }));

/** What a customer is to be shown: nothing that is not said, no note, no withdrawn number. */
function expectedForCustomer(all: readonly Told[]) {
  const horizon = firstUnsaid(all);
  // A revision that is on record already has changed the words there, though it is not said yet.
  const counts = (revision: Told, revised: Told) =>
    revision.message.seq < horizon || (isFiled(revision) && isFiled(revised));
  return readAloud(all, counts).filter(
    ({ seq, kind }) => seq < horizon && kind !== 'note' && kind !== 'empty',
  );
}

const SETTINGS = { numRuns: 400, seed: 20_261_121 };

test('a desk is shown every text as it reads after all its revisions, wherever they are', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const all = told(script);
      const expected = readAloud(all, () => true).filter(({ kind }) => kind !== 'empty');
      expect(wordsOf(newest(aggregateOf(all), recordOf(all), 100))).toEqual(expected);
      const few = newest(aggregateOf(all), recordOf(all), 3);
      expect(wordsOf(few)).toEqual(expected.slice(-3));
    }),
    SETTINGS,
  );
});

test('a customer is shown everything that is said, as it reads by then, and nothing behind it', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const all = told(script);
      const [now, record] = [aggregateOf(all), recordOf(all)];
      const expected = expectedForCustomer(all);
      expect(lastShownSeq(now)).toBe(Math.min(firstUnsaid(all) - 1, all.length));
      expect(wordsOf(customerPageAfter(now, record, 0, 100))).toEqual(expected);
      expect(wordsOf(customerPageBefore(now, record, 1_000, 100).messages)).toEqual(expected);
    }),
    SETTINGS,
  );
});

test('pages in both directions together show the same, each text once', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 7 }), (script, limit) => {
      const all = told(script);
      const [now, record] = [aggregateOf(all), recordOf(all)];
      const expected = expectedForCustomer(all);
      expect(wordsOf(forward(now, record, limit))).toEqual(expected);
      expect(wordsOf(backward(now, record, limit))).toEqual(expected);
    }),
    SETTINGS,
  );
});

/** Reads on as a web page that follows the talk does. */
function forward(now: Conversation, record: readonly Message[], limit: number): Message[] {
  const seen: Message[] = [];
  let after = 0;
  for (;;) {
    const from = after;
    const filed = record.filter((one) => one.seq > from).slice(0, limit);
    seen.push(...customerPageAfter(now, filed, from, limit));
    if (filed.length < limit) return seen;
    after = filed.at(-1)?.seq ?? now.lastSeq;
  }
}

/** Reads back as somebody who scrolls up does. */
function backward(now: Conversation, record: readonly Message[], limit: number): Message[] {
  const seen: Message[] = [];
  let before: number | null = now.lastSeq + 1;
  while (before !== null) {
    const to: number = before;
    const filed = record.filter((one) => one.seq < to).slice(-limit);
    const page = customerPageBefore(now, filed, to, limit);
    seen.unshift(...page.messages);
    before = page.before;
  }
  return seen;
}

test('what a courier files is revised by all it knows, and brings the texts along that it revises', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const all = told(script);
      const now = aggregateOf(all);
      const taken = now.lanes.desk.items.flatMap((item) => item.message ?? []);
      const filed = asRevised(now, taken);
      const taking = new Set(taken.map((one) => one.seq));
      const revised = new Set(taken.map((one) => one.revises?.id));
      const brought = all.filter(
        ({ message, place, isWithdrawn }) =>
          place !== 'record' && message.kind === 'text' && !isWithdrawn && revised.has(message.id),
      );
      for (const one of brought) taking.add(one.message.seq);
      expect(new Set(filed.map((one) => one.seq))).toEqual(taking);
      const expected = readAloud(
        all.filter(({ message }) => taking.has(message.seq)),
        () => true,
      );
      const inOrder = [...filed].sort((one, other) => one.seq - other.seq);
      expect(wordsOf(inOrder)).toEqual(expected);
    }),
    SETTINGS,
  );
});

test('a withdrawn text stays withdrawn though the record has its words', () => {
  const author = authorOf('bot');
  const said: Message = { id: 'm1', seq: 1, kind: 'text', author, text: 'wrong', atMs: 1 };
  const now = aggregateOf([{ message: said, place: 'both', isWithdrawn: true }]);
  expect(newest(now, [said], 10)).toEqual([]);
  expect(customerPageAfter(now, [said], 0, 10)).toEqual([]);
  expect(newest(now, [emptied(said)], 10)).toEqual([]);
});

test('an old text that comes once more under a new number does not take the place of the first', () => {
  const author = authorOf('customer');
  const first: Message = { id: 'm1', seq: 1, kind: 'text', author, text: 'once', atMs: 1 };
  const edit: Message = {
    ...first,
    id: 'e2',
    seq: 2,
    kind: 'edit',
    text: 'other',
    revises: { id: 'm1' },
  };
  const again = { ...first, seq: 3 };
  const now = { ...aggregateOf([]), lastSeq: 3, inbox: [again] };
  expect(newest(now, [first], 10).map((one) => one.seq)).toEqual([1, 3]);
  const shown = customerPageAfter({ ...now, inbox: [edit, again] }, [first], 0, 10);
  expect(shown.map((one) => one.seq)).toEqual([1, 2, 3]);
  expect(shown[0]).toMatchObject({ text: 'other', revised: { seq: 2 } });
});

test('the failure that the record has of a text is shown while its lane still has it', () => {
  const author = authorOf('agent');
  const said: Message = { id: 'm1', seq: 1, kind: 'text', author, text: 'hello', atMs: 1 };
  const now = aggregateOf([{ message: said, place: 'both', isWithdrawn: false }]);
  const failed = { ...said, failure: 'channel_not_found' };
  expect(newest(now, [failed], 10)).toEqual([failed]);
});
