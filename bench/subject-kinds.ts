/** Which stores a subject works on. Each family has a yardstick and the gateway measured against it. */
export const FAMILIES = ['mongo', 'embedded'] as const;
export type Family = (typeof FAMILIES)[number];

export type SubjectKind = 'minimal' | 'frontdesk';

/** What a subject's process is told when it is started. */
export interface SubjectOrder {
  readonly kind: SubjectKind;
  readonly family: Family;
  /** A folder of its own, removed by the bench. */
  readonly folder: string;
  /** Also the name of the database and the prefix of keys. */
  readonly name: string;
  readonly concurrency: number;
  readonly mongoUrl: string;
  readonly redisUrl: string;
}

/** What a subject has used since it started. */
export interface Usage {
  readonly cpuMs: number;
  /** Calls of the stores by name, such as `conversations.lease`. */
  readonly calls: Readonly<Record<string, number>>;
}

export type ToSubject = { readonly order: SubjectOrder } | { readonly ask: 'usage' | 'stop' };
export type FromSubject = { readonly url: string } | { readonly usage: Usage };

/** A chat that customers can be sent to. */
export interface Subject {
  readonly url: string;
  calls(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** The channel customers name when they connect. */
export const CHANNEL = 'bench-web';

/** What every subject answers to a text, so that an answer can be told from any other. */
export function answerTo(text: string): string {
  return `Answer to: ${text}`;
}
