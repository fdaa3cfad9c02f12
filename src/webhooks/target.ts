import { isIP } from 'node:net';
import { isPublic } from './addresses.js';

const https_port = 443;
/** Below are the ports of the services that a system itself runs. */
const free_port_min = 1_024;

/** Why nothing is sent to this address, by what it says itself; nothing where it may be tried. */
export const whyNot = (text: string, allowPrivate: boolean): string | undefined => {
  if (!URL.canParse(text)) return 'it is no address';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'it holds a name or a password';
  if (allowPrivate) return undefined;
  if (url.protocol !== 'https:') return 'it is not https';
  const port = url.port === '' ? https_port : Number(url.port);
  if (port !== https_port && port < free_port_min) return 'its port is not 443, nor above 1023';
  const host = hostOf(url);
  if (isIP(host) ? !isPublic(host) : isOurs(host)) return 'it is not public';
  return undefined;
};

/** Its name or number, without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** The part of the address that is no secret. */
export const originOf = (text: string): string => (URL.canParse(text) ? new URL(text).origin : '');

/** Names that stand for this machine or this network everywhere; any other one is looked at when it is resolved. */
const isOurs = (host: string): boolean =>
  !host.includes('.') || /(^|\.)(localhost|local|internal|localdomain|home\.arpa)\.?$/i.test(host);
