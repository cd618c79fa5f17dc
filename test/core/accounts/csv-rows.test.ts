import fc from 'fast-check';
import { csvRows } from '../../../src/core/accounts/csv-rows.js';
import { allOf, inPieces } from '../../support/pieces.js';

function rowsOf(content: string | Uint8Array, cuts: readonly number[] = []) {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return allOf(csvRows(inPieces(bytes, cuts)));
}

const row = (line: number, ...cells: readonly string[]) => ({ kind: 'row', line, cells });

describe('A CSV file', () => {
  test.each<[string, string, object[]]>([
    ['with line feeds', 'a,b\n1,2\n', [row(1, 'a', 'b'), row(2, '1', '2')]],
    ['with carriage returns', 'a,b\r\n1,2\r\n', [row(1, 'a', 'b'), row(2, '1', '2')]],
    ['without an end of its last line', 'a\n1', [row(1, 'a'), row(2, '1')]],
    ['with a mark before a quote', '\ufeff"a",b\n', [row(1, 'a', 'b')]],
    ['with empty lines', '\n\r\na\n\n1\n', [row(3, 'a'), row(5, '1')]],
    ['with empty cells', ',\n"",""\n""\n', [row(1, '', ''), row(2, '', ''), row(3, '')]],
    ['with quotes in quotes', '"say ""hi""","a,b"\n', [row(1, 'say "hi"', 'a,b')]],
    ['with lines within a cell', '"a\r\nb",c\nd,e\n', [row(1, 'a\r\nb', 'c'), row(3, 'd', 'e')]],
    ['with other letters', 'ключ,👍\n', [row(1, 'ключ', '👍')]],
    ['that is empty', '', []],
    ['that is a mark only', '\ufeff', []],
  ])('%s is read', async (_how, content, rows) => {
    expect(await rowsOf(content)).toEqual(rows);
  });

  test.each<[string, string | Uint8Array, number, number, string]>([
    ['a quote inside a cell', 'a,b\n1,x"y\n', 2, 4, 'a quote within a cell'],
    ['text behind a quote', 'a\n"x"y\n', 2, 4, 'more text behind'],
    ['a space behind a quote', 'é,"x" ,b', 1, 6, 'more text behind'],
    ['a quote that is never closed', 'a\n"x\ny\n', 4, 1, 'never closed'],
    ['a cell without an end', `a\n"${'x'.repeat(30_000)}`, 2, 20_002, 'perhaps a quote'],
    ['a carriage return alone', 'a\rb', 1, 3, 'without a line feed'],
    ['a carriage return at the end', 'a\r', 1, 3, 'without a line feed'],
    ['another encoding', Buffer.from('a\nM\xfcller,b\n', 'latin1'), 2, 7, 'no UTF-8'],
    ['cells without an end', ','.repeat(300), 1, 201, 'more than 200 cells'],
  ])('%s is told with its place, and ends it', async (_what, content, line, column, problem) => {
    const rows = await rowsOf(content);
    expect(rows.at(-1)).toEqual({
      kind: 'broken',
      line,
      column,
      problem: expect.stringContaining(problem),
    });
    expect(rows.filter(({ kind }) => kind === 'broken')).toHaveLength(1);
  });

  test('is read back as it was written, in whatever pieces it comes', async () => {
    const cell = fc
      .array(fc.constantFrom('a', '"', ',', '\n', '\r', 'é', '👍', ' ', '\ufeff'), { maxLength: 6 })
      .map((letters) => letters.join(''));
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, fc.array(fc.nat(80)), async (rows, cuts) => {
        const written = rows
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        const read = await rowsOf(written, cuts);
        expect(read.map((one) => one.kind === 'row' && one.cells)).toEqual(rows);
      }),
    );
  });
});
