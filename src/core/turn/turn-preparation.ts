import {
  type Conversation,
  type Episode,
  newEpisode,
  type Stretch,
} from '../domain/conversation.js';
import type { Fact } from '../domain/fact.js';
import { RECENT_IDS_MAX } from '../domain/limits.js';
import { isRevision, type Message, withRevisions } from '../domain/message.js';
import { caughtUp } from '../memory/catch-up.js';
import { factsAfter } from '../memory/facts-after.js';
import { type Remembered, remember, unchanged } from '../memory/remember.js';
import { promisesIn } from '../memory/stretch-record.js';
import type { Window } from '../memory/window.js';
import type { AccountFacts } from '../ports/accounts.js';
import type { Archive } from '../ports/archive.js';
import { asItStands, heardIn } from './heard.js';
import { isPoisoned, type Turn, type TurnSettings, takenOf } from './turn.js';
import { strategyFor } from './workflow.js';

interface PreparationParts {
  readonly archive: Archive;
  readonly window: Window;
  readonly accounts: AccountFacts;
}

export interface Prepared {
  readonly turn: Turn;
  /** Messages that are on record under another number. */
  readonly droppedIds: readonly string[];
}

/** Reads what a turn needs to know before it is worked. */
export class TurnPreparation {
  constructor(private readonly parts: PreparationParts) {}

  async prepare(conversation: Conversation, given: TurnSettings, nowMs: number): Promise<Prepared> {
    const settings = withWorkflow(given, conversation.episode.workflow);
    const taken = takenOf(conversation);
    // What cannot even be read must not keep the turn from ending: a poisoned one is handed off with what is at hand.
    if (isPoisoned(conversation)) {
      return { turn: unread(conversation, settings, taken, nowMs), droppedIds: [] };
    }
    const { old, session, caught, accountFacts } = await this.read(conversation, taken, nowMs);
    const messages = taken.filter((message) => !old.has(message.id));
    const heard = heardIn(messages, session.window);
    const window = asItStands(session.window, messages);
    const remembered = remember({
      ...caught,
      window,
      taken: [...heard.lines, ...messages.filter(isRevision)],
      waitingSeq: taken[0]?.seq ?? Number.POSITIVE_INFINITY,
      facts: factsOf(conversation, window, messages, caught.revisions),
      settings: settings.memory,
      estimate: (text) => settings.mind.meter.estimate(text),
      nowMs,
    });
    const turn: Turn = {
      ...unread(conversation, settings, messages, nowMs),
      heard,
      session: { ...session, window },
      remembered,
      episode: episodeOf(conversation, remembered, nowMs),
      stretches: conversation.stretches.map((stretch) => withPromises(stretch, window)),
      // What is known of one customer is told to nobody else who speaks in the same talk.
      accountFacts: heard.lines.every((line) => isBy(line, conversation)) ? accountFacts : [],
    };
    return { turn, droppedIds: [...old] };
  }

  private async read(conversation: Conversation, taken: readonly Message[], nowMs: number) {
    const { archive, window, accounts } = this.parts;
    const [old, session, accountFacts] = await Promise.all([
      this.oldDuplicates(conversation, taken),
      window.load(conversation),
      accounts.accountFactsFor(conversation),
    ]);
    const talk = { window: session.window, taken };
    const caught = await caughtUp(conversation, archive, talk, nowMs);
    return { old, session, caught, accountFacts };
  }

  /** Ids that are on record under another number. Those among the recent ones were already refused by the record. */
  private async oldDuplicates(
    conversation: Conversation,
    taken: readonly Message[],
  ): Promise<ReadonlySet<string>> {
    if (conversation.lastSeq <= RECENT_IDS_MAX) return new Set();
    const known = await this.parts.archive.known(taken.map((message) => message.id));
    const seqs = new Map(taken.map((message) => [message.id, message.seq]));
    return new Set(known.filter((one) => seqs.get(one.id) !== one.seq).map((one) => one.id));
  }
}

function isBy({ author }: Message, { customer }: Conversation): boolean {
  return author.id === customer.id;
}

/** A turn of which nothing was read but what is at hand, and nothing parsed. */
function unread(
  conversation: Conversation,
  settings: TurnSettings,
  messages: readonly Message[],
  nowMs: number,
): Turn {
  const { id, memory, facts, episode, stretches, customer, fence, inbox } = conversation;
  return {
    id: `${id}-t${fence}-${inbox[0]?.seq ?? 0}`,
    conversation,
    messages,
    heard: heardIn(messages, []),
    session: { conversationId: id, covers: -1, window: [] },
    remembered: unchanged(memory, facts),
    episode,
    stretches,
    accountFacts: customer.facts ?? [],
    settings,
    startedAtMs: nowMs,
  };
}

/** What the customer stated, after these messages. */
function factsOf(
  { facts, customer }: Conversation,
  window: readonly Message[],
  messages: readonly Message[],
  revisions: readonly Message[],
): readonly Fact[] {
  const taken = withRevisions([...window, ...messages]).slice(window.length);
  return factsAfter({ facts, window, taken, revisions, customerId: customer.id });
}

/** With the strategy of the talk's workflow. */
function withWorkflow(settings: TurnSettings, known: string | null): TurnSettings {
  const strategy = strategyFor(settings.routing.workflows, known) ?? settings.memory.strategy;
  return { ...settings, memory: { ...settings.memory, strategy } };
}

/** Who comes back after a long silence begins a new episode, if anything was said in the one before. */
function episodeOf(
  { episode }: Conversation,
  { lastTalkAtMs }: Remembered,
  nowMs: number,
): Episode {
  const isNew = lastTalkAtMs !== null && episode.turns > 0;
  return isNew ? newEpisode(episode.number + 1, nowMs) : episode;
}

/** The record of an agent's time keeps what they promised when their words are long out of the window. */
function withPromises(stretch: Stretch, window: readonly Message[]): Stretch {
  if (stretch.promises !== undefined) return stretch;
  const { fromMs, toMs } = stretch;
  const during = window.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return { ...stretch, promises: promisesIn(during) };
}
