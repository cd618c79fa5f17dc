/**
 * Where a message stands in Teams: its parts by name, each with Teams' id of it. `t0`, `t1` … are its text, `p0` … its
 * pictures, `l` the lines about other files, `c` its card, `x0` … what corrects it.
 */
export type TeamsPosted = ReadonlyMap<string, string>;

const PART = /^[tpx]\d{1,3}$|^[lc]$/;

/** `part=id part=id`, as it is kept with a message. */
export function formatPosted(posted: TeamsPosted): string {
  return [...posted].map(([part, id]) => `${part}=${encodeURIComponent(id)}`).join(' ');
}

/** Empty: not written by `formatPosted`. */
export function parsePosted(text: string): TeamsPosted {
  const parts = text.split(' ').map((one) => one.split('='));
  const isOurs = parts.every(([part = '', id = '', ...rest]) => {
    return PART.test(part) && id !== '' && rest.length === 0;
  });
  if (!isOurs) return new Map();
  return new Map(parts.map(([part = '', id = '']) => [part, decodeURIComponent(id)]));
}
