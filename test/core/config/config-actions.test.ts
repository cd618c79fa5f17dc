import { ADDRESS, parameters, type Setting, told, withActions } from './written-actions.js';
import { complaint, load, SMALL } from './written-config.js';

describe("A tenant's actions", () => {
  test('are none unless they are declared', async () => {
    expect((await load(SMALL)).tenants['demo']?.actions).toEqual({});
  });

  test('have what they are given, and defaults that are good for most', async () => {
    const { tenants } = await load(withActions({ address: ADDRESS }));
    expect(tenants['demo']?.actions['address']).toEqual({
      ...ADDRESS,
      parameters: { type: 'object', ...(ADDRESS['parameters'] as Setting) },
      risk: 'low',
      permission: 'customer',
      facts: {},
      timeoutMs: 10_000,
      approvalHours: 24,
      webhook: {
        url: 'https://shop.example/orders/{order}/address',
        secret: (ADDRESS['webhook'] as Setting)['secret'],
        method: 'POST',
        headers: {},
        allowPrivate: false,
      },
    });
  });

  test('may have conditions between parameters', async () => {
    const { parameters: own } = ADDRESS as { parameters: Setting };
    const conditions = {
      if: { properties: { express: { const: true } }, required: ['express'] },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: { properties: { street: { minLength: 5 } } },
      dependentRequired: { express: ['street'] },
    };
    const { tenants } = await load(
      withActions({ address: { ...ADDRESS, parameters: { ...own, ...conditions } } }),
    );
    expect(tenants['demo']?.actions['address']?.parameters).toMatchObject(conditions);
  });

  test('may be named by worksheets, and only those that are there', async () => {
    const sheet = {
      title: 'Everything',
      turnTypes: [
        'info_question',
        'action_request',
        'account_issue',
        'unsupported',
        'escalation_candidate',
      ],
      topics: [],
      accountFacts: 'all',
      knowledge: 'all',
      actions: ['address'],
      escalation: [],
      card: { must: [] },
      measures: { primary: 'resolved', guardrail: 'rating' },
    };
    const own = { address: ADDRESS };
    await expect(load(withActions(own, { workflows: { all: sheet } }))).resolves.toBeDefined();
    const wrong = { ...sheet, actions: ['adress', 'refund'] };
    const text = await complaint(withActions(own, { workflows: { all: wrong } }));
    expect(text).toContain(
      'workflows.all.actions[0] is "adress", but no action of that name is configured.\n      Did you mean "address"?',
    );
    expect(text).toContain(
      'workflows.all.actions[1] is "refund", but no action of that name is configured.\n      Use one of: address.',
    );
  });
});

describe('What would do it', () => {
  test.each<[string, Setting, string]>([
    [
      'nothing',
      { webhook: undefined },
      'A has neither webhook nor code, so nothing would do it.\n      Give it a webhook with a url, or the name of code.',
    ],
    ['two things', { code: 'demo-order-status' }, 'A has both webhook and code.'],
    [
      'code that is not there',
      { webhook: undefined, result: undefined, code: 'demo-order-stauts' },
      'A.code is "demo-order-stauts", but there is no such code.\n      Did you mean "demo-order-status"?',
    ],
    [
      'code without the parameters it needs',
      {
        ...parameters({ number: { type: 'string' } }),
        webhook: undefined,
        code: 'demo-order-status',
      },
      'A.code is "demo-order-status", which needs order.',
    ],
    [
      'code with a result that is never said',
      { webhook: undefined, code: 'demo-order-status' },
      'A.result is never said: the code says what it has done.',
    ],
    [
      'an address that is none',
      { webhook: { url: 'shop.example' } },
      'A.webhook.url is (hidden), which does not have the right form.',
    ],
    [
      'a mark in the host',
      { webhook: { url: 'https://{order}.shop.example/' } },
      'A.webhook.url is (hidden), which does not have the right form.',
    ],
    [
      'a password in the address',
      { webhook: { url: 'https://me:pass@shop.example/' } },
      'A.webhook.url is (hidden), which does not have the right form.',
    ],
    [
      'a port that is none',
      { webhook: { url: 'https://shop.example:99999/' } },
      'A.webhook.url is (hidden), which is no address that can be called.',
    ],
    [
      'a private address',
      { webhook: { url: 'http://10.0.0.7/orders' } },
      'A.webhook.url leads into a private network or to this machine.\n      Use a public address, or allowPrivate: true',
    ],
    [
      'this machine in other digits',
      { webhook: { url: 'http://0x7f.1/orders' } },
      'A.webhook.url leads into a private network or to this machine.',
    ],
    [
      'a private address to ask',
      { webhook: { url: 'https://shop.example/', statusUrl: 'http://[::1]/runs/{key}' } },
      'A.webhook.statusUrl leads into a private network or to this machine.',
    ],
    [
      'a header of ours',
      { webhook: { url: 'https://shop.example/', headers: { 'Idempotency-Key': 'always-one' } } },
      'A.webhook.headers.Idempotency-Key is set by the gateway itself.',
    ],
    [
      'a header that says who the customer is',
      {
        webhook: { url: 'https://shop.example/', headers: { 'frontdesk-known-as': 'always-one' } },
      },
      'A.webhook.headers.frontdesk-known-as is set by the gateway itself.',
    ],
    [
      'a header twice',
      { webhook: { url: 'https://shop.example/', headers: { 'X-Shop': 'a', 'x-shop': 'b' } } },
      'A.webhook.headers.x-shop is there twice.',
    ],
    [
      'a method without a body that leaves parameters out',
      { webhook: { url: 'https://shop.example/orders/{order}?to={street}', method: 'DELETE' } },
      'A.parameters.properties.express is never sent: DELETE has no body, and webhook.url has no mark {express}.',
    ],
    [
      'a setting that is none',
      { webhook: { url: 'https://shop.example/', signature: 'x' } },
      'A.webhook.signature is not a setting.',
    ],
  ])('%s is told', async (_what, change, text) => {
    const all = await told(change);
    expect(all).toContain(text);
    expect(all).not.toMatch(/me:pass|always-one|10\.0\.0\.7|secret-of-the/);
  });

  test('may be on this machine where that is meant', async () => {
    const webhook = { url: 'http://127.0.0.1:9000/orders', allowPrivate: true };
    await expect(load(withActions({ address: { ...ADDRESS, webhook } }))).resolves.toBeDefined();
  });
});

describe('Sentences and marks', () => {
  test.each<[string, Setting, string]>([
    [
      'high risk without a question',
      { risk: 'high', confirm: undefined },
      'A.confirm is missing, and an action of high risk has to be confirmed.',
    ],
    [
      'a mark of nothing',
      { confirm: 'To {stret}?' },
      'A.confirm has the mark {stret}, which is no parameter.\n      Did you mean {street}?',
    ],
    [
      'a mark of nothing near',
      { confirm: 'For {money}?' },
      'A.confirm has the mark {money}, which is no parameter.\n      Use one of: order, street, express.',
    ],
    [
      'a result before there is one',
      { confirm: 'For {result.price}?' },
      'A.confirm has the mark {result.price}, but there is no answer yet.',
    ],
    [
      'a result without a field',
      { result: 'It is {result.}' },
      'A.result has the mark {result.}, which names no field.',
    ],
    [
      'the whole result',
      { result: '{result}' },
      'A.result has the mark {result}, which names no field.',
    ],
    [
      'a brace too many',
      { result: 'Order {order}} is changed.' },
      'A.result has a brace that belongs to no mark.',
    ],
    ['an empty mark', { confirm: 'To {}?' }, 'A.confirm has the mark {}, which is no parameter.'],
    [
      'a mark of nothing in the address',
      { webhook: { url: 'https://shop.example/orders/{id}' } },
      'A.webhook.url has the mark {id}, which is no parameter.',
    ],
    [
      'the key where it is not known',
      { webhook: { url: 'https://shop.example/runs/{key}' } },
      'A.webhook.url has the mark {key}, which is no parameter.',
    ],
    [
      'a step of the path that may be left out',
      { webhook: { url: 'https://shop.example/orders/{express}' } },
      'A.webhook.url has the mark {express} in its path, but the parameter may be left out.',
    ],
    [
      'a question with a hole where a parameter may be left out',
      { confirm: 'To {street}, express: {express}?' },
      'A.confirm has the mark {express}, but the parameter may be left out.\n      Put express under parameters.required, or take the mark out of the sentence.',
    ],
    [
      'an answer with such a hole',
      { result: 'Order {order} goes to {result.street}, express: {express}.' },
      'A.result has the mark {express}, but the parameter may be left out.\n      Put express under parameters.required, or take the mark out of the sentence.',
    ],
    [
      'a phrase without words',
      { phrases: ['?!'] },
      'A.phrases[0] is "?!", which has no word in it',
    ],
  ])('%s is told', async (_what, change, text) => {
    expect(await told(change)).toContain(text);
  });

  test('the key may stand in the address that is asked, and a mark behind the question mark', async () => {
    const webhook = {
      url: 'https://shop.example/address?express={express}',
      statusUrl: 'https://shop.example/runs/{key}',
    };
    await expect(load(withActions({ address: { ...ADDRESS, webhook } }))).resolves.toBeDefined();
  });

  test('a phrase of two actions is told', async () => {
    const other = { ...ADDRESS, phrases: ['Change my address!'] };
    expect(await complaint(withActions({ address: ADDRESS, other }))).toContain(
      'actions.other.phrases[0] is "Change my address!", the same as tenants.demo.actions.address.phrases[0].\n      Leave it to one of them.',
    );
  });

  test('a name that is none is told', async () => {
    expect(await complaint(withActions({ 'Change Address': ADDRESS }))).toContain(
      'tenants.demo.actions.Change Address is no usable name.\n      Name of an action: small letters',
    );
  });
});

describe('Limits', () => {
  test.each<[string, Setting, string]>([
    ['a wait for ever', { timeoutMs: 600_000 }, 'A.timeoutMs is 600000, which is too large.'],
    ['no time to approve', { approvalHours: 0 }, 'A.approvalHours is 0, which is too small.'],
    [
      'a risk nobody knows',
      { risk: 'medium' },
      'A.risk is "medium", which is not possible here.\n      Use one of: low, high.',
    ],
    ['no title', { title: undefined }, 'A.title is missing.'],
  ])('%s is told', async (_what, change, text) => {
    expect(await told(change)).toContain(text);
  });
});
