/** Names and addresses that reach nothing but this machine, with or without a port. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)(:\d{1,5})?$/i;

/** Whether a host to listen on, or one that a request names, is this machine itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}
