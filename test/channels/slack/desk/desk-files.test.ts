import type { SentFile } from '../../../../src/core/domain/message.js';
import { existing, type Talk } from '../../../contract/talk.js';
import { draft } from '../../../support/builders.js';
import { eventually } from '../../../support/eventually.js';
import type { SeenMessage } from '../../../support/slack/seen-message.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();
const PICTURE = 'a picture of a lamp';

/** The customer writes, with files. */
async function sends(bench: DeskBench, talk: Talk, files: readonly SentFile[], text = 'Look:') {
  const said = { ...draft(`m-${text}`, text, bench.clock.nowMs(), 'customer'), files };
  await bench.writes(talk, '', { draft: said });
}

/** What stands below the card: words, or names of files. */
function shown(bench: DeskBench, card: SeenMessage): (string | readonly string[])[] {
  const line = ({ words, files, text }: SeenMessage) => {
    if (files.length > 0) return files;
    return words === '' ? text : words;
  };
  return bench.thread(card).slice(1).map(line);
}

describe('what a customer sends along', () => {
  test('stands in the thread below the words it came with', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const { files } = bench;
    await bench.writes(talk, 'one');
    await sends(bench, talk, [files.keep('lamp.png', PICTURE), files.keep('bill.pdf', 'pay')]);
    await bench.writes(talk, 'three');
    await bench.carry();
    expect(shown(bench, card)).toEqual([
      expect.stringMatching(/one$/),
      expect.stringMatching(/Look:$/),
      ['lamp.png', 'bill.pdf'],
      expect.stringMatching(/three$/),
    ]);
    const contents = bench.slack.core.files.map(({ name, content }) => [name, `${content}`]);
    expect(contents).toEqual([
      ['lamp.png', PICTURE],
      ['bill.pdf', 'pay'],
    ]);
    // What our own bot put there is nobody's reply.
    expect(await bench.toCustomer(talk)).toEqual([]);
    expect(bench.slack.ephemerals).toEqual([]);
    expect(bench.slack.complaints).toEqual([]);
  });

  test.each([
    ['upload', { kind: 'http', status: 503 }],
    ['files.getUploadURLExternal', { kind: 'rate-limited', retryAfterSeconds: 2 }],
    ['files.completeUploadExternal', { kind: 'rate-limited', retryAfterSeconds: 2 }],
    ['files.completeUploadExternal', { kind: 'cut-after' }],
    ['files.completeUploadExternal', { kind: 'cut-before' }],
  ] as const)('stands there once though %s fails: %j', async (method, failure) => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.slack.next(method, failure);
    await sends(bench, talk, [bench.files.keep('lamp.png', PICTURE)]);
    await bench.carry();
    await bench.restart();
    for (let round = 0; round < 6; round++) await bench.carry();
    await bench.writes(talk, 'three');
    await bench.carry();
    expect(shown(bench, card)).toEqual([
      expect.stringMatching(/Look:$/),
      ['lamp.png'],
      expect.stringMatching(/three$/),
    ]);
    expect(bench.slack.failures.left).toBe(0);
    expect(bench.slack.hastyCalls()).toEqual([]);
  });

  test('and cannot stand there is told, with where it is', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.files.isReachable = true;
    const failure = { kind: 'refused', error: 'missing_scope' } as const;
    bench.slack.next('files.getUploadURLExternal', failure);
    const old = { name: 'old.png', problem: 'gone' } as const;
    await sends(bench, talk, [bench.files.keep('lamp.png', PICTURE), old]);
    await bench.carry();
    const [, told] = shown(bench, card);
    expect(told).toContain(
      'lamp.png can be fetched here for a while: <https://desk.example/files/',
    );
    expect(told).toContain('old.png from ');
    expect(told).toContain('could not be received: it is not there any more');
  });

  test('and can be put nowhere for long, or not be read here, holds up nobody', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const damaged = bench.files.keep('damaged.png', PICTURE);
    bench.files.breaking.add(damaged.id ?? '');
    await sends(bench, talk, [damaged]);
    for (let round = 0; round < 20; round++) await bench.carry();
    for (let count = 0; count < 40; count++)
      bench.slack.next('upload', { kind: 'http', status: 503 });
    await sends(bench, talk, [bench.files.keep('lamp.png', PICTURE)], 'And this:');
    await bench.writes(talk, 'three');
    for (let round = 0; round < 40; round++) await bench.carry();
    expect(shown(bench, card)).toEqual([
      expect.stringMatching(/Look:$/),
      expect.stringContaining('damaged.png'),
      expect.stringMatching(/And this:$/),
      expect.stringContaining('lamp.png'),
      expect.stringMatching(/three$/),
    ]);
  });

  test('goes with the words when the customer takes them back', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await sends(bench, talk, [bench.files.keep('passport.png', PICTURE)], 'Oops:');
    await sends(bench, talk, [bench.files.keep('lamp.png', PICTURE)]);
    await bench.carry();
    const revises = { id: 'm-Oops:' };
    const gone = draft('gone', '', bench.clock.nowMs(), 'customer');
    await bench.writes(talk, '', { draft: { ...gone, kind: 'delete', revises } });
    await bench.carry();
    const left = shown(bench, card);
    expect(left.flat()).not.toContain('passport.png');
    expect(left).toContainEqual(['lamp.png']);
    const states = bench.slack.core.files.map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ['passport.png', 'deleted'],
      ['lamp.png', 'shown'],
    ]);
  });

  test('is named in the transcript', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await sends(bench, talk, [bench.files.keep('lamp.png', PICTURE)]);
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Transcript');
    await eventually(() => {
      expect(JSON.stringify(bench.slack.modals[0]?.view)).toContain('Files: lamp.png');
    });
  });
});

describe('what an agent sends along', () => {
  const PDF = { name: 'form.pdf', mimetype: 'application/pdf', content: 'fill it in' };

  test.each(['the form', ''])('goes to the customer with their words "%s"', async (words) => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.ana.uploads(bench.room, PDF, words, { thread: card });
    await bench.carry();
    const reply = existing(
      (await bench.record(talk)).find(({ author }) => author.kind === 'agent'),
    );
    expect(reply).toMatchObject({ kind: 'text', text: words });
    const [file] = reply.files ?? [];
    expect(file).toMatchObject({ name: 'form.pdf', type: 'application/pdf', bytes: 10 });
    const owner = { tenant: 'demo', conversationId: talk.id };
    await bench.files.open(existing(file), owner, new AbortController().signal);
    expect(`${bench.files.kept.get(existing(file?.id))}`).toBe('fill it in');
    // It stands in the thread already, and nobody has to be told anything.
    expect(bench.thread(card).filter(({ files }) => files.length > 0)).toHaveLength(1);
    expect(bench.slack.ephemerals).toEqual([]);
  });

  test('with a note stays among agents, and is named', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'I take it');
    await bench.ana.uploads(bench.room, PDF, '! look', { thread: card });
    await bench.ben.uploads(bench.room, PDF, 'maybe this', { thread: card });
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: I take it']);
    const notes = (await bench.record(talk)).filter(({ kind }) => kind === 'note');
    expect(notes.map(({ text }) => text)).toEqual([
      '! look\nFiles not sent: form.pdf',
      'maybe this\nFiles not sent: form.pdf',
    ]);
    await eventually(() =>
      expect(bench.told(bench.ben)).toEqual(['Not sent to the customer: form.pdf']),
    );
    expect(bench.told(bench.ana)).toEqual([]);
  });

  test('where replies are marked, goes only with marked words', async () => {
    const bench = await aDesk({ settings: { replies: 'marked' } });
    const { talk, card } = await bench.asked();
    await bench.ana.uploads(bench.room, PDF, '', { thread: card });
    await bench.ana.uploads(bench.room, PDF, '+ the form', { thread: card });
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: the form']);
    await eventually(() =>
      expect(bench.told(bench.ana)).toEqual(['Not sent to the customer: form.pdf']),
    );
  });

  test('and takes out of their message stays with the customer, and they are told', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.ana.uploads(bench.room, PDF, 'the form', { thread: card });
    await bench.carry();
    await bench.ana.takesOut(said, 'form.pdf');
    await bench.carry();
    expect((await bench.record(talk)).filter(({ kind }) => kind === 'edit')).toEqual([]);
    await eventually(() =>
      expect(bench.told(bench.ana)).toEqual([
        'The customer still has form.pdf. Delete the whole message to take it back.',
      ]),
    );
  });
});
