import type { Fields, Telemetry } from '../../../../src/core/ports/telemetry.js';

interface Line {
  readonly event: string;
  readonly fields: Fields;
}

/** Telemetry that keeps every line, and in `text` everything a log could be made of. */
export class HeardEverything implements Telemetry {
  readonly lines: Line[] = [];
  text = '';

  info(event: string, fields: Fields = {}): void {
    this.keep(event, fields);
  }

  warn(event: string, fields: Fields = {}): void {
    this.keep(event, fields);
  }

  error(event: string, error: unknown, fields: Fields = {}): void {
    this.keep(event, fields);
    this.text += error instanceof Error ? `${error.stack}\n` : `${String(error)}\n`;
  }

  named(event: string): readonly Fields[] {
    return this.lines.filter((line) => line.event === event).map(({ fields }) => fields);
  }

  private keep(event: string, fields: Fields): void {
    this.lines.push({ event, fields });
    this.text += `${event} ${JSON.stringify(fields)}\n`;
  }
}
