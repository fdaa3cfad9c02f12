import type { Receipt } from '#event-sourcing';
import { EventSource } from 'eventsource';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { patience_ms_max } from '../src/live/connection.js';
import { LiveStreams, streamsPerClient_max } from '../src/live/live-streams.js';
import { startApp, startInstance, type TestApp } from './app.js';
import { wholeLog } from './whole-log.js';

type Message = Readonly<{ event: string; id: number; data: any }>;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** Reads a stream as it comes over the wire. */
const following = async (url: string, key: string, headers: Readonly<Record<string, string>> = {}) => {
  const asking = get(url, { agent: false, headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers } });
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const messages: Message[] = [];
  const texts: string[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      texts.push(...blocks);
      messages.push(...blocks.flatMap(messageOf));
    }
  };
  const over = read().catch(() => undefined);
  const until = async (is: (message: Message) => boolean, ms_max = 5_000): Promise<Message> => {
    for (const end = Date.now() + ms_max; Date.now() < end; await setTimeout(5)) {
      const found = messages.find(is);
      if (found) return found;
    }
    throw new Error(`not among ${messages.map(({ event, id }) => `${event} ${id}`).join(', ')}`);
  };
  const events = () => messages.filter(({ event }) => /^[A-Z]/.test(event));
  return { response, messages, texts, events, until, over, leave: () => void asking.destroy() };
};

const messageOf = (block: string): Message[] => {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const [event, data] = [field('event'), field('data')];
  return event && data ? [{ event, id: Number(field('id')), data: JSON.parse(data) }] : [];
};

const area = (n: number | string) => ({
  areas: [{ areaId: randomUUID(), level: 'estate', name: { en: `Area ${n}` } }],
});
const found = () => app.found({ units: ['residents', 'school'] });
type Alliance = Awaited<ReturnType<typeof found>>;
const happen = (alliance: Alliance, n: number | string = 1): Promise<Receipt> =>
  alliance.as('residents').did(`${alliance.path}/areas`, area(n));
const streamOf = ({ path }: Alliance) => `${app.url}${path}/stream`;

/** What the log holds of an alliance, and a member of the school may see: not the keys of others. */
const positionsOf = async ({ id, unit }: Alliance, after = 0) =>
  (await wholeLog(app.log))
    .filter(({ issue, position }) => issue.tenantId === id && position > after)
    .filter(({ streamId, data }) => !streamId.startsWith('key-') || (data as any).unitId === unit('school').unitId)
    .map(({ position }) => position);

describe('Who follows an alliance', () => {
  it('hears of a change well within a second, with what the history shows of it', async () => {
    const alliance = await found();
    const stream = await following(streamOf(alliance), alliance.unit('school').key);
    expect(stream.response.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(stream.response.headers['cache-control']).toContain('no-store');
    const { event } = await stream.until(() => true);
    expect(event).toBe('following');
    const began_at = performance.now();
    const { position } = await happen(alliance);
    const heard = await stream.until(({ id }) => id === position);
    expect(performance.now() - began_at).toBeLessThan(500);
    const { version, ...shown } = heard.data;
    expect(version).toBe(1);
    expect(await alliance.as('school').got(`history/${position}`)).toEqual(shown);
    stream.leave();
    await stream.over;
  });

  it('hears nothing of another alliance', async () => {
    const [alliance, other] = [await found(), await found()];
    const stream = await following(`${streamOf(alliance)}?after=0`, alliance.unit('school').key);
    await happen(other);
    const { position } = await happen(alliance);
    await stream.until(({ id }) => id === position);
    expect(new Set(stream.events().map(({ data }) => data.allianceId))).toEqual(new Set([alliance.id]));
    expect(stream.events().map(({ id }) => id)).toEqual(await positionsOf(alliance));
    stream.leave();
    expect((await following(streamOf(other), alliance.unit('school').key)).response.statusCode).toBe(404);
  });

  it('reads what no one else may read either not at all', async () => {
    const alliance = await found();
    const url = streamOf(alliance);
    expect((await following(url, '')).response.statusCode).toBe(401);
    const { key } = alliance.unit('school');
    for (const [query, headers, named] of [
      ['?after=-1', {}, { parameter: 'after' }],
      ['?after=x', {}, { parameter: 'after' }],
      ['?other=1', {}, { parameter: 'other' }],
      ['?after=999999999', {}, { parameter: 'after' }],
      ['', { 'last-event-id': 'x' }, { header: 'last-event-id' }],
      ['', { 'last-event-id': '999999999' }, { header: 'last-event-id' }],
    ] as const) {
      const response = await fetch(`${url}${query}`, { headers: { ...headers, authorization: `Bearer ${key}` } });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(((await response.json()) as { errors: unknown }).errors).toEqual([expect.objectContaining(named)]);
    }
    const head = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${key}` } });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('hears from a real EventSource, that comes back by itself, everything once', async () => {
    const alliance = await found();
    const heard: number[] = [];
    let connections = 0;
    const cutting: AbortController[] = [];
    const source = new EventSource(`${streamOf(alliance)}?after=0`, {
      fetch: async (url, init) => {
        connections++;
        const cut = new AbortController();
        cutting.push(cut);
        const headers = { ...init.headers, authorization: `Bearer ${alliance.unit('school').key}` };
        const response = await fetch(url, { ...init, headers });
        return { ...pick(response), body: cutAt(response.body!, cut.signal) } as never;
      },
    });
    for (const type of ['AllianceFounded', 'UnitFounded', 'MandateGiven', 'AreaAdded'])
      source.addEventListener(type, ({ lastEventId }) => heard.push(Number(lastEventId)));
    for (let n = 0; n < 4; n++) {
      const { position } = await happen(alliance, n);
      for (const end = Date.now() + 8_000; heard.at(-1) !== position && Date.now() < end;) await setTimeout(10);
      expect(heard.at(-1)).toBe(position);
      if (n === 1) cutting.at(-1)!.abort();
    }
    source.close();
    expect(connections).toBe(2);
    const types = new Map((await wholeLog(app.log)).map(({ position, type }) => [position, type]));
    const wanted = (await positionsOf(alliance)).filter((each) =>
      /^(AllianceFounded|UnitFounded|MandateGiven|AreaAdded)$/.test(types.get(each)!),
    );
    expect(heard).toEqual(wanted);
  });
});

const pick = ({ status, headers, url, redirected }: Response) => ({ status, headers, url, redirected, ok: true });
const cutAt = (body: ReadableStream, signal: AbortSignal): ReadableStream => {
  const reader = body.getReader();
  return new ReadableStream({
    start: (out) => signal.addEventListener('abort', () => (out.close(), void reader.cancel())),
    pull: async (out) => {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      if (done) out.close();
      else out.enqueue(value);
    },
  });
};

describe('Cut anywhere, and taken up where it was cut', () => {
  it('a stream has no gap and no double, while others write, from the past into the present', async () => {
    const [alliance, other] = [await found(), await found()];
    for (let n = 0; n < 30; n++) await Promise.all([happen(alliance, n), happen(other, n)]);
    const { key } = alliance.unit('school');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }), async (cuts) => {
        const heard: number[] = [];
        const writing = (async () => {
          for (let n = 0; n < 10; n++) await Promise.all([happen(alliance, n), happen(other, n)]);
        })();
        for (const count of cuts) {
          const last = heard.at(-1) ?? 0;
          const stream = await following(`${streamOf(alliance)}?after=0`, key, { 'last-event-id': String(last) });
          for (const end = Date.now() + 200; stream.events().length < count && Date.now() < end;) await setTimeout(1);
          stream.leave();
          heard.push(...stream.events().map(({ id }) => id));
        }
        await writing;
        const all = await positionsOf(alliance);
        const stream = await following(streamOf(alliance), key, { 'last-event-id': String(heard.at(-1) ?? 0) });
        if (heard.at(-1) !== all.at(-1)) await stream.until(({ id }) => id === all.at(-1));
        stream.leave();
        heard.push(...stream.events().map(({ id }) => id));
        expect(heard).toEqual(all);
      }),
      { numRuns: 10, seed: 7 },
    );
  });

  it('is told of another instance’s events too', async () => {
    const alliance = await found();
    const beside = await startInstance(app.databaseUrl);
    try {
      const { key } = alliance.unit('school');
      const stream = await following(`${beside.url}${alliance.path}/stream`, key);
      await stream.until(({ event }) => event === 'following');
      const began_at = performance.now();
      const { position } = await happen(alliance);
      await stream.until(({ id }) => id === position);
      expect(performance.now() - began_at).toBeLessThan(1_000);
      stream.leave();
    } finally {
      await beside.nest.close();
    }
  });
});

describe('A stream ends', () => {
  it('within a second when its key is revoked, and says so', async () => {
    const alliance = await found();
    const { key, personId, unitId } = alliance.unit('school');
    const { clientId, key: another } = await app.keys.issue({
      ...{ kind: 'person', allianceId: alliance.id, personId, unitId, label: 'second' },
    } as never);
    const [first, second] = [await following(streamOf(alliance), key), await following(streamOf(alliance), another)];
    await second.until(({ event }) => event === 'following');
    await setTimeout(600); // it was looked at meanwhile, and is known
    await app.keys.revoke(clientId);
    const ended = await second.until(({ event }) => event === 'ended', 1_800);
    expect(ended.data).toEqual({ reason: 'not-honoured' });
    await second.over;
    expect((await following(streamOf(alliance), another)).response.statusCode).toBe(401);
    const { position } = await happen(alliance);
    await first.until(({ id }) => id === position);
    first.leave();
  });

  it('when the mandate is ended, on every instance', async () => {
    const alliance = await found();
    const beside = await startInstance(app.databaseUrl);
    try {
      const { unitId, personId } = alliance.unit('school');
      const { mandateId } = (await alliance.as('school').got(`units/${unitId}/mandates`)).items[0];
      const streams = [await following(streamOf(alliance), alliance.unit('school').key)];
      streams.push(await following(`${beside.url}${alliance.path}/stream`, alliance.unit('school').key));
      for (const each of streams) await each.until(({ event }) => event === 'following');
      const successor = randomUUID();
      await app.operator.post(`${alliance.path}/people`, { personId: successor, name: 'Successor' });
      const from = app.clock.now();
      await app.operator.created(`${alliance.path}/units/${unitId}/mandates`, {
        ...{ personId: successor, kind: 'delegate', from, replaces: mandateId },
      });
      for (const each of streams)
        expect((await each.until(({ event }) => event === 'ended', 2_000)).data).toEqual({ reason: 'not-permitted' });
      expect(personId).not.toBe(successor);
    } finally {
      await beside.nest.close();
    }
  });

  it('with the server, which says when to come back, and goes at once', async () => {
    const alliance = await found();
    const beside = await startInstance(app.databaseUrl);
    const { key } = alliance.unit('school');
    const streams = await Promise.all(
      Array.from({ length: 5 }, () => following(`${beside.url}${alliance.path}/stream`, key)),
    );
    await streams[0]!.until(({ event }) => event === 'following');
    const { position } = await happen(alliance);
    await Promise.all(streams.map((each) => each.until(({ id }) => id === position)));
    await beside.nest.close();
    for (const each of streams) {
      await each.over;
      expect(each.messages.at(-1)).toEqual({ event: 'ended', id: position, data: { reason: 'shutdown' } });
      expect(each.texts.at(-1)).toMatch(/^retry: [12]\d{3}$/m);
    }
  });

  it('for a client that does not read, which comes back and has missed nothing', async () => {
    const alliance = await found();
    const { key } = alliance.unit('school');
    const text = 'x'.repeat(490);
    const fill = () =>
      alliance.as('residents').did(`${alliance.path}/areas`, {
        areas: Array.from({ length: 100 }, () => ({
          ...{ areaId: randomUUID(), level: 'estate', name: { en: text, zh: text } },
        })),
      });
    const before = await app.log.head();
    for (let n = 0; n < 55; n++) await fill();
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const headers = `Authorization: Bearer ${key}\r\nLast-Event-ID: ${before}\r\n`;
    socket.write(`GET ${alliance.path}/stream HTTP/1.0\r\n${headers}\r\n`);
    socket.pause();
    await once(socket, 'readable'); // it follows
    await setTimeout(1.5 * patience_ms_max); // after its patience has ended, before what it says last is given up
    const said = await rest(socket);
    const messages = said.split('\n\n').flatMap(messageOf);
    expect(messages.at(-1)).toMatchObject({ event: 'dropped', data: { reason: 'slow' } });
    const heard = messages.filter(({ event }) => /^[A-Z]/.test(event)).map(({ id }) => id);
    const all = await positionsOf(alliance, before);
    expect(heard.length).toBeLessThan(all.length);
    const stream = await following(streamOf(alliance), key, { 'last-event-id': String(messages.at(-1)!.id) });
    await stream.until(({ id }) => id === all.at(-1));
    stream.leave();
    expect([...heard, ...stream.events().map(({ id }) => id)]).toEqual(all);
  });
});

/** What a socket still says, until its end. */
const rest = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  socket.resume();
  await once(socket, 'close');
  return text;
};

describe('Many', () => {
  it('follow at once, each hears each event once, and memory stays bounded; a key has its share', async () => {
    const alliance = await found();
    const { personId, unitId } = alliance.unit('school');
    const issue = async (n: number) =>
      (
        await app.keys.issue({
          ...{ kind: 'person', allianceId: alliance.id, personId, unitId, label: `many ${n}` },
        } as never)
      ).key;
    const [more, ...keys] = await Promise.all(Array.from({ length: 26 }, (_, n) => issue(n)));
    const before = process.memoryUsage().rss;
    const streams = await Promise.all(
      keys.flatMap((key) => Array.from({ length: streamsPerClient_max }, () => following(streamOf(alliance), key))),
    );
    expect(streams).toHaveLength(500);
    await Promise.all(streams.map((each) => each.until(({ event }) => event === 'following', 20_000)));
    const refused = await following(streamOf(alliance), keys[0]!);
    expect(refused.response.statusCode).toBe(429);
    expect(refused.response.headers['retry-after']).toMatch(/^\d+$/);
    const another = await following(streamOf(alliance), more!);
    expect(another.response.statusCode).toBe(429); // more keys are not more room for their unit
    const other = await following(streamOf(alliance), alliance.unit('residents').key);
    expect(other.response.statusCode).toBe(200);
    other.leave();
    const receipts: Receipt[] = [];
    for (let n = 0; n < 20; n++) receipts.push(await happen(alliance, n));
    const wanted = await positionsOf(alliance, receipts[0]!.position - 1);
    await Promise.all(streams.map((each) => each.until(({ id }) => id === wanted.at(-1), 20_000)));
    for (const each of streams) expect(each.events().map(({ id }) => id)).toEqual(wanted);
    expect((process.memoryUsage().rss - before) >> 20).toBeLessThan(400); // clients and server, in this one process
    for (const each of streams) each.leave();
    const { count } = app.nest.get(LiveStreams);
    for (const end = Date.now() + 5_000; app.nest.get(LiveStreams).count > 0 && Date.now() < end;) await setTimeout(10);
    expect([count > 0, app.nest.get(LiveStreams).count]).toEqual([true, 0]);
    const again = await following(streamOf(alliance), keys[0]!);
    expect(again.response.statusCode).toBe(200);
    again.leave();
  });
});
