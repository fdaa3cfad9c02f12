import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Public by their range, and yet answered by the machine or the network that asks: a cloud's own services. */
const ownServices = new Set(['168.63.129.16']);

/**
 * Whether an address is one of the public internet. Whatever is reserved, private, of this machine or link, for many
 * at once, or holds another address in itself (IPv4-mapped, 6to4, NAT64, Teredo) is not.
 */
export const isPublic = (address: string): boolean => {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (ownServices.has(parsed.toString()) || parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || globalUnicast.some((range) => parsed.match(range));
};

/** The part of IPv6 that is given out (RFC 4291): what is outside holds old or odd things, such as ::127.0.0.1. */
const globalUnicast = [ipaddr.parseCIDR('2000::/3')];

/** Says the addresses that a name stands for now. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export const resolveByDns: Resolve = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);
