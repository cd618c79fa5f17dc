import type { Context } from '../../../src/core/ports/mind.js';
import { type RoutePhrases, routeByRule } from '../../../src/core/turn/route.js';
import { BARE } from '../../support/bare-context.js';

const NO_PHRASES: RoutePhrases = { language: 'en', person: [], greeting: [], patterns: [] };

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
    const phrases = { ...NO_PHRASES, person: ['Mensch bitte'] };
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

test('a line of 16,000 characters is no small talk, and a wish in it counts', () => {
  expect(typeOf('thanks '.repeat(2_300))).toBeUndefined();
  expect(typeOf(`talk to a human ${'a '.repeat(8_000)}`)).toBe('escalation_candidate');
  expect(typeOf(`${'a '.repeat(8_000)} talk to a human`)).toBe('escalation_candidate');
});

describe('Starting over', () => {
  test.each([
    'start over',
    'Start over!',
    'please start afresh',
    'start the conversation again',
    'begin again from scratch',
    'Reset the conversation',
    'new conversation',
    'can we start over please',
    'Forget everything',
    'forget all of that',
    'let’s begin anew',
  ])('%s', (text) => {
    expect(routeByRule(contextOf(text), NO_PHRASES)).toMatchObject({
      type: 'greeting',
      command: 'start-over',
    });
  });

  test.each([
    'reset',
    'reset please',
    'start again',
    'please begin again',
    'restart',
    'how do I reset my password',
    'I reset the router and it will not start again',
    'start over with the refund of order 4711',
    'can I start a new order',
    'do not forget everything I ordered',
    'is it possible to clear my conversation history with the bank',
    'new conversation table',
    'delete this conversation',
  ])('is not meant by: %s', (text) => {
    expect(routeByRule(contextOf(text), NO_PHRASES)?.command).toBeUndefined();
  });

  test('is meant if it is said last: what came before it in the turn is let go', () => {
    const route = (...texts: string[]) => routeByRule(contextOf(...texts), NO_PHRASES);
    expect(route('where is my order', 'sorry, start over')?.command).toBe('start-over');
    expect(route('start over', 'where is my order')?.command).toBeUndefined();
  });

  test('a wish for a person goes before', () => {
    expect(typeOf('talk to a human', 'start over')).toBe('escalation_candidate');
  });
});

describe('A tenant’s patterns', () => {
  const phrases = {
    ...NO_PHRASES,
    patterns: [
      { pattern: 'Chemical burn', type: 'escalation_candidate' },
      { pattern: 'burn', type: 'account_issue' },
      { pattern: 'thank you points', type: 'info_question' },
    ],
  } as const;

  test.each([
    ['I have a chemical burn!', 'escalation_candidate'],
    ['a burn, not of chemicals', 'account_issue'],
    ['Thank you points?', 'info_question'],
    ['I got burnt', undefined],
    ['talk to a human about thank you points', 'escalation_candidate'],
  ])('%s: %s', (text, type) => {
    expect(routeByRule(contextOf(text), phrases)?.type).toBe(type);
  });

  test('that go to a person do so as the tenant’s policy, not as the customer’s wish', () => {
    expect(routeByRule(contextOf('a chemical burn'), phrases)).toMatchObject({
      escalation: 'policy_risk',
      reason: 'By the tenant\'s pattern "Chemical burn".',
    });
  });
});
