import type { ActionSpec, ActionState, ActionValue } from '../../src/core/domain/action.js';
import { LocalMind } from '../../src/core/mind/local/local-mind.js';
import type { Context, Filled, FillRequest } from '../../src/core/ports/mind.js';
import { contextOf, line } from './model/claude-bench.js';
import { SOME_ACTIONS } from './some-actions.js';

/** A local mind that knows no article: reading an action needs none. */
export const LOCAL_MIND = new LocalMind({
  vocabulary: { rarityOf: () => null, likenessesOf: () => new Map() },
});

const never = new AbortController().signal;

export type Values = Record<string, ActionValue>;

/** What the local mind reads in lines of Jo's. All of it is said on Saturday, 21 November 2026. */
export function fill(
  text: string | readonly string[],
  rest: Partial<Context> = {},
  current: FillRequest['current'] = null,
  offered: readonly ActionSpec[] = SOME_ACTIONS,
): Promise<Filled> {
  const lines = [text].flat().map((one) => line(one));
  return LOCAL_MIND.fill({ context: contextOf('', { lines, ...rest }), offered, current }, never);
}

export function underWay(
  spec: ActionSpec,
  askedFor: string | null,
  values: Values = {},
  stage: ActionState['stage'] = 'collecting',
): NonNullable<FillRequest['current']> {
  return { name: spec.name, values, askedFor, stage };
}
