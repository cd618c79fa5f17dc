import type { TextKey } from '../../src/core/domain/texts.js';
import type { Problem } from './wire.js';

/**
 * What can be said before the catalogue is here, because it could not be fetched. The same sentences as in
 * the English catalogue; a test keeps them equal.
 */
export const BUILT_IN = {
  'widget.open': 'Open chat',
  'widget.close': 'Close chat',
  'widget.chat': 'Chat',
  'widget.connecting': 'Connecting…',
  'widget.unreachable': 'The chat cannot be reached right now. Trying again…',
  'widget.error.channel.unknown': 'There is no such chat.',
  'widget.error.origin.refused': 'This site may not use the chat.',
  'widget.error.other': 'Something went wrong on our side.',
} as const satisfies Partial<Record<TextKey, string>>;

/** The sentences of the catalogue in the tenant's language and wording, with their marks filled in here. */
export class Words {
  constructor(
    private readonly texts: Readonly<Record<string, string>>,
    /** For times and dates. Undefined is the browser's own. */
    readonly language?: string,
    /** Filled into every sentence that has the mark. */
    private readonly always: Readonly<Record<string, string>> = {},
  ) {}

  say(key: TextKey, fill: Readonly<Record<string, string>> = {}): string {
    return this.fill(this.texts[key] ?? key, fill);
  }

  /** What a customer is told of a failure. Codes that mean nothing to customers share one sentence. */
  problem({ code }: Problem): string {
    return this.texts[`widget.error.${code}`] ?? this.say('widget.error.other');
  }

  private fill(template: string, fill: Readonly<Record<string, string>>): string {
    return template.replace(
      /\{(\w+)\}/g,
      (mark, name: string) => fill[name] ?? this.always[name] ?? mark,
    );
  }
}
