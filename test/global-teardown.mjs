import { once } from 'node:events';

export default async function () {
  const server = globalThis.testServer;
  if (!server) return;
  server.stdin.end();
  await once(server, 'exit');
}
