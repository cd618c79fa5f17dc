import type { Agent, Handoff, HandoffStep } from '../../src/core/domain/handoff.js';
import type { OwnerChange } from '../../src/core/domain/message.js';
import type { Truth } from '../../src/core/domain/truth.js';
import { clockWords, daysAgo, dayWords, type Moment } from '../shared/time.js';
import { DeskProblem } from './desk-api.js';
import type { AnswerName, DeskKey, Mode, StepName } from './desk-contract.js';
import type { DeskTexts } from './desk-texts.js';

/** A wait this long is no longer fresh, and this long it is late. */
const WARM_MS = 2 * 60_000;
const LATE_MS = 10 * 60_000;

const HOUR_MINUTES = 60;
const HOURS_MAX = 48;

/** How a handoff's moments and states are said to agents. */
export class DeskWords {
  constructor(private readonly texts: DeskTexts) {}

  reason(reason: string): string {
    return this.texts.find(`desk.reason.${reason}`) ?? reason.replaceAll('_', ' ');
  }

  state({ state, claimedBy }: Handoff): string {
    const agent = claimedBy?.name;
    switch (state) {
      case 'open':
        return this.texts.say('desk.state.open');
      case 'claimed':
        return this.texts.say('desk.state.claimed', { agent: agent ?? '' });
      case 'resolved':
        return this.by('resolved', agent);
      case 'returned':
        return this.by('returned', agent);
      case 'expired':
        return this.texts.say('desk.state.expired');
    }
  }

  /** One line of a handoff's history. */
  step({ state, by }: HandoffStep): string {
    switch (state) {
      case 'open':
        return by
          ? this.texts.say('desk.step.released', { agent: by.name })
          : this.texts.say('desk.step.open');
      case 'claimed':
        return this.texts.say('desk.state.claimed', { agent: by?.name ?? '' });
      case 'resolved':
        return this.by('resolved', by?.name);
      case 'returned':
        return this.by('returned', by?.name);
      case 'expired':
        return this.texts.say('desk.state.expired');
    }
  }

  truth(truth: Truth): string {
    switch (truth.state) {
      case 'delivered':
        return this.texts.say('desk.truth.delivered');
      case 'waiting':
        return this.texts.say(WAITING[truth.reason]);
      case 'failed':
        return this.texts.say('desk.truth.failed', { reason: truth.reason });
      case 'withdrawn':
        return this.texts.say('desk.truth.withdrawn');
    }
  }

  owner({ owner, agent }: OwnerChange): string {
    switch (owner) {
      case 'agent':
        return this.texts.say('desk.owner.agent', { agent: agent ?? '' });
      case 'waiting':
        return this.texts.say('desk.owner.waiting');
      case 'bot':
        return this.texts.say('desk.owner.bot');
    }
  }

  /** What stood in the way. Who was first and when is said with their name; all else is in the server's words. */
  problem(error: unknown): string {
    if (!(error instanceof DeskProblem)) return this.texts.say('desk.problem');
    const { by, sinceMs } = error.details;
    switch (error.code) {
      case 'unreachable':
        return this.texts.say('desk.unreachable');
      case 'handoff.taken':
        return typeof by === 'string' && typeof sinceMs === 'number'
          ? this.texts.say('desk.taken', { agent: by, time: moment(sinceMs) })
          : this.texts.say('desk.error.handoff.taken');
      case 'handoff.closed':
        return typeof by === 'string'
          ? this.texts.say('desk.closed-by', { agent: by })
          : this.texts.say('desk.closed');
      default:
        return this.texts.find(`desk.error.${error.code}`) ?? error.message;
    }
  }

  private by(state: 'resolved' | 'returned', agent: string | undefined): string {
    if (agent === undefined) return this.texts.say(`desk.state.${state}`);
    return this.texts.say(`desk.state.${state}-by`, { agent });
  }
}

/** What an agent does and is told of, done. */
export type Done = StepName | Mode | AnswerName | 'edit' | 'delete' | 'retry';

export const TOLD: Readonly<Record<Done, DeskKey>> = {
  claim: 'desk.told.claim',
  release: 'desk.told.release',
  resolve: 'desk.told.resolve',
  return: 'desk.told.return',
  'take-over': 'desk.told.take-over',
  reply: 'desk.told.reply',
  note: 'desk.told.note',
  approve: 'desk.told.approve',
  reject: 'desk.told.reject',
  'verdict-right': 'desk.told.verdict',
  'verdict-wrong': 'desk.told.verdict',
  edit: 'desk.told.edit',
  delete: 'desk.told.delete',
  retry: 'desk.told.retry',
};

const WAITING = {
  sending: 'desk.truth.sending',
  retrying: 'desk.truth.retrying',
  'customer offline': 'desk.truth.offline',
} as const;

/** Since when the customer has been waiting for a person; null when nobody keeps them waiting. */
export function waitingSince({ state, history, openedAtMs }: Handoff): number | null {
  if (state !== 'open') return null;
  return history.findLast((step) => step.state === 'open')?.atMs ?? openedAtMs;
}

/** Since when the agent who has it now has it. */
export function claimedSince({ history, openedAtMs }: Handoff): number {
  return history.findLast((step) => step.state === 'claimed')?.atMs ?? openedAtMs;
}

/** 0:45, 12:05, 1 h 05, 3 d: short enough for a row, ticking where seconds matter. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < HOUR_MINUTES) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
  const hours = Math.floor(minutes / HOUR_MINUTES);
  if (hours >= HOURS_MAX) return `${Math.floor(hours / 24)} d`;
  return `${hours} h ${String(minutes % HOUR_MINUTES).padStart(2, '0')}`;
}

export function waitLevel(ms: number): 'fresh' | 'warm' | 'late' {
  if (ms >= LATE_MS) return 'late';
  return ms >= WARM_MS ? 'warm' : 'fresh';
}

/** The time of day; of another day with its date. */
export function moment(at: Moment): string {
  return daysAgo(at) === 0 ? clockWords(at) : `${dayWords(at)}, ${clockWords(at)}`;
}

export function initials({ name }: Pick<Agent, 'name'>): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map(
    (word) => [...(word ?? '')][0],
  );
  return letters.join('').toUpperCase();
}

/** One of eight colours, always the same for the same name; the style sheet has them. */
export function hueOf(name: string): number {
  const sum = [...name].reduce(
    (hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973,
    7,
  );
  return sum % 8;
}
