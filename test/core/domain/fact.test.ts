import fc from 'fast-check';
import {
  type Fact,
  type FactKind,
  standing,
  supersede,
  withoutSource,
} from '../../../src/core/domain/fact.js';
import { FACTS_HELD_MAX } from '../../../src/core/domain/limits.js';

const aFact = (kind: FactKind, normalized: string, sourceId: string): Fact => ({
  id: `${sourceId}-${kind}-${normalized}`,
  kind,
  value: normalized,
  normalized,
  span: [0, normalized.length],
  sourceId,
  atMs: 1,
  supersededBy: null,
});

const after = (...facts: readonly Fact[]) => facts.reduce(supersede, [] as readonly Fact[]);

test('a later day takes the place of an earlier one, which stays readable', () => {
  const friday = aFact('date', 'friday', 'm1');
  const monday = aFact('date', 'monday', 'm2');
  expect(after(friday, monday)).toEqual([{ ...friday, supersededBy: monday.id }, monday]);
});

test('two times in one message stand beside each other', () => {
  const facts = after(aFact('time', '17:00', 'm1'), aFact('time', '19:00', 'm1'));
  expect(standing(facts)).toHaveLength(2);
});

test('a second order does not make the first one wrong', () => {
  const facts = after(aFact('reference', 'A-1', 'm1'), aFact('reference', 'A-2', 'm2'));
  expect(standing(facts)).toHaveLength(2);
});

test('a new day says nothing about the name', () => {
  const name = aFact('name', 'mara', 'm1');
  expect(standing(after(name, aFact('date', 'monday', 'm2')))).toContainEqual(name);
});

test('what is said again changes nothing', () => {
  const facts = after(aFact('name', 'mara', 'm1'));
  expect(supersede(facts, aFact('name', 'mara', 'm2'))).toBe(facts);
});

test('a day that was given up and then taken again stands', () => {
  const again = aFact('date', 'friday', 'm3');
  const facts = after(aFact('date', 'friday', 'm1'), aFact('date', 'monday', 'm2'), again);
  expect(standing(facts)).toEqual([again]);
});

describe('of a name that was changed twice', () => {
  const [anna, bob, carla] = ['anna', 'bob', 'carla'].map((name, at) =>
    aFact('name', name, `m${at + 1}`),
  ) as [Fact, Fact, Fact];
  const all = after(anna, bob, carla);

  test.each([
    ['m1', ['carla']],
    ['m2', ['carla']],
    ['m3', ['bob']],
  ])('only one stands once %s is taken back', (sourceId, names) => {
    expect(standing(withoutSource(all, sourceId)).map(({ value }) => value)).toEqual(names);
  });

  test('the first stands again when both others are taken back, in either order', () => {
    for (const order of [
      ['m2', 'm3'],
      ['m3', 'm2'],
    ]) {
      expect(order.reduce(withoutSource, all)).toEqual([anna]);
    }
  });
});

test('what several facts of one text had superseded is led past all of them', () => {
  const one = { ...aFact('time', '17:00', 'm1'), supersededBy: 'm2-time-18:00' };
  const two = { ...aFact('time', '18:00', 'm2'), supersededBy: 'm2-time-19:00' };
  const three = { ...aFact('time', '19:00', 'm2'), supersededBy: 'm3-time-20:00' };
  const last = aFact('time', '20:00', 'm3');
  expect(withoutSource([one, two, three, last], 'm2')).toEqual([
    { ...one, supersededBy: last.id },
    last,
  ]);
});

test('facts without any of that text are the same ones', () => {
  const facts = after(aFact('name', 'mara', 'm1'));
  expect(withoutSource(facts, 'm9')).toBe(facts);
});

test('for any facts, whatever is taken back, of a kind only one message holds', () => {
  const fact = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.nat({ max: 12 }))
    .map(([value, source]) => aFact('name', `v${value}`, `m${source}`));
  const gone = fc.array(fc.nat({ max: 12 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 40 }), gone, (all, sources) => {
      const left = sources.map((one) => `m${one}`).reduce(withoutSource, after(...all));
      const holding = new Set(standing(left).map(({ sourceId }) => sourceId));
      expect(holding.size).toBe(left.length === 0 ? 0 : 1);
    }),
    { seed: 2 },
  );
});

test('for any facts the list stays bounded, the newest stands, and of a kind only one message holds', () => {
  const kinds: readonly FactKind[] = ['time', 'date', 'name', 'people', 'reference', 'amount'];
  const facts = fc.array(
    fc
      .tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 9 }), fc.nat({ max: 40 }))
      .map(([kind, value, source]) => aFact(kind, `v${value}`, `m${source}`)),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(facts, (all) => {
      const held = after(...all);
      expect(held.length).toBeLessThanOrEqual(FACTS_HELD_MAX);
      const last = all.at(-1);
      if (last === undefined) return;
      const ofLast = standing(held).filter(({ kind }) => kind === last.kind);
      const dates = standing(held).filter(({ kind }) => kind === 'date');
      expect(new Set(dates.map(({ sourceId }) => sourceId)).size).toBeLessThanOrEqual(1);
      expect(
        held.some(({ id }) => id === last.id) ||
          ofLast.some(({ normalized }) => normalized === last.normalized),
      ).toBe(true);
    }),
  );
});
