import fc from 'fast-check';
import {
  BadNote,
  checkpointText,
  entryBundle,
  inclusionNote,
  inclusionProof,
  leafHash,
  GrowingTree,
  nodesIn,
  openCheckpoint,
  openInclusionNote,
  openNote,
  parseCheckpoint,
  parseEntryBundle,
  parseInclusionNote,
  parseTilePath,
  signerOf,
  signNote,
  tilePath,
  verifierOf,
} from './index.js';

/** The example of C2SP's signed-note. */
const example = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  text: 'This is an example message.\n',
  line: '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};
/** The example of Go's sumdb/note, whose format it is. */
const peter = {
  seed: 'YEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const seedOf = (n: number): Buffer => Buffer.alloc(32, n);

describe('A signed note', () => {
  it.each([example, peter])('is verified as others do: $vkey', ({ vkey, text, line }) => {
    const verifier = verifierOf(vkey);
    expect(verifier.vkey).toBe(vkey);
    expect(openNote(`${text}\n${line}`, [verifier])).toEqual({ text, by: [verifier], others: 0 });
    expect(() => openNote(`${text.replace('is', 'IS')}\n${line}`, [verifier])).toThrow('is not good');
  });

  it('is signed as others do', () => {
    const signer = signerOf('PeterNeumann', Buffer.from(`A${peter.seed}`, 'base64').subarray(1));
    expect(signer.vkey).toBe(peter.vkey);
    expect(signNote(peter.text, [signer])).toBe(`${peter.text}\n${peter.line}`);
  });

  it('may be signed by several, and says who of those that are known', () => {
    const [one, other, stranger] = [1, 2, 3].map((n) => signerOf(`log-${n}.example`, seedOf(n)));
    const note = signNote('Said.\n\nAnd said again.\n', [one!, stranger!, other!]);
    expect(openNote(note, [other!, one!]).by).toEqual([one, other]);
    expect(openNote(note, [other!])).toMatchObject({ text: 'Said.\n\nAnd said again.\n', others: 2 });
    expect(() => openNote(note, [])).toThrow('no key that is known here');
    expect(() => openNote(note, [signerOf('log-1.example', seedOf(9))])).toThrow('no key that is known here');
  });

  it.each([
    ['no empty line', `${example.text}${example.line}`],
    ['no signature', `${example.text}\n`],
    ['no newline at its end', `${example.text}\n${example.line}`.slice(0, -1)],
    ['something that is no signature', `${example.text}\n${example.line}and so on\n`],
    ['a name with a space', `${example.text}\n${example.line.replace('/foo', ' foo')}`],
    ['base64 with bits that mean nothing', `${example.text}\n${example.line.replace('aQM=', 'aQN=')}`],
    ['a control character', `a\tb\n\n${example.line}`],
    ['half a character', `\ud800\n\n${example.line}`],
    ['a signature twice', `${example.text}\n${example.line}${example.line}`],
    ['too many signatures', `${example.text}\n${example.line.repeat(65)}`],
    ['nothing', ''],
  ])('is refused that has %s', (_, note) => expect(() => openNote(note, [verifierOf(example.vkey)])).toThrow(BadNote));

  it.each([
    'example.com/foo',
    example.vkey.replace('530d903a', '530d903b'),
    example.vkey.replace('foo', 'fop'),
    `${example.vkey}A`,
    example.vkey.replace('+Ae', '+Be'),
    ` ${example.vkey}`,
    `\u0001${example.vkey}`,
  ])('is not verified by what is no key: %s', (vkey) => expect(() => verifierOf(vkey)).toThrow(BadNote));

  it('has a name that keys can have, and a text that notes can have', () => {
    for (const name of ['', 'a b', 'a+b', 'a\nb', 'a　b']) expect(() => signerOf(name, seedOf(1))).toThrow(RangeError);
    for (const text of ['', 'a', 'a\0\n']) expect(() => signNote(text, [signerOf('a', seedOf(1))])).toThrow(RangeError);
    expect(() => signerOf('a', Buffer.alloc(31))).toThrow(RangeError);
  });

  it('is another one, or none, with any byte of it changed', () => {
    const signer = signerOf('log.example', seedOf(1));
    const note = Buffer.from(signNote('Said.\n', [signer]));
    for (let at = 0; at < note.length; at++)
      for (const flip of [1, 32, 128]) {
        const changed = Buffer.from(note);
        changed[at]! ^= flip;
        expect(() => openNote(changed.toString(), [signer])).toThrow(BadNote);
      }
  });
});

describe('A checkpoint', () => {
  const signer = signerOf('example.com/behind-the-sofa', seedOf(1));
  const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
  const text = `example.com/behind-the-sofa\n20852163\n${root}\n`;

  it('reads and is written as C2SP shows it', () => {
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toEqual({
      ...{ origin: 'example.com/behind-the-sofa', size: 20_852_163 },
      root: Buffer.from(root, 'base64'),
    });
    expect(checkpointText(checkpoint)).toBe(text);
    expect(openCheckpoint(signNote(text, [signer]), [signer])).toEqual({ ...checkpoint, by: [signer], others: 0 });
  });

  it.each([
    ['another size', text.replace('2085', '02085')],
    ['a size that no number is', text.replace('20852163', '9999999999999999')],
    ['no root', `example.com/behind-the-sofa\n1\n\n`],
    ['half a root', text.replace(root, root.slice(0, 20))],
    ['lines that nobody checks', `${text}and this\n`],
    ['no origin', `\n1\n${root}\n`],
    ['a root that is written otherwise', text.replace('q2I=', 'q2J=')],
    ['an empty line', `${text}\n`],
    ['words that nobody checks', `${text}and this`],
    ['no end', text.slice(0, -1)],
  ])('is refused with %s', (_, odd) => expect(() => parseCheckpoint(odd)).toThrow(BadNote));

  it('is signed in the name of its origin', () => {
    const other = signerOf('example.com/another', seedOf(1));
    expect(() => openCheckpoint(signNote(text, [other]), [other])).toThrow('in another name');
    expect(() => openCheckpoint(signNote(text, [signer, other]), [signer, other])).toThrow('in another name');
  });

  it('with an inclusion proof is one text, verified without the log', async () => {
    const tree = new GrowingTree();
    const entries = Array.from({ length: 300 }, (_, n) => Buffer.from(`entry ${n}`));
    for (const entry of entries) tree.append(leafHash(entry));
    const [tiles, head] = [tree.changes(), { origin: signer.name, size: tree.size, root: tree.root() }];
    const nodes = nodesIn(300, async ({ level, index }) => tiles.find((tile) => tile.level === level && tile.index === index)!.hashes); // prettier-ignore
    const checkpoint = signNote(checkpointText(head), [signer]);
    const [index, extra] = [257, Buffer.from('beside')];
    const proof = await inclusionProof(index, 300, nodes);
    const note = inclusionNote({ extra, index, proof, checkpoint });
    expect(note).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra YmVzaWRl\nindex 257\n([\w+/]{43}=\n)+\nexample\.com/);
    expect(parseInclusionNote(note)).toEqual({ extra, index, proof, checkpoint });
    expect(parseInclusionNote(inclusionNote({ index, proof: [], checkpoint }))).toEqual({ index, proof: [], checkpoint }); // prettier-ignore
    const leaf = leafHash(entries[index]!);
    expect(openInclusionNote(note, leaf, [signer])).toMatchObject(head);
    expect(() => openInclusionNote(note, leafHash(extra), [signer])).toThrow('does not lead to the root');
    expect(() => openInclusionNote(note.replace('index 257', 'index 258'), leaf, [signer])).toThrow(BadNote);
    for (const odd of [
      '',
      'c2sp.org/tlog-proof@v1\n\n',
      note.replace('index 257', 'index 0257'),
      note.replace('@v1', '@v2'),
      note.replace('\nextra Y', '\nextra ='),
    ])
      // prettier-ignore
      expect(() => parseInclusionNote(odd)).toThrow(BadNote);
  });
});

describe('A path of a tile', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 1_234_067, 256, 'tile/0/x001/x234/067'],
    [1, 1, 17, 'tile/1/001.p/17'],
    ['entries', 999, 255, 'tile/entries/999.p/255'],
    [63, 1_000, 1, 'tile/63/x001/000.p/1'],
  ] as const)('says level %s, index %d and width %d as %s', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ level, index, width });
  });

  it.each([
    'tile/0/0',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/001/x234',
    'tile/64/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000/',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/x1234/000',
    '/tile/0/000',
    'tile/0/x001/x001/x001/x001/x001/000',
  ])('is one or none: %s', (path) => expect(parseTilePath(path)).toBeUndefined());

  it('goes there and back', () =>
    fc.assert(
      fc.property(fc.nat(63), fc.nat({ max: 1e12 }), fc.integer({ min: 1, max: 256 }), (level, index, width) =>
        expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width }),
      ),
    ));
});

it('Entries are one behind the other, each after its length', () => {
  const entries = [Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(65_535, 1)];
  expect(parseEntryBundle(entryBundle(entries))).toEqual(entries);
  expect(entryBundle([Buffer.from('ab')]).toString('hex')).toBe('00026162');
  expect(() => parseEntryBundle(entryBundle(entries).subarray(0, -1))).toThrow(RangeError);
  expect(() => entryBundle([Buffer.alloc(65_536)])).toThrow('out of range');
});
