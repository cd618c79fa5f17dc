import { findDates } from './facts-dates.js';
import {
  findAmounts,
  findEmails,
  findPeople,
  findPhones,
  findReferences,
} from './facts-identifiers.js';
import {
  type Asked,
  apart,
  blanked,
  type Finder,
  type Mention,
  READ_CHARS_MAX,
} from './facts-mention.js';
import { findNames } from './facts-names.js';
import { findTimes } from './facts-times.js';

/** The surest first: what one of them took is not read again as something else. */
const FINDERS: readonly Finder[] = [
  findEmails,
  findAmounts,
  findReferences,
  findPhones,
  findDates,
  findTimes,
  findPeople,
  findNames,
];

/** Every value in a text, in the order of the text. */
export function mentionsIn(text: string, asked: Asked): readonly Mention[] {
  const read = text.slice(0, READ_CHARS_MAX);
  const found: Mention[] = [];
  for (const find of FINDERS) found.push(...apart(find(blanked(read, found), asked)));
  return found.sort((one, other) => one.start - other.start);
}
