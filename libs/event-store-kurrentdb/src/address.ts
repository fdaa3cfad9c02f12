export type Node = Readonly<{ host: string; port: number }>;
/** What an address says beside its account. `caFile`: of those who may vouch for a certificate. */
export type Address = Readonly<{ nodes: readonly Node[]; tls: boolean; verified: boolean; caFile: string | undefined }>;

const defaultPort = 2113;

/** @param url as the client takes it: kurrentdb://user:password@host:2113,host:2113?option=value */
export const addressOf = (url: string): Address => {
  const [, hosts = '', options = ''] = /^[^:]*:\/\/(?:[^@/?]*@)?([^/?]*)\/?(?:\?(.*))?$/.exec(url) ?? [];
  const said = new Map([...new URLSearchParams(options)].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    nodes: hosts.split(',').map((each) => {
      const [host = '', port] = each.split(':');
      return { host, port: port === undefined ? defaultPort : Number(port) };
    }),
    tls: said.get('tls') !== 'false',
    verified: said.get('tlsverifycert') !== 'false',
    caFile: said.get('tlscafile'),
  };
};
