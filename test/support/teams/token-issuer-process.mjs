// Signs tokens as Microsoft does for bots, and tells its keys on loopback. Spoken with over the process's channel:
// { id, claims, isForged } in, { id, token } out. `null` among the claims takes one away.
import { OAuth2Server } from 'oauth2-mock-server';

const server = new OAuth2Server();
const stranger = new OAuth2Server();
await server.issuer.keys.generate('RS256', { kid: 'ours' });
await stranger.issuer.keys.generate('RS256', { kid: 'ours' });
await server.start(0, '127.0.0.1');
stranger.issuer.url = server.issuer.url;

process.on('message', async ({ id, claims, isForged }) => {
  const { issuer } = isForged ? stranger : server;
  const token = await issuer.buildToken({
    kid: 'ours',
    scopesOrTransform: (_header, payload) => {
      for (const [name, value] of Object.entries(claims)) {
        if (value === null) delete payload[name];
        else payload[name] = value;
      }
    },
  });
  process.send({ id, token });
});
process.on('disconnect', () => process.exit());
process.send({ url: server.issuer.url });
