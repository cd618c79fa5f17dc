import type { Draft, SentFile } from '../../../../src/core/domain/message.js';
import { ANA } from '../../../support/builders.js';
import type { SeenMessage } from '../../../support/slack/seen-message.js';
import { benches } from './customers-bench.js';

const OWNER = { tenant: 'demo', conversationId: 'c1' };
const PICTURE = 'a picture of a lamp';

const bench = benches();

/** An agent's reply with files to whoever wrote last. */
async function sends(files: readonly SentFile[], text = 'Look:', more: Partial<Draft> = {}) {
  const talk = await bench().talk();
  const { owner } = await bench().conversation();
  if (owner === 'bot') await talk.takesOver();
  const author = { kind: 'agent', ...ANA } as const;
  const draft: Draft = { id: 'r1', kind: 'text', author, text, atMs: talk.nowMs, files, ...more };
  await talk.says(ANA, draft.id, text, { claiming: false, draft });
}

/** What the bot shows in the customer's direct messages: words, or names of files. */
function shown(): (string | readonly string[])[] {
  const line = ({ words, files }: SeenMessage) => (files.length > 0 ? files : words);
  return bench().direct().map(line);
}

async function asks() {
  await bench().carol.dm(bench().app, 'My lamp?');
}

/** As often as the lane has to be taken up again. */
async function carries(times = 3) {
  for (let round = 0; round < times; round++) await bench().carry();
}

/** The contents that reached Slack, by the names they have there. */
function contents() {
  return bench()
    .slack.core.files.filter(({ state }) => state === 'shown')
    .map(({ name, content }) => [name, content.toString()]);
}

describe('what a customer sends along', () => {
  test('is fetched with the bot\u2019s token, from Slack alone', async () => {
    const { carol, app, arrivals, files, slack, bot } = bench();
    const room = carol.directRoomWith(app);
    const picture = { name: 'lamp.png', mimetype: 'image/png', content: PICTURE };
    const stranger = { ...picture, name: 'trap.png', privateUrl: 'http://127.0.0.1:9/trap.png' };
    await carol.uploads(room, [picture, stranger], 'It is broken');
    expect(arrivals).toMatchObject([{ text: 'It is broken' }]);
    const [lamp, trap] = (arrivals[0]?.files ?? []).map((file, at) => ({ ...file, id: `f${at}` }));
    expect(lamp).toMatchObject({ name: 'lamp.png', type: 'image/png', bytes: PICTURE.length });
    const signal = new AbortController().signal;
    expect(await files.open(lamp as SentFile, OWNER, signal)).toMatchObject({ kind: 'open' });
    expect(files.kept.get('f0')?.toString()).toBe(PICTURE);
    expect(await files.open(trap as SentFile, OWNER, signal)).toEqual(GONE);
    expect(slack.transfers).toEqual([
      { what: 'download', path: expect.any(String), token: `Bearer ${bot.botToken}` },
    ]);
  });

  test('from another company is asked for when it is fetched', async () => {
    const { carol, app, arrivals, files } = bench();
    const file = { name: 'order.pdf', content: 'x', isToBeAsked: true };
    await carol.uploads(carol.directRoomWith(app), file);
    const [sent] = arrivals[0]?.files ?? [];
    expect(sent).toEqual({ name: 'unnamed', source: expect.any(String) });
    const signal = new AbortController().signal;
    await files.open({ ...(sent as SentFile), id: 'f1' }, OWNER, signal);
    expect(files.kept.get('f1')?.toString()).toBe('x');
  });

  test.each([
    ['is deleted', 'files.info', { kind: 'refused', error: 'file_deleted' }, 'gone'],
    ['may not be read', 'files.info', { kind: 'refused', error: 'missing_scope' }, 'gone'],
    ['is a page to sign in', 'download', { kind: 'http', status: 302 }, 'gone'],
    ['is not found', 'download', { kind: 'http', status: 404 }, 'gone'],
    ['has to wait', 'files.info', { kind: 'rate-limited', retryAfterSeconds: 3 }, 'later'],
    ['has to wait', 'download', { kind: 'rate-limited', retryAfterSeconds: 3 }, 'later'],
    ['is behind an outage', 'download', { kind: 'http', status: 503 }, 'later'],
    ['breaks off', 'download', { kind: 'cut-before' }, 'later'],
    ['never comes', 'download', { kind: 'hang-before' }, 'later'],
  ] as const)('and %s: %s %j', async (_, method, failure, fate) => {
    const { carol, app, arrivals, files, slack } = bench();
    await carol.uploads(carol.directRoomWith(app), { name: 'lamp.png', content: PICTURE });
    const [sent] = arrivals[0]?.files ?? [];
    slack.next(method, failure);
    const opened = files.open(
      { ...(sent as SentFile), id: 'f1' },
      OWNER,
      new AbortController().signal,
    );
    if (fate === 'gone') expect(await opened).toEqual(GONE);
    else await expect(opened).rejects.toMatchObject({ code: 'slack.unavailable', retryable: true });
  });

  test('stays with the first words when they are edited', async () => {
    const { carol, app, arrivals } = bench();
    const room = carol.directRoomWith(app);
    const said = await carol.uploads(room, { name: 'lamp.png', content: 'x' }, 'My lanp');
    await carol.edits(said, 'My lamp');
    expect(arrivals[1]).toMatchObject({ text: 'My lamp', revises: { kind: 'edit' } });
    expect(arrivals[1]).not.toHaveProperty('files');
    await carol.edits(said, '');
    expect(arrivals[2]).toMatchObject({ text: '', files: [{ name: 'lamp.png' }] });
    expect(arrivals[2]?.files).toEqual([{ name: 'lamp.png' }]);
  });

  test('and takes out again is told', async () => {
    const { carol, app, arrivals } = bench();
    const both = [
      { name: 'lamp.png', content: 'x' },
      { name: 'passport.png', content: 'y' },
    ];
    const said = await carol.uploads(carol.directRoomWith(app), both, 'Here');
    await carol.takesOut(said, 'passport.png');
    expect(arrivals[1]).toMatchObject({
      text: 'Here\nFile taken back: passport.png',
      revises: { kind: 'edit' },
    });
  });
});

const GONE = { kind: 'problem', problem: 'gone' };

describe('what an agent sends along', () => {
  test('stands below the words, all in one post, and is no message to us', async () => {
    await asks();
    const { files, arrivals } = bench();
    await sends([files.keep('lamp.png', PICTURE), files.keep('manual.pdf', 'turn it on')]);
    await carries();
    expect(shown()).toEqual(['*Ana Alvarez*\nLook:', ['lamp.png', 'manual.pdf']]);
    expect(contents()).toEqual([
      ['lamp.png', PICTURE],
      ['manual.pdf', 'turn it on'],
    ]);
    expect(arrivals).toHaveLength(1);
    expect(bench().slack.transfers.map(({ token }) => token)).toEqual([null, null]);
  });

  test('comes before what is said next, and needs no words', async () => {
    await asks();
    await sends([bench().files.keep('lamp.png', PICTURE)], '');
    await sends([], 'And now?', { id: 'r2' });
    await carries();
    expect(shown()).toEqual(['*Ana Alvarez*', ['lamp.png'], '*Ana Alvarez*\nAnd now?']);
  });

  test('goes into the thread it belongs to', async () => {
    const { carol, room, app, files } = bench();
    const root = await carol.mentions(app, room, 'My lamp?');
    await sends([files.keep('lamp.png', PICTURE)]);
    await carries();
    expect(
      bench()
        .thread(root)
        .map((one) => one.files),
    ).toEqual([[], ['lamp.png']]);
  });

  test.each([
    ['files.getUploadURLExternal', { kind: 'rate-limited', retryAfterSeconds: 2 }],
    ['files.getUploadURLExternal', { kind: 'cut-after' }],
    ['upload', { kind: 'rate-limited', retryAfterSeconds: 2 }],
    ['upload', { kind: 'http', status: 500 }],
    ['upload', { kind: 'hang-before' }],
    ['chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 2 }],
    ['files.completeUploadExternal', { kind: 'rate-limited', retryAfterSeconds: 2 }],
    ['files.completeUploadExternal', { kind: 'cut-before' }],
    ['files.completeUploadExternal', { kind: 'cut-after' }],
    ['files.completeUploadExternal', { kind: 'http-after', status: 500 }],
    ['files.completeUploadExternal', { kind: 'refused', error: 'file_update_failed' }],
  ] as const)('comes once though %s fails: %j', async (method, failure) => {
    await asks();
    const { files, slack } = bench();
    slack.next(method, failure);
    await sends([files.keep('lamp.png', PICTURE), files.keep('manual.pdf', 'turn it on')]);
    await sends([], 'And now?', { id: 'r2' });
    await carries(14);
    expect(shown()).toEqual([
      '*Ana Alvarez*\nLook:',
      ['lamp.png', 'manual.pdf'],
      '*Ana Alvarez*\nAnd now?',
    ]);
    expect(slack.failures.left).toBe(0);
    expect(slack.hastyCalls()).toEqual([]);
  });

  test.each(['cut-before', 'cut-after'] as const)(
    'comes once though the process ends while Slack is asked to show it: %s',
    async (kind) => {
      await asks();
      const { files, slack } = bench();
      slack.next('files.completeUploadExternal', { kind });
      await sends([files.keep('lamp.png', PICTURE)]);
      await bench().carry();
      await bench().restart();
      await carries(14);
      expect(shown()).toEqual(['*Ana Alvarez*\nLook:', ['lamp.png']]);
    },
  );

  test('comes once though Slack shows it only after the process ended', async () => {
    await asks();
    const { files, slack } = bench();
    slack.sharesLate();
    slack.next('files.completeUploadExternal', { kind: 'cut-after' });
    await sends([files.keep('lamp.png', PICTURE)]);
    await bench().carry();
    await bench().restart();
    await carries(3);
    expect(shown()).toEqual(['*Ana Alvarez*\nLook:']);
    slack.sharesNow();
    await carries(14);
    expect(shown()).toEqual(['*Ana Alvarez*\nLook:', ['lamp.png']]);
  });

  test('is not uploaded twice for one that failed behind it', async () => {
    await asks();
    const { files, slack } = bench();
    slack.next('chat.postMessage', { kind: 'http', status: 503 });
    await sends([files.keep('lamp.png', PICTURE)]);
    await carries(5);
    expect(shown()).toEqual(['*Ana Alvarez*\nLook:', ['lamp.png']]);
    expect(slack.calls('files.getUploadURLExternal')).toHaveLength(1);
  });

  test.each([
    ['files.getUploadURLExternal', 'missing_scope'],
    ['files.getUploadURLExternal', 'file_uploads_disabled'],
    ['files.completeUploadExternal', 'file_type_not_allowed'],
  ])('and Slack refuses (%s: %s) is told, with where it is', async (method, error) => {
    await asks();
    const { files, slack } = bench();
    slack.next(method, { kind: 'refused', error });
    await sends([files.keep('lamp.png', PICTURE)]);
    await carries();
    expect(shown()).toEqual(['*Ana Alvarez*\nLook:', 'Not passed on: lamp.png']);
    expect(bench().left).toEqual(['lamp.png']);
    files.isReachable = true;
    slack.next(method, { kind: 'refused', error });
    await sends([files.keep('lamp.png', PICTURE)], 'Again:', { id: 'r2' });
    await carries();
    expect(shown().at(-1)).toBe(
      'lamp.png can be fetched here for a while: <https://desk.example/files/file-lamp.png?e=1&amp;s=2>',
    );
    expect(bench().left).toEqual(['lamp.png']);
  });

  test('and cannot be had is told, with the reason', async () => {
    await asks();
    const { files } = bench();
    const [away, bomb] = [files.keep('away.png', 'x'), files.keep('bomb.zip', 'x')];
    files.obstacles.set(away.id ?? '', new Error('the store is away'));
    files.obstacles.set(bomb.id ?? '', { kind: 'problem', problem: 'bomb' });
    await sends([away, bomb, { name: 'old.png', problem: 'gone' }]);
    await carries(1);
    expect(shown()).toEqual([]);
    await carries(20);
    expect(shown()).toEqual([
      '*Ana Alvarez*\nLook:',
      [
        'bomb.zip from Ana Alvarez could not be passed on to you: it is an archive that would unpack to far too much.',
        'old.png from Ana Alvarez could not be passed on to you: it is not there any more, or may not be fetched.',
        'Not passed on: away.png',
      ].join('\n'),
    ]);
  });

  test.each([
    { kind: 'http', status: 503 },
    { kind: 'cut-before' },
    { kind: 'rate-limited', retryAfterSeconds: 2 },
  ] as const)('and can be put nowhere for long (%j) holds up nobody', async (failure) => {
    await asks();
    const { files, slack } = bench();
    for (let count = 0; count < 40; count++) slack.next('upload', failure);
    await sends([files.keep('lamp.png', PICTURE)]);
    await sends([], 'And now?', { id: 'r2' });
    await carries(3);
    expect(shown()).toEqual([]);
    await carries(40);
    expect(shown()).toEqual([
      '*Ana Alvarez*\nLook:',
      'Not passed on: lamp.png',
      '*Ana Alvarez*\nAnd now?',
    ]);
    expect(bench().left).toEqual(['lamp.png']);
  });

  test('and breaks off while it is read here holds up nobody', async () => {
    await asks();
    const { files } = bench();
    const file = files.keep('lamp.png', PICTURE);
    files.breaking.add(file.id ?? '');
    await sends([file]);
    await sends([], 'And now?', { id: 'r2' });
    await carries(1);
    expect(shown()).toEqual([]);
    await carries(20);
    expect(shown()).toEqual([
      '*Ana Alvarez*\nLook:',
      'Not passed on: lamp.png',
      '*Ana Alvarez*\nAnd now?',
    ]);
  });

  test('goes with the words when they are taken back', async () => {
    await asks();
    const { files, slack } = bench();
    slack.next('files.completeUploadExternal', { kind: 'refused', error: 'file_type_not_allowed' });
    await sends([files.keep('first.png', PICTURE)]);
    await carries();
    await sends([files.keep('lamp.png', PICTURE)], 'Look:', { id: 'r2' });
    await carries();
    await sends([files.keep('manual.pdf', 'turn it on')], 'Read:', { id: 'r3' });
    await carries();
    await sends([], '', { id: 'd1', kind: 'delete', revises: { id: 'r2' } });
    await carries();
    expect(shown()).toEqual([
      '*Ana Alvarez*\nLook:',
      'Not passed on: first.png',
      '*Ana Alvarez*\nRead:',
      ['manual.pdf'],
    ]);
    expect(contents()).toEqual([['manual.pdf', 'turn it on']]);
  });
});
