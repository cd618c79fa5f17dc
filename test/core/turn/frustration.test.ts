import { feedbackCard } from '../../../src/core/domain/feedback.js';
import type { Message } from '../../../src/core/domain/message.js';
import type { Guess } from '../../../src/core/ports/classifier.js';
import {
  type FrustrationParts,
  frustrationIn,
  frustrationInWords,
  routeByFrustration,
} from '../../../src/core/turn/frustration.js';
import { edited, pressed, ratingAsked, said, takenBack } from './talk.js';

const wording = { language: 'en', overrides: {} } as const;
const AGREES: Guess = { type: 'escalation_candidate', confidence: 0.5, isSure: false };
const ASKS: Guess = { type: 'info_question', confidence: 0.9, isSure: true };

function answer(seq: number): Message {
  return {
    ...said(seq, 'It takes five days.'),
    author: { kind: 'bot', id: 'bot', name: 'Finch' },
    card: feedbackCard(wording),
  };
}

function press(seq: number, on: number, choice: 'feedback-helpful' | 'feedback-not-helpful') {
  return { ...pressed(seq, on, choice), kind: 'feedback' as const };
}

function handsOver(seq: number): Message {
  return { ...said(seq, ''), kind: 'owner', change: { owner: 'bot', ownership: seq } };
}

function judged(window: readonly Message[], line: string, more: Partial<FrustrationParts> = {}) {
  const lines = [said(100, line)];
  return frustrationIn({ lines, window, rating: null, carried: 0, guess: ASKS, ...more });
}

function signsOf(window: readonly Message[], line: string, more: Partial<FrustrationParts> = {}) {
  return judged(window, line, more).signals.map(({ name }) => name);
}

describe('Asking again', () => {
  const talk = [said(1, 'where is my parcel?'), answer(2)];

  test.each([
    'where is my parcel?',
    'Where is my parcel',
    'I asked where my parcel is!',
    'so where is my parcel now',
  ])('is seen in: %s', (line) => {
    expect(signsOf(talk, line)).toEqual(['repetition']);
  });

  test.each([
    'is my parcel insured?',
    'where are my keys?',
    'who sends the parcel',
    'thanks',
    'parcel',
  ])('is not seen in: %s', (line) => {
    expect(signsOf(talk, line)).toEqual([]);
  });

  test('about another number is another matter', () => {
    const before = [said(1, 'where is my order 4711 please'), answer(2)];
    expect(signsOf(before, 'where is my order 4712 please')).toEqual([]);
    expect(signsOf(before, 'where is my order 4711 please')).toEqual(['repetition']);
  });

  test('before the bot has answered is no sign', () => {
    expect(signsOf([said(1, 'where is my parcel?')], 'where is my parcel?')).toEqual([]);
  });

  test('of what an agent was told is not held against the bot', () => {
    expect(signsOf([...talk, handsOver(3)], 'where is my parcel?')).toEqual([]);
  });

  test('by a pressed button, by an edit, or of what was taken back is no sign', () => {
    const lines = [
      said(100, 'where is my parcel?', { chosen: { messageId: 'm2', choiceId: 's' } }),
    ];
    expect(signsOf(talk, '', { lines })).toEqual([]);
    const asItReads = said(1, 'where is my parcel?', {
      revised: { seq: 100, atMs: 1, isGone: false },
    });
    expect(signsOf([asItReads, answer(2)], 'where is my parcel?')).toEqual([]);
    const gone = said(1, 'where is my parcel?', { revised: { seq: 3, atMs: 1, isGone: true } });
    expect(signsOf([gone, answer(2), takenBack(3, 1)], 'where is my parcel?')).toEqual([]);
  });
});

describe('Capitals', () => {
  test.each([
    'WHERE IS MY PARCEL',
    'this is THE THIRD TIME NOW that I ask',
    'ANSWER ME THIS MINUTE',
  ])('are loud in: %s', (line) => {
    expect(signsOf([], line)).toEqual(['capitals']);
  });

  test.each([
    'OK THX BYE',
    'HI',
    'YES PLEASE',
    'my code is ABCD EFGH 1234 IJKL',
    'do you take VISA or AMEX and USD?',
    'ORDER AB-4711-XYZ',
    'USB HDMI VGA DVI',
    'is the IKEA LACK table in stock',
  ])('are not in: %s', (line) => {
    expect(signsOf([], line)).toEqual([]);
  });

  test('of somebody who always writes so mean nothing', () => {
    const talk = [said(1, 'HELLO I HAVE A QUESTION'), answer(2)];
    expect(signsOf(talk, 'WHERE IS MY PARCEL PLEASE')).toEqual([]);
    expect(signsOf([said(1, 'hello, a question'), answer(2)], 'WHERE IS MY PARCEL PLEASE')).toEqual(
      ['capitals'],
    );
  });

  test('never call a person, however often', () => {
    let carried = 0;
    for (let turn = 0; turn < 20; turn += 1) {
      const { score, signals } = judged([], 'WHERE IS MY PARCEL PLEASE', { carried });
      if (turn < 2) expect(routeByFrustration({ score, signals }, 1)).toBeNull();
      carried = judged(
        [said(1, 'WHERE IS MY PARCEL PLEASE'), answer(2)],
        'AND WHERE IS MY REFUND',
        {
          carried,
        },
      ).score;
    }
    expect(carried).toBeLessThan(0.1);
  });
});

describe('Harsh words and complaints', () => {
  test.each([
    ['damn, I typed the wrong address', ['insult']],
    ['your shipping page is ridiculous, how do I order to France?', ['insult']],
    ['sorry for the stupid question, is it waterproof?', []],
    ['my stupid mistake, wrong address', []],
    ['this is not helping', ['complaint']],
    ['this bot is useless', ['complaint']],
    ['I want to make a complaint', ['complaint']],
    ['what is the fastest shipping?', []],
  ])('%s: %j', (line, signs) => {
    expect(signsOf([], line)).toEqual(signs);
  });

  test('one of them calls nobody, though the classifier, too, would have a person look', () => {
    const line = 'this bot is useless';
    expect(routeByFrustration(judged([], line), 1)).toBeNull();
    const agreed = judged([], line, { guess: AGREES });
    expect(routeByFrustration(agreed, 1)).toBeNull();
    expect(
      routeByFrustration(judged([], 'worst customer service', { guess: AGREES }), 1),
    ).toBeNull();
    const carried = agreed.score;
    expect(routeByFrustration(judged([], line, { carried }), 1)).toMatchObject({
      type: 'escalation_candidate',
      escalation: 'frustrated_user',
      reason: expect.stringContaining('complaint'),
    });
    expect(routeByFrustration(judged([], 'damn, wrong address', { guess: AGREES }), 1)).toBeNull();
  });
});

describe('Presses and stars', () => {
  const talk = [said(1, 'how long?'), answer(2)];

  test('an answer that did not help is a sign', () => {
    const window = [...talk, press(3, 2, 'feedback-not-helpful')];
    expect(signsOf(window, 'and abroad?')).toEqual(['not-helpful']);
  });

  test('of two presses on one answer the last counts', () => {
    const window = [...talk, press(3, 2, 'feedback-not-helpful'), press(4, 2, 'feedback-helpful')];
    expect(signsOf(window, 'and abroad?')).toEqual([]);
  });

  test('each press is a sign once, in the first turn after it', () => {
    const window = [
      ...talk,
      press(3, 2, 'feedback-not-helpful'),
      said(4, 'and abroad?'),
      answer(5),
    ];
    expect(signsOf(window, 'to France?')).toEqual([]);
    expect(signsOf([...talk, press(101, 2, 'feedback-not-helpful')], 'and abroad?')).toEqual([]);
  });

  test('two answers that did not help call a person', () => {
    const window = [
      ...talk,
      answer(3),
      press(4, 2, 'feedback-not-helpful'),
      press(5, 3, 'feedback-not-helpful'),
    ];
    expect(routeByFrustration(judged(window, 'and abroad?'), 1)).not.toBeNull();
  });

  test('a press on what offered nothing is none', () => {
    expect(signsOf([said(1, 'hm'), press(2, 1, 'feedback-not-helpful')], 'and abroad?')).toEqual(
      [],
    );
  });

  test.each([
    [[1], ['low-rating']],
    [[2], ['low-rating']],
    [[3], []],
    [[5, 3], ['falling-rating']],
    [[3, 5], []],
  ])('stars %j: %j', (stars, signs) => {
    const earlier = stars
      .slice(0, -1)
      .flatMap((one, at) => [pressed(3 + 2 * at, 1, `rating-${one}`), said(4 + 2 * at, 'hello')]);
    const window = [ratingAsked(1), ...earlier, pressed(50, 1, `rating-${stars.at(-1)}`)];
    expect(signsOf(window, 'where are the keys')).toEqual(signs);
    expect(
      signsOf(window.slice(0, -1), 'where are the keys', { rating: stars.at(-1) ?? null }),
    ).toEqual(signs);
  });
});

describe('Over the episode', () => {
  const repeats = [said(1, 'where is my parcel?'), answer(2)];

  test('two different signs in one turn call a person', () => {
    const pairs = [
      judged(repeats, 'WHERE IS MY PARCEL'),
      judged([], 'THIS IS NOT HELPING'),
      judged(repeats, 'damn, where is my parcel?'),
      judged([...repeats, press(3, 2, 'feedback-not-helpful')], 'where is my parcel?'),
    ];
    for (const one of pairs) {
      expect(one.signals).toHaveLength(2);
      expect(routeByFrustration(one, 1)).not.toBeNull();
    }
  });

  test('two signs in turns that follow each other do, far apart they do not', () => {
    const turns = (calm: number) => {
      let carried = judged(repeats, 'where is my parcel?').score;
      for (let turn = 0; turn < calm; turn += 1)
        carried = judged([], 'is it open', { carried }).score;
      return routeByFrustration(judged([], 'this is not helping', { carried }), 1);
    };
    expect(turns(0)).not.toBeNull();
    expect(turns(1)).toBeNull();
    expect(turns(2)).toBeNull();
  });

  test('a calm turn calls nobody, whatever was before', () => {
    expect(routeByFrustration(judged([], 'is it open', { carried: 5 }), 1)).toBeNull();
  });

  test('the threshold is the tenant’s', () => {
    const one = judged(repeats, 'where is my parcel?');
    expect(routeByFrustration(one, 0.5)).not.toBeNull();
    expect(routeByFrustration(one, 1)).toBeNull();
    expect(
      routeByFrustration(judged(repeats, 'WHERE IS MY PARCEL', { carried: 9 }), null),
    ).toBeNull();
  });

  test('the card names the signs', () => {
    expect(frustrationInWords(judged(repeats, 'WHERE IS MY PARCEL'), wording)).toBe(
      'Signs of frustration: asks nearly the same again, writes in capitals.',
    );
    expect(frustrationInWords(judged([], 'this is not helping', { carried: 0.6 }), wording)).toBe(
      'Signs of frustration: complains about this conversation or the service, was unhappy earlier in this conversation.',
    );
  });
});

test('a talk of any length is judged in no time', () => {
  const long = Array.from({ length: 20_000 }, (_, at) =>
    at % 2 === 0 ? said(at + 1, `where is parcel number ${at}?`) : answer(at + 1),
  );
  const window = [...long, ratingAsked(30_000), pressed(30_001, 30_000, 'rating-3')];
  const startedMs = performance.now();
  expect(
    signsOf(window, 'where is parcel number 19998?', {
      lines: [said(40_000, 'where is parcel number 19998?')],
    }),
  ).toEqual(['repetition']);
  expect(performance.now() - startedMs).toBeLessThan(500);
});

test('edits of other lines change nothing', () => {
  expect(signsOf([said(1, 'a'), answer(2), edited(3, 1, 'b')], 'is it open')).toEqual([]);
});
