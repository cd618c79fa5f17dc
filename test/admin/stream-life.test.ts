import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { DeskEvents } from '../../src/admin/desk-events.js';
import { changed } from '../../src/core/ports/signals.js';
import { MemorySignals } from '../../src/core/stores/embedded/memory-signals.js';
import { eventually } from '../support/eventually.js';
import { HandClock } from '../support/model/hand-clock.js';
import { DeskStream } from './desk-stream.js';

const ANA = {
  id: 'ana',
  name: 'Ana',
  token: 'desk-token-of-ana',
  tenants: ['demo', 'demo'],
  language: 'en',
} as const;

describe('a stream of the desk', () => {
  let server: Server;
  let url: string;
  let clock: HandClock;
  let signals: MemorySignals;
  let isKnown: boolean;
  beforeEach(async () => {
    clock = new HandClock();
    signals = new MemorySignals();
    isKnown = true;
    const events = new DeskEvents({ signals, clock, isKnown: () => isKnown });
    const app = express();
    app.get('/api/v1/desk/events', (_request, response) => events.open(response, ANA, 'c1'));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('says every fifteen seconds that it is still there', async () => {
    const stream = await DeskStream.open(url, null);
    await eventually(() => expect(stream.raw).toBe(':\n\n'));
    clock.pass(15_000);
    await eventually(() => expect(stream.raw).toBe(':\n\n:\n\n'));
    expect(stream.isOpen).toBe(true);
  });

  test('ends within fifteen seconds for an agent whose token is no longer good', async () => {
    const stream = await DeskStream.open(url, null);
    isKnown = false;
    clock.pass(15_000);
    await stream.ends();
    await eventually(() => expect(signals.listened()).toEqual([]));
    await eventually(() => expect(clock.alarms).toBe(0));
  });

  test('leaves nothing behind when its page goes', async () => {
    const stream = await DeskStream.open(url, null);
    await eventually(() => expect(signals.listened().sort()).toEqual(['c1', 'desk-demo']));
    stream.leave();
    await eventually(() => expect(signals.listened()).toEqual([]));
    expect(clock.alarms).toBe(0);
  });

  test('ends when its page does not read, instead of filling our memory', async () => {
    const stream = await DeskStream.open(url, null);
    stream.pause();
    const signal = changed({ id: 'c'.repeat(32), ownership: 1, tenant: 'demo', owner: 'agent' });
    await eventually(() => {
      for (let count = 0; count < 5_000; count++) signals.publish(signal);
      expect(signals.listened()).toEqual([]);
    });
  });

  test('tells each change once, also to an agent of a tenant that is named twice', async () => {
    const stream = await DeskStream.open(url, null);
    await eventually(() => expect(signals.listened()).toContain('desk-demo'));
    signals.publish(changed({ id: 'c1', ownership: 1, tenant: 'demo', owner: 'agent' }));
    signals.publish(changed({ id: 'c2', ownership: 1, tenant: 'other', owner: 'agent' }));
    signals.publish(changed({ id: 'c3', ownership: 1, tenant: 'demo', owner: 'waiting' }));
    await stream.isTold('c3');
    expect(stream.events.map(({ data }) => data.conversationId)).toEqual(['c1', 'c3']);
  });
});
