import { formatPosted, parsePosted } from '../../../../src/channels/slack/slack-posted-parts.js';

test('where a text stands is read back as it was written', () => {
  const posted = { team: 'T1', channel: 'C1', tss: ['1700000000.000100', '1700000001.000200'] };
  expect(formatPosted(posted)).toBe('T1:C1:1700000000.000100,1700000001.000200');
  expect(parsePosted(formatPosted(posted))).toEqual(posted);
});

test.each(['', 'T1', 'T1:C1', 'T1:C1:', 'T1:C1:x', 'T1:C1:1.1:2.2', 'T1:C1:1.1,', 't1:C1:1.1'])(
  '%j is no place of ours',
  (text) => {
    expect(parsePosted(text)).toBeNull();
  },
);
