import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { HeardClient } from './heard-client.js';

/** One message of PostgreSQL's protocol. */
const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const fields = { S: 'FATAL', C: '57P01', M: 'terminating connection due to unexpected postmaster exit' };
const lastWord = Buffer.from(Object.entries(fields).map(([name, text]) => `${name}${text}\0`).join('') + '\0'); // prettier-ignore
const welcomeAndEnd = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', lastWord),
]);

let server: Server;
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(welcomeAndEnd)); // both in one packet
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => new Promise((done) => server.close(done)));

it('A server that is killed as soon as it has said welcome ends a question, and not the process', async () => {
  const { port } = server.address() as AddressInfo;
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'x', database: 'x', Client: HeardClient } as pg.PoolConfig);
  const client = await pool.connect();
  await setTimeout(50); // nobody listens yet
  await expect(client.query('SELECT 1')).rejects.toThrow('not queryable');
  client.release(true);
  await pool.end();
}, 10_000);
