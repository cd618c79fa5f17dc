import { factsAfter } from '../../src/core/memory/facts-after.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import type { DeskParts } from '../../src/handoff/desk-parts.js';
import { DeskPolicy } from '../../src/handoff/desk-policy.js';
import { DeskSpeech } from '../../src/handoff/desk-speech.js';
import type { Talk } from '../contract/talk.js';

/** The desk's policies over one conversation, without anything that would carry what they say. */
export function peopleAt(talk: Talk, deskShows: 'record' | 'wire' = 'wire') {
  const parts: DeskParts = {
    ...talk.stores,
    ids: new CryptoIds(),
    clock: {
      nowMs: () => talk.nowMs,
      wait: async () => undefined,
      alarm: () => () => undefined,
    },
    laneTtlMs: () => 1_000,
    factsAfter,
    settings: () => ({
      tenantName: 'Maple & Finch',
      botName: 'Finch',
      wording: { language: 'en', overrides: {} },
      asksRating: false,
      deskShows,
      fileBounds: { bytesMax: 25_000_000, perMessageMax: 10 },
    }),
    onChanged: () => undefined,
  };
  return { policy: new DeskPolicy(parts), speech: new DeskSpeech(parts) };
}

/** Files what both lanes owe, as their couriers would, and leaves the lanes empty. */
export async function filed(talk: Talk): Promise<void> {
  const now = await talk.now();
  const items = [...now.lanes.customer.items, ...now.lanes.desk.items];
  await talk.stores.archive.file({
    conversationId: talk.id,
    messages: items.flatMap(({ message }) => message ?? []),
    turns: items.flatMap(({ turn }) => turn ?? []),
    handoffs: items.flatMap(({ handoff }) => handoff ?? []),
  });
  if (now.lanes.customer.items.length > 0) await talk.clears('customer');
  if (now.lanes.desk.items.length > 0) await talk.clears('desk');
}
