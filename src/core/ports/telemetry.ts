/** Names and numbers of a log line: ids, codes, counts, durations. Never texts, names of people or secrets. */
export type Fields = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly string[]>
>;

export interface Telemetry {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  /** Of the error only its class, code and stack's places are written. */
  error(event: string, error: unknown, fields?: Fields): void;
}
