import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Addresses that lead into this machine or the network around it, or to nobody: IANA's registries of special-purpose
 * addresses (RFC 6890 and its successors), and the one public address at which a cloud (Azure) serves its own machines.
 * Other clouds' metadata are among the link-local, shared and unique local ones.
 */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Those that carry an IPv4 address inside (64:ff9b, 2001, 2002) are refused whole: what they carry may be any. */
const IPV6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const PRIVATE = new BlockList();
for (const [net, bits] of IPV4) PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of IPV6) PRIVATE.addSubnet(net, bits, 'ipv6');

/** IPv4 written as IPv6 counts as what it is. What is no address at all is refused, too. */
export function isPrivateAddress(address: string): boolean {
  const [bare = ''] = address.split('%');
  if (isIP(bare) === 0) return true;
  return PRIVATE.check(bare, isIPv4(bare) ? 'ipv4' : 'ipv6');
}

/** The address that a URL names without asking anybody; null for a name. The URL has made 0x7f.1 and the like plain. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}
