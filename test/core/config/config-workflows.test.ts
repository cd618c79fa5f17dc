import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { complaint, load, SMALL } from './written-config.js';

const ARTICLES = resolve(__dirname, '../../../config/knowledge/demo');
const TEMPLATE = readFileSync(resolve(__dirname, '../../../config/workflow-template.yaml'), 'utf8');

type Sheet = Record<string, unknown>;

const REST: Sheet = {
  title: 'Anything else',
  turnTypes: [
    'info_question',
    'action_request',
    'account_issue',
    'unsupported',
    'escalation_candidate',
  ],
  topics: [],
  accountFacts: 'all',
  knowledge: 'all',
  actions: [],
  escalation: [],
  card: { must: [] },
  measures: { primary: 'resolved', guardrail: 'rating' },
};

const REFUNDS: Sheet = {
  ...REST,
  title: 'Refunds',
  turnTypes: ['info_question', 'action_request'],
  topics: ['refund'],
};

/** A tenant with these worksheets, and articles to answer from. */
function withSheets(workflows: Record<string, Sheet>): string {
  const below = stringify({ knowledge: ARTICLES, workflows }).replace(/^/gm, '    ').trimEnd();
  return SMALL.replace('    desk: main\n', `    desk: main\n${below}\n`);
}

/** What is told of two worksheets, one of them with changes, without line numbers. */
async function told(change: Sheet, rest: Sheet = REST): Promise<string> {
  const sheet = { ...REFUNDS, ...change };
  const kept = Object.entries(sheet).filter(([, value]) => value !== undefined);
  const text = await complaint(withSheets({ refunds: Object.fromEntries(kept), rest }));
  return text.replaceAll(/frontdesk\.yaml:\d+: tenants\.demo\.workflows/g, 'W');
}

test('two worksheets that serve everything are in order', async () => {
  const config = await load(withSheets({ refunds: REFUNDS, rest: REST }));
  expect(Object.keys(config.tenants['demo']?.workflows ?? {})).toEqual(['refunds', 'rest']);
});

test('config/workflow-template.yaml passes the check as it is', async () => {
  const below = `knowledge: ${ARTICLES}\n${TEMPLATE}`.replace(/^(?=.)/gm, '    ');
  const config = await load(SMALL.replace('    desk: main\n', `    desk: main\n${below}\n`));
  const { refunds } = config.tenants['demo']?.workflows ?? {};
  expect(refunds).toMatchObject({ accountFacts: ['Plan', 'Last order'], actions: [] });
  expect(refunds?.escalation).toHaveLength(4);
});

test.each([
  'title',
  'turnTypes',
  'topics',
  'accountFacts',
  'knowledge',
  'actions',
  'escalation',
  'card',
  'measures',
])('a gap is told: %s', async (field) => {
  expect(await told({ [field]: undefined })).toContain(`W.refunds.${field} is missing.`);
});

test('all gaps of an empty worksheet are told at once, and nothing is made up about the rest', async () => {
  const text = await complaint(withSheets({ refunds: {}, rest: REST }));
  expect(text.match(/is missing\./g)).toHaveLength(9);
  expect(text).not.toContain('has no workflow');
});

const RULE = { reason: 'policy_risk' };

test.each<[string, Sheet, string]>([
  [
    'a measure nobody knows',
    { measures: { primary: 'happiness', guardrail: 'rating' } },
    'W.refunds.measures.primary is "happiness", which is not possible here.\n      Use one of: rating, resolved,',
  ],
  [
    'a guardrail that is the aim',
    { measures: { primary: 'rating', guardrail: 'rating' } },
    'W.refunds.measures.guardrail is "rating", the same as the primary measure.',
  ],
  [
    'containment that nothing guards',
    { measures: { primary: 'containment', guardrail: 'rating' } },
    'has containment without repeat_contact: whoever gave up counts as contained.',
  ],
  [
    'an action that is not there',
    { actions: ['refund_order'] },
    'W.refunds.actions[0] is "refund_order", but no action of that name is configured.',
  ],
  [
    'an article that is not there',
    { knowledge: ['refund'] },
    'W.refunds.knowledge[0] is "refund", which no article of the tenant is called.\n      Did you mean "refunds"?',
  ],
  [
    'articles that are not there',
    { knowledge: ['bicycles-*'] },
    'W.refunds.knowledge[0] is "bicycles-*", which no article of the tenant is called.\n      Use the name of a file',
  ],
  [
    'an empty condition',
    { escalation: [{ ...RULE, when: {} }] },
    'W.refunds.escalation[0].when is empty, so it would hand off everything.',
  ],
  [
    'an amount below nothing',
    { escalation: [{ ...RULE, when: { amountOver: { value: -1 } } }] },
    'W.refunds.escalation[0].when.amountOver.value is -1, which is too small.',
  ],
  [
    'a confidence nobody is below',
    { escalation: [{ ...RULE, when: { confidenceUnder: 0 } }] },
    'W.refunds.escalation[0].when.confidenceUnder is 0, which is too small.',
  ],
  [
    'a confidence in turns nothing is answered in',
    {
      turnTypes: ['escalation_candidate'],
      escalation: [{ ...RULE, when: { confidenceUnder: 0.5 } }],
    },
    'W.refunds.escalation[0].when.confidenceUnder can never hold: the bot answers nothing in the turn types',
  ],
  [
    'a fact that is not shown',
    { accountFacts: ['Plan'], escalation: [{ ...RULE, when: { account: { Plam: 'gold' } } }] },
    'W.refunds.escalation[0].when.account.Plam is not among the account facts this workflow shows.\n      Did you mean "Plan"?',
  ],
  [
    'the same condition twice',
    {
      escalation: [
        { ...RULE, when: { topics: ['lawyer'], amountOver: { value: 5, currency: 'EUR' } } },
        { ...RULE, when: { amountOver: { currency: 'EUR', value: 5 }, topics: ['lawyer'] } },
      ],
    },
    'W.refunds.escalation[1].when says the same as tenants.demo.workflows.refunds.escalation[0].when',
  ],
  [
    'a reason no rule can have',
    { escalation: [{ reason: 'turn_failed', when: { topics: ['lawyer'] } }] },
    'W.refunds.escalation[0].reason is "turn_failed", which is not possible here.',
  ],
  [
    'a topic without words',
    { topics: ['refund', '?!'] },
    'W.refunds.topics[1] is "?!", which has no word in it and is never said.',
  ],
  [
    'a part of the card that looks mistyped',
    { card: { must: ['emial'] } },
    'W.refunds.card.must[0] is "emial", which nothing is known as.\n      Did you mean "email"?',
  ],
  [
    'a part of the card that is no account fact either',
    { accountFacts: ['Plan'], card: { must: ['Plan', 'shoe size'] } },
    'W.refunds.card.must[1] is "shoe size", which nothing is known as.\n      Use one of: name, email,',
  ],
  [
    'a turn type twice',
    { turnTypes: ['info_question', 'info_question'] },
    'W.refunds.turnTypes[1] is "info_question", which is there already.',
  ],
  [
    'two that would take everything',
    { topics: [] },
    'W.rest.topics is empty, as is tenants.demo.workflows.refunds.topics, and both serve info_question.',
  ],
])('%s', async (_what, change, text) => {
  expect(await told(change)).toContain(text);
});

test('a turn type nobody serves', async () => {
  expect(await told({}, { ...REST, turnTypes: ['info_question', 'action_request'] })).toContain(
    'W has no workflow for account_issue, unsupported, escalation_candidate.\n      Add them to the turnTypes of one',
  );
});

test('lines nobody serves, as they are on no topic', async () => {
  expect(await told({}, { ...REST, topics: ['order'] })).toContain(
    'Lines of type info_question, action_request, account_issue, unsupported, escalation_candidate on none of the topics',
  );
});

test('one topic in two workflows, in whatever form', async () => {
  const other = { ...REFUNDS, topics: ['Refunds!'] };
  const text = await complaint(withSheets({ refunds: REFUNDS, other, rest: REST }));
  expect(text).toContain(
    'tenants.demo.workflows.other.topics[0] is "Refunds!", the same as tenants.demo.workflows.refunds.topics[0], and both serve info_question.',
  );
  const apart = { ...other, turnTypes: ['account_issue'] };
  await expect(load(withSheets({ refunds: REFUNDS, apart, rest: REST }))).resolves.toBeDefined();
});

test('articles of a tenant that has none', async () => {
  const text = withSheets({ rest: { ...REST, knowledge: ['refunds'] } }).replace(
    / {4}knowledge: \/.*\n/,
    '',
  );
  expect(await complaint(text)).toContain('is "refunds", but the tenant has no articles.');
});
