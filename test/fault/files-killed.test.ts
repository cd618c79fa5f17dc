import { execFileSync } from 'node:child_process';
import { DeskAgent, type DeskLine } from '../support/desk-agent.js';
import { ANA_TOKEN, type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import { TeamsCluster } from '../support/fault/teams-cluster.js';

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 2, stores: 'mongo' },
];

const LONG = Buffer.from('All that was in the log. '.repeat(60_000));
const SHORT = Buffer.from('Only a note.');

/** Above what the embedded database comes to in these tests, and below a long file. */
const DISK_BYTES = 8_000_000;
const TOO_LONG = Buffer.alloc(DISK_BYTES + 1_000_000, 'x');

interface Uploaded {
  readonly status: number;
  readonly ok: boolean;
  readonly file?: { readonly id: string; readonly bytes: number };
  readonly error?: { readonly code: string; readonly retryable: boolean; readonly message: string };
}

for (const options of SETTINGS) {
  const title = `Files, a gateway killed (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: TeamsCluster;
    beforeAll(async () => {
      house = await TeamsCluster.start(options);
    });
    afterAll(async () => {
      expect(house.teams.complaints).toEqual([]);
      await house.stop();
    });

    const url = () => house.cluster.urls[0] ?? '';

    async function uploads({ token }: FaultCustomer, content: Buffer): Promise<Uploaded> {
      const response = await fetch(`${url()}/api/v1/chat/test-web/files?name=log.txt`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: new Uint8Array(content),
      });
      return { status: response.status, ...((await response.json()) as object) } as Uploaded;
    }

    async function uploaded(customer: FaultCustomer, content: Buffer): Promise<string> {
      const { status, file, error } = await uploads(customer, content);
      expect({ status, error }).toEqual({ status: 200 });
      return file?.id ?? '';
    }

    /** The one file of a case that came with these words, as the agents get it. */
    async function contentOf(handoffId: string, words: string): Promise<Buffer> {
      let line: DeskLine | undefined;
      const isHere = async () => {
        const { messages = [] } = await new DeskAgent(url(), ANA_TOKEN).show(handoffId);
        line = messages.find(({ text }) => text === words);
        return line?.files?.[0]?.url !== undefined;
      };
      await house.until(isHere, `the file that came with "${words}"`);
      expect(line?.files).toHaveLength(1);
      const response = await fetch(`${url()}${line?.files?.[0]?.url}`);
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    }

    async function handedOver(): Promise<{ customer: FaultCustomer; handoffId: string }> {
      const customer = await house.cluster.customer();
      await customer.say('I want to talk to a human');
      const desk = new DeskAgent(url(), ANA_TOKEN);
      return { customer, handoffId: (await desk.handoffOf(customer.conversationId)).id };
    }

    test('an upload that a kill cut off is nowhere, is cleared away, and can be made again', async () => {
      const { customer, handoffId } = await handedOver();
      const before = await house.cluster.keptFiles();
      house.cluster.arm('kill', 'mid-put');
      await expect(uploads(customer, LONG)).rejects.toThrow('fetch failed');
      await house.cluster.restartTheDead();
      expect(await house.cluster.keptFiles()).toEqual(before);
      const id = await uploaded(customer, LONG);
      await customer.say('The log', [id]);
      expect((await contentOf(handoffId, 'The log')).equals(LONG)).toBe(true);
      const { count, bytes } = await house.cluster.keptFiles();
      expect({ count, bytes }).toEqual({
        count: before.count + 1,
        bytes: before.bytes + LONG.length,
      });
      customer.close();
    });

    test('a file from Teams is fetched again after a kill in the middle, and kept once', async () => {
      const talk = await house.claimed();
      const before = await house.cluster.keptFiles();
      const callsBefore = house.teams.calls('content').length;
      house.cluster.arm('kill', 'mid-put');
      await house.says(talk, 'The log', { attachments: [download(house, LONG)] });
      await house.cluster.restartTheDead();
      expect((await contentOf(talk.handoffId, 'The log')).equals(LONG)).toBe(true);
      await house.says(talk, 'Did you get it?');
      expect((await contentOf(talk.handoffId, 'The log')).equals(LONG)).toBe(true);
      expect(await house.cluster.keptFiles()).toEqual({
        count: before.count + 1,
        bytes: before.bytes + LONG.length,
      });
      expect(house.teams.calls('content').length - callsBefore).toBe(2);
    });

    if (options.stores !== 'embedded') return;

    test('a full disk: the upload is refused in clear words, messages go on, and afterwards it is taken', async () => {
      const { customer, handoffId } = await handedOver();
      const small = await uploaded(customer, SHORT);
      const before = await house.cluster.keptFiles();
      limitsFiles(house, DISK_BYTES);
      const { status, error } = await uploads(customer, TOO_LONG);
      expect({ status, error }).toEqual({
        status: 503,
        error: expect.objectContaining({ code: 'store.unavailable', retryable: true }),
      });
      expect(error?.message).toContain('Send it again.');
      expect(await house.cluster.keptFiles()).toEqual(before);
      await customer.say('The note', [small]);
      expect(await contentOf(handoffId, 'The note')).toEqual(SHORT);
      limitsFiles(house, 'unlimited');
      const id = await uploaded(customer, TOO_LONG);
      await customer.say('All of it', [id]);
      expect((await contentOf(handoffId, 'All of it')).equals(TOO_LONG)).toBe(true);
      customer.close();
    });
  });
}

/** As Teams sends a file that is in SharePoint. */
function download(house: TeamsCluster, content: Buffer): object {
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: 'log.txt',
    content: { downloadUrl: house.teams.addDownload(content, 'text/plain'), fileType: 'txt' },
  };
}

/** The running gateways cannot write more than that into any one file. */
function limitsFiles({ cluster }: TeamsCluster, bytes: number | 'unlimited'): void {
  for (const { pid } of cluster.processes) {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
  }
}
