/** Bytes of one cell, and cells of one row. More is a quote that is never closed, or no CSV at all. */
const CELL_BYTES_MAX = 20_000;
const CELLS_MAX = 200;

/** `line` is where the row begins; a cell in quotes may go over several. After `broken` nothing more comes. */
export type CsvRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | {
      readonly kind: 'broken';
      readonly line: number;
      readonly column: number;
      readonly problem: string;
    };

/** Where in a cell the last letter was: `returned` is behind a carriage return, `closed` behind a quote in a quoted one. */
type At = 'begin' | 'plain' | 'quoted' | 'closed' | 'returned';

/**
 * The rows of a CSV file, one at a time. Strictly RFC 4180, with line feeds alone as line ends, too: where a quote is
 * amiss nothing behind it can be trusted, so reading ends there. A byte order mark and empty lines are passed over.
 */
export async function* csvRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const reader = new CsvReader();
  for await (const piece of withoutMark(pieces)) {
    // A letter for each byte: all that CSV goes by is ASCII, and cells are decoded whole.
    for (const letter of Buffer.from(piece).toString('latin1')) {
      const row = reader.take(letter);
      if (row !== null) yield row;
      if (row?.kind === 'broken') return;
    }
  }
  const last = reader.end();
  if (last !== null) yield last;
}

class CsvReader {
  private line = 1;
  private column = 1;
  private rowLine = 1;
  private at: At = 'begin';
  private hasQuotes = false;
  private cell = '';
  private cells: string[] = [];

  /** The row that this letter ends; null within one. */
  take(letter: string): CsvRow | null {
    const row = this.step(letter);
    if (letter === '\n') {
      this.line += 1;
      this.column = 1;
      if (this.at !== 'quoted') this.rowLine = this.line;
    } else if (!isContinuation(letter)) {
      this.column += 1;
    }
    return row;
  }

  end(): CsvRow | null {
    if (this.at === 'quoted') return this.broken('a quote is opened and never closed');
    if (this.at === 'returned') return this.broken('a carriage return without a line feed');
    return this.endRow();
  }

  private step(letter: string): CsvRow | null {
    if (this.at === 'quoted') {
      if (letter !== '"') return this.add(letter);
      this.at = 'closed';
      return null;
    }
    if (this.at === 'returned') {
      return letter === '\n' ? this.endRow() : this.broken('a carriage return without a line feed');
    }
    if (letter === ',') return this.endCell();
    if (letter === '\n') return this.endRow();
    if (letter === '\r') {
      this.at = 'returned';
      return null;
    }
    return letter === '"' ? this.quote() : this.plain(letter);
  }

  private quote(): CsvRow | null {
    if (this.at === 'plain')
      return this.broken('a quote within a cell that does not begin with one');
    const isSecond = this.at === 'closed';
    this.hasQuotes = true;
    this.at = 'quoted';
    return isSecond ? this.add('"') : null;
  }

  private plain(letter: string): CsvRow | null {
    if (this.at === 'closed') return this.broken('more text behind a closing quote');
    this.at = 'plain';
    return this.add(letter);
  }

  private add(letter: string): CsvRow | null {
    this.cell += letter;
    return this.cell.length > CELL_BYTES_MAX
      ? this.broken(`a cell of more than ${CELL_BYTES_MAX} bytes; perhaps a quote is never closed`)
      : null;
  }

  private endCell(): CsvRow | null {
    const text = decoded(this.cell);
    if (text === null) return this.broken('a cell is no UTF-8; save the file in that encoding');
    this.cells.push(text);
    this.cell = '';
    this.at = 'begin';
    return this.cells.length > CELLS_MAX ? this.broken(`more than ${CELLS_MAX} cells`) : null;
  }

  private endRow(): CsvRow | null {
    const isEmpty = this.cells.length === 0 && this.cell === '' && !this.hasQuotes;
    const broken = this.endCell();
    const { cells, rowLine: line } = this;
    this.cells = [];
    this.hasQuotes = false;
    if (broken !== null) return broken;
    return isEmpty ? null : { kind: 'row', line, cells };
  }

  private broken(problem: string): CsvRow {
    return { kind: 'broken', line: this.line, column: this.column, problem };
  }
}

/** Bytes of a letter behind its first one. */
function isContinuation(letter: string): boolean {
  return (letter.charCodeAt(0) & 0xc0) === 0x80;
}

function decoded(cell: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(cell, 'latin1'),
    );
  } catch {
    return null;
  }
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The same pieces without a byte order mark at the beginning, which may come in pieces as well. */
async function* withoutMark(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of pieces) {
    if (head === null) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < MARK.length) continue;
    yield head.subarray(0, MARK.length).equals(MARK) ? head.subarray(MARK.length) : head;
    head = null;
  }
  if (head !== null) yield head;
}
