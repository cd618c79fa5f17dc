import { actionSettings } from '../../../src/action-settings.js';
import { ConfiguredActions } from '../../../src/core/actions/configured-actions.js';
import { loadConfig } from '../../../src/core/config/load-config.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { SILENT } from '../../support/stores.js';
import { EXAMPLE_ENV } from '../config/written-config.js';

async function actionsOf(file: string) {
  const config = await loadConfig(file, EXAMPLE_ENV);
  return new ConfiguredActions({
    settings: (tenant) => actionSettings(config, tenant),
    clock: new HandClock(),
    telemetry: SILENT,
  });
}

test("the demo shop's order status is looked up, and only with a number it could have", async () => {
  const actions = await actionsOf('config/frontdesk.yaml');
  const [status, ...others] = actions.offered('demo');
  expect(others).toEqual([]);
  expect(status).toMatchObject({ name: 'order_status', permission: 'anyone', risk: 'low' });
  expect(actions.problems('demo', 'order_status', { order: '1000001' })).toEqual([
    { parameter: 'order', text: 'does not have the right form' },
  ]);
  expect(actions.problems('demo', 'order_status', { order: 'mf-1000001' })).toEqual([]);
  const outcome = await actions.run({
    key: 'wish-1',
    tenant: 'demo',
    channel: 'demo-web',
    conversationId: 'talk-1',
    customer: { id: 'visit-1', name: 'Visitor' },
    action: 'order_status',
    values: { order: 'mf-1000001' },
    wording: { language: 'en', overrides: {} },
  });
  expect(outcome).toMatchObject({ kind: 'done', text: expect.stringContaining('MF-1000001') });
});

test('what the config says of an action is what others know of it', async () => {
  const actions = await actionsOf('config/frontdesk.example.yaml');
  expect(actions.offered('demo').map(({ name }) => name)).toEqual([
    'order_status',
    'change_address',
    'refund',
  ]);
  const [, address, refund] = actions.offered('demo');
  expect(address).toMatchObject({ facts: { Plan: 'gold' }, risk: 'low', permission: 'customer' });
  expect(address?.parameters.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['order', true],
    ['street', true],
    ['country', true],
    ['day', false],
  ]);
  expect(refund).toMatchObject({ risk: 'high', approvalMs: 86_400_000, timeoutMs: 10_000 });
  expect(refund?.parameters[3]?.choices).toEqual([
    { value: 'damaged', label: 'It arrived damaged' },
    { value: 'late', label: 'It came too late' },
  ]);
});

test('a tenant that is not there any more has none', async () => {
  const actions = await actionsOf('config/frontdesk.yaml');
  expect(actions.offered('gone')).toEqual([]);
});
