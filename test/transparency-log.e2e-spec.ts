import { StoredLines } from '#event-sourcing';
import {
  consistencyProof,
  hash_bytes,
  inclusionProof,
  leafHash,
  nodesIn,
  openCheckpoint,
  openInclusionNote,
  parseEntryBundle,
  parseInclusionNote,
  provesConsistency,
  provesInclusion,
  rootAt,
  tilePath,
  verifierOf,
  type ReadTile,
} from '#transparency-log';
import { verifyTLogInclusion } from '@sigstore/verify/dist/tlog/index.js';
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { Sequencer } from '../src/audit/sequencer.js';
import { SigningKeys } from '../src/audit/signing-keys.js';
import { TreeStore } from '../src/audit/tree-store.js';
import { config } from '../src/config/config.js';
import { startApp, startInstance, type TestApp } from './app.js';
import { keysFor } from './keys.js';
import { itWhereLogCan } from './log-place.js';

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school'] });
});
afterAll(() => app.close());

/** A monitor: it knows the address and the key, and believes nothing. */
const fetched = async (path: string, key?: string) => {
  const response = await fetch(`${app.url}/log/${path}`, key ? { headers: { authorization: `Bearer ${key}` } } : {});
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const verifiers = async () => JSON.parse((await fetched('keys')).bytes.toString()).map(({ vkey }: { vkey: string }) => verifierOf(vkey)); // prettier-ignore
const checkpoint = async () => openCheckpoint((await fetched('checkpoint')).bytes.toString(), await verifiers());
const tiles: ReadTile = async ({ level, index }, width) => {
  const { status, bytes } = await fetched(tilePath(level, index, width));
  expect([tilePath(level, index, width), status, bytes.length]).toEqual([tilePath(level, index, width), 200, width * hash_bytes]); // prettier-ignore
  return bytes;
};
/** A log's key as Sigstore's library knows one, read from its text by the words of C2SP's signed-note alone. */
const authorityOf = (vkey: string) => {
  const [, name = '', id = '', key = ''] = /^(\S+?)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const x = Buffer.from(key, 'base64').subarray(1).toString('base64url'); // the first byte says that it is Ed25519
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { logID: Buffer.from(id, 'hex'), baseURL: `https://${name}`, publicKey, validFor: { start: new Date(0), end: new Date(8e15) } }; // prettier-ignore
};
/** How many events were recorded, and which number one has. */
const recorded = (): Promise<number> => app.nest.get(StoredLines).size();
const numberAt = (position: number): Promise<number> => app.nest.get(StoredLines).numberAt(position);
/** The first checkpoint that covers so many events. */
const covering = async (events: number) => {
  for (const until = Date.now() + 10_000; ; await setTimeout(20)) {
    const newest = await checkpoint();
    if (newest.size >= events) return newest;
    if (Date.now() > until) throw new Error(`no checkpoint covers ${events} events, the newest has ${newest.size}`);
  }
};
/** How a sequencer is, once it is so. */
const until = async (reached: (state: Awaited<ReturnType<Sequencer['state']>>) => boolean, sequencer: Sequencer) => {
  for (const end = Date.now() + 10_000; ; await setTimeout(20)) {
    const state = await sequencer.state();
    if (reached(state)) return state;
    if (Date.now() > end) throw new Error(JSON.stringify(state));
  }
};
/** So many acts, at once. */
const act = (count: number, { keys }: Pick<TestApp, 'keys'> = app) =>
  Promise.all(Array.from({ length: count }, (_, n) => keys.issue({ kind: 'operator', label: `${n}` })));

describe('The log, as a monitor sees it', () => {
  it('has a checkpoint within a second of what was recorded, signed by a key that it names', async () => {
    const size = await recorded();
    const began = Date.now();
    expect(await covering(size)).toMatchObject({ size, others: 0 });
    expect(Date.now() - began).toBeLessThan(5_000); // a second, on a machine that is not this busy
    const { headers } = await fetched('checkpoint');
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=1');
  });

  it('has for a leaf what the operator can read of each event, and its root follows from them', async () => {
    const { size, root } = await covering(await recorded());
    const { key } = await app.keys.issue({ kind: 'operator', label: 'monitor' });
    const { key: auditor } = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: 'audit' });
    const path = tilePath('entries', 0, size);
    const { bytes, headers } = await fetched(path, key);
    expect(headers.get('cache-control')).toBe('no-store');
    const entries = parseEntryBundle(bytes);
    expect(entries).toHaveLength(size);
    const events = await app.log.readAll(0, size);
    expect(entries.map((entry) => JSON.parse(entry.toString()))).toEqual(
      events.map(({ issue, type, id }, n) => {
        return { position: n + 1, alliance: issue.tenantId, type, id, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
      }),
    );
    expect(
      await rootAt(
        size,
        nodesIn(size, async () => Buffer.concat(entries.map(leafHash))),
      ),
    ).toEqual(root);
    expect((await fetched(path)).status).toBe(401);
    for (const each of [auditor, alliance.as('school').key]) expect((await fetched(path, each)).status).toBe(403);
  });

  it('only grows: from one checkpoint to the next, past the end of a tile', async () => {
    const before = await checkpoint();
    await act(270);
    const now = await covering(await recorded());
    const nodes = nodesIn(now.size, tiles);
    expect(provesConsistency(before, now, await consistencyProof(before.size, now.size, nodes))).toBe(true);
    expect(await rootAt(now.size, nodes)).toEqual(now.root);
    const full = await fetched('tile/0/000');
    expect(full.bytes).toHaveLength(256 * hash_bytes);
    expect(full.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetched('tile/0/000.p/7')).bytes).toEqual(full.bytes.subarray(0, 7 * hash_bytes));
    const leaf = full.bytes.subarray(5 * hash_bytes, 6 * hash_bytes);
    expect(provesInclusion({ index: 5, leaf, ...now }, await inclusionProof(5, now.size, nodes))).toBe(true);
  });

  it.each([
    'tile/0/999',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/0',
    'tile/9/000.p/1',
    'tile/x/000',
    'tile/0/x000/000',
    'tile/0/002',
    'tile/',
    'tile',
    'nothing',
  ])('has nothing at another path, and nobody keeps that in mind: %s', async (path) => {
    const { status, headers } = await fetched(path);
    expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
  });
});

describe('An act', () => {
  it('links to the proof that the log holds it, and the proof needs nothing but the key', async () => {
    const answer = await alliance
      .as('residents')
      .post('areas', { areas: [{ areaId: randomUUID(), level: 'estate', name: { en: 'North' } }] });
    expect(answer.status).toBe(200);
    const [, path = ''] = /^<(.*)>; rel="https:\/\/c2sp.org\/tlog-proof"$/.exec(answer.headers.get('link') ?? '') ?? [];
    expect(path).toBe(`${alliance.path}/receipts/${answer.body.position}`);
    const receipt = await alliance.as('school').got(path);
    const number = await numberAt(answer.body.position);
    expect(JSON.parse(receipt.entry)).toMatchObject({ position: number, alliance: alliance.id, type: 'AreaAdded' });
    const shown = openInclusionNote(receipt.proof, leafHash(Buffer.from(receipt.entry)), await verifiers());
    expect(shown.size).toBeGreaterThanOrEqual(number);
    const altered = Buffer.from(receipt.entry.replace('AreaAdded', 'AreaAddee'));
    expect(() => openInclusionNote(receipt.proof, leafHash(altered), [shown.by[0]!])).toThrow(
      'does not lead to the root',
    );
  });

  it('is proven to a library that is not ours: its reading of checkpoint, signature, leaf and path is Sigstore’s', async () => {
    const { position } = await alliance.as('residents').did('areas', { areas: [{ areaId: randomUUID(), level: 'estate', name: { en: 'East' } }] }); // prettier-ignore
    const { entry, proof } = await alliance.as('school').got(`receipts/${position}`);
    const { index, proof: hashes, checkpoint: envelope } = parseInclusionNote(proof);
    const known: { vkey: string }[] = JSON.parse((await fetched('keys')).bytes.toString());
    const authorities = known.map(({ vkey }) => authorityOf(vkey));
    const verify =
      (change: object = {}, logs = authorities) =>
      () =>
        verifyTLogInclusion(
          {
            canonicalizedBody: Buffer.from(entry),
            inclusionProof: { logIndex: String(index), hashes, checkpoint: { envelope }, ...change },
          } as never, // what of an entry of Sigstore's own log it looks at
          logs,
        );
    expect(verify()).not.toThrow();
    const [line = ''] = envelope.split('\n').slice(1);
    expect(verify({ checkpoint: { envelope: envelope.replace(line, `${Number(line) + 1}`) } })).toThrow('signature');
    expect(verify({ logIndex: String(index - 1) })).toThrow();
    expect(verify({ hashes: hashes.map((each) => Buffer.from(each).fill(0, 0, 1)) })).toThrow('root hash');
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(verify({}, authorities.map((each) => ({ ...each, publicKey })))).toThrow('signature'); // prettier-ignore
  });

  it('of another alliance, or none, has no proof to show', async () => {
    const elsewhere = await app.found({ units: ['others'] });
    for (const path of [`receipts/${await app.log.head()}`, 'receipts/999999999'])
      expect((await alliance.as('school').get(path)).status).toBe(404);
    expect((await elsewhere.as('others').get(`receipts/${await app.log.head()}`)).status).toBe(200);
  });

  it('is proven at once, or not at all, to who would wait for what nobody has recorded', async () => {
    const headers = { authorization: `Bearer ${alliance.as('school').key}`, 'lianjian-after': '999999999999999' };
    const [{ position }] = (await alliance.as('school').got(`${alliance.path}/events?limit=1`)).items;
    await covering(await numberAt(position));
    const began = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${app.url}${alliance.path}/receipts/${position}`, { headers })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(Date.now() - began).toBeLessThan(1_900); // who waits, waits for two seconds
  });

  it('that is only tried links to nothing', async () => {
    const answer = await alliance.as('residents').post('areas?dryRun=true', { areas: [{ areaId: randomUUID(), level: 'estate', name: { en: 'South' } }] }); // prettier-ignore
    expect([answer.status, answer.headers.get('link')]).toEqual([200, null]);
  });
});

describe('Of one size there is one tree', () => {
  it('by two instances that both want to sign', async () => {
    const other = await startInstance(app.databaseUrl);
    try {
      for (let n = 0; n < 5; n++) await act(3, n % 2 === 0 ? app : { keys: keysFor(other.nest) });
      const now = await covering(await recorded());
      const trees = app.nest.get(TreeStore);
      expect(await rootAt(now.size, nodesIn(now.size, trees.read))).toEqual(now.root);
      expect(await until(({ behind }) => behind === 0, other.nest.get(Sequencer))).toMatchObject({ faults: 0 });
      // Whoever grows it from a size that it no longer has changes nothing.
      expect(await trees.grow(now.size - 1, now.size, [{ level: 0, index: 0, hashes: Buffer.alloc(32) }])).toBe(false);
    } finally {
      await other.nest.close();
    }
  });

  it('in the database: a tile only gets wider, and the application writes by the function alone', async () => {
    const trees = app.nest.get(TreeStore);
    const { size } = await trees.tree();
    const tile = { level: 0, index: 0, hashes: Buffer.alloc(256 * hash_bytes) };
    await expect(trees.grow(size, size, [tile])).rejects.toThrow('only grows');
    for (const change of [
      'UPDATE audit.tile SET level = 1',
      'UPDATE audit.tree SET size = 0',
      'DELETE FROM audit.checkpoint',
      'DELETE FROM audit.signing_key',
      "UPDATE audit.signing_key SET vkey = 'x'",
    ])
      // prettier-ignore
      await expect(app.database.query(change)).rejects.toThrow(/permission denied/);
  });

  const onceAltered = itWhereLogCan('beAlteredBySql');
  onceAltered(
    'after a database was put back: nothing is signed, and it is said, until the log has another name',
    async () => {
      const lines: string[] = [];
      const log = (line: string) => lines.push(line);
      const put = await startApp({ env: { LOG_ORIGIN: 'example.org/log' }, log });
      const owner = new pg.Client({ connectionString: put.ownerUrl });
      try {
        await owner.connect();
        await put.found({ units: ['residents'] });
        const { size } = await until(
          ({ behind, size: covered }) => behind === 0 && covered > 0,
          put.nest.get(Sequencer),
        );
        // As if from a backup: the last events are not there, nor is the tree that they made; then others are recorded.
        await owner.query(`ALTER TABLE log.event DISABLE TRIGGER ALL; DELETE FROM log.event WHERE position > ${size - 2};
        ALTER TABLE log.event ENABLE TRIGGER ALL; ALTER TABLE log.event ENABLE ALWAYS TRIGGER only_grows;
        DELETE FROM audit.checkpoint; DELETE FROM audit.tile; UPDATE audit.tree SET size = 0`);
        expect((await until(({ fault }) => fault !== undefined, put.nest.get(Sequencer))).fault).toContain(`a tree of ${size} events was signed, and there are ${size - 2}`); // prettier-ignore
        await put.stop();
        const again = await startInstance(put.databaseUrl, { env: { LOG_ORIGIN: 'example.org/log' }, log });
        try {
          const sequencer = again.nest.get(Sequencer);
          const atRest = await until(({ fault }) => fault !== undefined, sequencer); // before anything is recorded
          expect(atRest.fault).toContain(`a tree of ${size} events was signed, and there are ${size - 2}`);
          await act(5, { keys: keysFor(again.nest) });
          expect((await until(({ fault }) => fault?.includes('another one') ?? false, sequencer)).size).toBe(0);
          expect(await again.nest.get(TreeStore).tree()).toMatchObject({ size: 0 });
          expect(lines.filter((line) => line.includes('Nothing is signed until'))).not.toEqual([]);
        } finally {
          await again.nest.close();
        }
        const renamed = await startInstance(put.databaseUrl, { env: { LOG_ORIGIN: 'example.org/log-2' } });
        try {
          const { size: signed } = await until(({ behind }) => behind === 0, renamed.nest.get(Sequencer));
          expect(signed).toBe(size + 3);
        } finally {
          await renamed.nest.close();
        }
      } finally {
        await owner.end();
        await put.close();
      }
    },
  );
});

describe('Keys', () => {
  it('change with an overlap, and the old one introduces the new one', async () => {
    const keys = app.nest.get(SigningKeys);
    const origin = await keys.origin();
    const [old] = await verifiers();
    await keys.rotate(origin, new Date(Date.now() + 86_400_000).toISOString());
    await act(1);
    const both = await covering(await recorded());
    expect(both.by.map(({ vkey }) => vkey)).toEqual((await verifiers()).map(({ vkey }: { vkey: string }) => vkey));
    expect(both.by[0]?.vkey).toBe(old.vkey);
    const [, second] = await keys.all(origin);
    expect(second?.introducedBy).toContain('next-key');
    await keys.rotate(origin, new Date(Date.now() - 1).toISOString());
    await act(1);
    const last = await covering(await recorded());
    expect(last.by.map(({ vkey }) => vkey)).toEqual([(await verifiers()).at(-1).vkey]);
  });

  it('of another secret sign nothing here', async () => {
    const settings = { ...config({ SECRET_KEY: 'x'.repeat(43) }), logOrigin: undefined };
    const keys = new SigningKeys(settings, app.database, app.nest.get(TreeStore));
    await expect(keys.signers(await keys.origin(), new Date().toISOString())).rejects.toThrow('SECRET_KEY');
  });
});
