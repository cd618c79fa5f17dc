import { TEAMS_PICTURE_BYTES_MAX } from '../../../src/channels/teams/teams-limits.js';
import type { Draft, SentFile } from '../../../src/core/domain/message.js';
import { CHAT } from '../../support/teams/activities.js';
import { deliveryBenches } from './delivery-bench.js';

const bench = deliveryBenches();
const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => at % 251);

async function sends(text: string, files: readonly SentFile[], more: Partial<Draft> = {}) {
  await bench().hears('m1');
  await bench().talk.takesOver();
  await bench().says('r1', text, { files, ...more });
}

/** What stands there: words, and pictures as their bytes. */
const shown = () =>
  bench()
    .teams.shown(CHAT.id)
    .map(({ text, attachments: [picture] }) => {
      if (picture === undefined) return text;
      const [kind = '', base64 = ''] = String(picture['contentUrl']).split(',');
      return { name: picture['name'], kind, bytes: Buffer.from(base64, 'base64') };
    });

test('a picture is shown in the chat behind the words, byte for byte', async () => {
  const picture = bench().files.add('cat.png', 'image/png', bytes(5_000));
  await sends('Look:', [picture]);
  expect(shown()).toEqual([
    '**Ana Alvarez**\n\nLook:',
    { name: 'cat.png', kind: 'data:image/png;base64', bytes: Buffer.from(bytes(5_000)) },
  ]);
});

test('other files, other pictures and larger ones are lines that say where to fetch them', async () => {
  const { files } = bench();
  await sends('Here:', [
    files.add('report.pdf', 'application/pdf', bytes(10)),
    files.add('photo.webp', 'image/webp', bytes(10)),
    files.add('big.png', 'image/png', bytes(TEAMS_PICTURE_BYTES_MAX + 1)),
    files.add('cat.gif', 'image/gif', bytes(10)),
  ]);
  expect(shown()).toMatchObject([
    '**Ana Alvarez**\n\nHere:',
    { name: 'cat.gif' },
    ['report.pdf', 'photo.webp', 'big.png']
      .map((name, at) => {
        const url = `https://shop.example/files/file-${at}?e=1&s=2`;
        return `${name} can be fetched here for a while: [${url}](${url})`;
      })
      .join('\n\n'),
  ]);
  expect(files.putDown).toEqual(['report.pdf', 'photo.webp', 'big.png']);
});

test('what has no content, and what nobody could fetch, is said in one line each', async () => {
  const { files } = bench();
  const report = files.add('report.pdf', 'application/pdf', bytes(10));
  files.origin = null;
  await sends('Here:', [
    { name: 'old.txt' },
    { name: 'bad<b>.zip', id: 'x', problem: 'bomb' },
    { name: 'gone.png', id: 'nobody' },
    report,
  ]);
  expect(shown()[1]).toBe(
    ['old.txt', 'bad&lt;b&gt;.zip', 'gone.png', 'report.pdf']
      .map((name) => `Not passed on: ${name}`)
      .join('\n\n'),
  );
});

test.each(['later', 'breaks'] as const)('a file that is to be had %s comes later', async (how) => {
  const picture = bench().files.add('cat.png', 'image/png', bytes(5_000));
  bench().files.obstruct(picture, how);
  await sends('Look:', [picture]);
  expect(shown()).toEqual(['**Ana Alvarez**\n\nLook:']);
  await bench().carry(10_000);
  expect(shown()).toMatchObject(['**Ana Alvarez**\n\nLook:', { name: 'cat.png' }]);
  expect(bench().logged('teams.file-failed')).toHaveLength(1);
  expect(bench().logged('teams.maybe-twice')).toEqual([]);
});

test.each(['later', 'breaks'] as const)(
  'a file that is to be had %s for long becomes a line, and the words stand there once',
  async (how) => {
    const picture = bench().files.add('cat.png', 'image/png', bytes(5_000));
    bench().files.obstructForGood(picture, how);
    await sends('Look:', [picture]);
    for (let round = 0; round < 20; round++) await bench().carry(10_000);
    expect(shown()).toEqual([
      '**Ana Alvarez**\n\nLook:',
      expect.stringContaining('cat.png can be fetched here for a while'),
    ]);
    expect((await bench().carry()).lanes.customer.items).toEqual([]);
    expect(bench().logged('teams.file-failed')).toHaveLength(6);
  },
);

test('a picture that Teams does not take becomes a line', async () => {
  const picture = bench().files.add('cat.png', 'image/png', bytes(500));
  bench().teams.onSent = () =>
    bench().teams.failures.plan({ status: 400, code: 'BadArgument', message: '' });
  await sends('Look:', [picture]);
  bench().teams.onSent = null;
  expect(
    bench()
      .teams.calls('send')
      .map(({ status }) => status),
  ).toEqual([201, 400, 201]);
  expect(shown()[1]).toContain('cat.png can be fetched here');
});

test('many pictures are held one at a time', async () => {
  const files = Array.from({ length: 6 }, (_, at) =>
    bench().files.add(`${at}.png`, 'image/png', bytes(100_000)),
  );
  await sends('', files);
  await bench().carry(30_000);
  expect(shown()).toHaveLength(7);
  expect(bench().delivery.heldBytesMost).toBe(100_000);
});
