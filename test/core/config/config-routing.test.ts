import { routingExamples, routingSettings } from '../../../src/routing-settings.js';
import { aWorkflow } from '../../support/a-workflow.js';
import { complaint, load, SMALL } from './written-config.js';

const NOBODY = { guess: () => ({ type: 'greeting', confidence: 0, isSure: false }) as const };
const CLASSIFIERS = { of: () => NOBODY };

function withRouting(text: string): string {
  return SMALL.replace('    desk: main\n', `    desk: main\n    routing:\n${text}`);
}

test.each([
  ['1.5', 1.5],
  ['0', null],
  ['off', null],
])('frustration: %s', async (written, max) => {
  const config = await load(withRouting(`      frustration: ${written}\n`));
  expect(routingSettings(config, 'demo', CLASSIFIERS).frustrationMax).toBe(max);
});

test('without a word of it frustration counts, and there are neither examples nor workflows', async () => {
  const config = await load(SMALL);
  expect(routingSettings(config, 'demo', CLASSIFIERS)).toEqual({
    classifier: NOBODY,
    frustrationMax: 1,
    workflows: [],
  });
  expect(routingExamples(config)).toEqual(new Map([['demo', []]]));
});

test('examples are given to the classifier under their type', async () => {
  const config = await load(
    withRouting('      examples:\n        greeting: [ahoy]\n        unsupported: [sing]\n'),
  );
  expect(routingExamples(config).get('demo')).toEqual([
    { text: 'sing', type: 'unsupported' },
    { text: 'ahoy', type: 'greeting' },
  ]);
});

test('a worksheet becomes a workflow in the order of the file', async () => {
  const sheet = (name: string, topics: string) => `      ${name}:
        title: Everything
        turnTypes: [info_question, action_request, account_issue, unsupported, escalation_candidate]
        topics: ${topics}
        accountFacts: all
        knowledge: all
        actions: []
        escalation: [{ when: { topics: [lawyer] }, reason: policy_risk }]
        card: { must: [email] }
        measures: { primary: resolved, guardrail: rating }
`;
  const workflows = `    workflows:\n${sheet('refunds', '[refund]')}${sheet('all', '[]')}        memory: { strategy: full }\n`;
  const config = await load(SMALL.replace('    desk: main\n', `    desk: main\n${workflows}`));
  const common = {
    escalation: [{ when: { topics: ['lawyer'] }, reason: 'policy_risk' as const }],
    must: ['email'],
  };
  expect(routingSettings(config, 'demo', CLASSIFIERS).workflows).toEqual([
    aWorkflow({ ...common, name: 'refunds', topics: ['refund'] }),
    aWorkflow({ ...common, strategy: 'full' }),
  ]);
});

test.each([
  [
    'a type nobody knows',
    '      patterns: [{ pattern: burn, type: escalate }]\n',
    'tenants.demo.routing.patterns[0].type is "escalate", which is not possible here.\n      Use one of: info_question,',
  ],
  [
    'a greeting as a pattern',
    '      patterns: [{ pattern: ahoy, type: greeting }]\n',
    'tenants.demo.routing.patterns[0].type is "greeting", which is not possible here.',
  ],
  [
    'a mistyped turn type',
    '      examples: { info_questions: [hm] }\n',
    'tenants.demo.routing.examples.info_questions is not a setting.\n      Did you mean tenants.demo.routing.examples.info_question?',
  ],
  [
    'a threshold in words',
    '      frustration: often\n',
    'tenants.demo.routing.frustration is "often", which is not possible here.',
  ],
])('%s', async (_what, text, told) => {
  expect(await complaint(withRouting(text))).toContain(told);
});
