import fc from 'fast-check';
import { userOfAgent } from '../../../src/channels/slack/slack-agents.js';
import { escapeSlack, literal, unescapeSlack } from '../../../src/channels/slack/slack-escape.js';
import { mentionedUsers, readableText } from '../../../src/channels/slack/slack-text.js';
import { plainLabel } from '../../../src/channels/visible-text.js';

/** Fixed, so that a rare sequence cannot make one run fail; another seed is a wider search. */
fc.configureGlobal({ seed: Number(process.env['SLACK_SEED'] ?? 20_261_121) });

const NAMES: Readonly<Record<string, string>> = { U1: 'Ana', W2: 'Ben\u202e\nBig' };
const read = (text: string) => readableText(text, 'UBOT', (id) => NAMES[id]);

test.each([
  ['signs', 'a &amp; b &lt;c&gt;', 'a & b <c>'],
  ['a sign escaped twice', '&amp;lt;', '&lt;'],
  ['a token somebody typed', '&lt;@U1&gt;', '<@U1>'],
  ['a mention', 'ask <@U1>', 'ask @Ana'],
  ['a mention of a stranger', 'ask <@U9>', 'ask @U9'],
  ['a mention with its label', 'ask <@U9|zoe>', 'ask @zoe'],
  ['a name with tricks', 'ask <@W2>', 'ask @Ben Big'],
  ['our mention in front', '<@UBOT>: hello', 'hello'],
  ['our mention twice', '<@UBOT> <@UBOT|bot>, hello', 'hello'],
  ['our mention within', 'hello <@UBOT> there', 'hello there'],
  ['our mention alone', '<@UBOT>', ''],
  ['a room', 'see <#C1|general>', 'see #general'],
  ['a room without a name', 'see <#C1>', 'see #C1'],
  ['everybody', '<!here> <!channel|channel> <!everyone>', '@here channel @everyone'],
  ['a group', '<!subteam^S1|@support>', '@support'],
  ['a group without a name', '<!subteam^S1>', '@S1'],
  ['a date', '<!date^1392734382^{date}|Feb 18, 2014>', 'Feb 18, 2014'],
  ['a link', '<https://x.example/a?b=1&amp;c=2>', 'https://x.example/a?b=1&c=2'],
  ['a link with words', '<https://x.example|our shop>', 'our shop (https://x.example)'],
  ['a link typed short', '<http://x.example|x.example>', 'http://x.example'],
  ['mail', '<mailto:a@x.example|a@x.example>', 'a@x.example'],
  ['mail with words', '<mailto:a@x.example|write>', 'write (a@x.example)'],
  ['a telephone number', '<tel:+491234|+491234>', '+491234'],
  ['an emoji', ':wave: hi', ':wave: hi'],
  ['Slack formatting', '*bold* _em_ ~no~ `code`', '*bold* _em_ ~no~ `code`'],
  ['a lonely sign', 'a < b', 'a < b'],
])('%s is read', (_, text, words) => {
  expect(read(text)).toBe(words);
});

test('what a person typed is read as they typed it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(read(escapeSlack(text))).toBe(text.trim());
      expect(unescapeSlack(escapeSlack(text))).toBe(text);
    }),
  );
});

test('the people mentioned are known, each once', () => {
  expect(mentionedUsers('<@U1> and <@W2|ben> and <@U1> and &lt;@U3&gt;')).toEqual(['U1', 'W2']);
});

test('a label keeps its emoji and loses what cannot be seen', () => {
  expect(plainLabel(' a\u200d b\n👩‍👩‍👧\u2067\ufeff c\u0000 ')).toBe('a b 👩‍👩‍👧 c');
});

test('somebody\u2019s words lose what means nothing and takes six characters each', () => {
  expect(literal('a\u0000\u0007b\tc\nd\u009be')).toBe('ab\tc\nde');
});

test.each([
  ['T1ACME:U1ANA', 'U1ANA'],
  ['E1HOME:W1ANA', 'W1ANA'],
  ['ana', null],
  ['T1ACME:U1 <!channel>', null],
])('the person behind agent %j is %j', (agentId, user) => {
  expect(userOfAgent(agentId)).toBe(user);
});
