import { setTimeout as pause } from 'node:timers/promises';
import { lineWith } from '../../support/channels/channel-driver.js';
import { eventually } from '../../support/eventually.js';
import { PDF, PNG, WINDOWS_PROGRAM } from '../../support/some-contents.js';
import { type ChannelSuite, page, reads } from './channel-suite.js';

const KETTLE = { name: 'kettle.png', type: 'image/png', bytes: Buffer.from(PNG) };
const LAMP = { name: 'lamp.png', type: 'image/png', bytes: Buffer.from(PNG) };
const RECEIPT = { name: 'receipt.pdf', type: 'application/pdf', bytes: PDF };
const PROGRAM = { name: 'holiday.png', type: 'image/png', bytes: WINDOWS_PROGRAM };

/** Files of customers cross byte for byte and in their place. */
export function whatCustomersSendAlong({ house, driver, tell }: ChannelSuite): void {
  async function begun() {
    const ivy = await driver.person('Ivy Reyes');
    const id = await house().begin(ivy, 'hello there shop');
    return { ivy, id, handoff: await house().takeOver(id) };
  }

  /** What the desk has of a file, once it is there. */
  async function contentAtDesk(handoff: string, name: string): Promise<Buffer> {
    const url = await eventually(async () => {
      const files = (await house().ana.thread(handoff)).flatMap((line) => line.files ?? []);
      const found = files.find((one) => one.name === name)?.url;
      if (found === undefined) throw new Error(`The desk has no ${name}: ${JSON.stringify(files)}`);
      return found;
    });
    const answer = await fetch(new URL(url, house().gateway.url));
    return Buffer.from(await answer.arrayBuffer());
  }

  tell("a customer's files are at the desk as they were, behind what was said before", async () => {
    const { ivy, id, handoff } = await begun();
    await ivy.say('here it comes');
    const sent = await ivy.sendFile('this one', KETTLE);
    await sent.again();
    await ivy.sendFile('and the receipt', RECEIPT);
    await ivy.say('got it?');
    expect(await contentAtDesk(handoff, 'kettle.png')).toEqual(KETTLE.bytes);
    expect(await contentAtDesk(handoff, 'receipt.pdf')).toEqual(RECEIPT.bytes);
    const said = (await house().recorded(id)).slice(1);
    expect(said.map(({ text, files = [] }) => [text, ...files.map(({ name }) => name)])).toEqual([
      ['here it comes'],
      ['this one', 'kettle.png'],
      ['and the receipt', 'receipt.pdf'],
      ['got it?'],
    ]);
  });

  tell('a file that is not taken is told in one honest line, and the words are taken', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const id = await house().begin(ivy, 'hello there shop');
    await ivy.sendFile('my holiday', PROGRAM);
    await reads(ivy, 'not taken');
    await reads(ivy, 'Re my holiday');
    await pause(100);
    const all = [...ivy.told(), ...ivy.shown().map(({ words }) => words)];
    expect(all.filter((one) => one.includes('not taken'))).toHaveLength(1);
    expect(await house().textsOf(id)).toContain('my holiday');
  });
}

/** What agents send along, likewise. */
export function whatAgentsSendAlong({ house, driver, tell }: ChannelSuite): void {
  async function begun() {
    const ivy = await driver.person('Ivy Reyes');
    return { ivy, handoff: await house().takeOver(await house().begin(ivy, 'hello there shop')) };
  }

  async function uploaded(handoff: string, file: typeof KETTLE) {
    const { name, bytes } = file;
    const { file: kept, error } = await house().ana.upload(handoff, name, new Uint8Array(bytes));
    if (kept === undefined) throw new Error(`Not uploaded: ${JSON.stringify(error)}`);
    return { id: kept.id };
  }

  tell("an agent's picture is shown to the customer as it was, between the words", async () => {
    const { ivy, handoff } = await begun();
    await house().reply(handoff, 'look at this');
    await house().reply(handoff, 'the new lamp', [await uploaded(handoff, LAMP)]);
    await house().reply(handoff, 'do you like it?');
    await reads(ivy, 'do you like it?');
    const shown = ivy.shown();
    const at = shown.findIndex(({ files }) => files.some(({ name }) => name === 'lamp.png'));
    const before = shown.findIndex(({ words }) => words.includes('the new lamp'));
    const behind = shown.findIndex(({ words }) => words.includes('do you like it?'));
    expect([before <= at, at < behind]).toEqual([true, true]);
    expect(await shown[at]?.files[0]?.content()).toEqual(LAMP.bytes);
  });

  tell("an agent's other file comes as it is, or as a link to it", async () => {
    const { ivy, handoff } = await begun();
    await house().reply(handoff, 'the receipt', [await uploaded(handoff, RECEIPT)]);
    await reads(ivy, 'the receipt');
    const content = await eventually(async () => {
      const file = ivy.shown().flatMap((one) => one.files)[0];
      if (file !== undefined) return file.content();
      const [url] = /http:\/\/127[^\s)\]]+/.exec(lineWith(ivy, 'receipt.pdf').words) ?? [];
      if (url === undefined) throw new Error(`No link: ${page(ivy)}`);
      return Buffer.from(await (await fetch(url)).arrayBuffer());
    });
    expect(content).toEqual(RECEIPT.bytes);
  });
}
