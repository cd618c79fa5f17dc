import type { Card } from '../../src/core/domain/card.js';
import type { Handoff, HandoffPayload, Verdict } from '../../src/core/domain/handoff.js';
import { NOTHING_SPENT } from '../../src/core/domain/usage.js';
import { type CardParts, handoffCard } from '../../src/handoff/handoff-card.js';
import { ANA } from '../support/builders.js';

/** A payload of which nobody knows anything. */
export const NOTHING: HandoffPayload = {
  customer: { id: 'visit-1', name: 'Visitor' },
  intent: '',
  summary: '',
  actions: [],
  evidence: [],
  accountFacts: [],
  confidence: null,
  uncertainty: '',
  lastReasoning: '',
  suggestedNextAction: '',
  draftReply: '',
  messages: [],
};

/** What a test wants of the card. */
export interface Wishes extends Partial<CardParts> {
  readonly state?: Handoff['state'];
  readonly by?: typeof ANA;
  readonly payload?: HandoffPayload;
  readonly verdict?: Verdict;
}

/** The card of a handoff nobody knows much about, as Ana sees it. */
export function shownCard(more: Wishes = {}): Card {
  const { state = 'open', by = null, payload = NOTHING, verdict, ...parts } = more;
  const handoff: Handoff = {
    id: 'c1-1',
    conversationId: 'c1',
    tenant: 'demo',
    channel: 'demo-web',
    state,
    revision: 1,
    reason: 'missing_evidence',
    openedAtMs: 0,
    claimedBy: by,
    closedAtMs: null,
    payload,
    history: [],
    alarms: [],
    ...(verdict ? { verdict } : {}),
  };
  return handoffCard({
    handoff,
    wording: { language: 'en', overrides: {} },
    spent: NOTHING_SPENT,
    agent: ANA,
    mayTakeOver: false,
    ...parts,
  });
}

/** What it offers; the transcript always. */
export function steps({ blocks }: Card): [string, string][] {
  const all = blocks.flatMap((block) =>
    block.kind === 'buttons'
      ? block.buttons.map(({ id, style }) => [id, style] as [string, string])
      : [],
  );
  expect(all.at(-1)).toEqual(['transcript', 'plain']);
  return all.slice(0, -1);
}
