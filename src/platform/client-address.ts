import ipaddr from 'ipaddr.js';

/** Who has one address of IPv6 has a whole /64 of them. */
const prefixParts = 4;

/** What counts as one address: an IPv4 address, also one that is written as IPv6, or a /64. */
export const addressOf = (ip: string): string => {
  if (!ipaddr.isValid(ip)) return 'unknown'; // what a proxy that is trusted passed on
  const address = ipaddr.process(ip);
  if (!('parts' in address)) return address.toString();
  return `${address.parts
    .slice(0, prefixParts)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
};
