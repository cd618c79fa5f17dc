import { zipOf } from '../../../src/channels/teams/teams-zip.js';
import { unzipped } from '../../support/teams/unzipped.js';

const FILES = [
  { name: 'manifest.json', bytes: Buffer.from('{"name":"Zoë"}') },
  { name: 'color.png', bytes: Buffer.from([137, 80, 78, 71, 0, 255, 0, 1]) },
  { name: 'empty.txt', bytes: Buffer.alloc(0) },
];

test('what is packed is found again, whole', () => {
  expect(unzipped(zipOf(FILES))).toEqual(FILES);
});

test('a byte changed afterwards is found out', () => {
  const zip = zipOf(FILES);
  const at = zip.indexOf('Zo');
  zip[at] = 0x78;
  expect(() => unzipped(zip)).toThrow('manifest.json has another checksum');
});

test('the same files make the same package', () => {
  expect(zipOf(FILES).equals(zipOf(FILES))).toBe(true);
});
