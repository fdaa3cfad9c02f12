import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../config/config.js';

type Address = Pick<Config, 'host' | 'port'>;

/** Tries the address before the long part of a start, such as loading the demo. @throws in words, where it cannot be had */
export const canListen = async (address: Address): Promise<void> => {
  const server = createServer().listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw notListening(error, address);
  }
  server.close();
  await once(server, 'close');
};

/** Why an address cannot be listened on, and what to set. */
export const notListening = (error: unknown, { host, port }: Address): unknown => {
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} of ${host} is taken by another program; set PORT to another one`,
    EACCES: `this account may not listen on port ${port}; set PORT to one above 1023`,
    EADDRNOTAVAIL: `${host} is no address of this machine; set HOST to one that is`,
    ENOTFOUND: `${host} is no address of this machine; set HOST to one that is`,
  };
  const said = why[(error as NodeJS.ErrnoException).code ?? ''];
  return said === undefined ? error : new Error(said, { cause: error });
};
