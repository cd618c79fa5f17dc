import type { Config } from './config-schema.js';

/**
 * The configuration in force. A turn takes it once and works with that value to its end; a reload puts the next one
 * in place, whole, so that nobody ever sees half of each.
 */
export class CurrentConfig {
  private current: Config;

  constructor(config: Config) {
    this.current = config;
  }

  get(): Config {
    return this.current;
  }

  /** Returns the one that was in force, for what has to be compared or closed. */
  swap(next: Config): Config {
    const previous = this.current;
    this.current = next;
    return previous;
  }
}
