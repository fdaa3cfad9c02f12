import { EarlierReceipt, noStream, RevisionConflict, Unanswered, type Issue } from '#event-sourcing';
import { UnknownError } from '@kurrent/kurrentdb-client';
import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { clientOf } from './calls.js';
import { Connection } from './connection.js';
import { KurrentEventStore } from './kurrent-event-store.js';
import { logOn, StandIn } from './testing.js';

const newIssue = (): Issue => ({
  ...{ commandId: randomUUID(), command: 'Say', requestHash: 'h', correlationId: randomUUID(), tenantId: 'tenant' },
  ...{ actor: { kind: 'test' }, at: '2026-01-01T00:00:00.000Z' },
});
const said = (...texts: string[]) => texts.map((text) => ({ type: 'Said', data: { text } }));
const begun = (streamId = `thing-${randomUUID()}`) => ({ streamId, revision: noStream });

const server = new StandIn(false);
await server.start();
const log = await logOn(server.url);
const [store, beside] = [log.open({ timeout_ms: 1_500, patience_ms: 3_000 }), log.open()];
afterAll(async () => {
  await log.close();
  server.stop();
});

describe('An append', () => {
  it('whose answer is lost is sent again as it was, and recorded once', async () => {
    const [at, issue] = [begun(), newIssue()];
    server.next('unanswered', 'unanswered');
    const receipt = await store.append(at, said('a', 'b'), issue);
    expect(receipt).toMatchObject({ streamId: at.streamId, revision: 1 });
    expect(receipt).not.toBeInstanceOf(EarlierReceipt);
    expect(await store.read(at.streamId, 0, 9)).toHaveLength(2);
  });

  it('that never arrived is sent again', async () => {
    const at = begun();
    server.next('lost');
    await store.append(at, said('a'), newIssue());
    expect(await store.read(at.streamId, 0, 9)).toHaveLength(1);
  });

  it('whose answer is lost, and behind which others went on, is told its receipt', async () => {
    const [at, issue] = [begun(), newIssue()];
    const first = await beside.append(at, said('a'), issue);
    await beside.append({ ...at, revision: 0 }, said('b'), newIssue());
    expect(await store.append(at, said('a'), issue)).toEqual(first);
    expect(await store.read(at.streamId, 0, 9)).toHaveLength(2);
  });

  it('is not sent again where another instance has meanwhile moved what it is conditioned on', async () => {
    const [at, other] = [begun(), begun()];
    await beside.append(other, said('a'), newIssue());
    server.next('stuck');
    const answer = store
      .append(at, said('a'), newIssue(), [{ ...other, revision: 0 }])
      .catch((error: unknown) => error);
    while (server.awaits > 0) await new Promise(setImmediate);
    await beside.append({ ...other, revision: 0 }, said('b'), newIssue());
    expect(await answer).toBeInstanceOf(RevisionConflict);
    expect(await store.read(at.streamId, 0, 9)).toEqual([]);
  });

  it('that was recorded without an answer is told its receipt, though what it was conditioned on has moved since', async () => {
    const [at, other] = [begun(), begun()];
    await beside.append(other, said('a'), newIssue());
    server.next('unanswered');
    const answer = store.append(at, said('a'), newIssue(), [{ ...other, revision: 0 }]);
    while (server.awaits > 0) await new Promise(setImmediate);
    await beside.append({ ...other, revision: 0 }, said('b'), newIssue());
    expect(await answer).toMatchObject({ streamId: at.streamId, revision: 0 });
    expect(await store.read(at.streamId, 0, 9)).toHaveLength(1);
  });

  it('is sent again where it is told of a conflict with what nobody can read', async () => {
    const at = begun();
    server.next('unseen', 'unseen');
    await store.append(at, said('a'), newIssue());
    expect(await store.read(at.streamId, 0, 9)).toHaveLength(1);
  });

  it('that another instance recorded, as this one has heard, is a repeat whatever it says', async () => {
    const [at, issue] = [begun(), newIssue()];
    const first = await beside.append(at, said('a'), issue);
    await store.head();
    const again = await store.append(at, said('otherwise'), issue);
    expect(again).toBeInstanceOf(EarlierReceipt);
    expect(again).toEqual(first);
  });

  it('is Unanswered where nobody answers for long, and recorded once when it is sent again', async () => {
    const [at, issue] = [begun(), newIssue()];
    server.stop();
    await expect(store.append(at, said('a'), issue)).rejects.toThrow(Unanswered);
    await expect(store.head()).rejects.toThrow(Unanswered);
    await server.start();
    await store.append(at, said('a'), issue);
    expect(await store.read(at.streamId, 0, 9)).toHaveLength(1);
  });
});

it('A node of a cluster that says nothing is not waited for as long as a question may take', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const order = jest.spyOn(Math, 'random').mockReturnValue(0.5); // by which the client asks nodes: as the address has them
  const nodes = `127.0.0.1:${(silent.address() as AddressInfo).port},${new URL(server.url).host}`;
  const connection = new Connection(`kurrentdb://${nodes}?tls=false`, { timeout_ms: 4_000, patience_ms: 1 });
  try {
    await expect(connection.checksConditions()).resolves.toBe(false);
  } finally {
    order.mockRestore();
    await connection.close();
    for (const each of sockets) each.destroy();
    silent.close();
  }
});

describe('Where no node of a cluster says who leads', () => {
  const nobody = 'kurrentdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2';

  it('an append is Unanswered', async () => {
    const connection = new Connection(nobody, { timeout_ms: 5_000, patience_ms: 1 });
    const nowhere = new KurrentEventStore(connection, { prefix: 'nowhere.', conditionsAtomic: false });
    await expect(nowhere.append(begun(), said('a'), newIssue())).rejects.toThrow(Unanswered);
    await nowhere.close();
  });

  it.each(['Server Is Not Ready', 'No leader info available in response', 'Exception was thrown by handler.'])(
    'a node that says "%s" is asked again',
    async (words) => {
      const connection = new Connection(server.url);
      let asked = 0;
      const answer = connection.ask(async () => {
        if (asked++ === 0) throw new UnknownError(undefined, words);
        return 'told';
      });
      await expect(answer).resolves.toBe('told');
      await connection.close();
    },
  );

  it('a call that ends meanwhile ends nobody’s process', async () => {
    const client: any = clientOf(nobody);
    const connecting = client.getChannel();
    const ended = client.handleError({ getChannel: () => undefined }, Object.assign(new Error('gone'), { code: 14 }));
    await expect(connecting).rejects.toThrow('Failed to discover');
    await expect(ended).resolves.toBeUndefined(); // nobody waits for it
    await client.dispose();
  });
});

it('Who follows the log hears of what others record, also after the connection broke', async () => {
  let heard = 0;
  const following = store.follow(
    () => heard++,
    () => undefined,
  );
  const hears = async () => {
    for (const before = heard; heard === before;) {
      await beside.append(begun(), said('a'), newIssue());
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  await hears();
  server.stop();
  await server.start();
  await hears();
  await following.stop();
});
