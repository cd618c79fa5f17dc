import type { Context } from '../../../src/core/ports/mind.js';
import { routeByRule } from '../../../src/core/turn/route.js';
import { BARE } from '../../support/bare-context.js';

const NO_PHRASES = { person: [], greeting: [] };

function contextOf(...texts: string[]): Context {
  const author = { kind: 'customer', id: 'c', name: 'Visitor' } as const;
  return {
    ...BARE,
    tenant: { id: 'demo', name: 'Demo', botName: 'Bot' },
    customer: { id: 'c', name: 'Visitor' },
    lines: texts.map((text) => ({ author, text, atMs: 0 })),
  };
}

function typeOf(...texts: string[]): string | undefined {
  return routeByRule(contextOf(...texts), NO_PHRASES)?.type;
}

describe('Explicit wishes for a person', () => {
  test.each([
    'I want to talk to a person',
    'can I speak to a human please?',
    'Please connect me with an agent.',
    'talk to someone',
    'Human please!',
    'agent',
    'I need a real person',
    'Get me your manager',
    "I don't want to talk to a bot",
    'is there a real person here I can talk to?',
    'Could you transfer me to a representative?',
    'I WANT TO SPEAK WITH SOMEONE',
  ])('%s', (text) => {
    expect(routeByRule(contextOf(text), NO_PHRASES)).toMatchObject({
      type: 'escalation_candidate',
      escalation: 'user_request',
    });
  });

  test('count in any line of the turn', () => {
    expect(typeOf('Where is my order?', 'talk to a human')).toBe('escalation_candidate');
  });

  test('in a tenant’s own phrases', () => {
    const phrases = { person: ['Mensch bitte'], greeting: [] };
    expect(routeByRule(contextOf('Ein Mensch, bitte!'), NO_PHRASES)).toBeNull();
    expect(routeByRule(contextOf('Ein Mensch bitte!'), phrases)?.type).toBe('escalation_candidate');
  });
});

describe('Lines that only mention people', () => {
  test.each([
    'Do your agents work on Sunday?',
    'How many people fit at the table?',
    'What is the cleaning agent for lamps?',
    'Does the robot vacuum have a warranty?',
    'I spoke to someone last week about my refund',
    'Where can I find the operator manual?',
    'My manager has to approve the invoice',
  ])('%s', (text) => {
    expect(typeOf(text)).not.toBe('escalation_candidate');
  });
});

describe('Greetings and small talk', () => {
  test.each([
    'Hi',
    'hello there!',
    'Good morning',
    'hey',
    'thanks',
    'Thank you so much!',
    'ok great thanks',
    'bye',
    '👍',
  ])('%s', (text) => {
    expect(typeOf(text)).toBe('greeting');
  });

  test.each([
    'Hi, where is my order?',
    'thanks but it is still broken',
    'hello, I want a refund',
    'ok so what now',
  ])('are not all there is in: %s', (text) => {
    expect(typeOf(text)).not.toBe('greeting');
  });
});

test('whoever asks for a number is given it from the articles, if they have one', () => {
  expect(typeOf('What is your phone number?')).toBe('info_question');
  expect(typeOf('Call me back please')).toBe('escalation_candidate');
});

test('a line of 16,000 characters is routed by looking at its beginning', () => {
  expect(typeOf('thanks '.repeat(2_300))).toBeUndefined();
  expect(typeOf(`talk to a human ${'a '.repeat(8_000)}`)).toBe('escalation_candidate');
});
