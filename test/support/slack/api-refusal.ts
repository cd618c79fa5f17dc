import type { JsonObject } from './json.js';

/**
 * Slack's `ok: false`. Thrown although it is an expected end (STYLE R8): checks sit three calls below the method that
 * answers, and carrying the refusal up by hand would bury what each method does.
 */
export class ApiRefusal extends Error {
  constructor(
    readonly error: string,
    readonly extra: JsonObject = {},
  ) {
    super(error);
  }
}

/** `invalid_arguments` and its kin say where: https://docs.slack.dev/apis/web-api/#responses (response_metadata). */
export function refusalAt(error: string, messages: readonly string[]): ApiRefusal {
  return new ApiRefusal(error, {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
