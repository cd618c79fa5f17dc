import { BARE_DAY, DATE_FORMS } from '../domain/date-forms.js';
import { apart, type Finder, mentionsOf } from './facts-mention.js';

/** Days: calendar dates in the usual notations, weekdays, feasts, and days counted from now. */
export const findDates: Finder = (text, asked) => {
  const found = apart(DATE_FORMS.flatMap((form) => mentionsOf('date', text, form)));
  if (found.length > 0 || !asked.has('date') || asked.size > 1) return found;
  const value = BARE_DAY.exec(text)?.indices?.groups?.['value'];
  if (value === undefined) return [];
  const [start, end] = value;
  return [{ kind: 'date', value: text.slice(start, end), start, end }];
};
