import { isMarkedNote, meaningOf } from '../../../src/channels/slack/slack-meaning.js';

const MARKS = { replies: 'claimer', noteMark: '!', replyMark: '+' } as const;
const OPEN = { state: 'open', claimedBy: null } as const;

test.each([
  ['plain', '! careful'],
  ['behind space', ' \n\u00a0!careful'],
  ['in full width', '\uff01 careful'],
  ['in small width', '\ufe57 careful'],
  ['behind a space of no width', '\u200b! careful'],
  ['behind joiners and a byte order mark', '\u2060\ufeff\u200d! careful'],
  ['behind marks of direction', '\u202e\u2067\u200f! careful'],
  ['behind fillers that look like nothing', '\u3164\u2800! careful'],
  ['in bold', '*! careful*'],
  ['in bold and italics', '_*~!~ careful*_'],
  ['in a quotation', '> ! careful'],
  ['in a quotation without a space', '>!careful'],
  ['behind a bullet', '\u2022 ! careful'],
  ['as code', '`! careful`'],
  ['behind the mention of a colleague', '@ben ! careful'],
  ['behind the mention of one with a long name', '@Anna-Maria von der Leyen *! careful*'],
  ['behind two mentions', '@ben @Carla Core ! careful'],
  ['behind a mention in a quotation', '> *@ben* ! careful'],
])('a note mark is seen %s', (_, text) => {
  expect(meaningOf(text, OPEN, 'U1', MARKS)).toEqual({ kind: 'note', text });
});

test.each([
  'Great! It is on its way',
  '*Sure* :slightly_smiling_face:',
  '> You asked\nYes!',
  '@ben\u2019s colleague here. Hello!',
  '\u2022 first! \u2022 second!',
  'mail me at ana@shop.example ! ',
])('what only has the mark somewhere is no note: %s', (text) => {
  expect(meaningOf(text, OPEN, 'U1', MARKS).kind).toBe('reply');
});

test.each([
  ['note:', 'Note: careful'],
  ['note:', '*NOTE: careful*'],
  ['*', '* careful'],
  ['>>', '> >> careful'],
  ['//', '@ben // careful'],
  ['(i)', '(I) careful'],
  ['\uff01\uff01', '!! careful'],
])('the mark may be any: %s', (mark, text) => {
  expect(isMarkedNote(text, mark)).toBe(true);
  expect(isMarkedNote(`Hello. ${text}`, mark)).toBe(false);
});

test('is decided at once, whatever was written', () => {
  const texts = [
    '*'.repeat(40_000),
    '@a '.repeat(13_000),
    '> @a *'.repeat(6_000),
    '@'.repeat(40_000),
  ];
  const startedMs = performance.now();
  for (const text of texts) expect(isMarkedNote(text, '!')).toBe(false);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
