import { eventually } from '../../../support/eventually.js';
import { TransportBench } from './transport-bench.js';

test('dbg', async () => {
  const bench = new TransportBench();
  const { app, ours } = await bench.desk({ transport: 'socket' });
  const t0 = performance.now();
  const log = (w: string) => process.stderr.write(`${w} ${performance.now() - t0}\n`);
  const socket = app.sockets[0] as unknown as { connection: { _receiver: { on(n: string, f: () => void): void }; on(n: string, f: () => void): void; _socket: { on(n: string, f: () => void): void } } };
  socket.connection._receiver.on('conclude', () => log('server got close frame'));
  socket.connection.on('close', () => log('server ws close'));
  socket.connection._socket.on('end', () => log('server tcp end'));
  socket.connection._socket.on('finish', () => log('server tcp finish'));
  await ours.stop();
  log('stopped');
  await eventually(() => expect(app.sockets.length).toBe(0));
  log('gone');
  await bench.stop();
});
