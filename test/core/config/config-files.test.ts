import { fileSettings } from '../../../src/files.js';
import { complaint, load, SMALL } from './written-config.js';

test('files are taken, within limits, unless told otherwise', async () => {
  expect(fileSettings(await load(SMALL))).toMatchObject({
    isEnabled: true,
    bytesMax: 25_000_000,
    perMessageMax: 10,
    linkMs: 3_600_000,
    postedLinkMs: 1_209_600_000,
    inFlightMax: 16,
    perConversation: { points: 30, windowMs: 60_000 },
    publicUrl: null,
  });
  const none = await load(`${SMALL}files: { enabled: false, kinds: [image] }\n`);
  expect(fileSettings(none)).toMatchObject({ isEnabled: false, kinds: ['image'] });
});

test.each([
  ['https://support.example.com', 'https://support.example.com'],
  ['https://support.example.com:8443/desk/', 'https://support.example.com:8443/desk'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['http://localhost:3000/', 'http://localhost:3000'],
])('links begin with the public address %s', async (given, begin) => {
  const config = await load(`${SMALL}server: { publicUrl: "${given}" }\n`);
  expect(fileSettings(config).publicUrl).toBe(begin);
});

/** The exact texts: they are what a person has to work with. */
test.each<[string, string, string]>([
  [
    'a public address without https',
    'server: { publicUrl: "http://support.example.com" }\n',
    'frontdesk.yaml:16: server.publicUrl is (hidden), which does not have the right form.',
  ],
  [
    'a public address with a name and password',
    'server: { publicUrl: "https://me:secret@support.example.com" }\n',
    'server.publicUrl is',
  ],
  [
    'a public address with a query',
    'server: { publicUrl: "https://support.example.com/?a=b" }\n',
    'For example: https://support.example.com.',
  ],
  [
    'a kind that there is not',
    'files: { kinds: [image, exe] }\n',
    'frontdesk.yaml:16: files.kinds[1] is "exe", which is not possible here.\n      Use one of: image, pdf, text, office, audio, video, archive.',
  ],
  ['no kind at all', 'files: { kinds: [] }\n', 'frontdesk.yaml:16: files.kinds is'],
  [
    'a file beyond a gigabyte',
    'files: { bytesMax: 1000000001 }\n',
    'files.bytesMax is 1000000001, which is too large.\n      Use a whole number from 1000 to 1000000000.',
  ],
  [
    'more files than a message names',
    'files: { perMessageMax: 21 }\n',
    'files.perMessageMax is 21, which is too large.\n      Use a whole number from 1 to 20.',
  ],
])('%s is told with what to do', async (_what, lines, told) => {
  expect(await complaint(`${SMALL}${lines}`)).toContain(told);
});
