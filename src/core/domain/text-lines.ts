/** A line of a text that comes in pieces. `text: null`: it is too long, or no UTF-8. */
export interface TextLine {
  readonly number: number;
  readonly text: string | null;
  readonly problem: 'too-long' | 'not-utf8' | null;
}

const NEW_LINE = 0x0a;

/**
 * The lines of a text, one at a time, whatever pieces its bytes come in. No more than one line is held, and of one that
 * is too long nothing. A byte order mark and the carriage returns before line ends are left out, and so are empty lines;
 * all are counted.
 */
export async function* textLines(
  pieces: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<TextLine> {
  const line = new OpenLine(bytesMax);
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(NEW_LINE); end >= 0; end = piece.indexOf(NEW_LINE, from)) {
      line.add(piece.subarray(from, end));
      yield* shownOf(line.close());
      from = end + 1;
    }
    line.add(piece.subarray(from));
  }
  yield* shownOf(line.close());
}

function shownOf(line: TextLine): readonly TextLine[] {
  return line.text !== null && line.text.trim() === '' ? [] : [line];
}

class OpenLine {
  private number = 1;
  private bytes = 0;
  private parts: Uint8Array[] = [];

  constructor(private readonly bytesMax: number) {}

  add(part: Uint8Array): void {
    this.bytes += part.byteLength;
    // A copy (a Buffer's slice is none), because whoever gave the piece may use its memory again.
    if (this.bytes <= this.bytesMax) this.parts.push(new Uint8Array(part));
    else this.parts = [];
  }

  close(): TextLine {
    const { number } = this;
    const line: TextLine =
      this.bytes > this.bytesMax
        ? { number, text: null, problem: 'too-long' }
        : { number, ...decoded(this.parts) };
    this.number += 1;
    this.bytes = 0;
    this.parts = [];
    return line;
  }
}

function decoded(parts: readonly Uint8Array[]): Pick<TextLine, 'text' | 'problem'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = parts.map((part) => decoder.decode(part, { stream: true })).join('');
    return { text: `${text}${decoder.decode()}`.replace(/\r$/, ''), problem: null };
  } catch {
    return { text: null, problem: 'not-utf8' };
  }
}
