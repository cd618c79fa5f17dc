import { type Fact, standing } from '../../../src/core/domain/fact.js';
import { type Message, withRevisions } from '../../../src/core/domain/message.js';
import { factsAfter } from '../../../src/core/memory/facts-after.js';
import { Script } from './said.js';

/** What is known after a turn on the messages from number `from` on, with `facts` known before. */
function known(
  { messages }: Script,
  from: number,
  facts: readonly Fact[] = [],
  more: { readonly reachesTo?: number; readonly revisions?: readonly Message[] } = {},
): readonly Fact[] {
  const { reachesTo = 1, revisions } = more;
  const all = withRevisions(messages.filter(({ seq }) => seq >= reachesTo));
  return factsAfter({
    facts,
    window: all.filter(({ seq }) => seq < from),
    taken: all.filter(({ seq }) => seq >= from),
    ...(revisions === undefined ? {} : { revisions }),
    customerId: 'customer',
  });
}

/** What is known when every text of the customer was a turn of its own. */
function afterTurns(script: Script): readonly Fact[] {
  let facts: readonly Fact[] = [];
  for (const { seq, author } of script.messages) {
    if (author.kind !== 'customer') continue;
    const until = new Script('c');
    until.messages.push(...script.messages.slice(0, seq));
    facts = known(until, seq, facts);
  }
  return facts;
}

const told = (facts: readonly Fact[]) =>
  standing(facts).map(({ kind, normalized }) => `${kind} ${normalized}`);

const DAYS = ['Bring it on Friday.', 'Noted.', 'No, on Monday.', 'Noted.', 'Sorry, on Tuesday.'];

test('of three days the last one stands, also when the second is taken back', () => {
  const script = new Script('c').talk(...DAYS, 'Noted.');
  expect(told(afterTurns(script))).toEqual(['date tuesday']);
  expect(told(afterTurns(script.revises(3, null)))).toEqual(['date tuesday']);
});

test('the day before stands again when the last one is taken back', () => {
  expect(told(afterTurns(new Script('c').talk(...DAYS, 'Noted.').revises(5, null)))).toEqual([
    'date monday',
  ]);
});

describe('two edits of one message in one turn', () => {
  test('count as the newest says, when the message is at hand', () => {
    const script = new Script('c').talk('Bring it on Friday.', 'Noted.');
    const facts = known(new Script('c').talk('Bring it on Friday.'), 1);
    script.revises(1, 'Bring it on Monday.').revises(1, 'Bring it on Tuesday.');
    expect(told(known(script, 3, facts))).toEqual(['date tuesday']);
  });

  test('count as the newest says, when it is older than what is at hand', () => {
    const script = new Script('c').talk('Bring it on Friday.', 'Noted.', 'Thanks', 'Welcome.');
    const facts = known(new Script('c').talk('Bring it on Friday.'), 1);
    script.revises(1, 'Bring it on Monday.').revises(1, 'Bring it on Tuesday.');
    expect(told(known(script, 5, facts, { reachesTo: 3 }))).toEqual(['date tuesday']);
  });
});

test('an edit puts its words where the old ones were: what was said later still counts', () => {
  const script = new Script('c').talk('Please bring it.', 'When?', 'On Monday.', 'Noted.');
  script.revises(1, 'Please bring it on Friday.');
  const facts = afterTurns(script);
  expect(told(facts)).toEqual(['date monday']);
  expect(told(known(script.talk('And thanks'), 6, facts))).toEqual(['date monday']);
});

describe('what was said twice', () => {
  const twice = () =>
    new Script('c').talk('Bring it on Friday.', 'Noted.', 'So on Friday.', 'Yes.');

  test.each([1, 3])('is still known when number %s is taken back', (seq) => {
    expect(told(afterTurns(twice().revises(seq, null)))).toEqual(['date friday']);
  });

  test('is forgotten when both are taken back', () => {
    expect(told(afterTurns(twice().revises(1, null).revises(3, null)))).toEqual([]);
  });

  test('is still known when the first is older than what is at hand', () => {
    const facts = afterTurns(twice());
    const { messages } = twice().revises(1, null);
    const script = twice().talk('Thanks');
    const revisions = messages.slice(4);
    expect(told(known(script, 5, facts, { reachesTo: 3, revisions }))).toEqual(['date friday']);
  });

  test('does not come back when something else was said since', () => {
    const script = twice().talk('No, on Monday.', 'Noted.').revises(1, null);
    expect(told(afterTurns(script))).toEqual(['date monday']);
  });
});

test('an answer whose question is not at hand any more is not forgotten with another text', () => {
  const script = new Script('c')
    .says('bot', 'What time should the courier come?')
    .talk('7', 'Noted.', 'Bring it on Friday.', 'Noted.');
  const facts = afterTurns(script);
  const edited = script.revises(4, 'Bring it on Monday.');
  expect(told(known(edited, 6, facts, { reachesTo: 2 }))).toEqual(['time 7:00', 'date monday']);
});

test('looking twice changes nothing', () => {
  const script = new Script('c').talk(...DAYS, 'Noted.').revises(3, 'On Wednesday.');
  const facts = known(script, 7, afterTurns(script));
  expect(known(script, 7, facts)).toEqual(facts);
});

test.each([
  ['my PIN number is 4471', null],
  ['my card is 4111 1111 1111 1111, account number 4111111111111111', null],
  ['4471', 'Could you give me your PIN or reference number?'],
])('a secret is no fact: "%s"', (text, question) => {
  const script = new Script('c');
  if (question !== null) script.says('agent', question);
  script.says('customer', text);
  expect(known(script, script.messages.length).map(({ value }) => value)).not.toContain(
    expect.stringMatching(/4471|4111/),
  );
  expect(told(known(script, script.messages.length)).join()).not.toMatch(/4471|4111/);
});

test('half a card number at the end of what is read is no phone number', () => {
  for (let before = 3_975; before < 4_000; before++) {
    const text = `${'x'.repeat(before)} 4111 1111 1111 1111 ok`;
    expect(told(known(new Script('c').says('customer', text), 1))).toEqual([]);
  }
});

test('of very much that was said to an agent the newest is looked through', () => {
  const script = new Script('c').says('customer', 'Bring it on Friday.');
  for (let at = 0; at < 20; at++)
    script.says('customer', 'Nobody likes such lamps in here. '.repeat(120));
  script.says('customer', 'My order number is KX-20441.');
  expect(told(known(script, 1))).toEqual(['reference KX-20441']);
});
