import type { SlackFailure } from './slack-errors.js';

/** What became of a call. */
export type SlackAnswer =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly failure: SlackFailure };

/** Calls of the Web API in one workspace, with its bot's token. Never rejects, and never tries twice: the outbox does. */
export interface SlackApi {
  /** `method` as in https://docs.slack.dev/reference/methods ; an abort ends as a failure of the network. */
  call(
    method: string,
    args: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<SlackAnswer>;
}
