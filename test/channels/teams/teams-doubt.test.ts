import { type TeamsLine, TeamsPoster } from '../../../src/channels/teams/teams-poster.js';
import type { Conversation } from '../../../src/core/domain/conversation.js';

test('what is in doubt stays so while its turn does not come, and is declared once when it is sent', async () => {
  const turns = [false, false, true, true];
  const declared: string[] = [];
  const poster = new TeamsPoster({
    connector: { send: async () => ({ id: '1' }) },
    pacer: { turn: async () => turns.shift() ?? true },
    telemetry: { warn: (event: string) => declared.push(event) },
    beforePosting: async () => undefined,
  } as unknown as ConstructorParameters<typeof TeamsPoster>[0]);
  const line: TeamsLine = {
    conversation: { id: 'talk' } as Conversation,
    address: {} as TeamsLine['address'],
    signal: new AbortController().signal,
  };
  const put = (part: string) =>
    poster.put(poster.begin(line, 'message', true, 100), part, { type: 'message', text: 'Hello' });
  expect(await put('t0')).toEqual({ kind: 'late' });
  expect(await put('t0')).toEqual({ kind: 'late' });
  expect(declared).toEqual([]);
  expect(await put('t0')).toBeNull();
  expect(declared).toEqual(['teams.maybe-twice']);
  expect(await put('t1')).toBeNull();
  expect(declared).toEqual(['teams.maybe-twice']);
});
