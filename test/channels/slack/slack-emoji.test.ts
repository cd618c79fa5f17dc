import { emojiIn } from '../../../src/channels/slack/slack-emoji.js';
import { readableText } from '../../../src/channels/slack/slack-text.js';

/** Blocks as a client sends them with its messages. */
const blocks = (...emoji: readonly object[]) => [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'hi' }, ...emoji] },
        ],
      },
    ],
  },
];
const one = (name: string, unicode?: string, tone?: number) => ({
  type: 'emoji',
  name,
  ...(unicode === undefined ? {} : { unicode }),
  ...(tone === undefined ? {} : { skin_tone: tone }),
});

const read = (text: string, ...emoji: readonly object[]) =>
  readableText(text, 'UBOT', () => undefined, emojiIn(blocks(...emoji)));

test.each([
  [
    'an emoji',
    'thanks :slightly_smiling_face:',
    [one('slightly_smiling_face', '1f642')],
    'thanks 🙂',
  ],
  ['one of several signs', ':keycap_star:', [one('keycap_star', '002a-fe0f-20e3')], '*️⃣'],
  ['a skin tone beside the name', ':+1::skin-tone-3:', [one('+1', '1f44d-1f3fc', 3)], '👍🏼'],
  [
    'a skin tone in the name',
    ':wave::skin-tone-2:',
    [one('wave::skin-tone-2', '1f44b-1f3fb')],
    '👋🏻',
  ],
  [
    'with and without',
    ':+1: :+1::skin-tone-3:',
    [one('+1', '1f44d'), one('+1', '1f44d-1f3fc', 3)],
    '👍 👍🏼',
  ],
  ['two without a space', ':tada::tada:', [one('tada', '1f389')], '🎉🎉'],
  ['one of the workspace itself', 'ship :shipit:', [one('shipit')], 'ship :shipit:'],
  ['what only looks like one', '10:30:45 :tada:', [one('tada', '1f389')], '10:30:45 🎉'],
  [
    'a name in code',
    '`:tada:` :tada: ```:tada:```',
    [one('tada', '1f389')],
    '`:tada:` 🎉 ```:tada:```',
  ],
  ['what is escaped in code', '`a &lt; b` :tada:', [one('tada', '1f389')], '`a < b` 🎉'],
  [
    'a name in an address',
    '<https://x.example/:tada:> :tada:',
    [one('tada', '1f389')],
    'https://x.example/:tada: 🎉',
  ],
])('%s is read as people see it', (_what, text, emoji, words) => {
  expect(read(text, ...emoji)).toBe(words);
});

test('blocks that are none of ours to understand name nothing', () => {
  for (const odd of [
    undefined,
    null,
    'x',
    [null, 3],
    [{ elements: {} }],
    blocks({ type: 'emoji' }),
  ]) {
    expect(emojiIn(odd).size).toBe(0);
  }
  expect(emojiIn(blocks(one('x', 'zz'), one('y', '1f44d-'))).size).toBe(0);
});
