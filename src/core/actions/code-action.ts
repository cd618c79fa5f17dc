import type { ActionOutcome, ActionValues } from '../domain/action.js';
import type { ActionCall } from '../ports/actions.js';

/**
 * An action written as code: one file of this folder, named in `code-actions.ts`. It has to do nothing twice for one
 * `call.key`, as any system that is called has to.
 */
export interface CodeAction {
  /** What the config calls it by. */
  readonly name: string;
  /** Parameters that the config has to declare for it. */
  readonly needs: readonly string[];
  /**
   * The signal aborts at the action's timeout. Throwing `NotDone` says that nothing was done; after any other error
   * that is not known, and it counts as unknown.
   */
  run(values: ActionValues, call: ActionCall, signal: AbortSignal): Promise<ActionOutcome>;
}

/** Nothing was done, for certain. The message is shown to agents. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}
