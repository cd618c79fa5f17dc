import type { Stores } from '../../src/core/stores/open-stores.js';
import { Gate } from '../contract/talk.js';
import { eventually } from '../support/eventually.js';
import { MemoryHouse, MINUTE_MS, type Talker } from '../support/memory-house.js';
import { describeStores } from '../support/stores.js';

const ROOMS = (
  'hall kitchen attic bedroom cellar bathroom porch pantry shed study library loft workshop stable' as const
).split(' ');

/** What a customer says of a room; 40 tokens. */
function about(room: string): string {
  return `The ${room} is large and light, and I would like a lamp there that does not take much room. Is there one?`;
}

describeStores('A summary that comes too late or not at all', (kind) => {
  let house: MemoryHouse;
  let isDead = false;
  /** A process that dies as soon as it has begun: the record knows of its try, and nobody goes on with it. */
  const mortal = (opened: Stores): Stores => ({
    ...opened,
    memories: {
      begin: async (command) => {
        const begun = await opened.memories.begin(command);
        return isDead ? null : begun;
      },
      summarise: (command) => opened.memories.summarise(command),
    },
  });
  beforeAll(async () => {
    const memory = { budgetTokens: 1_000, windowMessages: 200 };
    const tenants = { demo: { knowledge: null } };
    house = await MemoryHouse.open({ stores: kind, config: { memory, tenants }, wrap: mortal });
  });
  afterAll(() => house?.close());
  afterEach(() => {
    house.mind.summarising = null;
    house.isHanging = false;
    isDead = false;
  });

  const memoryOf = async ({ conversationId }: Talker) => (await house.now(conversationId)).memory;

  /** Says so much that a summary is due behind the last answer. */
  async function fills(talker: Talker): Promise<void> {
    for (const room of ROOMS) {
      await talker.hears('The brass lamp is small.', about(room), room);
      if ((await memoryOf(talker)).wantedSinceMs !== null) return;
    }
    throw new Error('All of that was not enough.');
  }

  /** The same, with a summary that is not there before the gate opens. */
  async function fillsAndWaits(talker: Talker): Promise<Gate> {
    const gate = new Gate();
    house.isHanging = true;
    house.mind.summarising = async () => {
      await gate.opened;
      return '- Somebody wants lamps.';
    };
    await fills(talker);
    await eventually(async () => expect((await memoryOf(talker)).tries).toBe(1));
    return gate;
  }

  test('after a crash the next look at the record finds it and does it', async () => {
    const lena = await house.customer('Lena');
    isDead = true;
    house.isHanging = true;
    await fills(lena);
    await eventually(async () => expect((await memoryOf(lena)).tries).toBe(1));
    expect(await memoryOf(lena)).toMatchObject({ kind: 'none', coveredSeq: 0 });
    isDead = false;
    house.isHanging = false;
    house.clock.pass(2 * MINUTE_MS);
    await eventually(async () => expect((await memoryOf(lena)).kind).toBe('narrative'));
    expect(await memoryOf(lena)).toMatchObject({ tries: 0, dueAtMs: null, wantedSinceMs: null });
  });

  test('it is refused when a turn has condensed the talk by itself meanwhile', async () => {
    const omar = await house.customer('Omar');
    const gate = await fillsAndWaits(omar);
    const pasted = ROOMS.map((room) => about(room).replace('lamp', 'chair')).join(' ');
    await omar.hears('The Alder chair is small, too.', pasted);
    const condensed = await memoryOf(omar);
    expect(condensed.kind).toBe('facts');
    gate.open();
    await eventually(() => expect(house.logged()).toContain('summary.superseded'));
    expect((await memoryOf(omar)).text).toBe(condensed.text);
    expect((await memoryOf(omar)).revision).toBe(condensed.revision);
  });

  test('it is thrown away when a line of what it tells was taken back meanwhile', async () => {
    const mara = await house.customer('Mara');
    const gate = await fillsAndWaits(mara);
    await mara.takesBack('hall');
    gate.open();
    await eventually(() => expect(house.logged()).toContain('summary.discarded'));
    expect(await memoryOf(mara)).toMatchObject({ kind: 'none', coveredSeq: 0 });
    house.mind.summarising = null;
    house.isHanging = false;
    house.clock.pass(2 * MINUTE_MS);
    await house.settled(mara.conversationId);
    for (const room of ROOMS.slice(-3)) await mara.hears('So is the steel lamp.', about(room));
    const { text, kind: made } = await memoryOf(mara);
    expect(made).toBe('narrative');
    expect(text).not.toContain('The hall');
  });
});
