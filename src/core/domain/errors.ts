/**
 * What can go wrong, by code. The text says what to do; `retryable` is what a client or the outbox acts on.
 * docs/ERRORS.md lists the same codes; a test keeps the two equal.
 */
export const ERRORS = {
  'message.invalid': { retryable: false, text: 'The message is not of the expected form.' },
  'message.empty': { retryable: false, text: 'The message has no text.' },
  'message.too-long': {
    retryable: false,
    text: 'The message is too long. Shorten it and send it again.',
  },
  'file.refused': { retryable: false, text: 'This file is not taken.' },
  'file.unknown': {
    retryable: false,
    text: 'There is no such file in this conversation any more. Upload it again.',
  },
  'file.off': { retryable: false, text: 'Files are not taken here.' },
  'file.incomplete': {
    retryable: true,
    text: 'The file did not arrive whole. Send it again.',
  },
  'file.busy': {
    retryable: true,
    text: 'Too many files are being received. Send it again shortly.',
  },
  'rate.limited': { retryable: true, text: 'Too many messages. Wait a moment and send it again.' },
  'conversation.full': {
    retryable: true,
    text: 'Earlier messages are still being worked on. Send it again shortly.',
  },
  'store.unavailable': {
    retryable: true,
    text: 'The message could not be recorded. Send it again.',
  },
  stopping: { retryable: true, text: 'This server is stopping. Reconnect and send it again.' },
  'channel.unknown': { retryable: false, text: 'There is no such channel.' },
  'origin.refused': { retryable: false, text: 'This site may not use the channel.' },
  'connections.full': { retryable: true, text: 'Too many connections. Try again shortly.' },
  'token.invalid': { retryable: false, text: 'The token is not valid here.' },
  'token.expired': { retryable: false, text: 'The token has expired. Start again without it.' },
  'request.invalid': { retryable: false, text: 'The request is not of the expected form.' },
  'desk.unauthorized': { retryable: false, text: 'A valid agent token is needed.' },
  'sign-in.refused': {
    retryable: false,
    text: 'Signing in without a token is not allowed here. Use an agent token.',
  },
  'request.too-large': {
    retryable: false,
    text: 'The request is too large. Send it in several parts.',
  },
  'admin.unauthorized': { retryable: false, text: 'A valid admin token is needed.' },
  'tenant.unknown': { retryable: false, text: 'There is no such tenant.' },
  'account.unknown': { retryable: false, text: 'There is no such account.' },
  'turn.unknown': { retryable: false, text: 'There is no such turn.' },
  'conversation.unknown': { retryable: false, text: 'There is no such conversation.' },
  'not-found': { retryable: false, text: 'There is no such thing here.' },
  'handoff.unknown': { retryable: false, text: 'There is no such handoff.' },
  'handoff.taken': { retryable: false, text: 'Somebody else has this handoff.' },
  'handoff.closed': { retryable: false, text: 'This handoff is closed.' },
  'handoff.not-claimed': { retryable: false, text: 'Claim this handoff first.' },
  'handoff.own': {
    retryable: false,
    text: 'This is your own conversation, so a colleague has to take care of it.',
  },
  'handoff.not-filed': {
    retryable: true,
    text: 'This handoff is still being closed. Try again in a moment.',
  },
  'handoff.not-closed': { retryable: false, text: 'This handoff is not closed yet.' },
  'handoff.no-approval': { retryable: false, text: 'Nothing waits for an approval here.' },
  'handoff.action-under-way': {
    retryable: true,
    text: 'Something is being done in this case. Close it once you see how it ended.',
  },
  'conversation.not-bot': {
    retryable: false,
    text: 'A person is already asked for or has this conversation.',
  },
  'message.not-yours': { retryable: false, text: 'Only replies of your own can be changed.' },
  'message.unheard': {
    retryable: true,
    text: 'What this takes back is not on record yet. Send it again shortly.',
  },
  'message.not-failed': { retryable: false, text: 'This message has not failed.' },
  'lane.full': {
    retryable: true,
    text: 'Earlier replies are still on their way. Send it again shortly.',
  },
  'config.invalid': { retryable: false, text: 'The configuration cannot be used.' },
  'server.missing': {
    retryable: false,
    text: 'A server that the configuration names cannot be reached.',
  },
  'port.in-use': {
    retryable: false,
    text: 'The port is taken. Set PORT or server.port to another one, or stop who has it.',
  },
  'data.in-use': {
    retryable: false,
    text: 'Another process uses this data folder. Embedded stores serve one process.',
  },
  'data.missing': {
    retryable: false,
    text: 'There are no records yet where the configuration says. Is data the folder of the gateway?',
  },
  'model.rate-limited': { retryable: true, text: 'The model refused for too many requests.' },
  'model.overloaded': { retryable: true, text: 'The model was overloaded.' },
  'model.unavailable': { retryable: true, text: 'The model could not be reached.' },
  'model.timeout': { retryable: true, text: 'The model did not answer in time.' },
  'model.broken-stream': { retryable: true, text: 'The connection to the model broke.' },
  'model.key-refused': { retryable: false, text: 'The model refused our key.' },
  'model.request-refused': { retryable: false, text: 'The model refused the request.' },
  'model.bad-answer': { retryable: false, text: 'The model gave no usable answer.' },
  'model.refused': { retryable: false, text: 'The model declined to answer.' },
  'model.cut-off': { retryable: false, text: 'The answer of the model was cut off.' },
  'model.paused': {
    retryable: true,
    text: 'The model has been failing, so it is not asked for a moment.',
  },
  'model.budget': { retryable: false, text: 'The budget for the model is used up.' },
  'model.stopped': { retryable: false, text: 'The model stopped without an answer.' },
  'slack.unavailable': { retryable: true, text: 'Slack could not be asked.' },
  'teams.unavailable': { retryable: true, text: 'Teams could not be asked.' },
  broken: { retryable: false, text: 'A promise of the code was broken; this is a defect.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The one error class. `details` are safe to log and to show: ids, names of fields, limits; never texts or secrets. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>> = {},
    options?: { message?: string; cause?: unknown },
  ) {
    super(
      options?.message ?? ERRORS[code].text,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'GatewayError';
    this.code = code;
    this.retryable = ERRORS[code].retryable;
    this.details = details;
  }
}

/** What a client is told of an error: nothing about causes, which may quote a message or a secret. */
export interface ClientError {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details?: Readonly<Record<string, unknown>>;
}

export function toClientError(error: unknown): ClientError {
  const known = error instanceof GatewayError ? error : new GatewayError(codeOf(error));
  const told: ClientError = {
    code: known.code,
    message: known.message,
    retryable: known.retryable,
  };
  return Object.keys(known.details).length === 0 ? told : { ...told, details: known.details };
}

/** A defect of ours would fail again; what the world did not do now it may do later. */
function codeOf(error: unknown): ErrorCode {
  const isDefect =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return isDefect ? 'broken' : 'store.unavailable';
}
