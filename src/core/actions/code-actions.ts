import type { CodeAction } from './code-action.js';
import { DEMO_ORDER_STATUS } from './demo-order-status.js';

/** Every action there is as code. A new one is written in a file of its own and named here. */
export const CODE_ACTIONS: readonly CodeAction[] = [DEMO_ORDER_STATUS];

export function codeAction(name: string): CodeAction | null {
  return CODE_ACTIONS.find((one) => one.name === name) ?? null;
}
