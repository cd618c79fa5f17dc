import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for a busy machine; a condition that holds is seen within one look. */
const EVENTUALLY_MS_MAX = 30_000;
const LOOK_EVERY_MS = 10;

/** Waits until `look` no longer throws, and gives what it returned; its last complaint is the failure. */
export async function eventually<Result>(
  look: () => Result | Promise<Result>,
  withinMs = EVENTUALLY_MS_MAX,
): Promise<Result> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (complaint) {
      if (performance.now() > deadline) throw complaint;
    }
    await pause(LOOK_EVERY_MS);
  }
}
