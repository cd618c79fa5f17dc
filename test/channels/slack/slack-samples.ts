import fc from 'fast-check';

/** Without the characters that have no width. */
export function seen(text: string): string {
  return text.replaceAll('\u200b', '');
}

/** Everything in a text that Slack would read as markup with an effect, and that is none of ours. */
export function strayMarkup(text: string, hosts: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const rest = text
    .replace(/<([^<>|]+)(?:\|([^<>|]*))?>/g, (all, target: string, label?: string) => {
      const host =
        /^https?:\/\/([^/?#]+)/.exec(target)?.[1] ?? /^mailto:[^@]+@(.+)$/.exec(target)?.[1];
      if (host === undefined || !hosts.has(host)) found.push(all);
      if (/[\u200b-\u200c\u202a-\u202e\u2060-\u2069\n]/.test(label ?? '')) found.push(all);
      return '';
    })
    .replace(/^(?:> ?)+/gm, '')
    .replace(/^(?: *(?:[•◦▪]|\d+\.))+ (?:> ?)+/gm, '');
  if (/[<>]/.test(rest)) found.push(rest);
  if (/&(?!(?:amp|lt|gt);)/.test(rest)) found.push(rest);
  return found;
}

/** What somebody may write who wants to call everybody, to forge a link, or to break us. */
export const HOSTILE: readonly string[] = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<@U12345678>',
  '<#C12345678|general>',
  '<!subteam^S12345|@team>',
  '<!date^1392734382^{date_num}|1970>',
  '<https://evil.example|bank.example>',
  '<https://evil.example>',
  '<mailto:a@evil.example|help@shop.example>',
  '**<!channel>**',
  '`<!channel>`',
  '```\n<!channel>\n```',
  '```\n```<!channel>```\n```',
  '> <!channel>',
  '- <!channel>\n  - <@U1>',
  '| <!channel> | b |\n|---|---|\n| <@U1> | `<!here>` |',
  '# <!channel>',
  '[<!channel>](https://shop.example)',
  '[a](https://shop.example/>|<!channel>)',
  '[a](<https://shop.example/|x><!channel>)',
  '[a](https://shop.example/%3E%3C!channel%3E)',
  '[a|b](https://shop.example/|c)',
  '[x](https://shop.example/"onclick=)',
  '![<!here>](https://shop.example/a.png)',
  '![x](https://shop.example/<!here>)',
  '&lt;!channel&gt;',
  '&amp;lt;!channel&amp;gt;',
  '&#60;!channel&#62;',
  '\\<!channel\\>',
  '<\u200b!channel>',
  '\u202e>lennahc!<',
  '<!chan\u0000nel>',
  '<<!channel>>',
  '<!channel',
  '!channel>',
  '<!--\n<!channel>\n-->',
  '<a href="https://evil.example">bank</a>',
  '<script>alert(1)</script>',
  '[bank.example](https://evil.example)',
  '[ѕhop.example](https://shop.example)',
  '[x]: https://evil.example\n\n[x]',
  '[x][1]\n\n[1]: https://shop.example/"><!channel>',
  '<https://shop.example|<!channel>>',
  '***<!here>***~~<@U1>~~',
  '```\nopen fence <!channel>',
  '``` ``` ``` <!channel>',
  '\ud800<!channel>\udc00',
  `${'<!channel>'.repeat(500)}`,
  `[${'a'.repeat(5_000)}](https://shop.example)`,
];

const piece = fc.oneof(
  fc.constantFrom(...HOSTILE.slice(0, 40)),
  fc.constantFrom('*', '**', '_', '~~', '`', '```', '\n', '\n\n', '> ', '- ', '1. ', '    ', ' '),
  fc.constantFrom('<', '>', '&', '&amp;', '|', '[', '](', ')', '!', '#', '\\', '<!', '<@'),
  fc.constantFrom(
    'https://shop.example/x',
    'https://evil.example/',
    '👩‍👩‍👧',
    'ä',
    '\u202e',
    '\ud83d',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** Texts made of what Markdown and Slack read as markup, and of anything else. */
export const anyMarkdown = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
