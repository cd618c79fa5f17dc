import type { Context } from '../../src/core/ports/mind.js';

/** What every context has that tests of a mind seldom care about. */
export const BARE: Pick<
  Context,
  | 'place'
  | 'turnType'
  | 'wording'
  | 'accountFacts'
  | 'facts'
  | 'stretches'
  | 'actions'
  | 'summary'
  | 'lastTalkAtMs'
  | 'recalled'
  | 'window'
  | 'passages'
> = {
  place: {
    tenant: 'demo',
    channel: 'demo-web',
    conversationId: 'c1',
    episode: 1,
    turnId: 'c1-t1-1',
  },
  turnType: null,
  wording: { language: 'en', overrides: {} },
  accountFacts: [],
  facts: [],
  stretches: [],
  actions: [],
  summary: null,
  lastTalkAtMs: null,
  recalled: [],
  window: [],
  passages: [],
};
