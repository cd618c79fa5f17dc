import { Sweep } from '../../../src/core/turn/sweep.js';
import { Talk } from '../../contract/talk.js';
import { anAction } from '../../support/an-action.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { EMBEDDED, SILENT } from '../../support/stores.js';

test('a sweep asks for whatever is due: turns, lanes, timers and actions, each when its time has come', async () => {
  const stores = await EMBEDDED.open();
  const clock = new HandClock();
  const asked: string[] = [];
  const sweep = new Sweep({
    conversations: stores.conversations,
    clock,
    telemetry: SILENT,
    everyMs: () => 1_000,
    turnDue: async ({ id }) => void asked.push(`turn ${id}`),
    deliveryDue: async ({ id }, lane) => void asked.push(`${lane} ${id}`),
    summaryDue: async () => undefined,
    actionDue: async ({ id }) => void asked.push(`action ${id}`),
    watchDue: async ({ id }) => void asked.push(`watch ${id}`),
  });
  const pass = async () => {
    asked.length = 0;
    await sweep.pass();
    return asked;
  };
  try {
    const talk = new Talk(stores, 'swept');
    talk.nowMs = clock.nowMs();
    await talk.writes('m1');
    expect(await pass()).toEqual(['turn swept']);
    await talk.answers({ escalates: true });
    expect(await pass()).toEqual(['watch swept']);
    await talk.attends({ watchAtMs: clock.nowMs() + 5_000 });
    expect(await pass()).toEqual([]);
    clock.pass(2_000);
    expect(await pass()).toEqual(['customer swept', 'desk swept']);
    await talk.clears('customer');
    await talk.clears('desk');
    clock.pass(3_000);
    expect(await pass()).toEqual(['watch swept']);
    await talk.attends({ watchAtMs: null });
    await talk.acts(anAction({ stage: 'running', dueAtMs: clock.nowMs() + 1_000 }));
    expect(await pass()).toEqual([]);
    clock.pass(1_000);
    expect(await pass()).toEqual(['action swept']);
    await talk.acts(anAction({ stage: 'approving', dueAtMs: null }));
    expect(await pass()).toEqual([]);
  } finally {
    await stores.close();
  }
});
