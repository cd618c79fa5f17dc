import { type DestinationStream, type Logger, pino } from 'pino';
import { GatewayError } from '../domain/errors.js';
import type { Fields, Telemetry } from '../ports/telemetry.js';

/** Lines of a stack that are written: where it happened, not everything around it. */
const STACK_LINES_MAX = 8;

/**
 * Structured logs. Of an error only its name, codes and places are written, because messages of drivers and parsers
 * quote what they were given, and that may be a customer's text.
 */
export class PinoTelemetry implements Telemetry {
  private readonly logger: Logger;

  constructor(level: string, destination?: DestinationStream) {
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    this.logger = destination ? pino(options, destination) : pino(options);
  }

  info(event: string, fields: Fields = {}): void {
    this.logger.info({ event, ...fields });
  }

  warn(event: string, fields: Fields = {}): void {
    this.logger.warn({ event, ...fields });
  }

  error(event: string, error: unknown, fields: Fields = {}): void {
    this.logger.error({ event, ...fields, error: describe(error) });
  }
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    ...(error instanceof GatewayError ? { code: error.code } : codeOf(error)),
    at: placesOf(error),
    ...(error.cause === undefined ? {} : { cause: causeOf(error.cause) }),
  };
}

function causeOf(cause: unknown): Record<string, unknown> {
  return cause instanceof Error ? { name: cause.name, ...codeOf(cause) } : { name: typeof cause };
}

function codeOf(error: Error): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? { code } : {};
}

/** The stack behind the message, which may itself look like a line of a stack. */
function placesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const from = stack.indexOf(error.message);
  if (error.message !== '' && from < 0) return [];
  const lines = stack.slice(from + error.message.length).split('\n');
  const places = lines.filter((line) => /^\s+at /.test(line));
  return places.slice(0, STACK_LINES_MAX).map((line) => line.trim());
}
