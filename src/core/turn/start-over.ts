import { newEpisode } from '../domain/conversation.js';
import { type Condensed, withCondensed } from '../domain/memory.js';
import { say } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import type { Turn, TurnResult } from './turn.js';
import { contextOf, NOTHING_FOUND } from './turn-context.js';
import { said } from './turn-results.js';

/**
 * The customer asked to start over: all that was said so far is set aside, with what was learnt from it and what agents
 * did. The record keeps it, and what the business knows of the account stays.
 */
export function startedOver(turn: Turn, route: Route): TurnResult {
  const { conversation, remembered, startedAtMs, settings } = turn;
  const last = Math.max(...turn.messages.map(({ seq }) => seq));
  const condensed: Condensed = {
    revision: conversation.memory.revision,
    coveredSeq: last,
    startSeq: last,
    revisedSeq: last,
    kind: 'none',
    text: '',
    atMs: startedAtMs,
    lastTalkAtMs: startedAtMs,
  };
  const memory = withCondensed(conversation.memory, condensed);
  const aside = { ...remembered, memory, condensed, window: [], facts: [], isCondensedNow: false };
  const fresh = newEpisode(turn.episode.number + 1, startedAtMs);
  const next = { ...turn, remembered: aside, episode: fresh, stretches: [] };
  const text = say('memory.started-over', settings.wording);
  return said(next, route, contextOf(next, route.type, NOTHING_FOUND), text, []);
}
