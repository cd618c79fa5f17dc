/**
 * Whether two tokens of the site are for the same user, as they say themselves; null when that cannot be read. What a
 * token is worth the server alone decides.
 */
export function isSameUser(token: string, other: string): boolean | null {
  const [one, two] = [userOf(token), userOf(other)];
  return one === null || two === null ? null : one === two;
}

function userOf(token: string): string | null {
  try {
    const payload = token.split('.')[1] ?? '';
    const { sub } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof sub === 'string' ? sub : null;
  } catch {
    return null;
  }
}
