import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTICLE_BYTES_MAX, ARTICLES_MAX } from '../../../src/core/knowledge/article-folder.js';
import { LOOK_MS, MarkdownKnowledge } from '../../../src/core/knowledge/markdown-knowledge.js';
import type { Clock } from '../../../src/core/ports/clock.js';
import type { Fields, Telemetry } from '../../../src/core/ports/telemetry.js';

/** Keeps alarms until the test lets time pass. */
class HeldClock implements Clock {
  readonly #alarms = new Map<number, { readonly ms: number; readonly ring: () => void }>();
  #lastId = 0;

  nowMs(): number {
    return 0;
  }

  async wait(): Promise<void> {}

  alarm(ms: number, ring: () => void): () => void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#alarms.set(id, { ms, ring });
    return () => this.#alarms.delete(id);
  }

  /** Rings what is due within `ms`. */
  pass(ms: number): void {
    for (const [id, alarm] of [...this.#alarms]) {
      if (alarm.ms > ms) continue;
      this.#alarms.delete(id);
      alarm.ring();
    }
  }

  get pending(): number {
    return this.#alarms.size;
  }
}

class HeardTelemetry implements Telemetry {
  readonly heard: { readonly event: string; readonly fields: Fields }[] = [];

  info(event: string, fields: Fields = {}): void {
    this.heard.push({ event, fields });
  }

  warn(event: string, fields: Fields = {}): void {
    this.heard.push({ event, fields });
  }

  error(event: string, _error: unknown, fields: Fields = {}): void {
    this.heard.push({ event, fields });
  }

  named(event: string): readonly Fields[] {
    return this.heard.filter((one) => one.event === event).map(({ fields }) => fields);
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const givenUpAtMs = performance.now() + 5_000;
  while (!(await isSo())) {
    if (performance.now() > givenUpAtMs) throw new Error('It never came to that.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const article = (title: string, text: string): string => `---\ntitle: ${title}\n---\n\n${text}\n`;

let folder: string;
let clock: HeldClock;
let telemetry: HeardTelemetry;
let knowledge: MarkdownKnowledge;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'knowledge-'));
  clock = new HeldClock();
  telemetry = new HeardTelemetry();
  knowledge = aKnowledge([{ tenant: 'shop', path: folder }]);
});

afterEach(async () => {
  await knowledge.stop();
  await rm(folder, { recursive: true, force: true });
});

function aKnowledge(folders: { tenant: string; path: string }[]): MarkdownKnowledge {
  return new MarkdownKnowledge({ folders, clock, telemetry });
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}

async function texts(query: string): Promise<readonly string[]> {
  return (await knowledge.search('shop', query, 5)).map(({ text }) => text);
}

test('the passage whose heading asks the question comes first, with a score between 0 and 1', async () => {
  await write('fees.md', article('Fees', 'We charge little.\n\n## Return costs\n\nA label is $5.'));
  await write('care.md', article('Care', 'Wipe the lamp. A return is not needed.'));
  await knowledge.start();
  const found = await knowledge.search('shop', 'What does a return cost?', 5);
  expect(found.map(({ key }) => key)).toEqual(['fees#return-costs', 'fees#fees', 'care#care']);
  for (const { score } of found) {
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
  }
});

test('a passage that has only the common half of a question scores low', async () => {
  await write('a.md', article('Lamps', 'A lamp.\n\n## Desk lamp\n\nA lamp.\n\n## Floor\n\nLamp.'));
  await knowledge.start();
  const [best] = await knowledge.search('shop', 'Can I pay for the lamp with Bitcoin?', 5);
  expect(best?.score).toBeLessThan(0.3);
});

test('nothing is found for words no article has, for an empty question, or for an unknown tenant', async () => {
  await write('a.md', article('Lamps', 'A lamp.'));
  await knowledge.start();
  expect(await texts('Bitcoin')).toEqual([]);
  expect(await texts('')).toEqual([]);
  expect(await knowledge.search('other', 'lamp', 5)).toEqual([]);
});

test('one tenant never finds the articles of another', async () => {
  const other = await mkdtemp(join(tmpdir(), 'knowledge-other-'));
  await write('a.md', article('Lamps', 'Our lamp.'));
  await writeFile(join(other, 'a.md'), article('Lamps', 'Their lamp.'));
  const both = aKnowledge([
    { tenant: 'shop', path: folder },
    { tenant: 'other', path: other },
  ]);
  await both.start();
  const found = await both.search('other', 'lamp', 5);
  expect(found.map(({ text }) => text)).toEqual(['Their lamp.']);
  await both.stop();
  await rm(other, { recursive: true });
});

test('how telling a word is depends on how many passages have it', async () => {
  await write('a.md', article('Lamps', 'A lamp.\n\n## Warranty\n\nTwo years.'));
  await knowledge.start();
  const [common, rare] = ['lamp', 'warranti'].map((term) => knowledge.rarityOf('shop', term));
  expect(rare).toBe(1);
  expect(common).toBeLessThan(1);
  expect(knowledge.rarityOf('shop', 'bitcoin')).toBeNull();
});

test('a changed article is known soon after it was written', async () => {
  await write('a.md', article('Lamps', 'A lamp costs $5.'));
  await knowledge.start();
  await write('a.md', article('Lamps', 'A lamp costs $6 now.'));
  await until(async () => {
    clock.pass(LOOK_MS - 1);
    return (await texts('lamp'))[0] === 'A lamp costs $6 now.';
  });
});

test('where the file system reports nothing, a new and a deleted article are found by looking', async () => {
  await write('a.md', article('Lamps', 'A lamp.'));
  await knowledge.start();
  await write('b.md', article('Rugs', 'A rug.'));
  await rm(join(folder, 'a.md'));
  clock.pass(LOOK_MS);
  await until(async () => (await texts('rug')).length === 1);
  expect(await texts('lamp')).toEqual([]);
});

test('a broken article stays as it was and is reported once, while the others follow their files', async () => {
  await write('a.md', article('Lamps', 'A lamp.'));
  await write('b.md', article('Rugs', 'A rug.'));
  await knowledge.start();
  await write('a.md', '---\ntitle: "Lamps\n---\n\nHalf written');
  await write('b.md', article('Rugs', 'A new rug.'));
  clock.pass(LOOK_MS);
  await until(async () => (await texts('rug'))[0] === 'A new rug.');
  expect(await texts('lamp')).toEqual(['A lamp.']);
  clock.pass(LOOK_MS);
  await knowledge.stop();
  expect(telemetry.named('knowledge.article-broken')).toEqual([
    { tenant: 'shop', file: 'a.md', problem: 'front-matter-not-yaml', keptOlder: true },
  ]);
});

test('an article that is too large is left out and reported', async () => {
  await write('big.md', article('Big', 'lamp '.repeat(ARTICLE_BYTES_MAX / 5)));
  await write('small.md', article('Small', 'A lamp.'));
  await knowledge.start();
  expect(await texts('lamp')).toEqual(['A lamp.']);
  expect(telemetry.named('knowledge.article-broken')).toMatchObject([
    { file: 'big.md', problem: 'too-large', keptOlder: false },
  ]);
});

test('more articles than fit are left out and reported', async () => {
  const names = Array.from(
    { length: ARTICLES_MAX + 1 },
    (_, at) => `${String(at).padStart(5, '0')}.md`,
  );
  await Promise.all(names.map((name) => write(name, article(`Article ${name}`, 'A lamp.'))));
  await knowledge.start();
  expect(telemetry.named('knowledge.too-many-articles')).toEqual([
    { tenant: 'shop', count: ARTICLES_MAX + 1, countMax: ARTICLES_MAX },
  ]);
  expect(telemetry.named('knowledge.read')).toMatchObject([{ passages: ARTICLES_MAX }]);
});

test('a missing folder is reported once and read as soon as it is there', async () => {
  const late = join(folder, 'late');
  const waiting = aKnowledge([{ tenant: 'shop', path: late }]);
  await waiting.start();
  await mkdir(late);
  await writeFile(join(late, 'a.md'), article('Lamps', 'A lamp.'));
  clock.pass(LOOK_MS);
  await until(async () => (await waiting.search('shop', 'lamp', 5)).length === 1);
  expect(telemetry.named('knowledge.folder-unreadable')).toEqual([{ tenant: 'shop' }]);
  await waiting.stop();
});

test('a folder that goes away leaves what was known', async () => {
  await write('a.md', article('Lamps', 'A lamp.'));
  await knowledge.start();
  await rm(folder, { recursive: true });
  clock.pass(LOOK_MS);
  await until(() => telemetry.named('knowledge.folder-unreadable').length > 0);
  expect(await texts('lamp')).toEqual(['A lamp.']);
});

test('after stopping nothing is watched and no alarm is left', async () => {
  await write('a.md', article('Lamps', 'A lamp.'));
  await knowledge.start();
  await knowledge.stop();
  await write('a.md', article('Lamps', 'Another.'));
  expect(clock.pending).toBe(0);
  expect(await texts('lamp')).toEqual(['A lamp.']);
});
