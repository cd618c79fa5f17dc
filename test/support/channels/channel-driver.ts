/** What the contract of channel adapters asks of a channel that not every one can do. */
export type Ability =
  | 'bot-echo'
  | 'edit-times'
  | 'throttling'
  | 'outage'
  | 'final-refusal'
  | 'markup';

/** What goes wrong with the next thing that is shown to somebody. */
export type Trouble = 'throttled' | 'down' | 'cut' | 'refused';

export interface SharedContent {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Something that stands in a conversation, as the person there sees it; not what they said themselves. */
export interface ShownLine {
  readonly words: string;
  readonly buttons: readonly string[];
  readonly files: readonly { readonly name: string; content(): Promise<Buffer> }[];
  /** As it stood when it was looked at: a button that is gone by now may be pressed all the same. */
  press(label: string): Promise<void>;
}

/** Something a person said, to go on with. */
export interface SaidLine {
  /** The platform brings it once more. */
  again(): Promise<void>;
  edit(text: string): Promise<SaidLine>;
  takeBack(): Promise<SaidLine>;
  /** Two edits, of which the older one arrives behind the newer. */
  editsCrossing(older: string, newer: string): Promise<void>;
}

/** Somebody at one place of a channel where they talk with the bot. */
export interface ChannelPerson {
  readonly name: string;
  /** As the desk knows them. */
  readonly id: string;
  say(text: string): Promise<SaidLine>;
  sendFile(text: string, file: SharedContent): Promise<SaidLine>;
  /** Everything that is shown to them there, oldest first. */
  shown(): readonly ShownLine[];
  /** What only they were told, beside the talk. */
  told(): readonly string[];
  /** The same person at another place. */
  elsewhere(): Promise<ChannelPerson>;
  /** The platform brings the bot's own words as if somebody had said them. */
  echo(): Promise<void>;
  failNext(trouble: Trouble): void;
}

/** One kind of channel, with everything around it that is not ours. */
export interface ChannelDriver {
  readonly kind: 'web' | 'slack' | 'teams';
  /** What it cannot do, and why. Everything that is not here it has to do. */
  readonly cannot: Readonly<Partial<Record<Ability, string>>>;
  /** The longest message it takes from somebody, in characters, as configured here. */
  readonly charsMax: number;
  /** What a gateway's configuration needs for it. */
  config(): Readonly<Record<string, unknown>>;
  open(): Promise<void>;
  /** A gateway listens at this address, for the first time or again. */
  isJoined(url: string): Promise<void>;
  /** Somebody new, alone with the bot. */
  person(name: string): Promise<ChannelPerson>;
  /** What no correct client of the platform does. */
  complaints(): readonly string[];
  /** Marks in what is shown that would do or be something there. */
  harmIn(person: ChannelPerson): readonly string[];
  close(): Promise<void>;
}

/** The line that says this. Fails if there is none. */
export function lineWith(person: ChannelPerson, words: string): ShownLine {
  const found = person.shown().find((one) => one.words.includes(words));
  if (found !== undefined) return found;
  const shown = person.shown().map((one) => one.words);
  throw new Error(`Not shown to ${person.name}: ${words}. Shown: ${JSON.stringify(shown)}`);
}

/** How often these words stand there, within one line and in several. */
export function timesShown(person: ChannelPerson, words: string): number {
  return person.shown().reduce((sum, one) => sum + one.words.split(words).length - 1, 0);
}
