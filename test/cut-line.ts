import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server on which connections break when somebody says so. */
export type CutLine = Readonly<{ url: string; cut: () => void; end: () => void }>;

/** @param url with host and port of the server */
export const cutLine = async (url: string): Promise<CutLine> => {
  const { hostname, port } = new URL(url.replace(/^[\w+]+:/, 'http:'));
  const clients = new Set<Socket>();
  const cut = () => {
    for (const client of clients) client.destroy();
  };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    clients.add(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('close', () => clients.delete(client) && upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const here = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.replace(`${hostname}:${port}`, here), cut, end: () => (server.close(), cut()) };
};
