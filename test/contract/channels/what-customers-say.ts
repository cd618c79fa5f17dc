import { timesShown } from '../../support/channels/channel-driver.js';
import { eventually } from '../../support/eventually.js';
import { type ChannelSuite, marked, page, reads } from './channel-suite.js';

/** What is said arrives once, from whoever said it, in its order. */
export function whatCustomersSay({ house, driver, tell }: ChannelSuite): void {
  tell('what is said is answered once, in that conversation only', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const max = await driver.person('Max Brandt');
    await house().begin(max, 'is the shop open');
    const id = await house().begin(ivy, 'does tea keep warm');
    expect(house().asked('does tea keep warm')).toBe(1);
    expect(timesShown(ivy, 'Re does tea keep warm')).toBe(1);
    expect(page(max)).not.toContain('tea');
    expect(page(ivy)).not.toContain('shop');
    expect(await house().textsOf(id)).toEqual(['does tea keep warm']);
  });

  tell('the desk knows who it is', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const handoff = await house().takeOver(await house().begin(ivy, 'who am I'));
    const { conversation } = await house().ana.show(handoff);
    expect(conversation?.customer).toMatchObject({ id: ivy.id, name: 'Ivy Reyes' });
  });

  tell('two places of one person never meet', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const away = await ivy.elsewhere();
    const id = await house().begin(ivy, 'said at home');
    await away.say('said away');
    await reads(away, 'Re said away');
    const other = house().conversationOf('said away');
    expect(other).not.toBe(id);
    expect(page(ivy)).not.toContain('said away');
    expect(page(away)).not.toContain('said at home');
    const shown = house().mind.asked.find(({ place }) => place.conversationId === other);
    expect(JSON.stringify(shown)).not.toContain('said at home');
  });

  tell('what comes again changes nothing, at once or after the answer', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const said = await ivy.say('only once');
    await Promise.all([said.again(), said.again()]);
    await reads(ivy, 'Re only once');
    await said.again();
    const id = await house().begin(ivy, 'and then');
    expect(await house().textsOf(id)).toEqual(['only once', 'and then']);
    expect(timesShown(ivy, 'Re only once')).toBe(1);
    expect(house().asked('only once')).toBe(1);
  });

  tell('the same words said anew are said anew', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const id = await house().begin(ivy, 'hm once more');
    await ivy.say('hm once more');
    await eventually(() => expect(timesShown(ivy, 'Re hm once more')).toBe(2));
    expect(await house().textsOf(id)).toEqual(['hm once more', 'hm once more']);
  });
}

/** Many words, and long ones. */
export function howMuchCustomersSay({ house, driver, tell }: ChannelSuite): void {
  tell(
    "the bot's own words are nobody's",
    async () => {
      const ivy = await driver.person('Ivy Reyes');
      const id = await house().begin(ivy, 'say something');
      await ivy.echo();
      await house().begin(ivy, 'something else');
      expect(await house().textsOf(id)).toEqual(['say something', 'something else']);
    },
    'bot-echo',
  );

  tell('five quick messages are recorded and answered in order', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const lines = ['one', 'two', 'three', 'four', 'five'].map((one) => `quick ${one}`);
    for (const line of lines) await ivy.say(line);
    await reads(ivy, 'Re quick five');
    expect(marked(page(ivy), /Re (quick \w+)/g)).toEqual(lines);
    expect(await house().textsOf(house().conversationOf('quick one'))).toEqual(lines);
  });

  tell('a message that is too long is not lost in silence, and the next one is taken', async () => {
    const ivy = await driver.person('Ivy Reyes');
    await ivy.say('far too long '.repeat(Math.ceil(driver.charsMax / 10)));
    await reads(ivy, 'too long');
    const id = await house().begin(ivy, 'short enough');
    expect(await house().textsOf(id)).toEqual(['short enough']);
  });

  tell('a message of just the greatest length is taken whole', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const text = 'long '.repeat(driver.charsMax / 5).trimEnd();
    const longest = text.padEnd(driver.charsMax, '!');
    await ivy.say(longest);
    await eventually(() => expect(house().asked(longest)).toBe(1));
  });
}

/** What customers change or take back counts, by the platform's time. */
export function whatCustomersChange({ house, driver, tell }: ChannelSuite): void {
  tell('new words take the place of the old ones, once however often they come', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const id = await house().begin(ivy, 'before all');
    const handoff = await house().takeOver(id);
    const said = await ivy.say('my order is 4711');
    await house().ana.sees(handoff, 'my order is 4711');
    const edited = await said.edit('my order is 4712');
    await edited.again();
    const line = await house().ana.sees(handoff, 'my order is 4712');
    expect(line.author.name).toBe('Ivy Reyes');
    await said.again();
    await edited.again();
    await ivy.say('that was it');
    await house().ana.sees(handoff, 'that was it');
    const kinds = (await house().recorded(id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['text', 'text', 'edit', 'text']);
    const thread = await house().ana.thread(handoff);
    expect(thread.filter(({ kind, text }) => kind === 'text' && /4711/.test(text))).toEqual([]);
  });

  tell('what is taken back stays taken back', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const id = await house().begin(ivy, 'before all');
    const handoff = await house().takeOver(id);
    const said = await ivy.say('my card is 1234');
    await house().ana.sees(handoff, 'my card is 1234');
    const gone = await said.takeBack();
    await eventually(async () => {
      const line = (await house().ana.thread(handoff)).find(({ deleted }) => deleted === true);
      expect(line).toMatchObject({ kind: 'text', text: '' });
    });
    await gone.again();
    await said.again();
    await ivy.say('that was it');
    await house().ana.sees(handoff, 'that was it');
    expect(JSON.stringify(await house().ana.thread(handoff))).not.toContain('1234');
    const kinds = (await house().recorded(id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['text', 'text', 'delete', 'text']);
  });

  tell(
    'of two edits the later one stands, however they come',
    async () => {
      const ivy = await driver.person('Ivy Reyes');
      const handoff = await house().takeOver(await house().begin(ivy, 'before all'));
      const said = await ivy.say('come on Monday');
      await said.editsCrossing('come on Tuesday', 'come on Wednesday');
      await ivy.say('that was it');
      await house().ana.sees(handoff, 'that was it');
      const thread = await house().ana.thread(handoff);
      const texts = thread.filter(({ kind }) => kind === 'text').map(({ text }) => text);
      expect(texts).toContain('come on Wednesday');
      expect(JSON.stringify(texts)).not.toMatch(/Tuesday|Monday/);
    },
    'edit-times',
  );

  tell('nothing of it counts twice after a restart', async () => {
    const ivy = await driver.person('Ivy Reyes');
    const said = await ivy.say('still the same');
    await reads(ivy, 'Re still the same');
    const other = await ivy.say('this changes');
    await reads(ivy, 'Re this changes');
    const edited = await other.edit('this has changed');
    await reads(ivy, 'Re this has changed');
    await house().restart();
    for (const one of [said, other, edited]) await one.again();
    const id = await house().begin(ivy, 'goes on');
    const record = await house().recorded(id);
    expect(record.map(({ kind }) => kind)).toEqual(['text', 'text', 'edit', 'text']);
    expect(timesShown(ivy, 'Re still the same')).toBe(1);
    expect(house().asked('still the same')).toBe(1);
  });
}
