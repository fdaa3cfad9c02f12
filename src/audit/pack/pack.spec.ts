import type { StoredLine } from '#event-sourcing';
import { checkpointText, Frontier, leafHash, signerOf, signNote } from '#transparency-log';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf, introduce } from '../key-succession.js';
import { entryOf, lineOf } from '../line.js';
import { createPack } from './containers.js';
import { exportPack } from './export-pack.js';
import { verifyPack, type Known, type Verdict } from './verify-pack.js';
import { directory, end_bytes, entriesIn, far_bytes, listOf } from './zip-form.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'lianjian-pack-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const origin = 'example.org/log';
const [first, second, stranger] = [1, 2, 3].map((n) => signerOf(origin, Buffer.alloc(32, n))) as [
  Signer,
  Signer,
  Signer,
]; // three of them
type Signer = ReturnType<typeof signerOf>;
const [ours, theirs] = ['6c1b3a44-9d2e-4f57-8a31-0c5de1f2a3b4', '77777777-9d2e-4f57-8a31-0c5de1f2a3b4'];

/** Events of two alliances, in turn. */
const log = (count: number, said = 'word'): readonly StoredLine[] =>
  Array.from({ length: count }, (_, n) => {
    const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const body = {
      version: 1,
      data: { note: { sealed: `${said} ${n}` } },
      issue: { tenantId: n % 2 === 0 ? ours : theirs },
    };
    const content = `{"stream":"thing-${n}","revision":0,"recordedAt":"2026-01-01T00:00:00.000001Z","body":${JSON.stringify(body)}}`;
    return { position: n + 1, tenantId: n % 2 === 0 ? ours : theirs, type: 'ThingSaid', id, content };
  });

type Given = Readonly<{ lines?: readonly StoredLine[]; signer?: Signer; keys?: 'one' | 'both'; signedAt?: readonly number[]; alliance?: string }>; // prettier-ignore

/** A pack of a log, as `lianjian audit export` writes it. */
const pack = async (
  path: string,
  { lines = log(6), signer = first, keys = 'one', signedAt = [], alliance }: Given = {},
): Promise<string> => {
  // prettier-ignore
  const leaves = lines.map(({ content, ...header }) => leafHash(entryOf({ ...header, sha256: createHash('sha256').update(content).digest('hex') }))); // prettier-ignore
  const frontier = new Frontier();
  const checkpoints = leaves.flatMap((leaf) => {
    frontier.append(leaf);
    const { size } = frontier;
    if (size !== leaves.length && !signedAt.includes(size)) return [];
    return [{ size, note: signNote(checkpointText({ origin, size, root: frontier.root() }), [signer]) }];
  });
  const whole = join(folder, path);
  const writer = await createPack(whole);
  const source = {
    lines: { lines: async (after: number, lines_max: number) => lines.slice(after, after + Math.min(lines_max, 4)) },
    trees: { leaves: async function* (from: number, to: number) { yield Buffer.concat(leaves.slice(from, to)); } }, // prettier-ignore
    formats: { types: ['ThingSaid'], versionOf: () => 1 },
    ...{ dictionary: '# Events\n', origin, signers: [signer], checkpoints },
    keys: [
      { vkey: keys === 'both' ? first.vkey : signer.vkey, introducedBy: null },
      ...(keys === 'both' ? [{ vkey: second.vkey, introducedBy: introduce(origin, second.vkey, first) }] : []),
    ],
  };
  await exportPack(source, writer, { ...(alliance !== undefined && { alliance }), now: '2026-01-02T00:00:00.000Z', progress: () => undefined }); // prettier-ignore
  await writer.finish();
  return whole;
};

const byFirst: Known = { keys: [fingerprintOf(first.vkey)] };
const named = ({ findings }: Verdict): string => findings.map(({ where, what }) => `${where}: ${what}`).join('\n');
const textOf = (path: string, name: string): string => readFileSync(join(path, name), 'utf8');

describe.each(['folder', 'pack.zip'])('A pack that is a %s', (form) => {
  it('is whole and unaltered by a key that is known, and by the enclosed one alone where none is', async () => {
    const path = await pack(`whole-${form}`);
    expect(verifyPack(path, byFirst)).toMatchObject({
      proven: 'by your key',
      findings: [],
      signedBy: [first.vkey],
    });
    expect(verifyPack(path, { keys: [first.vkey] })).toMatchObject({ proven: 'by your key' });
    expect(verifyPack(path, { keys: [] })).toMatchObject({ proven: 'by the enclosed key only' });
    expect(verifyPack(path, { keys: [stranger.vkey] })).toMatchObject({ proven: 'not' });
  });

  it('is not made where something is, nor in halves', async () => {
    const path = await pack(`there-${form}`);
    await expect(pack(`there-${form}`)).rejects.toThrow('is there already');
    await expect(pack(`half-${form}`, { lines: log(6).with(3, { ...log(6)[3]!, type: '"' }) })).rejects.toThrow();
    expect(verifyPack(path, byFirst)).toMatchObject({ proven: 'by your key' });
    expect(verifyPack(join(folder, `half-${form}`), byFirst).proven).toBe('not');
  });

  it('of one alliance shows the headers of all others, and that nothing of its own is missing', async () => {
    const path = await pack(`part-${form}`, { alliance: ours });
    expect(verifyPack(path, byFirst)).toMatchObject({ proven: 'by your key', manifest: { alliance: ours } });
  });

  it('shows by an older one, or a checkpoint, that the log only grew', async () => {
    const older = await pack(`older-${form}`, { lines: log(3) });
    const newer = await pack(`newer-${form}`, { lines: log(9), signedAt: [2, 5] });
    expect(verifyPack(newer, { ...byFirst, since: { pack: older } })).toMatchObject({ proven: 'by your key', grownFrom: 3 }); // prettier-ignore
    const forked = await pack(`forked-${form}`, { lines: log(3, 'another') });
    const against = (pack: string) => ({ ...byFirst, since: { pack } });
    expect(named(verifyPack(newer, against(forked)))).toContain('the first 3 events are not those that were signed');
    expect(named(verifyPack(older, against(newer)))).toContain('did not only grow');
    const checkpoint = signNote(checkpointText({ origin, size: 2, root: Buffer.alloc(32) }), [first]);
    expect(named(verifyPack(newer, { ...byFirst, since: { checkpoint } }))).toContain('the older one');
    expect(named(verifyPack(newer, { ...byFirst, since: { checkpoint: 'x' } }))).toContain('no signed note');
  });
});

describe('What was done to a pack is found and named', () => {
  const path = (name: string) => join(folder, name);
  const events = 'events-000001.ndjson';
  const lines = log(6).map(lineOf);
  const changed = async (name: string, file: string, change: (text: string) => string): Promise<string> => {
    const whole = await pack(name);
    writeFileSync(join(whole, file), change(textOf(whole, file)));
    return named(verifyPack(whole, byFirst));
  };
  const withLines = (name: string, altered: readonly string[]) =>
    changed(name, events, () => `${altered.join('\n')}\n`);

  it('a word that was altered', async () =>
    expect(await withLines('altered', lines.with(3, lines[3]!.replace('word 3', 'WORD 3')))).toBe(
      `${events}, line 4: event 4, ThingSaid ${log(6)[3]!.id}: it is not what was signed`,
    ));
  it('an event that was taken out', async () => {
    expect(await withLines('removed', lines.toSpliced(2, 1))).toContain('event 3 is missing');
    expect(await withLines('cut', lines.slice(0, 4))).toContain('events 5 to 6 are missing');
    expect(await withLines('cut-head', lines.slice(2))).toContain('events 1 to 2 are missing');
  });
  it('an event that was put in', async () => {
    expect(await withLines('inserted', lines.toSpliced(2, 0, lines[4]!))).toContain('event 5, ThingSaid');
    expect(await withLines('doubled', lines.toSpliced(2, 0, lines[1]!))).toContain('line 3: event 2');
    expect(await withLines('beyond', [...lines, lines[0]!.replace('"position":1', '"position":7')])).toContain(
      'event 7',
    );
    expect(await withLines('noise', [...lines, 'and this'])).toContain('it is no event');
  });
  it('events that changed places, or numbers', async () => {
    expect(await withLines('swapped', lines.with(1, lines[2]!).with(2, lines[1]!))).toMatch(/event 2 is missing[^]*line 3: event 2/); // prettier-ignore
    const renumbered = lines.with(1, lines[2]!.replace(':3,', ':2,')).with(2, lines[1]!.replace(':2,', ':3,'));
    expect(await withLines('renumbered', renumbered)).toMatch(/line 2: event 2,[^]*line 3: event 3,/);
  });
  it('content that is left out, though it was to be there', async () => {
    const { content, ...header } = log(6)[2]!;
    const bare = entryOf({ ...header, sha256: createHash('sha256').update(content).digest('hex') }).toString();
    expect(await withLines('left-out', lines.with(2, bare))).toContain('its content is left out');
  });
  it('a checkpoint that was forged, replaced or taken out', async () => {
    const forged = (signer: Signer, size = 6) => JSON.stringify([signNote(checkpointText({ origin, size, root: Buffer.alloc(32) }), [signer])]); // prettier-ignore
    for (const [n, text] of [forged(stranger), forged(first), forged(first, 3), '[]', '{}', '['].entries())
      expect(await changed(`checkpoint-${n}`, 'checkpoints.json', () => text)).toContain('checkpoints.json');
  });
  it('leaves that were altered, also together with the event', async () => {
    const whole = await pack('leaves');
    const leaves = readFileSync(join(whole, 'leaves-000001'));
    leaves[40]! ^= 1;
    writeFileSync(join(whole, 'leaves-000001'), leaves);
    expect(named(verifyPack(whole, byFirst))).toMatch(/line 2: event 2[^]*manifest: the first 6 leaves/);
    const other = await pack('other-history', { lines: log(6, 'other') });
    for (const name of [events, 'leaves-000001']) copyFileSync(join(other, name), join(whole, name));
    expect(named(verifyPack(whole, byFirst))).toContain('the first 6 events are not those that were signed');
  });
  it('a pack made anew by somebody else: the enclosed key says yes, the known one no', async () => {
    const whole = await pack('anew', { lines: log(6, 'other'), signer: stranger });
    expect(verifyPack(whole, { keys: [] }).proven).toBe('by the enclosed key only');
    expect(named(verifyPack(whole, byFirst))).toContain('keys.json: the key that you gave is not among those');
  });
  it('a file more, a file less, and what is no plain file', async () => {
    const whole = await pack('files');
    writeFileSync(join(whole, 'more.txt'), '');
    expect(named(verifyPack(whole, byFirst))).toBe('more.txt: the manifest does not name it');
    rmSync(join(whole, 'more.txt'));
    rmSync(join(whole, 'dictionary.md'));
    expect(named(verifyPack(whole, byFirst))).toBe('dictionary.md: it is missing');
    symlinkSync('README.md', join(whole, 'dictionary.md'));
    expect(named(verifyPack(whole, byFirst))).toContain('dictionary.md is no plain file');
    rmSync(join(whole, 'dictionary.md'));
    mkdirSync(join(whole, 'dictionary.md'));
    expect(named(verifyPack(whole, byFirst))).toContain('is no plain file');
    expect(named(verifyPack(path('nowhere'), byFirst))).toContain('there is no');
  });
});

describe('A zip is of one form', () => {
  const spoilt = async (name: string, change: (path: string) => void) => {
    const path = await pack(`${name}.zip`);
    change(path);
    return verifyPack(path, byFirst);
  };
  const within = (change: (bytes: Buffer) => Buffer) => (path: string) =>
    writeFileSync(path, change(readFileSync(path)));

  it.each([
    ['something behind it', (path: string) => appendFileSync(path, 'x')],
    ['something before it', within((bytes) => Buffer.concat([Buffer.from('x'), bytes]))],
    ['its end cut off', (path: string) => truncateSync(path, 3_000)],
    ['nothing in it', (path: string) => truncateSync(path, 0)],
    ['a gap', within((bytes) => Buffer.concat([bytes.subarray(0, 40), Buffer.from('x'), bytes.subarray(40)]))],
    [
      'a comment',
      within((bytes) => (bytes.writeUInt16LE(1, bytes.length - 2), Buffer.concat([bytes, Buffer.from('x')]))),
    ],
  ])('and refused with %s', async (what, change) =>
    expect(await spoilt(what.replaceAll(' ', '-'), change)).toMatchObject({ proven: 'not' }),
  );

  it('also beyond four gigabytes, where offsets take another shape', () => {
    const entries = [0, 5_000_000_000].map((offset, n) => ({ name: `part-${n}`, size: 3, crc: n, offset }));
    const rest = directory(entries, 6_000_000_000);
    const { size, isFar } = listOf(rest);
    expect(isFar).toBe(true);
    expect(size).toBe(rest.length - end_bytes - far_bytes);
    expect(entriesIn(rest.subarray(0, size))).toEqual(entries);
  });
});

describe('Keys change', () => {
  it('and whoever knows the first one comes to those that it introduced', async () => {
    const whole = await pack('rotated', { signer: second, keys: 'both' });
    expect(verifyPack(whole, byFirst).proven).toBe('by your key');
    expect(verifyPack(whole, { keys: [second.vkey] }).proven).toBe('by your key');
    const keys = JSON.parse(textOf(whole, 'keys.json'));
    for (const introducedBy of [
      null,
      introduce(origin, second.vkey, stranger),
      introduce(origin, stranger.vkey, first),
      introduce('else', second.vkey, first),
    ]) {
      // prettier-ignore
      writeFileSync(join(whole, 'keys.json'), JSON.stringify([keys[0], { ...keys[1], introducedBy }]));
      expect(named(verifyPack(whole, byFirst))).toContain('none of the keys that you gave');
    }
  });
});

/** Changes one byte of a file at a time, where it is, and says which changes nobody noticed. */
const unnoticed = async (
  path: string,
  changes: readonly (readonly [at: number, flip: number])[],
): Promise<readonly number[]> => {
  // prettier-ignore
  const before = readFileSync(path);
  const missed: number[] = [];
  const file = await open(path, 'r+');
  try {
    for (const [at, flip] of changes) {
      await file.write(Buffer.of(before[at]! ^ flip), 0, 1, at);
      const { proven, findings } = verifyPack(path, byFirst);
      if (proven !== 'not' || findings.length === 0 || findings.some(({ where }) => where === '')) missed.push(at);
      await file.write(before, at, 1, at);
    }
  } finally {
    await file.close();
  }
  return missed;
};

describe('A changed bit is found', () => {
  it('in every byte of a small pack', async () => {
    const path = await pack('every-byte.zip', { signer: second, keys: 'both', signedAt: [2] });
    const { length } = readFileSync(path);
    const changes = Array.from({ length }, (_, at) => [at, 1 << (at % 8)] as const);
    expect(await unnoticed(path, changes)).toEqual([]);
    expect(verifyPack(path, byFirst).proven).toBe('by your key');
  });

  it('in any byte of a large one, and in a folder as well', async () => {
    const path = await pack('large.zip', { lines: log(3_000), signedAt: [100, 2_000] });
    const { length } = readFileSync(path);
    const changes = fc.sample(fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 255 })), 150);
    expect(await unnoticed(path, changes)).toEqual([]);
    const whole = await pack('every-file');
    for (const name of readdirSync(whole)) {
      const other = join(folder, `changed-${name}`);
      cpSync(whole, other, { recursive: true });
      const bytes = readFileSync(join(other, name));
      bytes[bytes.length >> 1]! ^= 4;
      writeFileSync(join(other, name), bytes);
      expect(verifyPack(other, byFirst)).toMatchObject({ proven: 'not' });
    }
  });
});
