import { SITE_KEY, siteToken } from '../channels/site-tokens.js';
import type { ClusterOptions } from '../support/fault/fault-cluster.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import type { SlackPerson } from '../support/slack/slack-person.js';
import { ACME } from '../support/teams/activities.js';
import { TeamsHouse } from '../support/teams/teams-house.js';
import type { TeamsPerson } from '../support/teams/teams-person.js';
import { aThread, emailOf } from '../support/teams/teams-town.js';

/** `trustsEmail`: whether the configuration believes what Slack and Teams say of people's addresses. */
type Settings = ClusterOptions & { readonly transport: 'http'; readonly trustsEmail: boolean };
const SETTINGS: readonly Settings[] = [
  { processes: 1, stores: 'embedded', isReal: true, transport: 'http', trustsEmail: true },
  { processes: 2, stores: 'mongo', isReal: true, transport: 'http', trustsEmail: true },
  { processes: 1, stores: 'embedded', isReal: true, transport: 'http', trustsEmail: false },
];

const ADMIN = 'admin-token-of-the-tests';
const FACTS = { plan: 'gold and marble' };
const ASK = 'I want to talk to a human';

for (const { trustsEmail, ...options } of SETTINGS) {
  const how = trustsEmail ? 'addresses are trusted' : 'no address is trusted';
  const title = `One account on the web, in Slack and in Teams (${how}; ${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: TeamsHouse;
    const inSlack = (name: string): SlackPerson =>
      house.slack.globex.createPerson(name, { email: emailOf(name) });
    beforeAll(async () => {
      house = await TeamsHouse.start({
        ...options,
        teams: { organizations: [ACME], trustsEmail },
        config: {
          admin: { tokens: [{ name: 'tests', token: ADMIN }] },
          channels: {
            'test-web': { kind: 'web', tenant: 'demo', userTokenKey: SITE_KEY },
            'globex-slack': {
              kind: 'slack',
              app: 'support',
              workspace: 'globex',
              tenant: 'demo',
              trustsEmail,
            },
          },
        },
      });
    }, 90_000);
    afterAll(async () => {
      await house?.stop();
    });

    async function puts(id: string, who: object): Promise<void> {
      // Each process keeps accounts for a while, and is told of changes: nobody here was asked about before.
      const response = await fetch(`${house.slack.cluster.urls[0]}/api/v1/accounts/demo/${id}`, {
        method: 'PUT',
        body: JSON.stringify({ ...who, facts: FACTS }),
        headers: { authorization: `Bearer ${ADMIN}` },
      });
      expect(response.status).toBe(200);
    }

    /** Whether the card that follows has the facts of the account. */
    async function isKnown(asks: () => Promise<unknown>): Promise<boolean> {
      const before = house.slack.cards.length;
      await asks();
      await house.until(() => house.slack.cards.length === before + 1, 'the card');
      return house.slack.card.words.includes(FACTS.plan);
    }

    const onTheWeb = (claims: { sub: string; name: string; email?: string }) =>
      isKnown(async () => {
        const token = await siteToken(claims, { channel: 'test-web' });
        await (await house.slack.cluster.customer(0, token)).say(ASK);
      });
    const fromSlack = (person: SlackPerson) => isKnown(() => person.dm(house.slack.app, ASK));
    const fromTeams = (person: TeamsPerson) => isKnown(() => person.mentions(aThread(), ASK));

    test('is found by the address, where the configuration trusts it and nowhere else', async () => {
      const email = emailOf('Carol Chen');
      await puts('carol', { emails: [email] });
      expect(await onTheWeb({ sub: 'c', name: 'Carol Chen', email })).toBe(true);
      expect(await fromSlack(inSlack('Carol Chen'))).toBe(trustsEmail);
      expect(await fromTeams(house.carol)).toBe(trustsEmail);
    });

    test('is found by the ids that the account names', async () => {
      const dave = inSlack('Dave Diaz');
      const teamsId = `${ACME}:${house.dave.account.aadObjectId}`;
      const slackId = `${house.slack.globex.id}:${dave.id}`;
      await puts('dave', { customerIds: ['test-web/d', `globex-slack/${slackId}`, teamsId] });
      expect(await onTheWeb({ sub: 'd', name: 'Dave Diaz' })).toBe(true);
      expect(await fromSlack(dave)).toBe(true);
      expect(await fromTeams(house.dave)).toBe(true);
    });

    test('is never guessed from a name', async () => {
      expect(await onTheWeb({ sub: 'another', name: 'Dave Diaz' })).toBe(false);
      expect(await fromSlack(inSlack('Dave Diaz'))).toBe(false);
    });

    test('is none where two accounts claim the same customer', async () => {
      const email = emailOf('Erin Evans');
      const erin = inSlack('Erin Evans');
      const ids = [
        `${ACME}:${house.erin.account.aadObjectId}`,
        `${house.slack.globex.id}:${erin.id}`,
      ];
      for (const id of ['erin-1', 'erin-2']) await puts(id, { emails: [email], customerIds: ids });
      expect(await onTheWeb({ sub: 'e', name: 'Erin Evans', email })).toBe(false);
      expect(await fromSlack(erin)).toBe(false);
      expect(await fromTeams(house.erin)).toBe(false);
      expect(house.slack.cluster.logs()).toContain('account.ambiguous');
      expect(house.teams.complaints).toEqual([]);
      expect(house.slack.slack.complaints).toEqual([]);
    });
  });
}
