import { FileView } from '../../src/channels/file-view.js';
import type { Message, SentFile } from '../../src/core/domain/message.js';
import { numbered } from '../../src/core/domain/message.js';
import { draft } from '../support/builders.js';
import { FakeFiles } from '../support/fake-files.js';

const OWNER = { tenant: 'demo', conversationId: 'c' };
const COMING: SentFile = { id: 'f1', name: 'lamp.png', type: 'image/png', source: 'elsewhere 1' };

function withFiles(...files: SentFile[]): Message {
  return { ...numbered(draft('m1', 'look', 1, 'agent'), 1), files };
}

describe('files for pages', () => {
  let files: FakeFiles;
  let missing: string[];
  let view: FileView;
  beforeEach(() => {
    files = new FakeFiles();
    missing = [];
    view = new FileView({ files, onMissing: (_owner, { id }) => missing.push(id) });
  });

  const shown = async (message: Message, signal?: AbortSignal) =>
    (await view.of([message], OWNER, signal)).get(message.id);

  test('that are here have a link, and whether they may be shown in place', async () => {
    const text = { id: 'f2', name: 'a.txt', type: 'text/plain', bytes: 3 };
    const svg = { id: 'f3', name: 'a.svg', type: 'image/svg+xml', bytes: 3 };
    const link = (id: string) => `/files/${id}?e=1&s=2`;
    expect(await shown(withFiles({ id: 'f1', name: 'lamp.png' }, text, svg))).toEqual([
      { id: 'f1', name: 'lamp.png', type: 'image/png', bytes: 1, isImage: true, url: link('f1') },
      { ...text, url: link('f2') },
      { ...svg, url: link('f3') },
    ]);
    expect(missing).toEqual([]);
  });

  test('that are on their way have no link, tell nothing of where they are, and are sent for', async () => {
    expect(await shown(withFiles(COMING))).toEqual([
      { id: 'f1', name: 'lamp.png', type: 'image/png' },
    ]);
    expect(missing).toEqual(['m1']);
    expect(files.fetched).toEqual([]);
  });

  test('that are on their way are waited for, as long as somebody can', async () => {
    const patience = new AbortController();
    const arrive = files.hold();
    const waiting = shown(withFiles(COMING), patience.signal);
    arrive();
    expect(await waiting).toMatchObject([{ id: 'f1', url: '/files/f1?e=1&s=2' }]);
    files.hold();
    const impatient = shown(withFiles({ ...COMING, name: 'late.png' }), patience.signal);
    patience.abort();
    expect((await impatient)?.[0]).not.toHaveProperty('url');
    expect(missing).toEqual(['m1']);
  });

  test('that will never be here say why', async () => {
    files.fates.set('setup.exe', 'kind');
    const exe = { id: 'f4', name: 'setup.exe', source: 'elsewhere 4' };
    const signal = new AbortController().signal;
    expect(await shown(withFiles(exe, { name: 'only-a-name.pdf' }), signal)).toEqual([
      { id: 'f4', name: 'setup.exe', problem: 'kind' },
      { name: 'only-a-name.pdf', problem: 'gone' },
    ]);
  });

  describe('asked for one by one', () => {
    const asked = (known: object) => {
      const settle = async ([file]: readonly SentFile[]) => [{ ...(file as SentFile), ...known }];
      const some = Object.assign(new FakeFiles(), { settle });
      return new FileView({ files: some, onMissing: () => {} }).linkTo('f1', OWNER);
    };

    test('are linked anew once they are here', async () => {
      expect(await asked({ source: undefined, type: 'image/png' })).toBe('/files/f1?e=1&s=2');
    });

    test('have no link while they are on their way', async () => {
      expect(await view.linkTo('f1', OWNER)).toBeNull();
      expect(files.fetched).toEqual([]);
    });

    test.each([
      ['gone', { code: 'file.unknown' }],
      ['bomb', { code: 'file.refused', details: { problem: 'bomb' } }],
    ])('say so when they will never be here: %s', async (problem, error) => {
      await expect(asked({ source: undefined, problem })).rejects.toMatchObject(error);
    });
  });

  test('messages without any have none', async () => {
    expect(await view.of([numbered(draft('m2', 'hello', 1, 'agent'), 1)], OWNER)).toEqual(
      new Map(),
    );
  });
});
