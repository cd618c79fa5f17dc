import { lineWith } from '../../support/channels/channel-driver.js';
import { eventually } from '../../support/eventually.js';
import { type ChannelSuite, page, reads } from './channel-suite.js';

const QUESTION = 'Which of your orders?';
const ORDERS = ['The kettle', 'The lamp'];

/** Answers to press instead of typing them. */
export function whatIsChosen({ house, driver, tell }: ChannelSuite): void {
  /** Somebody is asked which order. The line with the buttons may be another one than the question. */
  async function asked(name = 'Ivy Reyes') {
    const ivy = await driver.person(name);
    await ivy.say('track my order');
    await reads(ivy, QUESTION);
    const line = await eventually(() => {
      const found = ivy.shown().find(({ buttons }) => buttons.includes('The lamp'));
      if (found === undefined) throw new Error(`No buttons: ${page(ivy)}`);
      return found;
    });
    return { ivy, line };
  }

  tell('answers are buttons, and a press is recorded as a choice', async () => {
    const { ivy, line } = await asked();
    expect(line.buttons).toEqual(ORDERS);
    await line.press('The lamp');
    await reads(ivy, 'MF-1000002');
    const id = await house().begin(ivy, 'which conversation is it');
    const press = (await house().recorded(id)).find(({ chosen }) => chosen !== undefined);
    expect(press?.text).toBe('The lamp');
    const question = (await house().gateway.stores.archive.page(id, { after: 0, limit: 200 })).find(
      (one) => one.id === press?.chosen?.messageId,
    );
    expect(question?.text).toContain(QUESTION);
    expect(page(ivy)).not.toContain('MF-1000001');
  });

  tell('an answer may be typed by its number', async () => {
    const { ivy } = await asked();
    await ivy.say('2');
    await reads(ivy, 'MF-1000002');
  });

  tell('an answer may be typed in its words', async () => {
    const { ivy } = await asked();
    await ivy.say('the kettle');
    await reads(ivy, 'MF-1000001');
  });

  tell('the same button pressed twice counts once', async () => {
    const { ivy, line } = await asked();
    await line.press('The lamp');
    await reads(ivy, 'MF-1000002');
    const before = house().mind.asked.length;
    await line.press('The lamp');
    const id = await house().begin(ivy, 'and now');
    expect(house().mind.asked).toHaveLength(before + 1);
    expect((await house().textsOf(id)).filter((one) => one === 'The lamp').length).toBeLessThan(3);
  });

  tell('a button of a question that is over says so, and starts nothing', async () => {
    const { ivy, line } = await asked();
    await line.press('The lamp');
    await reads(ivy, 'MF-1000002');
    await line.press('The kettle');
    await reads(ivy, 'cannot be answered by a button any more');
    expect(page(ivy)).not.toContain('MF-1000001');
    expect(house().asked('The kettle')).toBe(0);
  });

  tell('a rating is asked for once the case is solved, given by a button, and known', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const id = await house().begin(ivy, 'hello there shop');
    await house().ana.resolve(await house().takeOver(id));
    const line = await eventually(() => {
      const found = ivy.shown().find(({ buttons }) => buttons.length === 5);
      if (found === undefined) throw new Error(`No stars: ${page(ivy)}`);
      return found;
    });
    await line.press(line.buttons[3] ?? '');
    await reads(ivy, 'Thank you');
    const press = (await house().recorded(id)).find(({ chosen }) => chosen !== undefined);
    expect(press?.chosen?.choiceId).toBe('rating-4');
    expect(lineWith(ivy, 'Thank you').buttons).toEqual([]);
  });
}
