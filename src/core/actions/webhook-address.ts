import { filledMarks, marksIn } from '../domain/action-marks.js';

/** The part with the host, which has no marks, and the rest. */
const PARTS = /^(https?:\/\/[^/?#]+)([/?].*)?$/i;

/**
 * The address with its marks filled in, each value percent-encoded; null where one has no value, or where a value would
 * make the path another one: `.` and `..` as a whole step are understood as such even when they are encoded.
 */
export function filledAddress(template: string, fill: (name: string) => string | null): URL | null {
  const [, host, rest = '/'] = PARTS.exec(template) ?? [];
  if (host === undefined) return null;
  const filled = filledMarks(rest, (name) => {
    const value = fill(name);
    return value === null ? null : percentEncoded(value);
  });
  if (filled === null || hasOddStep(rest, filled)) return null;
  return URL.canParse(host + filled) ? new URL(host + filled) : null;
}

/** A value for an address or a header. Half of a letter cannot be encoded; it becomes the sign for what is no letter. */
export function percentEncoded(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}

/** The marks in the path: whatever is there is a step of its own or a part of one, so it has to have a value. */
export function marksInPath(template: string): readonly string[] {
  return marksIn(pathOf(PARTS.exec(template)?.[2] ?? ''));
}

function pathOf(rest: string): string {
  return rest.split('?', 1)[0] ?? '';
}

/** No value has a slash in it once it is encoded, so the steps of both paths are the same in number. */
function hasOddStep(rest: string, filled: string): boolean {
  const before = pathOf(rest).split('/');
  return pathOf(filled)
    .split('/')
    .some((step, at) => step !== before[at] && /^(?:\.{0,2})$/.test(step));
}
