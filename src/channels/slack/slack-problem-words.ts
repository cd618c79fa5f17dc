/** What can be wrong with an app's connection, in words for the health page. docs/OPERATIONS.md explains each; a test keeps the two equal. */
export const SLACK_PROBLEM_WORDS = [
  'not-connected',
  'unreachable',
  'app-token-refused',
  'token-revoked',
  'wrong-workspace',
  'held-back',
] as const;

export type SlackProblemWord = (typeof SLACK_PROBLEM_WORDS)[number];
