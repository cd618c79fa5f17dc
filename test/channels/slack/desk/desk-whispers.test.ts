import { getEventListeners, getMaxListeners } from 'node:events';
import { SlackWhispers } from '../../../../src/channels/slack/slack-whispers.js';
import type { SlackWorkspace } from '../../../../src/channels/slack/slack-workspace.js';
import type { Telemetry } from '../../../../src/core/ports/telemetry.js';

const SILENT: Telemetry = { info: () => {}, warn: () => {}, error: () => {} };

test('A crowd that waits to be told something is no leak, and the process does not say so', async () => {
  const ends = new Set<AbortSignal>();
  const workspace = {
    pacer: {
      turn: (_deed: string, _room: string, signal: AbortSignal) =>
        new Promise<boolean>((resolve) => {
          ends.add(signal);
          signal.addEventListener('abort', () => resolve(false), { once: true });
        }),
    },
  } as unknown as SlackWorkspace;
  const whispers = new SlackWhispers(SILENT);
  for (let ear = 0; ear < 50; ear++) {
    whispers.tell(workspace, { channel: 'C1', user: `U${ear}`, threadTs: null }, 'Hello');
  }
  await new Promise((resolve) => setImmediate(resolve));
  const [end] = ends;
  if (end === undefined) throw new Error('nothing waits');
  expect(getEventListeners(end, 'abort')).toHaveLength(50);
  expect(getMaxListeners(end)).toBeGreaterThanOrEqual(200);
  await whispers.stop();
  expect(getEventListeners(end, 'abort')).toHaveLength(0);
});
