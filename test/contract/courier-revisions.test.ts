import { Courier } from '../../src/core/delivery/courier.js';
import type { Conversation } from '../../src/core/domain/conversation.js';
import type { LaneItem } from '../../src/core/domain/lane.js';
import type { Draft, Message } from '../../src/core/domain/message.js';
import type { Delivery, DeliveryOutcome } from '../../src/core/ports/channel.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { ANA, draft } from '../support/builders.js';
import { HandClock } from '../support/model/hand-clock.js';
import { describeStores, SILENT } from '../support/stores.js';
import { existing, storesOf, Talk } from './talk.js';

/** What a customer does to a text of theirs. */
function revises(target: string, id: string, text: string | null): Draft {
  const kind = text === null ? 'delete' : 'edit';
  return { ...draft(id, text ?? '', 1_000, 'customer'), kind, revises: { id: target } };
}

/** What an agent does to a reply of theirs. */
function agentRevises(target: string, id: string, text: string | null): Draft {
  return { ...revises(target, id, text), author: { kind: 'agent', ...ANA } };
}

/** A courier, the platform at the end of its lanes, and the talk it works on. */
function aCourier(stores: Stores, outcomeOf: (item: LaneItem) => DeliveryOutcome | null) {
  const talk = new Talk(stores);
  const clock = new HandClock();
  talk.nowMs = clock.nowMs();
  const delivered: string[] = [];
  const wire: Delivery = {
    shows: 'wire',
    together: () => 1,
    deliver: async (_: Conversation, items: readonly LaneItem[]) => {
      const item = existing(items[0]);
      const outcome = outcomeOf(item) ?? { kind: 'sent' as const };
      if (outcome.kind === 'sent' && item.message) delivered.push(words(item.message));
      return outcome;
    },
  };
  const courier = new Courier({
    outbox: stores.outbox,
    archive: stores.archive,
    signals: stores.signals,
    clock,
    ids: new CryptoIds(),
    telemetry: SILENT,
    settings: () => ({ leaseTtlMs: 1_000, retryBaseMs: 100, retryMaxMs: 1_000, attemptsMax: 3 }),
    deliveryOf: () => wire,
  });
  return {
    talk,
    delivered,
    /** Lets time pass, so that lanes that were taken along with a write are free for the courier. */
    run: async (lane: 'customer' | 'desk') => {
      clock.pass(2_000);
      talk.nowMs = clock.nowMs();
      await courier.run(talk.id, lane);
    },
    onRecord: async () => {
      const filed = await stores.archive.page(talk.id, { after: 0, limit: 100 });
      return filed.filter((one) => one.kind !== 'owner').map(words);
    },
  };
}

function words({ kind, text, revised, failure }: Message): string {
  const state = revised === undefined ? '' : revised.isGone ? ' (gone)' : ' (edited)';
  return `${kind} ${text}${state}${failure === undefined ? '' : ` (failed: ${failure})`}`;
}

const waits = (item: LaneItem): DeliveryOutcome | null =>
  item.message?.text === 'stuck' ? { kind: 'retry', reason: 'away' } : null;

describeStores('A courier', (kind) => {
  const stores = storesOf(kind);

  test('files a text that another lane still owes as its edit has it, and neither lane undoes that', async () => {
    const { talk, run, onRecord } = aCourier(stores(), waits);
    await talk.writes(`${talk.id}-m1`, 'secret');
    await talk.answers({ escalates: true, says: [] });
    await talk.writes('', '', { draft: revises(`${talk.id}-m1`, `${talk.id}-e1`, 'harmless') });
    const before = await talk.now();
    expect(before.lanes.customer.items[0]?.message?.text).toBe('secret');
    await run('desk');
    expect(await onRecord()).toEqual(['text harmless (edited)', 'edit harmless']);
    await run('customer');
    expect(await onRecord()).toEqual(['text harmless (edited)', 'edit harmless']);
    expect((await talk.now()).lanes.customer.items).toEqual([]);
  });

  test('leaves no words of what was taken back, whichever lane comes first', async () => {
    for (const [first, second] of [['desk', 'customer'] as const, ['customer', 'desk'] as const]) {
      const { talk, run, onRecord } = aCourier(stores(), waits);
      await talk.writes(`${talk.id}-m1`, 'secret');
      await talk.writes('', '', { draft: revises(`${talk.id}-m1`, `${talk.id}-e1`, 'secret too') });
      await talk.answers({ escalates: true, says: [] });
      await talk.writes('', '', { draft: revises(`${talk.id}-m1`, `${talk.id}-d1`, null) });
      await run(first);
      await run(second);
      expect(await onRecord()).toEqual(['text  (gone)', 'edit ', 'delete ']);
    }
  });

  test('files a text that still waits for a turn together with its edit', async () => {
    const { talk, run, onRecord } = aCourier(stores(), waits);
    await talk.writes(`${talk.id}-m1`, 'first words');
    const leased = await talk.leased();
    await talk.writes('', '', { draft: revises(`${talk.id}-m1`, `${talk.id}-e1`, 'better') });
    const held = (await talk.now()).inbox.map((one) => one.text);
    expect(held).toEqual(['first words', 'better']);
    // Whatever a turn takes, an edit never comes on record without its text.
    await talk.commit(leased, { takenIds: [`${talk.id}-e1`], says: [] });
    await run('customer');
    expect(await onRecord()).toEqual(['text better (edited)', 'edit better']);
    expect((await talk.now()).inbox.map((one) => one.text)).toEqual(['first words']);
  });

  test('files a reply that is held back as it was edited, and sends both in order', async () => {
    let isAway = true;
    const { talk, run, onRecord, delivered } = aCourier(stores(), (item) =>
      isAway ? waits(item) : null,
    );
    await talk.escalates();
    await talk.owns('claim');
    await run('customer');
    delivered.length = 0;
    await talk.says(ANA, `${talk.id}-s1`, 'stuck');
    await run('customer');
    const edit = agentRevises(`${talk.id}-s1`, `${talk.id}-e1`, 'loose');
    await talk.says(ANA, '', '', { draft: edit });
    await run('customer');
    expect((await onRecord()).slice(2)).toEqual(['text loose (edited)', 'edit loose']);
    expect(delivered).toEqual([]);
    isAway = false;
    await run('customer');
    expect((await onRecord()).slice(2)).toEqual(['text loose (edited)', 'edit loose']);
    expect(delivered).toEqual(['text stuck', 'edit loose']);
  });

  test('hands over no reply that was taken back before, and no desk waits to hear of it', async () => {
    const { talk, run, onRecord, delivered } = aCourier(stores(), () => null);
    await talk.escalates();
    await talk.owns('claim');
    await run('customer');
    delivered.length = 0;
    const author = { kind: 'agent', ...ANA } as const;
    const reply = (id: string, text: string) => ({
      ...draft(`${talk.id}-${id}`, text, 1_000, 'customer'),
      author,
      wireId: id,
    });
    const deletion = { ...agentRevises(`${talk.id}-s1`, `${talk.id}-d1`, null), wireId: 'd1' };
    for (const said of [reply('s1', 'oops'), reply('s2', 'fine'), deletion]) {
      await talk.says(ANA, '', '', { deskShows: 'wire', draft: said });
    }
    await run('customer');
    expect(delivered).toEqual(['text fine', 'delete ']);
    expect((await onRecord()).slice(2)).toEqual(['text  (gone)', 'text fine', 'delete ']);
    expect((await talk.now()).lanes.customer.items).toEqual([]);
    expect((await talk.now()).unmarked).toEqual([]);
  });

  test('adds a failure to a text that was edited meanwhile, and loses neither', async () => {
    const { talk, run, onRecord } = aCourier(stores(), (item) =>
      item.message?.text === 'lost' ? { kind: 'failed', reason: 'channel_not_found' } : null,
    );
    await talk.escalates();
    await talk.owns('claim');
    await run('customer');
    await talk.says(ANA, `${talk.id}-s1`, 'lost');
    const edit = agentRevises(`${talk.id}-s1`, `${talk.id}-e1`, 'found');
    await talk.says(ANA, '', '', { draft: edit });
    await run('customer');
    expect((await onRecord()).slice(2)).toEqual([
      'text found (edited) (failed: channel_not_found)',
      'edit found',
    ]);
    expect((await talk.now()).lanes.customer.items).toEqual([]);
  });

  test('never lets anybody revise what another one said', async () => {
    const { talk, run, onRecord } = aCourier(stores(), waits);
    await talk.escalates();
    await talk.owns('claim');
    await talk.says(ANA, `${talk.id}-s1`, 'I am here');
    await talk.writes('', '', { draft: revises(`${talk.id}-s1`, `${talk.id}-e1`, 'I am not') });
    await talk.writes('', '', { draft: revises(`${talk.id}-s1`, `${talk.id}-d1`, null) });
    await run('desk');
    await run('customer');
    expect((await onRecord()).slice(2)).toEqual(['text I am here', 'edit ', 'delete ']);
  });
});
