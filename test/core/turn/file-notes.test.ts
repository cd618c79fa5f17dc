import { settledFiles } from '../../../src/core/turn/file-notes.js';
import type { Turn } from '../../../src/core/turn/turn.js';
import { FakeFiles } from '../../support/fake-files.js';
import { SILENT } from '../../support/stores.js';
import { StoryClock } from '../../support/story-clock.js';
import { said } from './talk.js';

const COMING = { id: 'f1', name: 'lamp.jpg', source: 'elsewhere 1' };
const HERE = { id: 'f2', name: 'bill.pdf', type: 'application/pdf', bytes: 3 };

/** Of a turn only what its files are known by. */
function turnWith(...files: object[]): Turn {
  const lines = [said(1, '', { files: files as (typeof COMING)[] })];
  return {
    id: 't',
    heard: { lines },
    conversation: { tenant: 'demo', id: 'c' },
  } as unknown as Turn;
}

describe('waiting for the files of a turn', () => {
  let files: FakeFiles;
  let clock: StoryClock;
  beforeEach(() => {
    files = new FakeFiles();
    clock = new StoryClock();
  });

  const settled = (turn: Turn, signal = new AbortController().signal) =>
    settledFiles(turn, { files, clock, telemetry: SILENT }, signal);

  test('ends when they are here', async () => {
    const known = await settled(turnWith(COMING, HERE));
    expect(known).toEqual([{ id: 'f1', name: 'lamp.jpg', type: 'image/png', bytes: 1 }, HERE]);
  });

  test('ends after ten seconds, with what is known by then', async () => {
    files.hold();
    const waiting = settled(turnWith(COMING));
    let isOver = false;
    void waiting.then(() => {
      isOver = true;
    });
    clock.pass(9_999);
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    clock.pass(1);
    expect(await waiting).toEqual([COMING]);
  });

  test('ends with the turn', async () => {
    files.hold();
    const turn = new AbortController();
    const waiting = settled(turnWith(COMING), turn.signal);
    turn.abort();
    expect(await waiting).toEqual([COMING]);
  });

  test('is not begun for what was uploaded', async () => {
    files.settle = () => Promise.reject(new Error('nobody should ask'));
    expect(await settled(turnWith(HERE))).toEqual([HERE]);
  });
});
