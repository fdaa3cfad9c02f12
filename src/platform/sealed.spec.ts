import type { Recorded } from '#event-sourcing';
import { randomBytes, randomUUID } from 'node:crypto';
import { Box, closed, openedBox, openedWords, placed, sealed, told } from './sealed.js';

const [key, of, place] = [randomBytes(32), randomUUID(), randomUUID()];

describe('What is sealed', () => {
  const words = { words: '他说的话', evidence: { reference: 'A-1' } };
  const box = closed(key, of, place, words);

  it('is opened by the key, in the place where it was sealed', () => {
    expect(openedWords(key, box)).toEqual(sealed(words));
  });

  it('is nothing to another key, in another place or another field, or where a bit is another one', () => {
    const open = (with_: Uint8Array, changed: Partial<Box>) => () =>
      openedBox(with_, { place, field: 'words', text: box.box['words']!, ...changed });
    expect(open(key, {})()).toBe(words.words);
    expect(open(randomBytes(32), {})).toThrow();
    expect(open(key, { place: randomUUID() })).toThrow();
    expect(open(key, { field: 'evidence' })).toThrow();
    const bytes = Buffer.from(box.box['words']!, 'base64url');
    for (let n = 0; n < bytes.length; n++) {
      const other = Buffer.from(bytes);
      other[n]! ^= 1;
      expect(open(key, { text: other.toString('base64url') })).toThrow();
    }
  });

  it('says neither that two texts are equal, nor how long a short one is', () => {
    const [yes, again, no] = [{ words: 'yes' }, { words: 'yes' }, { words: 'certainly not' }].map(
      (each) => closed(key, of, place, each).box['words']!,
    );
    expect(new Set([yes, again, no]).size).toBe(3);
    expect(new Set([yes, again, no].map((each) => each!.length)).size).toBe(1);
  });

  it('is opened for ever: a box of the first form', () => {
    const text = 'AAECAwQFBgcICQoLOtOMAHxgqzpVksW8wnhM2sEclq44QlcRNu5Dmq73TSW0Hn1pQST2rk77zlMqHkz9';
    const of = { place: '11111111-1111-4111-8111-111111111111', field: 'reason', text };
    expect(openedBox(Buffer.alloc(32, 7), of)).toBe('Repairs');
  });

  it('is told as a box, which says what comes of it once the key is gone', () => {
    expect(told(box as never, 'words' as never)).toEqual(new Box(of, place, 'words', box.box['words']!, 'that'));
    expect(told(sealed({ reason: 'Repairs' }), 'reason')).toBe('Repairs');
    expect(told<{ reason?: string }, 'reason'>(box, 'reason')).toBeUndefined();
  });
});

it('An event’s words know where they were sealed, as soon as the event is read', () => {
  const { in: _, ...stored } = closed(key, of, place, { reason: 'x' });
  const event = { id: place, type: 'ResourcePaused', data: { sealed: stored } } as unknown as Recorded;
  expect((placed(event).data as { sealed: object }).sealed).toEqual({ ...stored, in: place });
});
