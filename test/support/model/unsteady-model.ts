import { BY_DEFAULT, type ModelScript, type Responder, refuses } from './model-script.js';

/** Of a hundred requests, in this order. The others are answered. */
const MISHAPS: Readonly<Record<number, (script: ModelScript) => ModelScript>> = {
  7: () => refuses(529),
  19: () => refuses(500),
  31: (script) => ({ ...script, mishap: { after: 1, how: 'is-cut' } }),
  43: () => refuses(429, { 'retry-after': '0' }),
  55: (script) => ({ ...script, mishap: { after: 2, how: 'ends' } }),
  67: () => ({ isCut: true }),
  79: (script) => ({ ...script, mishap: { after: 1, how: 'errors' } }),
  91: (script) => ({ ...script, stopReason: 'refusal', refusal: 'other' }),
};

/** Answers as usual, but for eight requests of a hundred, each of which goes wrong in its own way. */
export const UNSTEADY: Responder = (request) => {
  const script = BY_DEFAULT(request);
  return MISHAPS[request.number % 100]?.(script) ?? script;
};

/** Questions that the demo's articles answer. */
export const QUESTIONS: readonly string[] = [
  'How long do refunds take?',
  'How much is express shipping?',
  'How do I use a gift card?',
  'Do gift cards expire?',
  'How do I assemble my furniture?',
  'Is there an assembly service?',
  'How do I order spare parts?',
  'Can I cancel only one item?',
  'How long does an exchange take?',
  'Which countries do you ship to?',
  'What are your opening hours?',
  'How do I use a discount code?',
];
