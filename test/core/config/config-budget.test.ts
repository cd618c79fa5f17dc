import { budgetOf } from '../../../src/settings.js';
import { complaint, load, SMALL } from './written-config.js';

const withTenant = (line: string) =>
  SMALL.replace('    desk: main\n', `    desk: main\n    ${line}\n`);

test('a tenant has no budget unless it is given one', async () => {
  expect(budgetOf(await load(SMALL), 'demo')).toBeNull();
});

test('a budget warns at half and four fifths unless told otherwise', async () => {
  const usual = await load(withTenant('budget: { usdPerMonth: 250 }'));
  expect(budgetOf(usual, 'demo')).toEqual({ usdPerMonth: 250, warnAt: [0.5, 0.8] });
  const own = await load(withTenant('budget: { usdPerMonth: 0.5, warnAt: [0.9, 1] }'));
  expect(budgetOf(own, 'demo')).toEqual({ usdPerMonth: 0.5, warnAt: [0.9, 1] });
});

const UNPRICED = 'mind:\n  models: { answer: claude-next }\n';

/** The exact texts: they are what a person has to work with. */
test.each<[string, string, string]>([
  [
    'a budget over a model without a price',
    `${withTenant('budget: { usdPerMonth: 250 }')}${UNPRICED}`,
    `frontdesk.yaml:12: tenants.demo.budget cannot be kept: mind.prices has no price of "claude-next".
      Add the price to mind.prices, or remove the budget.`,
  ],
  [
    'a budget when prices were replaced by others',
    `${withTenant('budget: { usdPerMonth: 250 }')}mind: { prices: {} }\n`,
    'mind.prices has no price of "claude-haiku-5-5", "claude-sonnet-5-5".',
  ],
  [
    'a share above the whole',
    withTenant('budget: { usdPerMonth: 250, warnAt: [80] }'),
    'frontdesk.yaml:12: tenants.demo.budget.warnAt[0] is 80',
  ],
  [
    'a budget below nothing',
    withTenant('budget: { usdPerMonth: -1 }'),
    'frontdesk.yaml:12: tenants.demo.budget.usdPerMonth is -1',
  ],
  [
    'a budget without a sum',
    withTenant('budget: {}'),
    'tenants.demo.budget.usdPerMonth is missing',
  ],
])('%s is told with what to do', async (_what, file, told) => {
  expect(await complaint(file)).toContain(told);
});

test('a tenant that the local mind answers may have any budget, and those without one any model', async () => {
  const local = `${withTenant('budget: { usdPerMonth: 1 }')}${UNPRICED}  use: local\n`;
  expect(budgetOf(await load(local), 'demo')).toMatchObject({ usdPerMonth: 1 });
  expect(budgetOf(await load(`${SMALL}${UNPRICED}`), 'demo')).toBeNull();
});
