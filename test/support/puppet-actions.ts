import type { ActionOutcome, ActionSpec } from '../../src/core/domain/action.js';
import type { ActionCall, Actions } from '../../src/core/ports/actions.js';

/** Actions whose doing a test has in its hand. Their parameters are all right unless they begin with "bad". */
export class PuppetActions implements Actions {
  /** Every run that was begun, in order. */
  readonly runs: ActionCall[] = [];
  /** What becomes of a run. */
  doing: (call: ActionCall) => Promise<ActionOutcome> = async ({ values }) => ({
    kind: 'done',
    text: `Done with ${Object.values(values).join(', ')}.`,
  });
  /** What the other system says when it is asked what became of one. */
  asked: Actions['status'] = async () => null;

  constructor(private readonly specs: readonly ActionSpec[]) {}

  offered(): readonly ActionSpec[] {
    return this.specs;
  }

  problems(_tenant: string, _action: string, values: Readonly<Record<string, unknown>>) {
    return Object.entries(values)
      .filter(([, value]) => String(value).startsWith('bad'))
      .map(([parameter]) => ({ parameter, text: 'has to be a good one' }));
  }

  run(call: ActionCall): Promise<ActionOutcome> {
    this.runs.push(call);
    return this.doing(call);
  }

  status(call: ActionCall): ReturnType<Actions['status']> {
    return this.asked(call);
  }
}
