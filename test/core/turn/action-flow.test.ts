import type { ActionOutcome } from '../../../src/core/domain/action.js';
import { choicesOf } from '../../../src/core/domain/card.js';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import type { Message } from '../../../src/core/domain/message.js';
import type { Filled, FillRequest, Mind } from '../../../src/core/ports/mind.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { anActionSpec, aParameter } from '../../support/an-action-spec.js';
import { PuppetActions } from '../../support/puppet-actions.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const ORDER = aParameter({ ask: 'Which order number?' });
const ADDRESS = aParameter({ name: 'address', title: 'New address', ask: 'Where to?' });
const SPEED = aParameter({
  name: 'speed',
  title: 'Speed',
  choices: [
    { value: 'slow', label: 'Slow' },
    { value: 'fast', label: 'Fast' },
    { value: 'stop', label: 'Stop' },
  ],
});
const STATUS = anActionSpec({ parameters: [ORDER] });
const MOVE = anActionSpec({
  name: 'move',
  title: 'change of address',
  phrases: ['change my address'],
  parameters: [ORDER, ADDRESS],
  confirm: 'Shall order {orderNumber} go to {address}?',
});
const REFUND = anActionSpec({
  name: 'refund',
  title: 'refund',
  phrases: ['a refund'],
  parameters: [ORDER],
  risk: 'high',
  confirm: 'Shall I ask for a refund?',
});
const QUICK = anActionSpec({
  name: 'quick',
  phrases: ['quick move'],
  parameters: [ORDER, ADDRESS],
});
const UPGRADE = anActionSpec({
  name: 'upgrade',
  phrases: ['upgrade me'],
  parameters: [],
  facts: { Plan: 'gold' },
  risk: 'high',
});
const RUSH = anActionSpec({ name: 'rush', phrases: ['rush it'], parameters: [SPEED] });

/** Reads "order 4711", "to 12 Mill Lane" and a question mark, as a mind would. */
async function fill({ context, offered, current }: FillRequest): Promise<Filled> {
  const text = context.lines.map((line) => line.text).join('\n');
  const order = /\b(?:bad)?\d{4}\b/.exec(text)?.[0];
  const address =
    /\bto (.+)$/.exec(text)?.[1] ?? (current?.askedFor === 'address' ? text : undefined);
  const values = {
    ...(order === undefined ? {} : { orderNumber: order }),
    ...(address === undefined || text.endsWith('?') ? {} : { address }),
  };
  const found = offered.find(({ phrases }) => phrases.some((phrase) => text.includes(phrase)));
  return { action: current?.name ?? found?.name ?? null, values, isAside: text.endsWith('?') };
}

const ANSWER = {
  kind: 'answered',
  text: 'By post.',
  citations: [],
  confidence: 1,
  why: '',
} as const;

describeStores('Something is done for a customer', (kind) => {
  let stores: Stores;
  let bench: TurnBench;
  let actions: PuppetActions;
  let mind: { fill: Mind['fill'] };

  beforeEach(async () => {
    stores = await kind.open();
    actions = new PuppetActions([STATUS, MOVE, REFUND, RUSH, QUICK, UPGRADE]);
    mind = { fill };
    const asked: Partial<Mind> = {
      answer: async () => ANSWER,
      fill: (request, signal) => mind.fill(request, signal),
    };
    bench = turnBench(stores, asked, {}, undefined, actions);
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  async function now(): Promise<Conversation> {
    const found = await stores.conversations.load(bench.conversationId());
    if (found === null) throw new Error('no conversation');
    return found;
  }
  async function texts(): Promise<Message[]> {
    await bench.settled();
    const page = await stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
    return page.filter((message) => message.kind === 'text');
  }
  const last = async () => (await texts()).at(-1)?.text;
  const press = async (label: string) => {
    const asked = (await texts()).findLast(({ card }) => card !== undefined);
    const choiceId = choicesOf(asked?.card).find((choice) => choice.label === label)?.id;
    if (asked === undefined || choiceId === undefined) throw new Error(`no button ${label}`);
    await bench.say(label, undefined, { chosen: { messageId: asked.id, choiceId } });
  };

  test('at once, if all is known that it takes', async () => {
    await bench.say('where is my order 4711');
    expect(await last()).toBe('Done with 4711.');
    expect(actions.runs).toHaveLength(1);
    const { acting } = await now();
    expect(acting).toMatchObject({
      current: null,
      past: [{ name: 'order_status', end: 'done', text: 'Done with 4711.' }],
    });
  });

  test('after one question for each thing that is missing', async () => {
    await bench.say('change my address');
    expect(await last()).toBe('Which order number?');
    await bench.say('4711');
    expect(await last()).toBe('Where to?');
    await bench.say('12 Mill Lane');
    expect(await last()).toBe('Shall order 4711 go to 12 Mill Lane?');
    await bench.say('yes please');
    expect(await last()).toBe('Done with 4711, 12 Mill Lane.');
    expect(actions.runs.map(({ values }) => values)).toEqual([
      { orderNumber: '4711', address: '12 Mill Lane' },
    ]);
  });

  test('by buttons', async () => {
    await bench.say('rush it');
    await press('Fast');
    expect(actions.runs.map(({ values }) => values)).toEqual([{ speed: 'fast' }]);
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    await press('Yes, go ahead');
    expect(actions.runs).toHaveLength(2);
  });

  test('not by a button of a question that is over, which says so', async () => {
    await bench.say('rush it');
    await press('Fast');
    await press('Fast');
    expect(actions.runs).toHaveLength(1);
    expect(await last()).toBe('This question cannot be answered by a button any more.');
  });

  test('by a choice that reads like taking the wish back', async () => {
    await bench.say('rush it');
    mind.fill = async () => ({ action: 'rush', values: { speed: 'stop' }, isAside: false });
    await bench.say('Stop');
    expect(actions.runs.map(({ values }) => values)).toEqual([{ speed: 'stop' }]);
  });

  test('although something else is asked in the middle', async () => {
    await bench.say('change my address');
    await bench.say('how do you send parcels?');
    expect((await texts()).slice(-2).map(({ text }) => text)).toEqual([
      'By post.',
      'Now back to the change of address. Which order number?',
    ]);
    await bench.say('4711');
    expect(await last()).toBe('Where to?');
  });

  test('with what the customer changed before saying yes, and only after a new yes', async () => {
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    const old = (await texts()).at(-1);
    await bench.say('no, to 13 Mill Lane');
    expect(await last()).toBe('Shall order 4711 go to 13 Mill Lane?');
    const [yes] = choicesOf(old?.card);
    const chosen = { messageId: old?.id ?? '', choiceId: yes?.id ?? '' };
    await bench.say('Yes, go ahead', undefined, { chosen });
    expect(actions.runs).toHaveLength(0);
    expect(await last()).toBe('Shall order 4711 go to 13 Mill Lane?');
    await press('Yes, go ahead');
    expect(actions.runs.map(({ values }) => values['address'])).toEqual(['13 Mill Lane']);
  });

  test('not for a yes that was written before there was a question', async () => {
    let isFirst = true;
    mind.fill = async (request) => {
      if (isFirst) await bench.record('yes');
      isFirst = false;
      return fill(request);
    };
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    await bench.work();
    expect(actions.runs).toHaveLength(0);
    expect(await last()).toContain('Shall order 4711 go to 12 Mill Lane?');
    await bench.say('yes');
    expect(actions.runs).toHaveLength(1);
  });

  test('not by a button, if something else was written beside it', async () => {
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    const asked = (await texts()).at(-1);
    const [yes] = choicesOf(asked?.card);
    await bench.record('no, to 99 Other Road');
    const chosen = { messageId: asked?.id ?? '', choiceId: yes?.id ?? '' };
    await bench.say('Yes, go ahead', undefined, { chosen });
    expect(actions.runs).toHaveLength(0);
    expect(await last()).toBe('Shall order 4711 go to 99 Other Road?');
  });

  test('not with a value that was taken back by one of no use', async () => {
    await bench.say('quick move 4711');
    await bench.say('bad4712 to 12 Mill Lane');
    expect(await last()).toContain('has to be a good one');
    await bench.say('hm one moment');
    expect(actions.runs).toHaveLength(0);
    await bench.say('4713');
    expect(actions.runs.map(({ values }) => values['orderNumber'])).toEqual(['4713']);
  });

  test('not any more, if the customer is not entitled to it by then', async () => {
    const customer = { id: 'visit-1', name: 'Visitor', facts: [{ name: 'Plan', value: 'gold' }] };
    await bench.say('upgrade me', undefined, { customer });
    expect(await last()).toContain('Shall I go ahead');
    await bench.say('yes');
    expect(actions.runs).toHaveLength(0);
    expect(await last()).toContain('not something I can do for this account');
  });

  test.each(['no', 'never mind'])('not, if the customer says "%s"', async (words) => {
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    await bench.say(words);
    expect(await last()).toContain('nothing was done about the change of address');
    expect(actions.runs).toHaveLength(0);
    expect((await now()).acting).toMatchObject({ current: null, past: [{ end: 'cancelled' }] });
    await bench.say('yes');
    expect(actions.runs).toHaveLength(0);
  });

  test('not for what cannot be used: the question comes again, and then a person', async () => {
    await bench.say('where is my order bad1234');
    expect(await last()).toBe('I could not use that: it has to be a good one. Which order number?');
    await bench.say('hm');
    await bench.say('dunno');
    await bench.say('what a pity');
    const { handoff } = await now();
    expect(handoff?.reason).toBe('action_failed');
    expect(handoff?.payload.lastReasoning).toContain('Order number');
    expect(actions.runs).toHaveLength(0);
  });

  test('not for whoever just reads along', async () => {
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    const other = { id: 'visit-2', name: 'Eve' };
    await bench.say('yes', undefined, { customer: other });
    await bench.say('where is my order 4712', undefined, { customer: other });
    expect(actions.runs).toHaveLength(0);
    expect((await texts()).map(({ text }) => text).join('\n')).toContain('nothing was done');
  });

  test('and it is not done any more once a person is asked for', async () => {
    await bench.say('change my address of order 4711 to 12 Mill Lane');
    await bench.say('I want to talk to a human');
    const { handoff, acting } = await now();
    expect(handoff?.payload.actions).toEqual([
      {
        name: 'change of address',
        result:
          'Not done; stopped on the way to a person. The bot had: Order number: 4711, New address: 12 Mill Lane',
      },
    ]);
    expect(acting.current).toBeNull();
  });

  test('nor when the mind fails in the middle', async () => {
    await bench.say('change my address of order 4711');
    expect((await now()).acting.current?.askedFor).toBe('address');
    mind.fill = () => Promise.reject(new Error('no'));
    await bench.say('12 Mill Lane');
    const { handoff, acting } = await now();
    expect(handoff?.reason).toBe('model_unavailable');
    expect(handoff?.payload.actions).toMatchObject([{ name: 'change of address' }]);
    expect(acting.current).toBeNull();
  });

  test.each<[string, ActionOutcome, string[]]>([
    [
      'failed',
      { kind: 'failed', trouble: 'refused', detail: 'order is shipped' },
      ['Not done.', 'refused it (order is shipped)'],
    ],
    [
      'unknown',
      { kind: 'unknown', trouble: 'timeout', detail: '' },
      [
        'NOT KNOWN whether this was done',
        'did not answer in time',
        'Order number: 4711',
        '-a1-order_status',
      ],
    ],
  ])('and a person goes on where it is %s', async (end, outcome, onCard) => {
    actions.doing = async () => outcome;
    await bench.say('where is my order 4711');
    const { handoff, acting } = await now();
    expect(handoff?.reason).toBe('action_failed');
    for (const words of onCard) expect(handoff?.payload.lastReasoning).toContain(words);
    expect(handoff?.payload.actions).toEqual([
      { name: 'order status', result: handoff?.payload.lastReasoning },
    ]);
    expect(acting.past).toMatchObject([{ end }]);
    expect(await last()).toMatch(/A colleague will/);
  });
});
