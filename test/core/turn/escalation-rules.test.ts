import type { EscalationRule } from '../../../src/core/domain/workflow.js';
import { ruleAfter, ruleBefore } from '../../../src/core/turn/escalation-rules.js';
import { aWorkflow } from '../../support/a-workflow.js';

const wording = { language: 'en', overrides: {} } as const;

function sheet(...escalation: EscalationRule[]) {
  return aWorkflow({ name: 'refunds', title: 'Refunds', escalation });
}

function metBefore(rule: EscalationRule['when'], line: string, facts: Record<string, string> = {}) {
  const view = {
    lines: [line],
    facts: Object.entries(facts).map(([name, value]) => ({ name, value })),
    wording,
  };
  return ruleBefore(sheet({ when: rule, reason: 'high_value_action' }), view);
}

describe('Before anything is answered', () => {
  test.each<[string, EscalationRule['when'], string, Record<string, string>, boolean]>([
    ['a topic', { topics: ['chargeback'] }, 'I will do a chargeback', {}, true],
    ['another topic', { topics: ['chargeback'] }, 'charge my phone, back soon', {}, false],
    ['a larger amount', { amountOver: { value: 500 } }, 'refund my $900', {}, true],
    ['the very amount', { amountOver: { value: 500 } }, 'refund my $500', {}, false],
    ['an order number', { amountOver: { value: 500 } }, 'refund order 90000', {}, false],
    ['its currency', { amountOver: { value: 500, currency: 'EUR' } }, 'it was 501 €', {}, true],
    ['another currency', { amountOver: { value: 500, currency: 'EUR' } }, 'it was $900', {}, false],
    ['an account fact', { account: { plan: 'gold' } }, 'a refund', { Plan: 'Gold ' }, true],
    ['another value', { account: { plan: 'gold' } }, 'a refund', { plan: 'golden' }, false],
    ['a fact nobody knows', { account: { plan: 'gold' } }, 'a gold refund', {}, false],
    [
      'all of several',
      { topics: ['refund'], account: { plan: 'gold' } },
      'a refund',
      { plan: 'gold' },
      true,
    ],
    [
      'one of several',
      { topics: ['refund'], account: { plan: 'gold' } },
      'hello',
      { plan: 'gold' },
      false,
    ],
    ['nothing', {}, 'a refund', { plan: 'gold' }, false],
  ])('%s', (_what, when, line, facts, isMet) => {
    expect(metBefore(when, line, facts) !== null).toBe(isMet);
  });

  test('a fact the workflow does not show is not looked at', () => {
    const hidden = {
      ...sheet({ when: { account: { plan: 'gold' } }, reason: 'policy_risk' }),
      accountFacts: [],
    };
    const view = { lines: ['x'], facts: [{ name: 'plan', value: 'gold' }], wording };
    expect(ruleBefore(hidden, view)).toBeNull();
  });

  test('the first rule that is met decides, and says why', () => {
    const rules = sheet(
      { when: { topics: ['lawyer'] }, reason: 'policy_risk' },
      { when: { amountOver: { value: 500 } }, reason: 'high_value_action' },
      { when: { topics: ['refund'] }, reason: 'unsupported', say: 'Refunds are Ana’s.' },
    );
    const view = (line: string) => ({ lines: [line], facts: [], wording });
    expect(ruleBefore(rules, view('refund my 1,200.50 €'))).toEqual({
      reason: 'high_value_action',
      rule: 'By rule 2 of the workflow refunds: 1200.50 EUR is more than 500 EUR.',
      words: 'A rule for “Refunds”: 1200.50 EUR is more than 500 EUR.',
    });
    expect(ruleBefore(rules, view('a refund'))?.words).toBe('Refunds are Ana’s.');
    expect(ruleBefore(rules, view('hello'))).toBeNull();
    expect(ruleBefore(null, view('my lawyer'))).toBeNull();
  });
});

describe('After an answer', () => {
  const view = { lines: ['a refund'], facts: [], wording };
  const low = sheet({ when: { confidenceUnder: 0.6 }, reason: 'missing_evidence' });

  test.each([
    [0.59, true],
    [0.6, false],
    [1, false],
  ])('sure by %d', (confidence, isMet) => {
    expect(ruleAfter(low, view, confidence) !== null).toBe(isMet);
  });

  test('its rules wait for the answer, the others do not come again', () => {
    expect(ruleBefore(low, view)).toBeNull();
    expect(
      ruleAfter(sheet({ when: { topics: ['refund'] }, reason: 'policy_risk' }), view, 0),
    ).toBeNull();
  });

  test('what else the rule asks for has to hold', () => {
    const both = sheet({
      when: { confidenceUnder: 0.6, topics: ['invoice'] },
      reason: 'policy_risk',
    });
    expect(ruleAfter(both, view, 0.1)).toBeNull();
    expect(ruleAfter(both, { ...view, lines: ['my invoice'] }, 0.1)?.words).toBe(
      'A rule for “Refunds”: it is about “invoice”, the bot was 10 % sure, less than 60 %.',
    );
  });
});
