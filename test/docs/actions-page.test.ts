import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'yaml';
import { CODE_ACTIONS } from '../../src/core/actions/code-actions.js';
import { headersOf } from '../../src/core/actions/webhook-headers.js';
import { outcomeOf } from '../../src/core/actions/webhook-outcome.js';
import { load, SMALL } from '../core/config/written-config.js';
import { codeSpans, readText, section, tableRows } from './pages.js';

const PAGE = 'docs/actions.md';
const SECRET = 'the secret that both sides know, 0123456789';

/** What stands in the page's first block of code in one language. */
function block(language: string): string {
  const found = new RegExp(`(?<=\`\`\`${language}\\n)[\\s\\S]*?(?=\\n\`\`\`)`).exec(readText(PAGE));
  return found?.[0] ?? '';
}

test('the examples pass the check as they stand', async () => {
  const { actions } = parse(block('yaml')).tenants.demo;
  const below = stringify({ actions }, { lineWidth: 0 }).replace(/^/gm, '    ').trimEnd();
  const text = SMALL.replace('    desk: main\n', `    desk: main\n${below}\n`);
  const { tenants } = await load(text, { SHOP_ACTIONS_SECRET: SECRET });
  expect(Object.keys(tenants['demo']?.actions ?? {})).toEqual([
    'order_status',
    'change_address',
    'refund',
  ]);
});

describe('What the page gives to check the signature with', () => {
  const code = block('js').replace(/^import .*$/m, '');
  const make = new Function('createHmac', 'timingSafeEqual', `${code}\nreturn isFromFrontdesk;`);
  const isFromFrontdesk = make(createHmac, timingSafeEqual);

  /** A request as Node's own server has it. */
  function received(method: string, body: string | null, { id = 'user-Zoë', agoMs = 0 } = {}) {
    const url = new URL('https://shop.example/frontdesk/bookings/B%2F7?reason=too%20ill');
    const call = { key: 'wish-1', customer: { id, name: 'Zoë' } };
    const sent = { url, method, body, call, headers: { 'X-Shop': '1' }, secret: SECRET };
    const headers = headersOf(sent, Date.now() - agoMs);
    return { method, url: '/frontdesk/bookings/B%2F7?reason=too%20ill', headers };
  }

  test('takes a body for what it is', () => {
    const body = '{"key":"ä"}';
    const request = received('POST', body);
    expect(isFromFrontdesk(request, body, SECRET)).toBe(true);
    expect(isFromFrontdesk(request, `${body} `, SECRET)).toBe(false);
    expect(isFromFrontdesk(request, body, `${SECRET}!`)).toBe(false);
    expect(isFromFrontdesk(received('PUT', body, { agoMs: 400_000 }), body, SECRET)).toBe(false);
    expect(isFromFrontdesk({ ...request, headers: {} }, body, SECRET)).toBe(false);
    const headers = { 'frontdesk-signature': 't=1,v1=2' };
    expect(isFromFrontdesk({ ...request, headers }, body, SECRET)).toBe(false);
  });

  test.each(['GET', 'DELETE'])('takes %s for all it says', (method) => {
    const request = received(method, null);
    const { headers } = request;
    expect(isFromFrontdesk(request, '', SECRET)).toBe(true);
    expect(isFromFrontdesk({ ...request, url: `${request.url}!` }, '', SECRET)).toBe(false);
    const other = method === 'GET' ? 'DELETE' : 'GET';
    expect(isFromFrontdesk({ ...request, method: other }, '', SECRET)).toBe(false);
    for (const name of ['idempotency-key', 'frontdesk-customer', 'frontdesk-known-as']) {
      const forged = { ...request, headers: { ...headers, [name]: '43' } };
      expect(isFromFrontdesk(forged, '', SECRET)).toBe(false);
    }
  });

  test('takes a visitor for one, and for nobody else', () => {
    const request = received('GET', null, { id: 'visit-1' });
    expect(isFromFrontdesk(request, '', SECRET)).toBe(true);
    const forged = { ...request, headers: { ...request.headers, 'frontdesk-known-as': '42' } };
    expect(isFromFrontdesk(forged, '', SECRET)).toBe(false);
  });

  test('does not take the signature of a body for that of an address', () => {
    const body = '{"key":"wish-1"}';
    const overheard = received('POST', body);
    expect(isFromFrontdesk({ ...overheard, method: 'DELETE' }, body, SECRET)).toBe(false);
  });
});

const rows = tableRows(section(PAGE, '### What the answer means')).map(
  ([answer = '', outcome = '', trouble = '']) => ({ answer, outcome, trouble: codeSpans(trouble) }),
);
/** Rows of an answer with something in it. */
const withMore = rows.filter(({ answer }) => /^\d{3} with /.test(answer));
const told = rows.flatMap(({ answer, ...rest }) => {
  if (withMore.some((row) => row.answer === answer)) return [];
  const [, from = '', to = from] = /^(\d{3})(?:–(\d{3}))?/.exec(answer) ?? [];
  return from === '' ? [] : [{ from: Number(from), to: Number(to), ...rest }];
});

/** An answer as it came, and its outcome as the table has it. */
function outcomeOfAnswer(status: number, { text = '', hasRetryAfter = false } = {}) {
  const body = { kind: 'whole', bytes: Buffer.from(text) } as const;
  const outcome = outcomeOf({ kind: 'answered', status, hasRetryAfter, body }, () => '');
  const trouble = outcome.kind === 'done' ? [] : [outcome.trouble];
  return { outcome: outcome.kind, trouble };
}

test('every status has the outcome that the table says', () => {
  for (let status = 200; status < 600; status += 1) {
    // A row of one status goes before a row of many.
    const fitting = told.filter(({ from, to }) => from <= status && status <= to);
    const [row] = fitting.sort((one, other) => one.to - one.from - (other.to - other.from));
    const { outcome, trouble } = row ?? {};
    expect({ status, outcome, trouble }).toEqual({ status, ...outcomeOfAnswer(status) });
  }
});

test('what comes with a status has the outcome that the table says', () => {
  const answers = [
    outcomeOfAnswer(202, { text: '{"state":"done"}' }),
    outcomeOfAnswer(202, { text: '{"state":"failed"}' }),
    outcomeOfAnswer(503, { hasRetryAfter: true }),
    outcomeOfAnswer(503, { text: '{"error":"At lunch"}' }),
  ];
  expect(withMore.map(({ outcome, trouble }) => ({ outcome, trouble }))).toEqual(answers);
});

test('whatever else may happen has the outcome that the table says', () => {
  const others = rows.filter(({ answer }) => !/^\d/.test(answer));
  const failed = ['unreachable', 'private-address'] as const;
  const unknown = ['timeout', 'broken-off', 'bad-answer'] as const;
  const meant = [
    ...failed.map((why) => outcomeOf({ kind: 'not-sent', why, code: null }, () => '')),
    ...unknown.map((why) => outcomeOf({ kind: 'no-answer', why, code: null }, () => '')),
  ];
  expect(others.map(({ outcome, trouble }) => [outcome, ...trouble])).toEqual(
    meant.map((one) => [one.kind, one.kind === 'done' ? '' : one.trouble]),
  );
});

test('every action as code is named', () => {
  const spans = codeSpans(section(PAGE, '## Actions as code'));
  expect(CODE_ACTIONS.filter(({ name }) => !spans.includes(name))).toEqual([]);
});
