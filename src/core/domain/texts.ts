/**
 * Every sentence Frontdesk itself says to customers. A tenant may override each by its key; `{name}` marks are filled
 * in. Words of the model or of agents are never here.
 */
export const TEXTS = {
  'handoff.opened': 'I am passing this to a colleague who will answer you right here.',
  'handoff.failed':
    'Something went wrong on our side. A colleague will take over and answer you right here.',
  'handoff.returned': 'You are talking with {bot} again.',
  'handoff.resolved':
    '{agent} has marked this as solved. If there is anything else, just write again.',
  'scope.note':
    'I can help with questions about {tenant}: orders, deliveries, returns, payments and the like. What would you like to know?',
} as const;

export type TextKey = keyof typeof TEXTS;

/** A tenant's own wording; keys that are not in the catalogue are refused by the config check. */
export type TextOverrides = Readonly<Record<string, string>>;

export function say(
  key: TextKey,
  overrides: TextOverrides,
  fill: Readonly<Record<string, string>> = {},
): string {
  const template = overrides[key] ?? TEXTS[key];
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => fill[name] ?? mark);
}
