import { z } from 'zod';
import { NAME_CHARS_MAX } from '../domain/limits.js';

/** The longest free text a setting may hold, such as one of the bot's own sentences. */
const TEXT_CHARS_MAX = 2_000;
/** Shorter secrets could be guessed: tokens are random words, keys are HS256 keys of 256 bits (RFC 7518, 3.2). */
export const TOKEN_CHARS_MIN = 16;
export const KEY_CHARS_MIN = 32;

/** Names of tenants, channels, desks and agents. They become parts of URLs, keys and ids, so they are kept plain. */
export function idText(description: string) {
  return z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .describe(
      `${description}: small letters, digits and dashes, beginning with a letter or digit, at most 40`,
    );
}

export function shortText(description: string) {
  return z.string().min(1).max(NAME_CHARS_MAX).describe(description);
}

export function longText(description: string) {
  return z.string().min(1).max(TEXT_CHARS_MAX).describe(description);
}

export function wholeNumber(min: number, max: number, description: string) {
  return z.int().min(min).max(max).describe(description);
}

/** A text of one form, with examples that the error message shows. */
export function formedText(form: RegExp, examples: string[], description: string) {
  return z.string().regex(form).meta({ description, examples });
}

/** `writeOnly` is JSON Schema's word for a value never shown again; error messages go by it. */
const SECRET = { writeOnly: true } as const;

/** Tokens travel in HTTP headers: printable ASCII without spaces (RFC 9110, 5.5). */
export function token(description: string) {
  return z
    .string()
    .min(TOKEN_CHARS_MIN)
    .max(200)
    .regex(/^[\x21-\x7e]*$/)
    .meta({ description, ...SECRET });
}

export function key(description: string) {
  return z
    .string()
    .min(KEY_CHARS_MIN)
    .max(1_000)
    .meta({ description, ...SECRET });
}

/** The address of a server, which may hold its password. */
export function serverUrl(form: RegExp, example: string, description: string) {
  return z
    .string()
    .max(2_000)
    .regex(form)
    .meta({ description, examples: [example], ...SECRET });
}

/** A list of named things. An empty one can serve nobody, so it is refused. */
export function named<T extends z.ZodType>(name: z.ZodString, thing: T, description: string) {
  return z
    .record(name, thing)
    .refine((things) => Object.keys(things).length > 0)
    .meta({ description, minProperties: 1 });
}

/** Header values may be tokens: printable ASCII (RFC 9110, 5.5), never shown again. */
const headerValue = formedText(
  /^[\x21-\x7e](?:[\x20-\x7e]{0,998}[\x21-\x7e])?$/,
  ['Bearer abc'],
  'Value of the header',
).meta(SECRET);

/** Headers of requests to a system of the business. */
export const headers = z
  .record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), headerValue)
  .default({})
  .describe('Headers sent along, such as authorization');
