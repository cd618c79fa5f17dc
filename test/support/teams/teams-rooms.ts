import type { Refusal } from './check-activity.js';
import { isFields } from './check-adaptive-card.js';

export interface StandInPerson {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId?: string;
  readonly email?: string;
  /** The organization they belong to. */
  readonly tenantId?: string;
}

/** A message as a person in the room sees it, with edits applied. */
export interface SeenInTeams {
  readonly id: string;
  readonly text: string;
  readonly textFormat: string;
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
  /** Root of the thread it stands in; null where there are none. */
  readonly thread: string | null;
  readonly isEdited: boolean;
  readonly activity: Readonly<Record<string, unknown>>;
}

export interface SeenButton {
  readonly title: string;
  readonly type: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly fallback: Readonly<Record<string, unknown>> | null;
}

/** One chat or channel of the stand-in: who is in it, and what stands there. */
export class StandInRoom {
  readonly messages: SeenInTeams[] = [];
  /** When typing was shown, by the stand-in's clock. */
  readonly typingAtMs: number[] = [];
  /** Lasting: what anybody who posts here is answered. */
  refusal: Refusal | null = null;
  private readonly gone = new Set<string>();

  constructor(
    readonly id: string,
    readonly members: readonly StandInPerson[],
  ) {}

  post(id: string, activity: Readonly<Record<string, unknown>>, thread: string | null): void {
    this.messages.push(seen(id, activity, thread, false));
  }

  /** False: it is not there, or not any more. */
  change(id: string, activity: Readonly<Record<string, unknown>>): boolean {
    const at = this.messages.findIndex((one) => one.id === id);
    const old = this.messages[at];
    if (old === undefined) return false;
    this.messages[at] = seen(id, activity, old.thread, true);
    return true;
  }

  remove(id: string): boolean {
    const at = this.messages.findIndex((one) => one.id === id);
    if (at === -1) return false;
    this.messages.splice(at, 1);
    this.gone.add(id);
    return true;
  }

  wasRemoved(id: string): boolean {
    return this.gone.has(id);
  }
}

/** The adaptive card of a message; null if it has none. */
export function cardIn({ attachments }: Pick<SeenInTeams, 'attachments'>) {
  const found = attachments.find(
    ({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive',
  );
  return isFields(found?.['content']) ? found['content'] : null;
}

/** All that can be pressed on a message, in the order in which it stands there. */
export function buttonsIn(message: Pick<SeenInTeams, 'attachments'>): SeenButton[] {
  return actionsIn(cardIn(message)).map((action) => ({
    title: String(action['title']),
    type: String(action['type']),
    verb: String(action['verb'] ?? ''),
    data: isFields(action['data']) ? action['data'] : {},
    fallback: isFields(action['fallback']) ? action['fallback'] : null,
  }));
}

/** All words on a card, top to bottom. */
export function cardWords(one: unknown): string[] {
  if (Array.isArray(one)) return one.flatMap(cardWords);
  if (!isFields(one)) return [];
  const own = one['type'] === 'TextBlock' ? [String(one['text'])] : [];
  const facts = one['type'] === 'FactSet' && Array.isArray(one['facts']) ? one['facts'] : [];
  const told = facts.flatMap((fact: unknown) =>
    isFields(fact) ? [`${String(fact['title'])}: ${String(fact['value'])}`] : [],
  );
  return [...own, ...told, ...cardWords(one['body'] ?? []), ...cardWords(one['items'] ?? [])];
}

function actionsIn(one: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(one)) return one.flatMap(actionsIn);
  if (!isFields(one)) return [];
  if (typeof one['type'] === 'string' && one['type'].startsWith('Action.')) return [one];
  return [
    ...actionsIn(one['body'] ?? []),
    ...actionsIn(one['items'] ?? []),
    ...actionsIn(one['actions'] ?? []),
  ];
}

function seen(
  id: string,
  activity: Readonly<Record<string, unknown>>,
  thread: string | null,
  isEdited: boolean,
): SeenInTeams {
  const { text, textFormat, attachments } = activity;
  return {
    id,
    text: typeof text === 'string' ? text : '',
    textFormat: typeof textFormat === 'string' ? textFormat : 'markdown',
    attachments: Array.isArray(attachments) ? attachments.filter(isFields) : [],
    thread,
    isEdited,
    activity,
  };
}
