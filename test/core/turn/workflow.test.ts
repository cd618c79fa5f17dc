import type { TurnType } from '../../../src/core/domain/turn.js';
import type { Workflow } from '../../../src/core/domain/workflow.js';
import type { Passage } from '../../../src/core/ports/knowledge.js';
import {
  allowedPassages,
  factsFor,
  missingOnCard,
  workflowFor,
} from '../../../src/core/turn/workflow.js';
import { aWorkflow } from '../../support/a-workflow.js';

const refunds = aWorkflow({ name: 'refunds', topics: ['refund', 'money back'] });
const cards = aWorkflow({ name: 'gift-cards', topics: ['gift card', 'gift card refund'] });
const delivery = aWorkflow({
  name: 'delivery',
  topics: ['parcel', 'delivery'],
  turnTypes: ['account_issue'],
});
const others = aWorkflow({ name: 'others', topics: [] });
const ALL = [refunds, cards, delivery, others];

describe('Whose a turn is', () => {
  test.each<[TurnType, string, string | null, string | null]>([
    ['info_question', 'how long do refunds take', null, 'refunds'],
    ['info_question', 'a refund for a gift card, please', null, 'gift-cards'],
    ['info_question', 'gift card refunds', null, 'gift-cards'],
    ['info_question', 'where is my parcel', null, 'others'],
    ['account_issue', 'where is my parcel', null, 'delivery'],
    ['info_question', 'and how long does that take?', 'refunds', 'refunds'],
    ['info_question', 'now about gift cards', 'refunds', 'gift-cards'],
    ['info_question', 'and how long does that take?', 'delivery', 'others'],
    ['info_question', 'and how long does that take?', 'gone-from-config', 'others'],
    ['greeting', 'hi', null, null],
  ])('%s "%s" after %s: %s', (type, line, known, name) => {
    expect(workflowFor(ALL, type, [line], known)?.name ?? null).toBe(name);
  });

  test('of two with topics as telling the first in the config', () => {
    expect(workflowFor(ALL, 'info_question', ['money back, gift card'], null)?.name).toBe(
      'refunds',
    );
  });

  test('nobody’s at a tenant without workflows', () => {
    expect(workflowFor([], 'info_question', ['a refund'], 'refunds')).toBeNull();
  });
});

describe('What a workflow is shown', () => {
  const facts = [
    { name: 'Plan', value: 'gold' },
    { name: 'Balance', value: '12' },
  ];

  test.each<[Workflow | null, readonly string[]]>([
    [null, ['Plan', 'Balance']],
    [aWorkflow({ accountFacts: 'all' }), ['Plan', 'Balance']],
    [aWorkflow({ accountFacts: ['plan'] }), ['Plan']],
    [aWorkflow({ accountFacts: [] }), []],
  ])('of the account (%#)', (workflow, names) => {
    expect(factsFor(workflow, facts).map(({ name }) => name)).toEqual(names);
  });

  const passages = ['refunds#how-long', 'shipping-costs#abroad', 'shipping-times#abroad'].map(
    (key): Passage => ({ key, title: key, heading: key, text: key, score: 1 }),
  );

  test.each<[Workflow | null, number]>([
    [null, 3],
    [aWorkflow({ knowledge: 'all' }), 3],
    [aWorkflow({ knowledge: 'none' }), 0],
    [aWorkflow({ knowledge: ['shipping-*'] }), 2],
    [aWorkflow({ knowledge: ['Refunds'] }), 1],
  ])('of the articles (%#)', (workflow, count) => {
    expect(allowedPassages(workflow, passages)).toHaveLength(count);
  });
});

describe('What a card must hold', () => {
  const must = ['name', 'email', 'order number', 'amount', 'Plan'];
  const workflow = aWorkflow({ must });
  const known = { customer: { name: 'Visitor' }, accountFacts: [], facts: [] };

  test('nothing is known of a visitor', () => {
    expect(missingOnCard(workflow, known)).toEqual(must);
  });

  test.each([
    [
      'the channel',
      { ...known, customer: { name: 'Ana', email: 'ana@a.example' } },
      ['name', 'email'],
    ],
    [
      'their words',
      { ...known, facts: [{ kind: 'reference' }, { kind: 'amount' }] },
      ['order number', 'amount'],
    ],
    ['the account', { ...known, accountFacts: [{ name: 'plan', value: 'gold' }] }, ['Plan']],
    ['the account, empty', { ...known, accountFacts: [{ name: 'plan', value: '' }] }, []],
  ])('what %s says need not be asked', (_who, given, found) => {
    expect(missingOnCard(workflow, given)).toEqual(must.filter((name) => !found.includes(name)));
  });

  test('without a workflow nothing must', () => {
    expect(missingOnCard(null, known)).toEqual([]);
  });
});
