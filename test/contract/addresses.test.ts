import { describeStores } from '../support/stores.js';
import { ODD_TEXTS, storesOf } from './talk.js';

describeStores('Where a conversation is answered', (kind) => {
  const stores = storesOf(kind);

  test('is known once it is kept, and of any other conversation nothing is', async () => {
    const { addresses } = stores();
    await addresses.keep('a1', '{"serviceUrl":"https://one.example/"}');
    expect(await addresses.find('a1')).toBe('{"serviceUrl":"https://one.example/"}');
    expect(await addresses.find('a10')).toBeNull();
    expect(await addresses.find('')).toBeNull();
  });

  test('is the newest address that was kept', async () => {
    const { addresses } = stores();
    await addresses.keep('a2', 'before');
    await Promise.all(Array.from({ length: 20 }, () => addresses.keep('a2', 'now')));
    expect(await addresses.find('a2')).toBe('now');
    await addresses.keep('a2', 'before');
    expect(await addresses.find('a2')).toBe('before');
  });

  test('comes back as it was kept, whatever stands in it', async () => {
    const { addresses } = stores();
    const kept = ODD_TEXTS.map((name) => JSON.stringify({ customer: { name } }));
    for (const [index, text] of kept.entries()) await addresses.keep(`a3-${index}`, text);
    const found = await Promise.all(kept.map((_, index) => addresses.find(`a3-${index}`)));
    expect(found).toEqual(kept);
  });
});
