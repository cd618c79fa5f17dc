import { SUMMARY_TOKENS_MAX } from '../../../../src/core/domain/summary.js';
import type { SummaryRequest } from '../../../../src/core/ports/mind.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  line,
  SECRET_KEY,
} from '../../../support/model/claude-bench.js';
import {
  type ModelScript,
  NEVER_ANSWERS,
  refuses,
  returns,
  says,
  summarises,
} from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
const { place, tenant } = contextOf('');
const SUMMARY = '- Jo wants to return the vase of order A-1029.\n- Ana promised a label by Friday.';
const TALK: SummaryRequest = {
  place,
  tenant,
  previous: null,
  lines: [
    line('My vase of order A-1029 broke.', 'Jo Mayer'),
    line('I send you a label by Friday.', 'Ana', 'agent'),
  ],
};

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

test('a summary is what the model writes, made by the small model', async () => {
  server.answers(summarises(` ${SUMMARY}\n`));
  expect(await bench.mind.summarise(TALK, never)).toBe(SUMMARY);
  const [asked] = server.requests;
  expect([asked?.purpose, asked?.body.model]).toEqual(['summarise', 'claude-haiku-5-5']);
  expect(asked?.body.max_tokens).toBe(2_000);
});

test('the model is shown the summary so far and the talk, with who said it and when', async () => {
  await bench.mind.summarise({ ...TALK, previous: '- Jo wrote <b>.' }, never);
  expect(server.requests[0]?.body.messages).toEqual([
    {
      role: 'user',
      content: [
        {
          type: 'text',
          text: `<summary_so_far>
- Jo wrote &lt;b>.
</summary_so_far>
<talk>
<line speaker="Jo Mayer" role="customer" at="2026-11-21 09:00 UTC">My vase of order A-1029 broke.</line>
<line speaker="Ana" role="agent" at="2026-11-21 09:00 UTC">I send you a label by Friday.</line>
</talk>`,
        },
      ],
    },
  ]);
});

test('the first summary has none before it', async () => {
  await bench.mind.summarise(TALK, never);
  expect(server.requests[0]?.text.startsWith('<talk>')).toBe(true);
});

test.each<[string, string | null, string, string | null]>([
  ['nothing before', null, '', null],
  ['a summary before', SUMMARY, ' \n', SUMMARY],
])('small talk after %s is worth no line', async (_, previous, told, expected) => {
  server.answers(summarises(told));
  expect(await bench.mind.summarise({ ...TALK, previous }, never)).toBe(expected);
});

test.each<[string, ModelScript, string]>([
  ['an empty answer', says(' '), 'model.bad-answer'],
  ['an answer that is no summary', returns({ text: 'x' }), 'model.bad-answer'],
  ['words around it', says('Here is the summary: - Jo.'), 'model.bad-answer'],
  ['a cut answer', summarises(SUMMARY, { stopReason: 'max_tokens' }), 'model.cut-off'],
  [
    'a talk that is too long',
    summarises(SUMMARY, { stopReason: 'model_context_window_exceeded' }),
    'model.cut-off',
  ],
  ['a refusal', says('', { stopReason: 'refusal' }), 'model.refused'],
  ['a pause', summarises(SUMMARY, { stopReason: 'pause_turn' }), 'model.stopped'],
  ['a stop we never asked for', summarises(SUMMARY, { stopReason: 'new_one' }), 'model.stopped'],
  ['a refused request', refuses(400), 'model.request-refused'],
])('%s is no summary', async (_, script, code) => {
  server.answers(script);
  await expect(bench.mind.summarise(TALK, never)).rejects.toMatchObject({ code });
  await bench.mind.settle();
  expect(bench.ledger.entries.map(({ closed }) => closed?.outcome)).toEqual([code]);
});

test('what passes is tried again', async () => {
  server.answers(refuses(529), summarises(SUMMARY));
  expect(await bench.mind.summarise(TALK, never)).toBe(SUMMARY);
});

test('the ledger has it, for the conversation and its own purpose', async () => {
  await bench.mind.summarise(TALK, never);
  await bench.mind.settle();
  expect(bench.ledger.entries).toMatchObject([
    { ...place, purpose: 'summarise', turnType: null, closed: { outcome: 'ok' } },
  ]);
});

test('it ends at once when it is not wanted any more', async () => {
  server.answers(NEVER_ANSWERS);
  const stop = new AbortController();
  const reason = new Error('stopping');
  const work = bench.mind.summarise(TALK, stop.signal);
  await server.asked(1);
  stop.abort(reason);
  await expect(work).rejects.toBe(reason);
});

test('nothing anybody said stands in its system prompt, which is the same bytes each time', async () => {
  await bench.mind.summarise(TALK, never);
  await bench.mind.summarise({ ...TALK, previous: SUMMARY, lines: [line('Hm')] }, never);
  const prefixes = server.requests.map(({ raw }) => raw.slice(0, raw.indexOf('"messages":')));
  expect(prefixes[1]).toBe(prefixes[0]);
  expect(prefixes[0]).toContain('cache_control');
  for (const said of ['Jo', 'vase', 'A-1029', 'Friday']) expect(prefixes[0]).not.toContain(said);
  for (const { raw } of server.requests) expect(raw).not.toContain(SECRET_KEY);
});

test('its prompt asks for no more than a summary may have', async () => {
  await bench.mind.summarise(TALK, never);
  const told = server.requests[0]?.body.system[0]?.text ?? '';
  expect(told).toContain(`200 to ${SUMMARY_TOKENS_MAX} tokens`);
});
