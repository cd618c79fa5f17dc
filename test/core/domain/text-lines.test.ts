import fc from 'fast-check';
import { textLines } from '../../../src/core/domain/text-lines.js';
import { allOf, inPieces } from '../../support/pieces.js';

async function linesOf(bytes: Uint8Array, cuts: readonly number[] = [], bytesMax = 100) {
  return allOf(textLines(inPieces(bytes, cuts), bytesMax));
}

const text = (value: string) => Buffer.from(value, 'utf8');

test('lines are numbered as an editor does, empty ones not shown', async () => {
  const lines = await linesOf(text('\ufeffone\r\n\n  \ntwo\n\nthree'));
  expect(lines).toEqual([
    { number: 1, text: 'one', problem: null },
    { number: 4, text: 'two', problem: null },
    { number: 6, text: 'three', problem: null },
  ]);
  expect(await linesOf(text(''))).toEqual([]);
});

test('a line that is too long or no text is told, and the next ones are read', async () => {
  const bytes = Buffer.concat([
    text(`${'x'.repeat(101)}\n${'y'.repeat(100)}\n`),
    Buffer.from([0xc3, 0x28, 0x0a]),
    text('end'),
  ]);
  expect(await linesOf(bytes)).toEqual([
    { number: 1, text: null, problem: 'too-long' },
    { number: 2, text: 'y'.repeat(100), problem: null },
    { number: 3, text: null, problem: 'not-utf8' },
    { number: 4, text: 'end', problem: null },
  ]);
});

test('whatever pieces a text comes in, its lines are the same', async () => {
  const letters = fc.constantFrom('a', 'é', '👍', '\n', '\r\n', ' ', '\ufeff', '"');
  const texts = fc.array(letters, { maxLength: 40 }).map((all) => all.join(''));
  await fc.assert(
    fc.asyncProperty(texts, fc.array(fc.nat(60)), async (whole, cuts) => {
      expect(await linesOf(text(whole), cuts, 12)).toEqual(await linesOf(text(whole), [], 12));
    }),
  );
});
