import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Replayed, ReplayedTurn } from '../../bench/replay.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const RUN = join(__dirname, '../../bench/run.cjs');
const ROOMS = ['kitchen', 'cellar', 'attic', 'hall', 'study', 'pantry', 'garage'];

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-replay-'));
  await mkdir(join(folder, 'replay'));
  const dialogues = Array.from({ length: 20 }, (_, at) => JSON.stringify(dialogue(at)));
  await writeFile(join(folder, 'replay', 'made-up.jsonl'), dialogues.join('\n'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Ten exchanges about one room, after a line of the house that answers nobody. */
function dialogue(at: number) {
  const room = ROOMS[at % ROOMS.length];
  const exchanges = Array.from({ length: 10 }, (_, line) => [
    { role: 'user', text: `Could the ${room} on floor ${at} take wardrobe ${line}, please?` },
    { role: 'tool_call', api: 'measure' },
    { role: 'assistant', text: `Wardrobe ${line} fits the ${room}; it is ${line + 180} cm high.` },
  ]);
  return { turns: [{ role: 'assistant', text: 'Welcome.' }, ...exchanges.flat()] };
}

const replay = (...words: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    execFile(
      process.execPath,
      [RUN, 'replay', folder, ...words],
      { maxBuffer: 10_000_000 },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

async function replayed(...words: readonly string[]): Promise<readonly Replayed[]> {
  const { code, stdout, stderr } = await replay(...words, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).replayed;
}

test('in 100 turns the context stays within the budget and no turn needs more of the stores than another', async () => {
  const budget = 2_500;
  const [talk] = await replayed('--turns', '100', '--strategies', 'retrieval', '--budget', '2500');
  const turns = talk?.turns ?? [];
  expect(turns).toHaveLength(100);
  expect(turns.filter(({ tokens }) => tokens > budget)).toEqual([]);
  // What would not fit: without memory's doing the last turns would take several times the budget.
  expect(turns.at(-1)?.fullTokens).toBeGreaterThan(2 * budget);
  expect(turns.at(-1)?.parts['recalled']).toBeGreaterThan(0);
  // A summary has calls of its own, so that turns are compared behind which none was written.
  const early = withoutSummary(turns, 10);
  const later = withoutSummary(turns, 40);
  const late = withoutSummary(turns, 95);
  expect(late.calls).toEqual(later.calls);
  // Once there are more messages than the aggregate knows ids of, an id is looked for on record, too.
  const { 'other.archive.known': looked, ...rest } = late.calls;
  expect(rest).toEqual(early.calls);
  expect(looked).toBe(3);
}, 240_000);

test('whichever strategy remembers, the budget holds, and the plot shows each of them', async () => {
  const plot = join(folder, 'plot.svg');
  const talks = await replayed('--turns', '30', '--budget', '1000', '--plot', plot);
  expect(talks.map(({ strategy }) => strategy).sort()).toEqual(
    ['full', 'hybrid', 'retrieval', 'summary', 'window'].sort(),
  );
  for (const { strategy, turns } of talks) {
    const most = Math.max(...turns.map(({ tokens }) => tokens));
    expect({ strategy, isWithin: most <= 1_000 }).toEqual({ strategy, isWithin: true });
    expect(turns.at(-1)?.fullTokens).toBeGreaterThan(1_000);
  }
  const written = await readFile(plot, 'utf8');
  for (const { strategy } of talks) expect(written).toContain(`>${strategy} `);
  expect(written).toContain('>full history ');
  expect(written).toContain('budget, 1,000');
}, 240_000);

test('a folder with too little to say is refused with what it has', async () => {
  const { code, stderr } = await replay('--turns', '201');
  expect(stderr).toContain('replay is enough for 200 turns, not for 201.');
  expect(code).toBe(1);
});

/** The first turn from `turn` on behind which no summary was written. */
function withoutSummary(turns: readonly ReplayedTurn[], turn: number): ReplayedTurn {
  const found = turns.find((one) => one.turn >= turn && one.summaries.length === 0);
  if (found === undefined) throw new Error(`Behind each turn from ${turn} on was a summary.`);
  return found;
}
