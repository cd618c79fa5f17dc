import fc from 'fast-check';
import { type Fact, type FactKind, standing, supersede } from '../../../src/core/domain/fact.js';
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
