import type { Complaints } from './complaints.js';
import { isDocumentedError } from './documented-errors.js';
import type { JsonObject } from './json.js';

/** What may go wrong with a call. The last three come after the effect: Slack did it, the caller never learns. */
export type Failure =
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'hang-before' | 'cut-before' | 'hang-after' | 'cut-after' }
  | { readonly kind: 'http-after'; readonly status: number }
  /** Answers as always, only later. */
  | { readonly kind: 'slow'; readonly ms: number };

export interface FailureOptions {
  /** How many calls; one if not said. */
  readonly times?: number;
  /** Only calls about this room, by its id. */
  readonly roomId?: string;
  /** Only calls whose arguments please. */
  readonly when?: (args: JsonObject) => boolean;
}

interface Line {
  readonly method: string;
  readonly failure: Failure;
  readonly options: FailureOptions;
  left: number;
}

/** The next calls of a method fail as told, first told first. */
export class FailureScript {
  private readonly lines: Line[] = [];

  constructor(private readonly complaints: Complaints) {}

  add(method: string, failure: Failure, options: FailureOptions): void {
    if (failure.kind === 'refused' && !isDocumentedError(method, failure.error))
      this.complaints.add(`the test scripts ${method} to answer undocumented "${failure.error}"`);
    this.lines.push({ method, failure, options, left: options.times ?? 1 });
  }

  take(method: string, args: JsonObject): Failure | null {
    const line = this.lines.find(
      ({ left, options, method: scripted }) =>
        left > 0 &&
        (scripted === '*' || scripted === method) &&
        (options.roomId === undefined || options.roomId === roomIdOf(args)) &&
        (options.when === undefined || options.when(args)),
    );
    if (!line) return null;
    line.left -= 1;
    return line.failure;
  }

  /** How many scripted failures nobody ran into: a test may want none left. */
  get left(): number {
    return this.lines.reduce((sum, line) => sum + line.left, 0);
  }

  clear(): void {
    this.lines.length = 0;
  }
}

/** The room a call is about, whatever its method calls it. */
export function roomIdOf(args: JsonObject): string {
  return String(args['channel'] ?? args['channel_id'] ?? '');
}
