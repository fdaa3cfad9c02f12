import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Address, Node } from './address.js';

/** How long a node may be silent. */
const silence_ms = 3_000;

type How = Omit<Address, 'nodes'>;

/** Why no connection to a node comes about, in words; nothing where one does. The client keeps that to itself. */
export const knock = async (node: Node, how: How): Promise<string | undefined> => {
  const fault = await faultOf(node, how);
  if (fault) return wordsOf(fault);
  if (how.tls || (await faultOf(node, { ...how, tls: true, verified: false }))) return undefined;
  return 'it speaks TLS: leave tls=false out';
};

/** What happens to who connects and says nothing. */
const faultOf = ({ host, port }: Node, { tls, verified, caFile }: How): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise((tell) => {
    const trusted = caFile ? { ca: readFileSync(caFile) } : {};
    const socket = tls
      ? connectTls({ host, port, rejectUnauthorized: verified, ALPNProtocols: ['h2'], ...trusted })
      : connectTcp({ host, port });
    socket.once(tls ? 'secureConnect' : 'connect', () => (tell(undefined), socket.destroy()));
    socket.once('error', tell);
    socket.once('close', () => tell(new Error('it ended the connection')));
    socket.setTimeout(silence_ms, () => socket.destroy(new Error(`it says nothing in ${silence_ms} ms`)));
  });

const stranger = 'nobody who is trusted here vouches for its certificate; tlsCaFile names the file of who does';
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such name',
  EAI_AGAIN: 'the name cannot be looked up now',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other names than this one',
  DEPTH_ZERO_SELF_SIGNED_CERT: stranger,
  SELF_SIGNED_CERT_IN_CHAIN: stranger,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: stranger,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: stranger,
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks no TLS: say tls=false, if that is meant',
};

const wordsOf = ({ code = '', message }: NodeJS.ErrnoException): string => words[code] ?? (message || code);
