import type { Acting } from '../domain/action.js';
import type { Card, CardFact } from '../domain/card.js';
import type { Conversation, Episode, Stretch } from '../domain/conversation.js';
import type { FileBounds } from '../domain/files.js';
import type { EscalationReason, HandoffPayload } from '../domain/handoff.js';
import { TURN_ATTEMPTS_MAX, TURN_MESSAGES_MAX } from '../domain/limits.js';
import type { Citation, Message } from '../domain/message.js';
import type { Wording } from '../domain/texts.js';
import type { Outcome, Route, ShownPart, TurnRecord } from '../domain/turn.js';
import type { MemorySettings } from '../memory/memory-settings.js';
import type { Remembered } from '../memory/remember.js';
import type { Context, Mind } from '../ports/mind.js';
import type { Session } from '../ports/session-cache.js';
import type { Heard } from './heard.js';
import type { Patience } from './patience.js';
import type { RoutePhrases } from './route.js';
import type { RoutingSettings } from './routing-settings.js';

/** What a tenant's config says about its turns; read once per turn, so that a reload never splits one. */
export interface TurnSettings {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly botName: string;
  readonly phrases: RoutePhrases;
  readonly routing: RoutingSettings;
  readonly wording: Wording;
  /** Questions offered to somebody who has not asked anything. */
  readonly suggestions: readonly string[];
  /** Whether customers of this channel are asked if an answer helped. */
  readonly asksFeedback: boolean;
  /** Whether customers of this channel see an answer while it is being written. */
  readonly showsGrowingText: boolean;
  readonly mind: Mind;
  readonly patience: Patience;
  readonly memory: MemorySettings;
  readonly fileBounds: FileBounds;
}

/** One or more waiting customer messages on their way to one outcome. */
export interface Turn {
  readonly id: string;
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  readonly heard: Heard;
  readonly session: Session;
  /** What is known of the talk before, with these messages taken into account. */
  readonly remembered: Remembered;
  /** The episode this turn belongs to: a new one after a long silence. */
  readonly episode: Episode;
  readonly stretches: readonly Stretch[];
  /** What the business and the channel vouch for about the customer. */
  readonly accountFacts: readonly CardFact[];
  readonly settings: TurnSettings;
  readonly startedAtMs: number;
}

/** What the engine made of a turn. Nothing of it is real before the commit. */
export interface TurnResult {
  readonly route: Route;
  readonly outcome: Outcome;
  readonly replies: readonly {
    readonly text: string;
    readonly citations: readonly Citation[];
    readonly byBot: boolean;
    readonly card?: Card;
  }[];
  readonly escalation: {
    readonly reason: EscalationReason;
    readonly payload: HandoffPayload;
    /** What a brief can be written from, when the escalation itself brought none. */
    readonly briefFrom: Context | null;
  } | null;
  readonly episode: Episode;
  /** What is remembered from now on. */
  readonly remembered: Remembered;
  readonly stretches: readonly Stretch[];
  /** What is done for the customer from now on; null: this turn has nothing to do with it. */
  readonly acting: Acting | null;
  /** What the turn did about an action, for the record. */
  readonly action?: TurnRecord['action'];
  readonly why: string;
  /** Of a turn whose mind failed: whether that may pass by itself. */
  readonly failure?: 'passing' | 'lasting';
  /** Rules that were met on the way, for the record. */
  readonly rules?: readonly string[];
  readonly sizes: readonly ShownPart[];
  readonly passages: readonly { readonly key: string; readonly score: number }[];
}

/** Whether a turn has been tried so often that it ends unworked. */
export function isPoisoned({ attempts }: Pick<Conversation, 'attempts'>): boolean {
  return attempts > TURN_ATTEMPTS_MAX;
}

/**
 * What a turn takes of what waits. Once an action was begun, only what it was decided on: what came later is answered
 * when it is known how that ended.
 */
export function takenOf({ inbox, acting }: Pick<Conversation, 'inbox' | 'acting'>): Message[] {
  const { current } = acting;
  const isBegun = current?.stage === 'running' || current?.stage === 'done';
  const before = isBegun ? inbox.filter(({ seq }) => seq <= current.throughSeq) : [];
  return (before.length > 0 ? before : inbox).slice(0, TURN_MESSAGES_MAX);
}

/** The conversation is not any more as the turn knew it: nothing of the turn is said. */
export class Superseded extends Error {
  constructor() {
    super('The turn is superseded.');
    this.name = 'Superseded';
  }
}
