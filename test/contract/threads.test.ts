import { describeStores } from '../support/stores.js';
import { ODD_TEXTS, storesOf } from './talk.js';

describeStores('What a thread is about', (kind) => {
  const stores = storesOf(kind);

  test('is known once it is kept, and of any other place nothing is', async () => {
    const { threads } = stores();
    await threads.keep('T1:C1:1.2', 'c1-1');
    expect(await threads.find('T1:C1:1.2')).toBe('c1-1');
    expect(await threads.find('T1:C1:1.20')).toBeNull();
    expect(await threads.find('')).toBeNull();
  });

  test('stays the same however often it is kept, and is corrected by who keeps it last', async () => {
    const { threads } = stores();
    await Promise.all(Array.from({ length: 20 }, () => threads.keep('T2:C1:1.2', 'c2-1')));
    expect(await threads.find('T2:C1:1.2')).toBe('c2-1');
    await threads.keep('T2:C1:1.2', 'c2-2');
    expect(await threads.find('T2:C1:1.2')).toBe('c2-2');
  });

  test('may be the same handoff in many places', async () => {
    const { threads } = stores();
    const places = ['T3:C1:1.2', 'T3:C2:1.2', 'T4:C1:1.2'];
    for (const place of places) await threads.keep(place, 'c3-1');
    const found = await Promise.all(places.map((place) => threads.find(place)));
    expect(found).toEqual(places.map(() => 'c3-1'));
  });

  test('is found whatever a platform calls its places', async () => {
    const { threads } = stores();
    const places = ODD_TEXTS.filter((text) => text.length < 500);
    for (const [index, place] of places.entries()) await threads.keep(place, `c4-${index}`);
    const found = await Promise.all(places.map((place) => threads.find(place)));
    expect(found).toEqual(places.map((_, index) => `c4-${index}`));
  });
});
