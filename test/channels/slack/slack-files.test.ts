import { slackHosted } from '../../../src/channels/slack/slack-file-wire.js';
import {
  filesAlong,
  formatFileSource,
  parseFileSource,
  takenBack,
} from '../../../src/channels/slack/slack-files.js';

const AT = { app: 'support', team: 'T0001' };
const LAMP = { id: 'F1', name: 'lamp.jpg', mimetype: 'image/jpeg', size: 7, mode: 'hosted' };
const SOURCE = 'slack support T0001 F1';

test.each([
  [
    'a file',
    LAMP,
    { files: [{ name: 'lamp.jpg', type: 'image/jpeg', bytes: 7, source: SOURCE }], links: [] },
  ],
  [
    'a snippet without a name',
    { id: 'F1', title: 'Notes', mode: 'snippet' },
    { files: [{ name: 'Notes', source: SOURCE }], links: [] },
  ],
  [
    'a file of another company, yet to be asked for',
    { id: 'F1', mode: 'file_access', file_access: 'check_file_info' },
    { files: [{ name: 'unnamed', source: SOURCE }], links: [] },
  ],
  [
    'a link that looks like a file',
    { ...LAMP, mode: 'external', external_url: 'https://drive.example/a b' },
    { files: [], links: ['lamp.jpg: https://drive.example/a%20b'] },
  ],
  [
    'a link that leads nowhere',
    { ...LAMP, is_external: true, external_url: 'javascript:alert(1)' },
    { files: [{ name: 'lamp.jpg', problem: 'gone' }], links: [] },
  ],
  [
    'a deleted file',
    { id: 'F1', mode: 'tombstone' },
    { files: [{ name: 'unnamed', problem: 'gone' }], links: [] },
  ],
  [
    'a file beyond the free plan',
    { id: 'F1', mode: 'hidden_by_limit' },
    { files: [{ name: 'unnamed', problem: 'gone' }], links: [] },
  ],
  [
    'a page of Slack\u2019s own',
    { ...LAMP, mode: 'canvas' },
    { files: [{ name: 'lamp.jpg', problem: 'kind' }], links: [] },
  ],
])('%s comes along as what it is', (_, file, along) => {
  expect(filesAlong([file], AT)).toEqual(along);
});

test('where a file is fetched is read as it was written, and nothing else is', () => {
  const site = { app: 'our app', team: 'T0001', file: 'F1' };
  expect(parseFileSource(formatFileSource(site))).toEqual(site);
  for (const other of [
    '',
    'teams x T1 F1',
    'slack support T1',
    'slack a T1 ../F1',
    'slack a T1 F1 x',
  ])
    expect(parseFileSource(other)).toBeNull();
});

test('a file that was taken out is told from one that was gone before', () => {
  const stone = { id: 'F1', mode: 'tombstone' };
  expect(takenBack([LAMP], [])).toEqual([{ name: 'lamp.jpg' }]);
  expect(takenBack([LAMP], [stone])).toEqual([{ name: 'lamp.jpg' }]);
  expect(takenBack([stone], [])).toEqual([]);
  expect(takenBack([LAMP], [LAMP])).toEqual([]);
});

const SLACK = 'https://slack.com/api/';
const HERE = 'http://127.0.0.1:4000/api/';

test.each([
  ['https://files.slack.com/files-pri/T1-F1/a.png', SLACK, true],
  ['https://acme.enterprise.slack.com/files/a.png', SLACK, true],
  ['http://files.slack.com/a.png', SLACK, false],
  ['https://files.slack.com:8443/a.png', SLACK, false],
  ['https://files.slack.com.evil.example/a.png', SLACK, false],
  ['https://evilslack.com/a.png', SLACK, false],
  ['https://files.slack.com@evil.example/a.png', SLACK, false],
  ['https://xoxb@files.slack.com/a.png', SLACK, false],
  ['https://files.slack-gov.com/a.png', SLACK, false],
  ['https://files.slack-gov.com/a.png', 'https://slack-gov.com/api/', true],
  ['http://127.0.0.1:4000/a.png', SLACK, false],
  ['http://127.0.0.1:4000/a.png', HERE, true],
  ['http://127.0.0.1:4001/a.png', HERE, false],
  ['http://localhost:4000/a.png', HERE, false],
  ['https://files.slack.com/a.png', HERE, false],
  ['//files.slack.com/a.png', SLACK, false],
  ['', SLACK, false],
])('%s, asked by way of %s: is Slack\u2019s %s', (url, api, isSlack) => {
  expect(slackHosted(url, api) !== null).toBe(isSlack);
});
