import { GatewayError } from '../../../src/core/domain/errors.js';
import { aKeeper, inParts, NEVER, PuppetSource, sentFrom } from '../../support/a-keeper.js';
import { type OpenBlobs, openBlobs } from '../../support/blob-kinds.js';
import { PNG } from '../../support/some-contents.js';
import { describeStores } from '../../support/stores.js';
import { StoryClock } from '../../support/story-clock.js';

let talks = 0;

describeStores("A platform's file that was long waited for", (kind) => {
  const clock = new StoryClock();
  let opened: OpenBlobs;
  beforeAll(async () => {
    opened = await openBlobs(kind, clock);
  });
  afterAll(() => opened.close());

  function fetching(give: ConstructorParameters<typeof PuppetSource>[1]) {
    const id = `long${++talks}`;
    const owner = { tenant: 'demo', conversationId: id };
    const sources = [new PuppetSource('puppet', give)];
    const keeper = aKeeper({ blobs: opened.blobs, clock, sources });
    return { keeper, owner, file: sentFrom(id, `puppet ${id}`) };
  }

  test('counts as gone once it is given up and its platform does not give it', async () => {
    const { keeper, owner, file } = fetching(async () => {
      throw new GatewayError('slack.unavailable');
    });
    const { source: _, ...plain } = file;
    expect(await keeper.giveUp(file, owner)).toEqual({ ...plain, problem: 'gone' });
    expect(await keeper.open(file, owner, NEVER)).toEqual({ kind: 'problem', problem: 'gone' });
  });

  test('is not given up if it is here, or comes when it is asked for once more', async () => {
    const { keeper, owner, file } = fetching(async () => ({ content: inParts(PNG) }));
    expect(await keeper.giveUp(file, owner)).toMatchObject({ type: 'image/png' });
    expect(await keeper.giveUp(file, owner)).toMatchObject({ type: 'image/png' });
    expect((await keeper.open(file, owner, NEVER)).kind).toBe('open');
  });

  test.each(['a store that is away', 'an app that is not configured', 'a gateway that stops'])(
    'is not given up for %s',
    async (why) => {
      let isAway = true;
      const { keeper, owner, file } = fetching(async () => {
        if (isAway) throw new GatewayError('store.unavailable');
        return { content: inParts(PNG) };
      });
      const isStopping = why === 'a gateway that stops';
      if (isStopping) await keeper.stop();
      const source = file.source ?? '';
      const isElsewhere = why === 'an app that is not configured';
      const asked = isElsewhere ? { ...file, source: `other ${source}` } : file;
      expect(await keeper.giveUp(asked, owner)).toEqual(asked);
      isAway = false;
      if (!isStopping) expect((await keeper.open(file, owner, NEVER)).kind).toBe('open');
    },
  );
});
