import { DOCTOR, NEEDED_SCOPES } from '../../src/channels/slack/slack-doctor.js';
import { shippedManifest } from '../support/slack/manifest.js';
import { EVENTS } from '../support/slack/slack-app.js';
import { section, tableRows } from './pages.js';

test('docs/slack.md explains each finding of the doctor in its own words', () => {
  const rows = tableRows(section('docs/slack.md', '## What `doctor` says'));
  expect(rows).toEqual(Object.entries(DOCTOR).map(([code, words]) => [`\`${code}\``, words]));
});

test('the manifest asks for the scopes the doctor looks for, and no more', () => {
  expect([...shippedManifest().scopes].sort()).toEqual(
    [...NEEDED_SCOPES, 'users:read.email'].sort(),
  );
});

test('the manifest subscribes to every event the stand-in can send', () => {
  const missing = EVENTS.filter(
    (event) => event !== 'reaction_removed' && !shippedManifest().events.includes(event),
  );
  expect(missing).toEqual([]);
});
