import { factsOf } from '../../../src/core/memory/facts.js';
import { statesOnlyFacts } from '../../../src/core/mind/local/only-facts.js';
import type { Context } from '../../../src/core/ports/mind.js';
import { BARE } from '../../support/bare-context.js';

const LENA = { kind: 'customer', id: 'lena', name: 'Lena' } as const;

function contextOf(...texts: readonly string[]): Context {
  const lines = texts.map((text, at) => ({ author: LENA, text, atMs: at }));
  const facts = lines.flatMap(({ text, atMs }) => factsOf({ id: `m${atMs}`, text, atMs }, null));
  const tenant = { id: 'demo', name: 'Demo', botName: 'Finch' };
  return { ...BARE, tenant, customer: LENA, facts, lines };
}

test.each([
  [['My order number is MF-10422 and my name is Lena Vogt'], true],
  [['my email is lena@shop.example'], true],
  [["it's MF-10422", 'thanks'], true],
  [['My order number is MF-10422, where is it?'], false],
  [['My order MF-10422 arrived broken'], false],
  [['My order number is MF-10422', 'Can I return the lamp'], false],
  [['thanks'], false],
])('%j states only facts: %s', (texts, isOnly) => {
  expect(statesOnlyFacts(contextOf(...texts))).toBe(isOnly);
});
