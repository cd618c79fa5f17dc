import type { Context, FillRequest } from '../../../../src/core/ports/mind.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  line,
  SECRET_KEY,
} from '../../../support/model/claude-bench.js';
import {
  fills,
  type ModelScript,
  NEVER_ANSWERS,
  type ReceivedRequest,
  refuses,
  returns,
  says,
} from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';
import {
  BOOK_VISIT,
  CHANGE_ADDRESS,
  CHANGE_EMAIL,
  ORDER_MORE,
  ORDER_STATUS,
  REFUND,
  SOME_ACTIONS,
} from '../../../support/some-actions.js';

const never = new AbortController().signal;

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

function asked(text: string, rest: Partial<Context> = {}): FillRequest {
  const context = contextOf(text, { turnType: 'action_request', ...rest });
  return { context, offered: SOME_ACTIONS, current: null };
}

const ADDRESS_ASKED: FillRequest = {
  context: contextOf('12 Mill <b>Lane, Leeds', {
    turnType: 'action_request',
    customer: { id: 'jo', name: 'Jo Mayer' },
    accountFacts: [{ name: 'plan', value: 'Gold since May' }],
    facts: [{ kind: 'reference', value: 'A-1029', atMs: 0 }],
    stretches: [
      { agent: 'Ana', outcome: 'resolved', note: 'Refunded it.', promises: ['A vase.'], atMs: 0 },
    ],
    summary: '- Jo wants a vase.',
    recalled: [{ atMs: 0, lines: [line('My vase broke.')] }],
    window: [
      line('I want to change my address'),
      line('Which address?', 'Finch', 'bot'),
      line('I look into it.', 'Ana', 'agent'),
      line('Mine is order 9999', 'Kim'),
    ],
  }),
  offered: [CHANGE_ADDRESS],
  current: {
    name: 'change_address',
    values: { order: '47"11' },
    askedFor: 'address',
    stage: 'collecting',
  },
};

const ADDRESS_TOLD = `<account_facts customer="Jo Mayer">
<fact name="plan">Gold since May</fact>
</account_facts>
<earlier_talk>
<line speaker="Jo" role="customer" at="2026-11-21 09:00 UTC">I want to change my address</line>
</earlier_talk>
<under_way action="change_address" asked_for="address" waits_for="a value">
<value parameter="order">47"11</value>
</under_way>
<new_lines>
<line speaker="Jo" role="customer" at="2026-11-21 09:00 UTC">12 Mill &lt;b>Lane, Leeds</line>
</new_lines>`;

/** All bytes of the body before the user's message. */
function stableBytes({ raw }: ReceivedRequest): string {
  return raw.slice(0, raw.indexOf('"messages":'));
}

test('what is read is the action and the values that were written', async () => {
  server.answers(fills('refund', { order: '4711', amount: '45.50', reason: 'Damaged' }));
  const filled = await bench.mind.fill(asked('Refund 45,50 for 4711, it is broken'), never);
  expect(filled).toEqual({
    action: 'refund',
    values: { order: '4711', amount: 45.5, reason: 'damaged' },
    isAside: false,
  });
});

test('it is shown facts, the same customer’s words and what is under way; nobody else’s, and no passage', async () => {
  await bench.mind.fill(ADDRESS_ASKED, never);
  const [request] = server.requests;
  expect(request?.text).toBe(ADDRESS_TOLD);
  expect(request?.searchResults).toEqual([]);
  expect(request?.body.messages.map(({ role }) => role)).toEqual(['user']);
  expect(request?.body.tools).toBeUndefined();
});

test('every part it is shown is explained in its prompt', async () => {
  await bench.mind.fill(ADDRESS_ASKED, never);
  const prompt = server.requests[0]?.body.system[0]?.text ?? '';
  for (const part of ['account_facts', 'earlier_talk', 'under_way', 'new_lines']) {
    expect(prompt).toContain(`\`<${part}>\``);
  }
});

test('the prompt ends with what can be done, as the config has it', async () => {
  await bench.mind.fill({ ...asked('Hi'), offered: [REFUND, ORDER_STATUS] }, never);
  const prompt = server.requests[0]?.body.system[0]?.text ?? '';
  expect(prompt.slice(prompt.indexOf('# Actions'))).toBe(`# Actions

## \`refund\`: refund
Money back for an order.
Asked for in words like "I want a refund", "give me my money back".
- \`order\` (string): Order number. Pattern \`[0-9]{4,6}\`.
- \`amount\` (number): Amount. How much, in USD.
- \`reason\` (string): Reason. One of "damaged" (Damaged), "wrong_item" (Wrong item), "no_longer_needed" (No longer needed).

## \`order_status\`: order status
The customer wants to know where an order is and when it comes.
Asked for in words like "where is my order", "track my order", "where is my parcel", "order status".
- \`order\` (string): Order number. Pattern \`[0-9]{4,6}\`.`);
});

test('it may only name actions and parameters there are', async () => {
  await bench.mind.fill({ ...asked('Hi'), offered: [REFUND, CHANGE_EMAIL] }, never);
  const [request] = server.requests;
  expect([request?.purpose, request?.body.model, request?.body.max_tokens]).toEqual([
    'fill',
    'claude-haiku-5-5',
    2_000,
  ]);
  expect(request?.body.output_config?.effort).toBe('low');
  expect(request?.body.output_config?.format?.schema).toMatchObject({
    required: ['action', 'isAside', 'values'],
    properties: {
      action: { anyOf: [{ type: 'string', enum: ['refund', 'change_email'] }, { type: 'null' }] },
      values: {
        items: {
          properties: { parameter: { enum: ['order', 'amount', 'reason', 'email'] } },
          additionalProperties: false,
        },
      },
    },
  });
});

test('prompt and actions are the same bytes in each fill, and nothing anybody wrote is among them', async () => {
  const second = asked('Refund it', { customer: { id: 'kim', name: 'Kim' }, summary: '- Kim.' });
  await bench.mind.fill({ ...ADDRESS_ASKED, offered: SOME_ACTIONS }, never);
  bench.clock.pass(86_400_000);
  await bench.mind.fill(second, never);
  const [first, other] = server.requests.map(stableBytes);
  expect(other).toBe(first);
  expect(first).toContain('cache_control');
  for (const said of ['Kim', 'Leeds', 'Gold', '4711', 'Ana']) expect(first).not.toContain(said);
  const written = server.reported.map(({ usage }) => usage?.cache_creation_input_tokens ?? 0);
  expect(written.map((tokens) => tokens > 0)).toEqual([true, false]);
  for (const { raw } of server.requests) expect(raw).not.toContain(SECRET_KEY);
});

test('the ledger has it, for the turn and its own purpose', async () => {
  await bench.mind.fill(asked('Refund 4711'), never);
  await bench.mind.settle();
  expect(bench.ledger.entries).toMatchObject([
    { purpose: 'fill', turnType: 'action_request', turnId: 'c1-t1-1', closed: { outcome: 'ok' } },
  ]);
});

describe('what is not used', () => {
  test.each<[string, string, FillRequest['offered'][number], Record<string, string>, object]>([
    ['a parameter the action has not', 'Refund 4711', REFUND, { email: 'a@b.example' }, {}],
    ['a number nobody wrote', 'Refund 4711', REFUND, { order: '4712' }, {}],
    ['a part of a number', 'Refund 4711', REFUND, { order: '471' }, {}],
    ['a sum nobody named', 'Refund 4711', REFUND, { amount: '500' }, {}],
    ['a number that is none', 'Refund 4711', REFUND, { amount: 'all of it' }, {}],
    ['a choice there is not', 'Refund 4711', REFUND, { reason: 'ugly' }, {}],
    [
      'words nobody wrote',
      'change my address to 1 Elm St',
      CHANGE_ADDRESS,
      { address: '2 Oak Rd' },
      {},
    ],
    [
      'words partly made up',
      'change it to 1 Elm St',
      CHANGE_ADDRESS,
      { address: '1 Elm St, Leeds' },
      {},
    ],
    ['an empty value', 'change my address', CHANGE_ADDRESS, { address: ' ' }, {}],
    [
      'an address put together',
      'ask jo at home, not at example.org',
      CHANGE_EMAIL,
      { email: 'jo@example.org' },
      {},
    ],
  ])('%s', async (_, text, spec, values, expected) => {
    server.answers(fills(spec.name, values));
    expect((await bench.mind.fill(asked(text), never)).values).toEqual(expected);
  });

  test('what is known already', async () => {
    server.answers(fills('change_address', { order: '4711', address: '1 Elm St' }));
    const current = {
      name: 'change_address',
      values: { order: '4711' },
      askedFor: 'address',
      stage: 'collecting',
    } as const;
    const request = { ...asked('1 Elm St, order 4711'), offered: [CHANGE_ADDRESS], current };
    expect((await bench.mind.fill(request, never)).values).toEqual({ address: '1 Elm St' });
  });

  test('values for no action', async () => {
    server.answers(fills(null, { order: '4711' }));
    expect(await bench.mind.fill(asked('4711'), never)).toEqual({
      action: null,
      values: {},
      isAside: false,
    });
  });

  test('words of the bot, of an agent and of another customer', async () => {
    const window = [
      line('Order 4711?', 'Finch', 'bot'),
      line('It is 4712.', 'Ana', 'agent'),
      line('Mine is 4713.', 'Kim'),
    ];
    for (const order of ['4711', '4712', '4713']) {
      server.answers(fills('order_status', { order }));
      const filled = await bench.mind.fill(asked('where is my order', { window }), never);
      expect(filled.values).toEqual({});
    }
  });
});

describe('what is used', () => {
  test.each<[string, string, FillRequest['offered'][number], Record<string, string>, object]>([
    [
      'an identifier written apart',
      'where is my order 47 11',
      ORDER_STATUS,
      { order: '4711' },
      { order: '4711' },
    ],
    ['a sum with other marks', 'refund 1.200,00 €', REFUND, { amount: '1200' }, { amount: 1200 }],
    ['a number in words', 'a dozen bulbs', ORDER_MORE, { count: '12' }, { count: 12 }],
    ['a yes', 'wrap it for my mum', ORDER_MORE, { gift: 'true' }, { gift: true }],
    [
      'a day said otherwise',
      'come next Friday',
      BOOK_VISIT,
      { day: '2026-11-27' },
      { day: '2026-11-27' },
    ],
    [
      'the last of two',
      '1 Elm St, no, 2 Elm St',
      CHANGE_ADDRESS,
      { address: '2 elm st' },
      { address: '2 elm st' },
    ],
  ])('%s', async (_, text, spec, values, expected) => {
    server.answers(fills(spec.name, values));
    expect((await bench.mind.fill(asked(text), never)).values).toEqual(expected);
  });

  test('what the customer wrote before, and what their account has', async () => {
    const before = {
      window: [line('My order is 4711')],
      accountFacts: [{ name: 'address', value: '1 Elm St' }],
    };
    server.answers(fills('change_address', { order: '4711', address: '1 Elm St' }));
    const filled = await bench.mind.fill(asked('send it to my own address', before), never);
    expect(filled.values).toEqual({ order: '4711', address: '1 Elm St' });
  });
});

test.each<[string, FillRequest['current'], Record<string, string>, boolean]>([
  ['nothing is under way', null, {}, false],
  ['they hold a value', ADDRESS_ASKED.current, { address: '12 Mill Lane' }, false],
  ['they hold nothing', ADDRESS_ASKED.current, {}, true],
])('lines are an aside if the model says so, where %s: %#', async (_, current, values, isAside) => {
  server.answers(fills('change_address', values, true));
  const filled = await bench.mind.fill({ ...asked('12 Mill Lane'), current }, never);
  expect(filled.isAside).toBe(isAside);
});

test.each<[string, ModelScript, string]>([
  ['an empty answer', says(' '), 'model.bad-answer'],
  ['words around it', says('Here: {"action":"refund"}'), 'model.bad-answer'],
  ['an action there is not', fills('wire_money'), 'model.bad-answer'],
  [
    'values of another form',
    returns({ action: 'refund', isAside: false, values: { order: '1' } }),
    'model.bad-answer',
  ],
  ['a missing part', returns({ action: 'refund', values: [] }), 'model.bad-answer'],
  ['a cut answer', { ...fills('refund'), stopReason: 'max_tokens' }, 'model.cut-off'],
  ['a refusal', says('', { stopReason: 'refusal' }), 'model.refused'],
  ['a refused request', refuses(400), 'model.request-refused'],
])('%s is no answer', async (_, script, code) => {
  server.answers(script);
  await expect(bench.mind.fill(asked('Refund 4711'), never)).rejects.toMatchObject({ code });
  await bench.mind.settle();
  expect(bench.ledger.entries.map(({ closed }) => closed?.outcome)).toEqual([code]);
});

test('what passes is tried again', async () => {
  server.answers(refuses(529), fills('refund', { order: '4711' }));
  const filled = await bench.mind.fill(asked('Refund 4711'), never);
  expect(filled.values).toEqual({ order: '4711' });
});

test('it ends at once when it is not wanted any more', async () => {
  server.answers(NEVER_ANSWERS);
  const stop = new AbortController();
  const reason = new Error('stopping');
  const work = bench.mind.fill(asked('Refund 4711'), stop.signal);
  await server.asked(1);
  stop.abort(reason);
  await expect(work).rejects.toBe(reason);
});
