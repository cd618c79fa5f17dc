import type { ChannelDriver } from '../support/channels/channel-driver.js';
import { ChannelHouse } from '../support/channels/channel-house.js';
import { SlackDriver } from '../support/channels/slack-driver.js';
import { TeamsDriver } from '../support/channels/teams-driver.js';
import { WebDriver } from '../support/channels/web-driver.js';
import { suiteOf } from './channels/channel-suite.js';
import { whatAgentsSay, whatGoesWrong, whatIsRendered } from './channels/what-agents-say.js';
import {
  howMuchCustomersSay,
  whatCustomersChange,
  whatCustomersSay,
} from './channels/what-customers-say.js';
import { whatAgentsSendAlong, whatCustomersSendAlong } from './channels/what-goes-along.js';
import { whatIsChosen } from './channels/what-is-chosen.js';

const DRIVERS: readonly ChannelDriver[] = [new WebDriver(), new SlackDriver(), new TeamsDriver()];

/** One promise for every channel: a whole gateway, with only what is not ours in the place of the platform. */
describe.each(DRIVERS)('A channel: $kind', (driver) => {
  let opened: ChannelHouse | null = null;
  const house = (): ChannelHouse => {
    if (opened === null) throw new Error('The house is not open.');
    return opened;
  };
  const suite = suiteOf(driver, house);
  beforeAll(async () => {
    opened = await ChannelHouse.open(driver);
  });
  let complaints = 0;
  afterEach(() => {
    const before = complaints;
    complaints = driver.complaints().length;
    expect(driver.complaints().slice(before)).toEqual([]);
  });
  afterAll(async () => {
    await opened?.close();
  });

  describe('what customers say', () => {
    whatCustomersSay(suite);
    howMuchCustomersSay(suite);
  });
  describe('what customers change', () => whatCustomersChange(suite));
  describe('what agents say', () => whatAgentsSay(suite));
  describe('what is rendered', () => whatIsRendered(suite));
  describe('what goes wrong', () => whatGoesWrong(suite));
  describe('what customers send along', () => whatCustomersSendAlong(suite));
  describe('what agents send along', () => whatAgentsSendAlong(suite));
  describe('what is chosen', () => whatIsChosen(suite));
});
