import type {
  Ability,
  ChannelDriver,
  ChannelPerson,
} from '../../support/channels/channel-driver.js';
import type { ChannelHouse } from '../../support/channels/channel-house.js';
import { eventually } from '../../support/eventually.js';

/** What one channel is tried with: its house, and people who are new in each test. */
export interface ChannelSuite {
  readonly driver: ChannelDriver;
  readonly house: () => ChannelHouse;
  /** A test that every channel has to pass, but for those that say why they cannot. */
  tell(name: string, happens: () => Promise<void>, needs?: Ability): void;
}

/** What a channel cannot do is reported as skipped, with its reason. */
export function suiteOf(driver: ChannelDriver, house: () => ChannelHouse): ChannelSuite {
  return {
    driver,
    house,
    tell: (name, happens, needs) => {
      const reason = needs && driver.cannot[needs];
      const run = reason === undefined ? test : test.skip;
      run(reason === undefined ? name : `${name} (not in ${driver.kind}: ${reason})`, happens);
    },
  };
}

/** Waits until just these stand there, of all that is told them in any way. */
export async function reads(person: ChannelPerson, words: string): Promise<void> {
  await eventually(() => {
    const all = [...person.shown().map((one) => one.words), ...person.told()];
    if (all.some((one) => one.includes(words))) return;
    throw new Error(`${person.name} does not read: ${words}. There is: ${JSON.stringify(all)}`);
  });
}

/** All that stands there, as one text. */
export function page(person: ChannelPerson): string {
  return person
    .shown()
    .map((one) => one.words)
    .join('\n');
}

/** The words of a text that a pattern marks, in their order. */
export function marked(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([whole, part]) => part ?? whole);
}
