import { join } from 'node:path';
import { loadRoutingExamples } from '../../../src/core/config/routing-examples.js';
import type { RoutingExample } from '../../../src/core/ports/classifier.js';
import { TenantClassifiers } from '../../../src/core/routing/tenant-classifiers.js';

let shipped: readonly RoutingExample[];

beforeAll(async () => {
  shipped = await loadRoutingExamples(join(__dirname, '../../../config/routing'));
});

const GIZMO = ['frobnicate the gizmo', 'please frobnicate gizmo 7', 'gizmo frobnication now'].map(
  (text): RoutingExample => ({ text, type: 'action_request' }),
);
const ASKED = ['frobnicate gizmo 12'];

function learning() {
  const events: string[] = [];
  const note = (event: string) => events.push(event);
  const telemetry = { info: note, warn: note, error: note };
  let now = 0;
  const clock = {
    nowMs: () => (now += 1),
    wait: () => Promise.reject(new Error('nobody waits')),
    alarm: () => () => {},
  };
  return { events, classifiers: new TenantClassifiers(shipped, { clock, telemetry }) };
}

test('a tenant is served at once by the shipped examples, then by its own as well', async () => {
  const { classifiers } = learning();
  const before = classifiers.of('demo');
  classifiers.follow(
    new Map([
      ['demo', GIZMO],
      ['trade', []],
    ]),
  );
  expect(classifiers.of('demo')).toBe(before);
  expect(classifiers.of('demo').guess(ASKED).isSure).toBe(false);

  await classifiers.settled();
  expect(classifiers.of('demo').guess(ASKED)).toMatchObject({
    type: 'action_request',
    isSure: true,
  });
  expect(classifiers.of('trade')).toBe(before);
  expect(classifiers.of('unknown')).toBe(before);
});

test('others work while it learns: no step takes long', async () => {
  const { classifiers } = learning();
  classifiers.follow(new Map([['demo', GIZMO]]));
  let steps = 0;
  const count = () => {
    steps += 1;
    pending = setImmediate(count);
  };
  let pending = setImmediate(count);
  await classifiers.settled();
  clearImmediate(pending);
  expect(steps).toBeGreaterThan(30);
});

test('after a reload only what has changed is learnt, and what is gone is forgotten', async () => {
  const { classifiers, events } = learning();
  classifiers.follow(
    new Map([
      ['demo', GIZMO],
      ['trade', GIZMO],
    ]),
  );
  await classifiers.settled();
  const own = classifiers.of('demo');
  const learnt = () => events.filter((one) => one === 'routing.learnt').length;
  expect(learnt()).toBe(3);

  classifiers.follow(new Map([['demo', [...GIZMO]]]));
  await classifiers.settled();
  expect(classifiers.of('demo')).toBe(own);
  expect(classifiers.of('trade')).toBe(classifiers.of('unknown'));
  expect(learnt()).toBe(3);

  const other = GIZMO.map(({ text }) => ({ text, type: 'account_issue' as const }));
  classifiers.follow(new Map([['demo', other]]));
  expect(classifiers.of('demo')).toBe(own);
  await classifiers.settled();
  expect(classifiers.of('demo').guess(ASKED).type).toBe('account_issue');
});

test('examples that come while others are learnt are learnt, too', async () => {
  const { classifiers } = learning();
  classifiers.follow(new Map([['demo', GIZMO]]));
  await new Promise((resolve) => setImmediate(resolve));
  classifiers.follow(
    new Map([['demo', GIZMO.map((one) => ({ ...one, type: 'unsupported' as const }))]]),
  );
  await classifiers.settled();
  expect(classifiers.of('demo').guess(ASKED).type).toBe('unsupported');
});

test('a tenant that gives a shipped line another meaning is right', async () => {
  const { classifiers } = learning();
  const text = 'agent pls';
  expect(shipped).toContainEqual({ text, type: 'escalation_candidate' });
  const own = [
    'agent pls',
    'agent for the flat',
    'estate agent pls',
    'an agent for my house',
    'agent fees',
  ];
  classifiers.follow(
    new Map([['demo', own.map((one) => ({ text: one, type: 'info_question' as const }))]]),
  );
  await classifiers.settled();
  expect(classifiers.of('demo').guess([text]).type).toBe('info_question');
});

test('stopping ends what has begun', async () => {
  const { classifiers, events } = learning();
  classifiers.follow(
    new Map([
      ['demo', GIZMO],
      ['trade', GIZMO],
    ]),
  );
  await classifiers.stop();
  expect(events.filter((one) => one === 'routing.learnt')).toHaveLength(1);
  expect(classifiers.of('demo')).toBe(classifiers.of('trade'));
});
