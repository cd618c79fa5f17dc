import type { ActionOutcome } from '../../../src/core/domain/action.js';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import { factsAfter } from '../../../src/core/memory/facts-after.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../../src/core/stores/system/system-clock.js';
import { DeskPolicy } from '../../../src/handoff/desk-policy.js';
import { anActionSpec, aParameter } from '../../support/an-action-spec.js';
import { ANA, BEN } from '../../support/builders.js';
import { eventually } from '../../support/eventually.js';
import { PuppetActions } from '../../support/puppet-actions.js';
import { describeStores } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

const APPROVAL_MS = 60_000;
const STATUS = anActionSpec({ parameters: [aParameter({ isRequired: false })] });
const REFUND = anActionSpec({
  name: 'refund',
  title: 'refund',
  phrases: ['a refund'],
  parameters: [aParameter()],
  risk: 'high',
  confirm: 'Shall I ask for a refund?',
  approvalMs: APPROVAL_MS,
});

describeStores('What is done without a message of the customer', (kind) => {
  let stores: Stores;
  let bench: TurnBench;
  let actions: PuppetActions;
  let desk: DeskPolicy;

  beforeEach(async () => {
    stores = await kind.open();
    actions = new PuppetActions([STATUS, REFUND]);
    bench = turnBench(
      stores,
      {
        fill: async ({ offered, current, context }) => ({
          action:
            current?.name ??
            (context.lines[0]?.text.includes('refund') ? 'refund' : (offered[0]?.name ?? null)),
          values: { orderNumber: '4711' },
          isAside: false,
        }),
      },
      {},
      undefined,
      actions,
    );
    desk = new DeskPolicy({
      ...stores,
      clock: new SystemClock(),
      ids: new CryptoIds(),
      laneTtlMs: () => 1,
      factsAfter,
      settings: () => ({
        tenantName: 'Demo',
        botName: 'Bot',
        wording: { language: 'en', overrides: {} },
        asksRating: false,
        deskShows: 'record',
        fileBounds: { bytesMax: 25_000_000, perMessageMax: 10 },
      }),
      onChanged: () => undefined,
    });
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
  async function said(kind: 'text' | 'note' = 'text'): Promise<string[]> {
    await bench.carry();
    await bench.settled();
    const page = await stores.archive.page(bench.conversationId(), { after: 0, limit: 100 });
    return page.filter((message) => message.kind === kind).map(({ text }) => text);
  }
  /** Does something when what is under way should have ended. */
  async function afterDue(work: () => Promise<void>): Promise<void> {
    const { dueAtMs } = (await now()).acting.current ?? {};
    const later = jest.spyOn(SystemClock.prototype, 'nowMs').mockReturnValue((dueAtMs ?? 0) + 1);
    await work();
    later.mockRestore();
  }
  /** A refund the customer has confirmed. */
  async function confirmed(): Promise<string> {
    await bench.say('I want a refund for 4711');
    expect(actions.runs).toHaveLength(0);
    await bench.say('yes');
    const { handoff } = await now();
    return handoff?.id ?? '';
  }

  test('what an agent approves: once, and all hear of it', async () => {
    const id = await confirmed();
    const { handoff, owner } = await now();
    expect([owner, handoff?.reason]).toEqual(['waiting', 'high_value_action']);
    expect(handoff?.payload.approval).toMatchObject({
      title: 'refund',
      facts: [{ name: 'Order number', value: '4711' }],
    });
    expect((await said()).at(-1)).toContain('A colleague has to approve the refund');
    await bench.keep();
    expect(actions.runs).toHaveLength(0);
    await desk.decide(id, ANA, true);
    await Promise.all([bench.keep(), bench.keep(), bench.keep()]);
    await bench.keep();
    expect(actions.runs.map(({ values }) => values)).toEqual([{ orderNumber: '4711' }]);
    expect((await said()).at(-1)).toBe('Done with 4711.');
    expect(await said('note')).toEqual(['refund: Done with 4711.']);
    const after = await now();
    expect(after.handoff).toMatchObject({ state: 'claimed', claimedBy: ANA });
    expect(after.handoff?.payload.actions).toEqual([{ name: 'refund', result: 'Done with 4711.' }]);
    expect(after.acting.current).toBeNull();
  });

  test('nothing, if an agent refuses it', async () => {
    const id = await confirmed();
    await desk.decide(id, BEN, false);
    await bench.keep();
    await bench.keep();
    expect(actions.runs).toHaveLength(0);
    expect((await said()).at(-1)).toContain('did not approve the refund; nothing was done');
    const { acting, handoff } = await now();
    expect(acting.past).toMatchObject([
      { end: 'rejected', text: `Not done; ${BEN.name} did not approve it.` },
    ]);
    expect(handoff?.state).toBe('claimed');
  });

  test('nothing, if nobody approves it in time, and then it is too late', async () => {
    const id = await confirmed();
    const { handoff } = await now();
    const later = jest
      .spyOn(SystemClock.prototype, 'nowMs')
      .mockReturnValue((handoff?.openedAtMs ?? 0) + APPROVAL_MS + 1);
    await bench.keep();
    later.mockRestore();
    expect((await said()).at(-1)).toContain('Nobody got round to approving the refund');
    expect(await said('note')).toEqual(['refund: Not done; nobody approved it in time.']);
    await expect(desk.decide(id, ANA, true)).rejects.toMatchObject({ code: 'handoff.no-approval' });
    await bench.keep();
    expect(actions.runs).toHaveLength(0);
    expect((await now()).handoff).toMatchObject({
      state: 'open',
      payload: { approval: { isOver: true } },
    });
  });

  test('nothing, if the case is closed without a decision, and the customer hears so at once', async () => {
    const id = await confirmed();
    await desk.step('claim', id, ANA, '');
    await desk.step('return', id, ANA, '');
    await bench.keep();
    expect(actions.runs).toHaveLength(0);
    expect((await said()).at(-1)).toContain('The refund was not decided on, so nothing was done');
    expect((await now()).acting).toMatchObject({
      current: null,
      past: [{ end: 'closed', text: 'Not done; the case was closed without a decision.' }],
    });
  });

  test('a case is not closed before what was approved in it has come to an end', async () => {
    const id = await confirmed();
    await desk.decide(id, ANA, true);
    const refused = { code: 'handoff.action-under-way' };
    await expect(desk.step('resolve', id, ANA, '')).rejects.toMatchObject(refused);
    let end: (outcome: ActionOutcome) => void = () => undefined;
    actions.doing = () => new Promise((resolve) => (end = resolve));
    const run = bench.keep();
    await eventually(() => expect(actions.runs).toHaveLength(1));
    await expect(desk.step('return', id, ANA, '')).rejects.toMatchObject(refused);
    end({ kind: 'unknown', trouble: 'timeout', detail: '' });
    await run;
    expect((await now()).handoff?.payload.actions[0]?.result).toContain('NOT KNOWN');
    expect((await desk.step('resolve', id, ANA, '')).state).toBe('resolved');
  });

  test('what the bot asked before an agent had the conversation is no question any more', async () => {
    await bench.say('I want a refund for 4711');
    await desk.takeOver(bench.conversationId(), ANA);
    const { id = '' } = (await now()).handoff ?? {};
    await desk.step('return', id, ANA, 'I did it by hand.');
    await bench.say('yes');
    await bench.keep();
    expect(actions.runs).toHaveLength(0);
    expect((await now()).acting.current).toBeNull();
  });

  test('what never arrived is not begun anew by a job while an agent has the conversation', async () => {
    actions.doing = () => new Promise(() => undefined);
    void bench.say('where is my order 4711');
    await eventually(() => expect(actions.runs).toHaveLength(1));
    await desk.takeOver(bench.conversationId(), ANA);
    actions.asked = async () => ({ kind: 'never-received' });
    await afterDue(() => bench.keep());
    expect(actions.runs).toHaveLength(1);
    const { acting, handoff } = await now();
    expect(acting).toMatchObject({ current: null, past: [{ end: 'failed' }] });
    expect(handoff?.payload.actions[0]?.result).toContain('Not done.');
  });

  test('an end that is on record is told although its turn is gone', async () => {
    const commit = stores.conversations.commit.bind(stores.conversations);
    const spy = jest
      .spyOn(stores.conversations, 'commit')
      .mockImplementation(() => Promise.reject(new Error('the store is away')));
    await bench.say('where is my order 4711');
    spy.mockImplementation(commit);
    expect((await now()).acting.current?.stage).toBe('done');
    await desk.takeOver(bench.conversationId(), ANA);
    await afterDue(() => bench.keep());
    expect((await said()).at(-1)).toBe('Done with 4711.');
    expect((await now()).handoff?.payload.actions).toEqual([
      { name: 'order status', result: 'Done with 4711.' },
    ]);
  });

  test('an end is put on record although the store was away when it came', async () => {
    const act = stores.interims.act.bind(stores.interims);
    let isAway = false;
    const spy = jest.spyOn(stores.interims, 'act').mockImplementation((command) => {
      if (!isAway) return act(command);
      isAway = false;
      return Promise.reject(new Error('the store is away'));
    });
    actions.doing = async () => {
      isAway = true;
      return { kind: 'done', text: 'It is in Leeds.' };
    };
    await bench.say('where is my order 4711');
    spy.mockRestore();
    expect((await said()).at(-1)).toBe('It is in Leeds.');
    expect(actions.runs).toHaveLength(1);
  });

  test.each<[string, ActionOutcome, string, string]>([
    [
      'failed',
      { kind: 'failed', trouble: 'refused', detail: 'too old' },
      'That did not work: the refund was not done.',
      'refused it (too old)',
    ],
    [
      'unknown',
      { kind: 'unknown', trouble: 'timeout', detail: '' },
      'I cannot tell whether the refund went through',
      'NOT KNOWN whether this was done',
    ],
  ])(
    'an approved one whose end is %s is told as it is',
    async (_end, outcome, toCustomer, toDesk) => {
      actions.doing = async () => outcome;
      const id = await confirmed();
      await desk.decide(id, ANA, true);
      await bench.keep();
      expect((await said()).at(-1)).toContain(toCustomer);
      expect((await said('note')).at(-1)).toContain(toDesk);
      await bench.keep();
      expect(actions.runs).toHaveLength(1);
    },
  );

  test('a claim in the middle of a run: the bot is silent, and the agent hears how it ended', async () => {
    let end: (outcome: ActionOutcome) => void = () => undefined;
    actions.doing = () => new Promise((resolve) => (end = resolve));
    const turn = bench.say('where is my order 4711');
    await eventually(() => expect(actions.runs).toHaveLength(1));
    await desk.takeOver(bench.conversationId(), ANA);
    const { id = '' } = (await now()).handoff ?? {};
    expect((await desk.find(id)).payload.actions[0]?.result).toContain(
      'how it ended is not known yet',
    );
    end({ kind: 'done', text: 'It is in Leeds.' });
    await turn;
    expect(await said('note')).toEqual(['order status: It is in Leeds.']);
    const { acting, handoff } = await now();
    expect(acting).toMatchObject({ current: null, past: [{ end: 'done' }] });
    expect(handoff?.payload.actions).toEqual([{ name: 'order status', result: 'It is in Leeds.' }]);
  });

  test('what is heard late corrects what was told', async () => {
    let end: (outcome: ActionOutcome) => void = () => undefined;
    actions.doing = () => new Promise((resolve) => (end = resolve));
    const id = await confirmed();
    await desk.decide(id, ANA, true);
    const run = bench.keep();
    await eventually(() => expect(actions.runs).toHaveLength(1));
    await afterDue(() => bench.keep());
    expect((await said()).at(-1)).toContain('I cannot tell whether the refund went through');
    end({ kind: 'done', text: 'Refunded.' });
    await run;
    expect((await said()).at(-1)).toBe('The refund has turned out well after all: Refunded.');
    expect((await now()).handoff?.payload.actions).toEqual([
      { name: 'refund', result: 'Refunded.' },
    ]);
    expect(actions.runs).toHaveLength(1);
  });
});
