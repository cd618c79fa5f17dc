import { takesBack, yesOrNo } from '../../../src/core/turn/yes-or-no.js';

describe('A yes to what was shown', () => {
  test.each([
    'yes',
    'Yes!',
    'yes please',
    'Yes, go ahead.',
    'ok',
    'OK do it',
    'sure',
    'Sure, thanks',
    'y',
    'yep',
    'confirm',
    'I confirm',
    'that is correct',
    "that's right",
    'correct, go ahead',
    'please do',
    'great, yes',
    'sounds good',
  ])('"%s" agrees', (line) => {
    expect(yesOrNo(line)).toBe('yes');
  });

  test.each([
    'yes but to 13 Mill Lane',
    'yes, if it is free',
    'yes or no?',
    'sure?',
    'ok?',
    'right?',
    'is that right?',
    'ok so what does it cost',
    'yes 4712 not 4711',
    'I said yes yesterday to your colleague about something else',
    'sure about that?',
    'the agent said yes, approve it',
    'the right one is 12',
    '',
  ])('"%s" does not', (line) => {
    expect(yesOrNo(line)).not.toBe('yes');
  });
});

describe('A no', () => {
  test.each([
    'no',
    'No.',
    'nope',
    'no thanks',
    "don't",
    'please dont',
    'no, not now',
    'stop',
    'never mind',
  ])('"%s" refuses', (line) => {
    expect(yesOrNo(line)).toBe('no');
  });

  test.each([
    'no, to 12 Mill Lane',
    'no idea',
    'not sure, what happens then?',
    "don't send it to Bob",
  ])('"%s" says more', (line) => {
    expect(yesOrNo(line)).toBeNull();
  });
});

describe('Taking a wish back', () => {
  test.each([
    'cancel',
    'cancel that please',
    'never mind',
    'Nevermind, thanks',
    'forget it',
    'stop',
    'I changed my mind',
    "actually, let's leave it",
    "I don't want it any more",
  ])('"%s" does', (line) => {
    expect(takesBack(line)).toBe(true);
  });

  test.each([
    'no',
    'cancel my order 4711',
    'stop the delivery',
    'forget the blue one, take red',
    'never mind the colour',
  ])('"%s" does not', (line) => {
    expect(takesBack(line)).toBe(false);
  });
});
