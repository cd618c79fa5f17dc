import type { Breakers, ModelState } from '../../ports/breakers.js';

/** There is one process, and it knows what it has found out. */
export class MemoryBreakers implements Breakers {
  note(_state: ModelState): void {}

  async read(): Promise<readonly ModelState[]> {
    return [];
  }
}
