import type { FileLimits } from '../../src/core/domain/file-limits.js';
import type { Problem } from './wire.js';

/** Waits before a profile that could not be fetched is asked for again. The last one repeats. */
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

const ANSWER_MS_MAX = 10_000;

/** What a channel tells of itself before anybody has written: docs/web.md, "Before the handshake". */
export interface Profile {
  readonly tenant: string;
  readonly bot: string;
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly suggestions: readonly string[];
  readonly linkHosts: readonly string[];
  readonly messageCharsMax: number;
  /** Null: no files are taken. A gateway older than this page does not say it. */
  readonly files?: FileLimits | null;
}

type Answer =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

/** What is told meanwhile, so that whoever opens the panel learns why it is empty. */
interface Listener {
  readonly unreachable: () => void;
  readonly refused: (problem: Problem) => void;
}

/** Asks until there is a profile. A refusal that will not pass ends it: then this never resolves. */
export async function untilProfile(url: URL, on: Listener): Promise<Profile> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask(url);
    if (answer.kind === 'profile') return answer.profile;
    if (answer.kind === 'unreachable' || answer.problem.retryable) on.unreachable();
    else {
      on.refused(answer.problem);
      return new Promise(() => undefined);
    }
    const waitMs = AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + Math.random())));
  }
}

async function ask(url: URL): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const response = await fetch(url, { credentials: 'omit', signal });
    const answer = await response.json();
    if (answer.ok === true) return { kind: 'profile', profile: answer };
    // A refusal of Frontdesk has a code; what has none comes from something in between, and may pass.
    if (typeof answer.error?.code !== 'string') return { kind: 'unreachable' };
    return { kind: 'refused', problem: answer.error };
  } catch {
    // No network, no server, or not Frontdesk that answers: all of it may pass.
    return { kind: 'unreachable' };
  }
}
