import type { Card } from '../../core/domain/card.js';
import type { Conversation } from '../../core/domain/conversation.js';
import type { FileBounds } from '../../core/domain/files.js';
import type { Handoff } from '../../core/domain/handoff.js';
import type { Wording } from '../../core/domain/texts.js';
import type { Spent } from '../../core/domain/usage.js';
import type { Archive } from '../../core/ports/archive.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Conversations } from '../../core/ports/conversations.js';
import type { HandoffSteps, HandoffTalk } from '../../core/ports/desk.js';
import type { Files } from '../../core/ports/files.js';
import type { Handoffs } from '../../core/ports/handoffs.js';
import type { Ledger } from '../../core/ports/ledger.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { Threads } from '../../core/ports/threads.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Which words in a thread go to the customer: those of who has the case, marked ones, or every agent's. */
export type SlackReplies = 'claimer' | 'marked' | 'all';

/** One desk of the configuration: where its agents are and how they work. */
export interface SlackDeskSettings {
  readonly name: string;
  /** The workspace's own id, as of `room`, `fallbackRoom`, `userGroup` and all in `escalateTo`. */
  readonly team: string;
  readonly room: string;
  /** Used while nothing can be written in the first one. */
  readonly fallbackRoom: string | null;
  readonly replies: SlackReplies;
  readonly noteMark: string;
  readonly replyMark: string;
  /** Only its members act, of those in the room. */
  readonly userGroup: string | null;
  /** Whose handoffs come here. */
  readonly tenants: readonly string[];
  /** Who is called when nobody claims a handoff for long. */
  readonly escalateTo: { readonly people: readonly string[]; readonly room: string | null };
}

/** How a tenant's texts read. */
export interface DeskFace {
  readonly wording: Wording;
  /** Hosts that texts may link to. */
  readonly linkHosts: readonly string[];
}

export interface SlackDeskParts {
  readonly settings: SlackDeskSettings;
  /** Null while the app is not connected. */
  readonly workspace: () => SlackWorkspace | null;
  readonly steps: HandoffSteps;
  readonly talk: HandoffTalk;
  readonly threads: Threads;
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly ledger: Ledger;
  readonly files: Pick<Files, 'open' | 'url'>;
  readonly fileBounds: () => FileBounds;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** How long one delivery waits for its turns in Slack: well below the time after which a courier loses its lane. */
  readonly patienceMs: () => number;
  /** The longest that anything waits for another try; a broken room is not left alone for longer. */
  readonly retryMaxMs: () => number;
  /** The face of a handoff for everybody in the room. */
  readonly cardOf: (handoff: Handoff, conversation: Conversation, spent: Spent) => Card;
  readonly faceOf: (tenant: string) => DeskFace;
  /**
   * The room of a handoff cannot be written to. `isWaiting`: there is no other one either, so nobody sees the handoff
   * for now. Called at every try; must return at once.
   */
  readonly onAway: (conversation: Conversation, reason: string, isWaiting: boolean) => void;
}
