import { deskFace, webFace } from '../../../src/settings.js';
import { complaint, load, SMALL } from './written-config.js';

const inTenant = (text: string) => SMALL.replace('    desk: main\n', `    desk: main\n${text}`);
const inDesk = (text: string) => SMALL.replace('    kind: local\n', `    kind: local\n${text}`);

test.each(['en', 'de', 'fr', 'es', 'pt', 'ja'])(
  '%s is spoken by tenants and desks',
  async (one) => {
    const config = await load(inTenant(`    language: ${one}\n`));
    expect(config.tenants['demo']?.language).toBe(one);
    expect(webFace(config, 'demo-web')?.language).toBe(one);
    expect(deskFace(config, null).language).toBe('en');
    expect(deskFace(await load(inDesk(`    language: ${one}\n`)), null).language).toBe(one);
  },
);

test.each([
  ['tenants.demo', inTenant('    language: nl\n')],
  ['desks.main', inDesk('    language: nl\n')],
])('the check names the languages there are: %s', async (place, text) => {
  const told = await complaint(text);
  expect(told).toContain(`${place}.language is "nl", which is not possible here.`);
  expect(told).toContain('Use one of: en, de, fr, es, pt, ja.');
});

test('a sentence in other words has a key, whatever the language', async () => {
  const told = await complaint(
    inTenant('    language: ja\n    texts: { bot.helo: いらっしゃいませ }\n'),
  );
  expect(told).toContain('tenants.demo.texts.bot.helo is no sentence of ours.');
  expect(told).toContain('Did you mean "bot.hello"?');
  const config = await load(inTenant('    language: ja\n    texts: { widget.send: 送る }\n'));
  const texts = webFace(config, 'demo-web')?.texts;
  expect([texts?.['widget.send'], texts?.['widget.save']]).toEqual(['送る', '保存']);
});
