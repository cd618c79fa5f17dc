import { lookup as askDns } from 'node:dns/promises';
import { isIP, type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { isPrivateAddress, literalAddress } from './private-address.js';

/** All addresses of a name, as this machine resolves it. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface Connecting {
  readonly allowsPrivate: boolean;
  readonly resolve: Resolve;
  readonly signal: AbortSignal;
}

/** The address, or one of those the name has, is none to be called. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

export const systemResolve: Resolve = (host) => askDns(host, { all: true });

/**
 * A connection that is ready to be written to, its certificate checked. Nothing was sent when it rejects. The addresses
 * that are looked at are those that are then connected to, so a name cannot change its mind in between.
 */
export function connectTo(
  url: URL,
  { allowsPrivate, resolve, signal }: Connecting,
): Promise<Socket> {
  const literal = literalAddress(url);
  const host = literal ?? url.hostname;
  const isRefused = (address: string) => !allowsPrivate && isPrivateAddress(address);
  const isTls = url.protocol === 'https:';
  const port = Number(url.port || (isTls ? 443 : 80));
  const lookup = lookupWith(resolve, isRefused);
  return new Promise((done, fail) => {
    if (literal !== null && isRefused(literal)) return fail(new PrivateAddress());
    if (signal.aborted) return fail(signal.reason);
    const socket = isTls
      ? tlsConnect({
          host,
          port,
          lookup,
          servername: isIP(host) ? '' : host,
          ALPNProtocols: ['http/1.1'],
        })
      : netConnect({ host, port, lookup });
    const stop = () => socket.destroy(signal.reason);
    const settle = (act: () => void) => () => {
      signal.removeEventListener('abort', stop);
      act();
    };
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', (error) => settle(() => fail(error))());
    socket.once(
      'close',
      settle(() => fail(new Error('The connection was closed.'))),
    );
    socket.once(
      isTls ? 'secureConnect' : 'connect',
      settle(() => done(socket)),
    );
  });
}

/** One private address among several is reason enough: which of them is taken is not ours to choose. */
function lookupWith(resolve: Resolve, isRefused: (address: string) => boolean): LookupFunction {
  return (host, { all }, answer) => {
    const told = resolve(host).then((found) => {
      if (found.some(({ address }) => isRefused(address))) throw new PrivateAddress();
      return found;
    });
    told.then(
      (found) => {
        const [first] = found;
        if (first === undefined) answer(new Error('The name has no address.'), []);
        else if (all === true) answer(null, [...found]);
        else answer(null, first.address, first.family);
      },
      (error: unknown) => answer(error as NodeJS.ErrnoException, []),
    );
  };
}
