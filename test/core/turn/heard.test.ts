import { heardIn } from '../../../src/core/turn/heard.js';
import { edited, pressed, ratingAsked, said, takenBack } from './talk.js';

type Talk = Parameters<typeof heardIn>[0];
type Row = [what: string, before: Talk, taken: Talk, answered: string[]];

const BOT = { kind: 'bot', id: 'bot', name: 'Finch' } as const;
const ANSWERED: Talk = [said(1, 'Where is order 12?'), said(2, 'On its way.', { author: BOT })];
const STRANGER = { kind: 'customer', id: 'visit-2', name: 'Visitor' } as const;

describe('What is answered of what a customer wrote and changed', () => {
  test.each<Row>([
    ['words', [], [said(1, 'Hello'), said(2, 'there')], ['Hello', 'there']],
    ['words changed in time', [], [said(1, 'order 12'), edited(2, 1, 'order 21')], ['order 21']],
    [
      'words changed twice in time',
      [],
      [said(1, 'a'), edited(2, 1, 'b'), edited(3, 1, 'c')],
      ['c'],
    ],
    ['words taken back in time', [], [said(1, 'order 12'), takenBack(2, 1)], []],
    [
      'one of two taken back in time',
      [],
      [said(1, 'order 12'), said(2, 'order 21'), takenBack(3, 1)],
      ['order 21'],
    ],
    [
      'the last thing said, in other words',
      ANSWERED,
      [edited(3, 1, 'Where is order 21?')],
      ['Where is order 21?'],
    ],
    [
      'the newest of several new wordings of it',
      ANSWERED,
      [edited(3, 1, 'Where is order 21?'), edited(4, 1, 'Where is order 22?')],
      ['Where is order 22?'],
    ],
    ['other capitals', ANSWERED, [edited(3, 1, 'where is ORDER 12?')], []],
    ['other marks', ANSWERED, [edited(3, 1, 'Where is order 12?!')], []],
    [
      'new words that were taken back again',
      ANSWERED,
      [edited(3, 1, 'Where is order 21?'), takenBack(4, 1)],
      [],
    ],
    ['the last thing said taken back', ANSWERED, [takenBack(3, 1)], []],
    [
      'an older message in other words',
      [...ANSWERED, said(3, 'Thanks')],
      [edited(4, 1, 'Where is order 21?')],
      [],
    ],
    [
      'a correction beside something new, which is what is answered',
      ANSWERED,
      [edited(3, 1, 'Where is order 21?'), said(4, 'And 22?')],
      ['And 22?'],
    ],
    [
      'new words for what was taken back',
      [said(1, '', { revised: { seq: 2, atMs: 2, isGone: true } })],
      [edited(3, 1, 'Where is order 21?')],
      [],
    ],
    ['an edit of what nobody knows', ANSWERED, [edited(3, 77, 'Anything else')], []],
    [
      "an edit of somebody else's words",
      ANSWERED,
      [edited(3, 1, 'Where is order 21?', { author: STRANGER })],
      [],
    ],
    ["an edit of the bot's words", ANSWERED, [edited(3, 2, 'It is lost.')], []],
  ])('%s', (_what, before, taken, answered) => {
    const { lines } = heardIn(taken, before);
    expect(lines.map(({ text }) => text)).toEqual(answered);
    expect(lines.every(({ kind, revises }) => kind === 'text' && revises === undefined)).toBe(true);
  });
});

describe('Stars', () => {
  const asked = [ratingAsked(5)];

  test.each<[string, Talk, Talk, number | null, string[]]>([
    ['that were asked for count', asked, [pressed(6, 5, 'rating-4')], 4, []],
    [
      'pressed twice count as pressed last',
      asked,
      [pressed(6, 5, 'rating-1'), pressed(7, 5, 'rating-5')],
      5,
      [],
    ],
    [
      'beside words leave the words to be answered',
      asked,
      [pressed(6, 5, 'rating-2'), said(7, 'Still broken')],
      2,
      ['Still broken'],
    ],
    ['nobody asked for are words', [], [pressed(6, 5, 'rating-4')], null, ['Good']],
    [
      'on a message without such an offer are words',
      [said(5, 'Hi', { author: BOT })],
      [pressed(6, 5, 'rating-4')],
      null,
      ['Good'],
    ],
    ['that are not offered are words', asked, [pressed(6, 5, 'rating-6')], null, ['Good']],
    ['of another name are words', asked, [pressed(6, 5, 'xrating-5')], null, ['Good']],
    ['taken back do not count', asked, [pressed(6, 5, 'rating-4'), takenBack(7, 6)], null, []],
  ])('%s', (_what, before, taken, rating, answered) => {
    const heard = heardIn(taken, before);
    expect(heard.rating).toBe(rating);
    expect(heard.lines.map(({ text }) => text)).toEqual(answered);
  });
});
