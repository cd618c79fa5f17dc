import { MONGO } from '../support/stores.js';

/** `describe` of what only MongoDB and Redis have; where they cannot run it is reported as skipped with its reason. */
export function describeMongo(title: string, suite: () => void): void {
  const { name, skipReason } = MONGO;
  if (skipReason === null) describe(`${title}: ${name}`, suite);
  else describe.skip(`${title}: ${name} (skipped: ${skipReason})`, suite);
}
