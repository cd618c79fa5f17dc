import type { Agent, Handoff } from '../domain/handoff.js';
import type { MessageKind, SentFile } from '../domain/message.js';

export type HandoffStep = 'claim' | 'release' | 'return' | 'resolve';

/**
 * What agents do with handoffs, for whatever they do it with: a page, a platform's buttons. What may not be rejects with
 * a `GatewayError` that says why: `handoff.taken` with `by` and `sinceMs`, `handoff.closed`, `handoff.own` and the like.
 */
export interface HandoffSteps {
  /**
   * Doing again what is already so is no error. `cause`: what it is done by, by its platform's own name; brought again it
   * does nothing, even if it was undone since.
   */
  step(
    kind: HandoffStep,
    handoffId: string,
    agent: Agent,
    note: string,
    cause?: string,
  ): Promise<Handoff>;
  /** Takes a conversation from the bot unasked. */
  takeOver(conversationId: string, agent: Agent): Promise<Handoff>;
  find(handoffId: string): Promise<Handoff>;
  /** Whether it was right to hand off, once the case is closed. */
  judge(handoffId: string, agent: Agent, isRight: boolean): Promise<unknown>;
  /** Yes or no to what waits for an approval. */
  decide(handoffId: string, agent: Agent, isApproved: boolean): Promise<unknown>;
}

/** An agent's words. `id`: sending the same again says nothing twice. */
export interface SaidWords {
  readonly id: string;
  readonly text: string;
  readonly files?: readonly SentFile[];
  /** Their id on the platform on which they were said in the case's own thread: they need not be shown there again. */
  readonly wireId?: string;
  /** When they were said; now, if it is not given. */
  readonly atMs?: number;
  /** When they were put in these words there, if that is not how they were first said. */
  readonly editedAtMs?: number;
  /** Said at a desk where every agent speaks to the customer, whoever has claimed the case. */
  readonly isAnyAgent?: boolean;
  /** The same words whoever sends them on, as a colleague's note: said once by all agents together. */
  readonly isShared?: boolean;
}

/** `isNew`: they were not on record, nor newer ones in their place. */
type Said<Else = never> = Promise<{ readonly seq: number; readonly isNew: boolean } | Else>;

/** What agents say. Rejects as `HandoffSteps` does. */
export interface HandoffTalk {
  /** To the customer; the first reply to an open handoff claims it. */
  reply(handoffId: string, agent: Agent, words: SaidWords): Said;
  /** Among agents. */
  note(handoffId: string, agent: Agent, words: SaidWords): Said;
  /** What the agent's words with that id on their platform are on record as; null: they are not there. */
  kindOf(handoffId: string, agent: Agent, wireId: string): Promise<MessageKind | null>;
  /** What the card suggests, once whoever asks for it. Null: it is not on the card any more. */
  sendDraft(handoffId: string, agent: Agent, isAnyAgent?: boolean): Said<null>;
  /** Other words in place of what was said with that id on its platform. */
  editSaid(handoffId: string, agent: Agent, wireId: string, words: SaidWords): Said;
  /** Takes it back, after the end of the case, too. Of a note a further one says so, with `revises`: it stays on record, and is not to be sent on. */
  deleteSaid(
    handoffId: string,
    agent: Agent,
    wireId: string,
    id: string,
    isAnyAgent?: boolean,
  ): Said;
  /** Sends a reply that failed once more. */
  retry(handoffId: string, agent: Agent, seq: number, isAnyAgent?: boolean): Said;
}
